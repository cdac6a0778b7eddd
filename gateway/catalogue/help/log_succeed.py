"""Help: `gateway log succeed`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "log.succeed": Text(
        "Ganti catatan yang tidak boleh diteruskan dengan catatan baru.",
        "Let another log take the place of one that may not be written on.",
    ),
    "log.succeed.prepare": Text(
        "Tulis pernyataan yang harus disetujui kedua badan publik.",
        "Write the statement that both agencies must agree to.",
    ),
    "log.succeed.sign": Text(
        "Tampilkan isi pernyataan lalu tandatangani.", "Show what a statement says, and sign it."
    ),
    "log.succeed.carry-out": Text(
        "Tutup catatan lama dan mulai catatan baru.", "End the old log and begin the new one."
    ),
    "log.succeed.follow": Text(
        "Sisi penerima data: ikuti catatan baru, setelah entri pertamanya diperiksa.",
        "The consumer's side: go over to the new log, once its first entry is checked.",
    ),
    "succeed-first": Text(
        "Berkas untuk entri pertama catatan baru; penerima data memerlukannya.",
        "Where to write the new log's first entry; consumers need it.",
    ),
    "succeed-first-entry": Text("Entri pertama catatan baru.", "The new log's first entry."),
    "succeed-profile": Text(
        "Profil penerima data, dengan nama catatan baru.", "The consumer's profile, with the new log's name."
    ),
    "succeed-origin": Text("Nama catatan baru.", "The new log's name."),
    "succeed-out": Text("Berkas pernyataan yang akan ditulis.", "Where to write the statement."),
    "succeed-statement": Text("Pernyataan dari `prepare`.", "The statement from `prepare`."),
    "succeed-key": Text(
        "Kunci privat penanda tangan badan publik.", "The private key of an agency's signatory."
    ),
    "succeed-signed": Text("Berkas tanda tangan yang akan ditulis.", "Where to write the signature."),
    "succeed-signature": Text(
        "Tanda tangan dari `sign`; satu untuk setiap badan publik.",
        "A signature from `sign`; one for each agency.",
    ),
}
