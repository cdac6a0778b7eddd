"""The console's pages: the log, the agreements, a policy file."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "policy-file-text": Text("Berkas ini tersimpan dalam kebijakan", "This file is stored in the policy"),
    "log-title": Text("Keadaan catatan", "State of the log"),
    "log-text": Text(
        "Segel catatan merangkum semua entri; satu huruf yang berubah mengubah akarnya.",
        "The checkpoint sums up all entries; a single changed letter changes its root.",
    ),
    "follows": Text(
        "Catatan ini meneruskan {old}, yang ditutup pada ukuran {size}; entri yang hilang: {lost}",
        "This log follows {old}, which ended at size {size}; entries lost: {lost}",
    ),
    "follows-entry": Text(
        "Entri pertama, dengan persetujuan kedua badan publik",
        "The first entry, with both agencies' approval",
    ),
    "take-former": Text("Unduh salinan catatan lama {origin}", "Download a copy of the former log {origin}"),
    "head-title": Text("Segel catatan", "Checkpoint"),
    "head-signed": Text(
        "Segel catatan ditandatangani kunci catatan ini", "The checkpoint is signed by this log's key"
    ),
    "head-unsigned": Text(
        "Segel catatan TIDAK ditandatangani kunci catatan ini",
        "The checkpoint is NOT signed by this log's key",
    ),
    "head-entries": Text("{size} entri", "{size} entries"),
    "head-note": Text("Teks segel yang ditandatangani", "The signed text of the checkpoint"),
    "take-title": Text("Periksa sendiri tanpa jaringan", "Check it yourself, offline"),
    "take-text": Text(
        "Unduh salinan catatan dan segelnya, lalu periksa di komputer lain. Bandingkan kunci pemeriksa dengan yang Anda terima dari pemilik catatan pada Berita Acara, bukan dengan halaman ini.",
        "Download the log and its checkpoint, and check them on another computer. Compare the verifier key with the one its owner handed over in person, not with this page.",
    ),
    "take-export": Text("Unduh salinan catatan", "Download the log"),
    "take-head": Text("Unduh segel catatan", "Download the checkpoint"),
    "take-command": Text("Perintah pemeriksaannya:", "The command that checks them:"),
    "agreements-title": Text("Perjanjian kerja sama", "Cooperation agreements"),
    "agreements-text": Text(
        "Kebijakan aktif sejak {moment}, epok {epoch}, sidik",
        "Policy active since {moment}, epoch {epoch}, digest",
    ),
    "col-agreement": Text("Perjanjian", "Agreement"),
    "col-parties": Text("Para pihak", "Parties"),
    "col-validity": Text("Masa berlaku", "Validity"),
    "col-state": Text("Keadaan", "State"),
    "col-days": Text("Sisa hari", "Days left"),
    "in-force": Text("berlaku", "in force"),
    "not-in-force": Text("tidak berlaku", "not in force"),
    "shadow": Text("dicatat saja, tanpa memberikan data", "recorded only, nothing is released"),
}
