"""Problems of storage and audit: is it recorded, can we prove it?"""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "log-unavailable": Text("Catatan tidak dapat ditulis", "Log unavailable"),
    "log-unavailable.detail": Text(
        "Pertukaran tidak dapat dicatat, sehingga data tidak diberikan; ulangi beberapa saat lagi.",
        "The exchange could not be recorded and so nothing was released; try again shortly.",
    ),
    "log-busy": Text("Catatan sedang penuh", "Log busy"),
    "log-busy.detail": Text(
        "Terlalu banyak pertukaran sedang dicatat; ulangi setelah waktu dalam Retry-After.",
        "Too many exchanges are being recorded; try again after the time in Retry-After.",
    ),
    "clock-skew": Text("Jam gerbang data tidak selaras", "Gateway's clock differs"),
    "clock-skew.detail": Text(
        "Jam simpul ini berbeda dari jam catatan, sehingga data tidak diberikan; ulangi nanti, dan "
        "pengelola perlu menyamakan jamnya.",
        "This node's clock differs from the log's and so nothing was released; try again later, and the "
        "operator must set the clock right.",
    ),
    "log-behind": Text("Catatan tertinggal", "Log behind"),
    "log-behind.detail": Text(
        "Catatan lebih pendek daripada segel catatan yang pernah diberikan, sehingga gerbang data berhenti "
        "menjawab; hubungi pengelola.",
        "The log is smaller than a checkpoint already given out, so the gateway has stopped answering; "
        "contact its operator.",
    ),
    "log-other": Text("Catatan lain", "Another log"),
    "log-other.detail": Text(
        "Basis data gerbang data memuat catatan lain daripada yang disebut pengaturannya; hubungi pengelola.",
        "The gateway's database holds another log than its settings name; contact its operator.",
    ),
    "log-succeeded": Text("Catatan ini sudah diganti", "The log was succeeded"),
    "log-succeeded.detail": Text(
        "Catatan ini sudah ditutup dan diteruskan catatan lain; gerbang ini masih memakai pengaturan lama.",
        "This log has ended and another one goes on; this gateway still runs with the old settings.",
    ),
    "log-succession": Text(
        "Pergantian catatan tidak dapat dijalankan", "The succession cannot be carried out"
    ),
    "log-succession.detail": Text(
        "Pernyataan harus cocok dengan catatan dan ditandatangani kedua badan publik; siapkan dan tandatangani lagi.",
        "The statement must fit the log and bear a signature of each agency; prepare and sign it again.",
    ),
    "log-forked": Text("Catatan bercabang", "The log has forked"),
    "log-forked.detail": Text(
        "Penjamin catatan memegang segel dari catatan ini yang tidak lagi cocok; tidak ada data yang "
        "diberikan sebelum pengelola menyelesaikannya bersama badan publik lain.",
        "A witness holds a checkpoint of this log that no longer fits it; nothing is released until the "
        "operator has settled that with the other agency.",
    ),
    "witness-busy": Text("Penjamin catatan sedang sibuk", "The witness is busy"),
    "witness-busy.detail": Text(
        "Terlalu banyak permintaan penjaminan dalam waktu singkat; ulangi setelah waktu dalam Retry-After.",
        "Too many calls to the witness in a short time; try again after the time in Retry-After.",
    ),
    "log-unwitnessed": Text("Catatan terlalu lama tanpa penjamin", "The log is unwitnessed for too long"),
    "log-unwitnessed.detail": Text(
        "Segel catatan belum dijamin pihak lain dalam waktu yang disepakati perjanjian; data diberikan lagi "
        "begitu penjaminan pulih.",
        "No other party has cosigned the log within the time that the agreement allows; data flows again "
        "as soon as one does.",
    ),
    "log-untimestamped": Text(
        "Catatan terlalu lama tanpa cap waktu", "The log is without a timestamp for too long"
    ),
    "log-untimestamped.detail": Text(
        "Catatan gerbang data belum bercap waktu dalam batas yang ditetapkan pengelolanya; data diberikan lagi "
        "begitu otoritas cap waktu menjawab.",
        "The gateway's log has no timestamp within the limit that its operator set; data flows again as soon as "
        "the timestamp authority answers.",
    ),
    "policy-moved": Text("Kebijakan sedang berubah", "Policy is changing"),
    "policy-moved.detail": Text(
        "Kebijakan berubah selama permintaan diproses, sehingga data tidak diberikan; ulangi permintaan.",
        "The policy changed while the request was under way, so nothing was released; send the request "
        "again.",
    ),
    "entry-altered": Text("Entri catatan berubah", "An entry of the log was altered"),
    "entry-altered.detail": Text(
        "Sebuah entri, atau baris pencariannya, tidak sama dengan isi pohon catatan, sehingga halaman ini tidak "
        "diberikan; `index` menyebut entrinya. Periksa catatan dengan `gateway log verify` dan barisnya dengan `gateway log rows`.",
        "An entry, or the row by which it is found, is not what the log's tree holds, so this page is not given; "
        "`index` names the entry. Check the log with `gateway log verify`, and its rows with `gateway log rows`.",
    ),
    "proof-invalid": Text("Bukti tidak sah", "Proof not valid"),
    "proof-invalid.detail": Text(
        "Bukti, segel catatan, atau bukti pertukaran tidak lolos pemeriksaan; jangan dijadikan pegangan, "
        "dan laporkan kepada pengelola.",
        "A proof, checkpoint, entry or receipt does not verify; do not rely on it, and report it to the "
        "operator.",
    ),
}
