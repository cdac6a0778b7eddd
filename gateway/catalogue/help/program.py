"""Help: the program itself, its demonstration, its doctor, its database and its backups."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "usage-options": Text("[PILIHAN]", "[OPTIONS]"),
    "usage-command": Text("PERINTAH [ARGUMEN]...", "COMMAND [ARGS]..."),
    "gateway": Text(
        "Sinergi: gerbang pertukaran data antarbadan.", "Sinergi: the inter-agency data-exchange gateway."
    ),
    "demo": Text(
        "Peragaan dua gerbang, selangkah demi selangkah.", "Show two gateways at work, step by step."
    ),
    "doctor": Text(
        "Periksa setiap bagian gerbang, dan katakan cara memperbaikinya.",
        "Look at every part of a gateway, and say how to mend it.",
    ),
    "backup": Text(
        "Cadangkan basis data ke sebuah folder, juga selagi gerbang melayani.",
        "Back the database up into a folder, also while the gateway serves.",
    ),
    "backup-programs": Text(
        "Folder program PostgreSQL (pg_dump, pg_restore), bila tidak ada dalam PATH.",
        "Folder of PostgreSQL's programs (pg_dump, pg_restore), where they are not on the PATH.",
    ),
    "backup-out": Text("Folder baru untuk cadangan.", "The new folder for the copy."),
    "restore": Text(
        "Pulihkan cadangan, kecuali segel yang lebih besar pernah diberikan.",
        "Put a backup back, unless a greater head was given out.",
    ),
    "backup-folder": Text("Folder cadangan.", "The folder of a backup."),
    "restore-behind": Text(
        "Biarkan salinan yang tertinggal di tempatnya, untuk diganti dengan `gateway log succeed`.",
        "Leave a copy that is behind in its place, to be ended with `gateway log succeed`.",
    ),
    "serve": Text("Jalankan gerbang.", "Run the gateway."),
    "storage": Text("Basis data gerbang.", "The gateway's database."),
    "storage.upgrade": Text(
        "Buat atau perbarui tabel; satu-satunya perintah yang mengubahnya.",
        "Make or upgrade the tables; no other command changes them.",
    ),
    "version": Text("Tampilkan versi, lalu berhenti.", "Show the version and exit."),
    "lang": Text("Bahasa keluaran.", "The language of what is printed."),
    "state": Text(
        "Folder untuk semua yang dibuat peragaan ini.", "The folder for all that the demonstration makes."
    ),
    "once": Text("Berhenti di akhir, tanpa terus melayani.", "Stop at the end instead of serving on."),
}
