"""Texts: what is wrong with the database, the log or a copy of it, and how to mend it."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "no-file": Text(
        "tidak ada basis data {path}; buat dengan `gateway storage upgrade`",
        "there is no database {path}; make it with `gateway storage upgrade`",
    ),
    "no-tables": Text(
        "basis data belum berisi tabel; jalankan `gateway storage upgrade`",
        "the database has no tables; run `gateway storage upgrade`",
    ),
    "revision": Text(
        "tabel basis data bukan milik rilis ini (revisi {found}, seharusnya {wanted}); jalankan `gateway storage "
        "upgrade`, atau pakai rilis gerbang yang membuatnya",
        "the database's tables are of another release (revision {found}, not {wanted}); run `gateway storage upgrade`, "
        "or use the release that made them",
    ),
    "failed": Text(
        "basis data gagal: {problem}; periksa bahwa basis data hidup, terjangkau, tidak penuh dan tidak terkunci",
        "the database failed: {problem}; see that it runs, can be reached, and is neither full nor locked",
    ),
    "disk-full": Text(
        "ruang penyimpanannya habis; tidak ada yang dicatat dan tidak ada data yang diberikan sampai ada ruang lagi",
        "its disk is full; nothing is recorded, and no data released, before there is room again",
    ),
    "lock-held": Text("proses lain memegang kuncinya", "another process holds the lock"),
    "replaced": Text(
        "berkas basis data hilang atau terganti selagi dipakai; kembalikan berkasnya",
        "the database file was removed or replaced while in use; put it back",
    ),
    "closed": Text(
        "catatan sudah ditutup: gerbang sedang berhenti", "the log is closed: the gateway is stopping"
    ),
    "busy": Text(
        "sudah {waiting} entri menunggu ditulis; ulangi sebentar lagi",
        "{waiting} entries wait to be written already; try again shortly",
    ),
    "slow": Text(
        "entri belum tersimpan aman setelah {seconds} detik; periksa basis data",
        "the entry was not durable after {seconds} s; look at the database",
    ),
    "uncertain": Text(
        "tidak dapat dipastikan apakah entri tersimpan; dianggap belum",
        "nobody can say whether the entry was stored; it counts as not stored",
    ),
    "unwritten": Text(
        "entri terakhir tidak dapat ditulis; periksa basis data",
        "the last entries could not be written; look at the database",
    ),
    "not-recorded": Text("tidak ada yang tercatat; ulangi", "the log recorded nothing; try again"),
    "not-an-entry": Text(
        "entri tidak dapat dibentuk ({problem}); laporkan sebagai kesalahan program",
        "no entry can be made of it ({problem}); report this as a fault of the program",
    ),
    "state-changed": Text(
        "keadaan catatan berubah di bawah kuncinya sendiri; hentikan semua simpul dan periksa dengan `gateway log "
        "verify`",
        "the log's state changed under its own lock; stop every node and run `gateway log verify`",
    ),
    "other-log": Text(
        "basis data berisi catatan {found}, sedangkan pengaturan menyebut {wanted}; perbaiki `storage.url` atau "
        "`log.origin`",
        "the database holds the log {found}, the settings name {wanted}; mend `storage.url` or `log.origin`",
    ),
    "succeeded-here": Text(
        "Catatan {origin} sudah ditutup dan diganti di simpul ini; basis datanya dipulihkan dari sebelum itu.",
        "the log {origin} was ended and succeeded on this node; its database was put back from before that",
    ),
    "not-begun": Text(
        "Catatan {origin} meneruskan catatan lain dan belum dimulai; jalankan `gateway log succeed carry-out`.",
        "the log {origin} follows another one and has not begun; run `gateway log succeed carry-out`",
    ),
    "succeeded": Text(
        "Catatan {origin} sudah ditutup; yang berlaku adalah {successor}. Pakai pengaturan catatan baru.",
        "the log {origin} has ended; {successor} goes on. Use the settings of the new log",
    ),
    "behind": Text(
        "catatan berisi {size} entri, padahal segel berukuran {known} sudah diberikan keluar: basis data ini "
        "dipulihkan dari salinan lama; pulihkan yang terbaru, jangan menghapus berkas high-water",
        "the log has {size} entries, and a checkpoint of size {known} was given out: this database was restored from "
        "an old copy; restore the newest, and do not remove the high-water file",
    ),
    "behind-head": Text(
        "catatan tidak memuat segel berukuran {known} yang sudah diberikan keluar: basis data ini dipulihkan dari "
        "salinan lama; pulihkan yang terbaru, jangan menghapus berkas high-water",
        "the log does not hold the checkpoint of size {known} that was given out: this database was restored from an "
        "old copy; restore the newest, and do not remove the high-water file",
    ),
    "clock-database": Text(
        "jam komputer ini berbeda lebih dari 60 detik dari jam basis data; samakan keduanya (NTP)",
        "this machine's clock differs by more than 60 s from the database's; set both right (NTP)",
    ),
    "clock-behind": Text(
        "jam komputer ini tertinggal lebih dari 60 detik dari entri terakhir ({last}); samakan jam (NTP)",
        "this machine's clock is over 60 s behind the last entry ({last}); set it right (NTP)",
    ),
    "statement-unwritable": Text(
        "{folder}: pernyataan tidak dapat disimpan ({problem}); periksa folder itu",
        "{folder}: the statement cannot be kept ({problem}); look at that folder",
    ),
    "statement-unreadable": Text(
        "sebuah berkas dalam {folder} tidak dapat dibaca ({problem}); mungkin sebuah penangguhan: perbaiki, jangan "
        "dihapus",
        "a file in {folder} cannot be read ({problem}); it may be a suspension: mend it, do not remove it",
    ),
    "statement-unrecorded": Text(
        "sebuah pernyataan dalam {folder} tidak dapat dicatat; buat ulang pernyataannya",
        "a statement in {folder} cannot be recorded; make it anew",
    ),
    "policy-moved": Text(
        "kebijakan berubah dua kali sementara itu; ulangi", "the policy changed twice meanwhile; try again"
    ),
    "entry-unknown": Text("tidak ada entri {entry} dalam catatan ini", "this log has no entry {entry}"),
    # --- copies of a log
    "not-an-export": Text(
        "{path}: bukan salinan catatan ({format}); buat dengan `gateway log export`",
        "{path}: not an export of a log ({format}); make one with `gateway log export`",
    ),
    "export-line": Text(
        "{path}:{line}: baris ini rusak; mintalah salinan baru",
        "{path}:{line}: this line is damaged; ask for a new copy",
    ),
    "export-damaged": Text(
        "{path}: salinan ini rusak ({problem}); mintalah salinan baru",
        "{path}: this copy is damaged ({problem}); ask for a new one",
    ),
    "export-index": Text("nomor entri bukan bilangan", "an entry's index is no number"),
    "export-text": Text("ada baris tanpa teksnya", "a line lacks its text"),
    "export-base64": Text("ada teks yang bukan base64", "a text is not base64"),
}
