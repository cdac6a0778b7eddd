"""Help: `gateway log`, but for its longer commands, which have pages of their own."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "log": Text("Catatan pertukaran.", "The log of exchanges."),
    "log.verify": Text(
        "Periksa seluruh catatan, entri demi entri; tidak mempercayai apa pun selain tanda tangan.",
        "Check the whole log, entry by entry; nothing but signatures is believed.",
    ),
    "log.export": Text(
        "Salin catatan ke sebuah berkas, untuk diperiksa di tempat lain.",
        "Copy the log into a file, to be checked elsewhere.",
    ),
    "log.rows": Text(
        "Cocokkan baris pencarian setiap entri dengan entrinya; 1 bila ada yang berbeda.",
        "Hold the row that each entry is found by against the entry; ends with 1 when one differs.",
    ),
    "log.forks": Text(
        "Tampilkan temuan tentang catatan yang bercabang atau mundur.",
        "Show what was found of logs that forked or were set back.",
    ),
    "fork-notes": Text(
        "Tampilkan juga kedua segel, persis seperti yang ditandatangani.",
        "Show both checkpoints too, exactly as they were signed.",
    ),
    "log.checkpoint": Text("Tampilkan segel catatan terakhir.", "Show the latest checkpoint."),
    "log.vkey": Text(
        "Tampilkan kunci publik untuk memeriksa catatan.", "Show the public key that checks the log."
    ),
    "log.show": Text("Tampilkan satu entri.", "Show one entry."),
    "log-of-config": Text(
        "Berkas pengaturan gerbang yang catatannya diperiksa.",
        "The settings of the gateway whose log is checked.",
    ),
    "export-out": Text("Berkas salinan.", "The copy's file."),
    "log-database": Text("URL salinan basis data.", "The URL of a copy of the database."),
    "log-witness": Text(
        "Kunci penjamin catatan, dari `gateway witness vkey`; boleh berulang.",
        "The key of a witness, from `gateway witness vkey`; may be repeated.",
    ),
    "log-profile": Text(
        "Berkas profil pemeriksa: catatan diminta dari gerbangnya, dengan kunci pemeriksa.",
        "An auditor's profile: the log is asked for at its gateway, with the auditor's key.",
    ),
    "log-agency": Text(
        "Badan publik yang catatannya diminta, seperti dalam profil.",
        "The agency whose log is asked for, as the profile names it.",
    ),
    "log-policies": Text(
        "Folder kebijakan yang pernah aktif, untuk membuat ulang keputusan menurutnya; boleh berulang.",
        "A folder of policies that were once active, to make decisions under it once more; may be repeated.",
    ),
    "log-former": Text(
        "Ekspor catatan sebelumnya, yang diteruskan catatan ini; boleh berulang.",
        "An export of a log that this one follows; may be repeated.",
    ),
    "log-state": Text(
        "Berkas hasil antara: pemeriksaan berikutnya melanjutkan dari sana.",
        "A file for what is proven so far: the next check goes on from there.",
    ),
    "origin": Text("Nama catatan.", "The log's name."),
    "head": Text("Segel catatan yang pernah disimpan.", "A checkpoint that somebody kept."),
    "log-entry": Text("Nomor entri atau nomor pertukaran.", "An entry's index, or an exchange id."),
    "openings": Text("Beserta nilai pembuka.", "With the opening values."),
}
