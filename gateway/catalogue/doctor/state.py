"""What the doctor says of the database, the state folder, the disk and the clock."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "database": Text(
        "menjawab, tabelnya milik rilis ini, {size}", "answers, with this release's tables, {size}"
    ),
    "database-lost": Text(
        "segel catatan berukuran {size} sudah diberikan keluar: bila basis data hilang, pulihkan salinan terbaru; yang "
        "baru dibuat akan ditolak",
        "a checkpoint of size {size} was given out: if the database is lost, restore the newest copy; a new one would "
        "be refused",
    ),
    "state": Text("{path}: milik pengguna ini saja", "{path}: this user's alone"),
    "state-missing": Text(
        "{path} tidak ada; jalankan `gateway storage upgrade`, atau perbaiki `storage.folder`",
        "{path} is not there; run `gateway storage upgrade`, or mend `storage.folder`",
    ),
    "state-owner": Text(
        "{path}: milik pengguna lain ({user}); jalankan `gateway doctor` sebagai pengguna yang menjalankan gerbang",
        "{path}: belongs to another user ({user}); run `gateway doctor` as the user that runs the gateway",
    ),
    "state-open": Text(
        "{path}: terbuka bagi orang lain; jalankan: chmod 700 {path}",
        "{path}: open to others; run: chmod 700 {path}",
    ),
    "disk": Text("{path}: tersisa {free}", "{path}: {free} left"),
    "disk-full": Text(
        "{path}: hanya tersisa {free}; kosongkan atau perbesar, karena tanpa catatan tidak ada jawaban",
        "{path}: only {free} left; make room, since without an entry there is no answer",
    ),
    "clock-database": Text(
        "selisih dengan basis data {seconds} detik; pastikan NTP berjalan pada keduanya",
        "{seconds} s from the database's; see that NTP runs on both",
    ),
    "clock-database-far": Text(
        "selisih dengan basis data {seconds} detik, lebih dari 60: gerbang menjawab 503; samakan jam (NTP)",
        "{seconds} s from the database's, over 60: the gateway answers 503; set the clock right (NTP)",
    ),
    "clock-behind-log": Text(
        "tertinggal {seconds} detik dari entri terakhir; pastikan NTP berjalan pada semua simpul",
        "{seconds} s behind the last entry; see that NTP runs on every node",
    ),
    "clock-behind-log-far": Text(
        "tertinggal {seconds} detik dari entri terakhir, lebih dari 60: gerbang menjawab 503; samakan jam (NTP)",
        "{seconds} s behind the last entry, over 60: the gateway answers 503; set the clock right (NTP)",
    ),
    "clock-after-log": Text("tidak mendahului entri terakhir", "not before the last entry"),
    "clock-alone": Text(
        "belum ada yang dapat dibandingkan: catatan masih kosong", "nothing to compare with: the log is empty"
    ),
}
