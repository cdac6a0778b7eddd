"""Problems of the sources: which rows?"""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "source-failed": Text("Sumber data gagal", "Source failed"),
    "source-failed.detail": Text(
        "Sumber data pemberi data gagal dan tidak ada data yang diberikan; ulangi nanti, atau hubungi "
        "narahubung perjanjian.",
        "The provider's data source failed and nothing was released; try again later, or ask the "
        "agreement's duty contact.",
    ),
    "source-unavailable": Text("Sumber data tidak dapat dijangkau", "Source unavailable"),
    "source-unavailable.detail": Text(
        "Sumber data pemberi data sedang tidak dapat dijangkau; ulangi beberapa saat lagi.",
        "The provider's data source cannot be reached; try again shortly.",
    ),
    "source-timeout": Text("Sumber data terlalu lambat", "Source too slow"),
    "source-timeout.detail": Text(
        "Sumber data tidak menjawab dalam batas waktunya; perkecil permintaan atau ulangi nanti.",
        "The data source did not answer within its time limit; make the request smaller or try again later.",
    ),
    "statement-refused": Text("Kueri sumber ditolak", "Statement refused"),
    "statement-refused.detail": Text(
        "Gerbang data menolak menjalankan kueri yang disusunnya sendiri dan tidak membaca apa pun; "
        "sampaikan nomor pertukaran kepada pengelola.",
        "The gateway refused to run the statement it had composed and read nothing; give the exchange id to "
        "the operator.",
    ),
}
