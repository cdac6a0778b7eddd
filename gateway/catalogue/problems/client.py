"""Problems of the client: what an integrator's program is told."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "format-unfit": Text("Baris tidak dapat ditulis dalam bentuk ini", "Rows do not fit this format"),
    "format-unfit.detail": Text(
        "Baris tidak muat dalam bentuk yang diminta; pilih bentuk lain.",
        "The rows do not fit the format that was asked for; choose another.",
    ),
    "client": Text("Jawaban tidak dapat dipercaya", "Answer not to be trusted"),
    "client.detail": Text(
        "Panggilan tidak menghasilkan jawaban yang dapat dipercaya; jangan memakai isinya, dan periksa "
        "berkas kepercayaan yang dipasang.",
        "The call did not bring an answer that can be trusted; do not use its content, and check the pinned "
        "trust file.",
    ),
    "gateway-unreachable": Text("Gerbang data tidak dapat dijangkau", "Gateway unreachable"),
    "gateway-unreachable.detail": Text(
        "Sambungan ke gerbang data gagal atau terputus sebelum jawaban lengkap; periksa alamat dan "
        "jaringan, lalu ulangi.",
        "There was no connection, or it broke before the whole answer was there; check the address and the "
        "network and try again.",
    ),
    "answer-invalid": Text("Bentuk jawaban salah", "Answer not valid"),
    "answer-invalid.detail": Text(
        "Jawaban bertanda tangan sah tetapi tidak sesuai bentuk yang didokumentasikan; periksa versi SDK "
        "dan gerbang data.",
        "The answer is signed but not of the documented shape; check the versions of the SDK and the "
        "gateway.",
    ),
    "refused-by-gateway": Text("Ditolak gerbang data", "Refused by the gateway"),
    "refused-by-gateway.detail": Text(
        "Gerbang data menolak permintaan ini; sebabnya disebut dalam kode masalah pada jawabannya.",
        "The gateway refused this request; the problem code in its answer says why.",
    ),
}
