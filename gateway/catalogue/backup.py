"""Texts: backups of the state database, and the way back."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "no-program": Text(
        "Program {program} dari PostgreSQL tidak ada; pasang, atau sebutkan foldernya dengan --programs.",
        "PostgreSQL's program {program} is not there; install it, or name its folder with --programs",
    ),
    "program-failed": Text("{program} gagal: {problem}", "{program} failed: {problem}"),
    "server-in-the-way": Text(
        "Basis data pada PostgreSQL itu tidak kosong; buat basis data baru dan sebutkan alamatnya.",
        "that database on PostgreSQL is not empty; create a new one and name its address",
    ),
    "other-kind": Text(
        "Cadangan ini bukan dari {wanted}; pulihkan ke jenis basis data yang sama.",
        "this is no backup of {wanted}; put it back into a database of the same kind",
    ),
    "not-empty": Text(
        "Folder {folder} tidak kosong; sebutkan folder yang baru: setiap cadangan berdiri sendiri.",
        "the folder {folder} is not empty; name a new one: each backup stands alone",
    ),
    "none-there": Text(
        "Dalam {folder} tidak ada cadangan ({name} tidak ada); sebutkan folder yang ditulis `gateway backup`.",
        "there is no backup in {folder} (no {name}); name a folder that `gateway backup` wrote",
    ),
    "in-the-way": Text(
        "Di {path} sudah ada basis data; hentikan gerbang dan pindahkan berkas itu dahulu.",
        "there is a database at {path}; stop the gateway and move it away first",
    ),
    "damaged": Text(
        "Cadangan {path} rusak: isinya tidak cocok dengan manifesnya.",
        "the copy {path} is damaged: it does not fit its manifest",
    ),
    "no-manifest": Text("{path} bukan manifes cadangan.", "{path} is not the manifest of a backup"),
    "disk": Text(
        "{path} tidak dapat dibaca atau ditulis ({problem}); buka izinnya, atau pilih folder lain.",
        "{path} cannot be read or written ({problem}); open it, or choose another folder",
    ),
    "made": Text(
        "Cadangan dibuat di {folder}: catatan berukuran {size}, SHA-256 {digest}.",
        "backup made in {folder}: a log of size {size}, SHA-256 {digest}",
    ),
    "restored": Text(
        "Cadangan dipulihkan: catatan berukuran {size}; tidak ada segel lebih besar yang pernah diberikan.",
        "backup put back: a log of size {size}; no greater head was given out",
    ),
    "behind": Text(
        "Cadangan berukuran {size} dipulihkan, tetapi tidak boleh dilanjutkan ({problem}); ia hanya dapat diganti: "
        "`gateway log succeed`.",
        "backup of size {size} put back, and it may not be written on ({problem}); it can only be succeeded: "
        "`gateway log succeed`",
    ),
    "unasked": Text(
        "Penjamin {witness} tidak dapat ditanya: {problem}",
        "the witness {witness} could not be asked: {problem}",
    ),
}
