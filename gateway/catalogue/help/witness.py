"""Help: `gateway witness`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "witness": Text(
        "Penjamin catatan yang berdiri sendiri, misalnya di kantor provinsi.",
        "A witness that stands alone, at a provincial office say.",
    ),
    "witness.prepare": Text(
        "Buat kunci dan tabel yang belum ada, lalu tampilkan kunci publiknya.",
        "Make the key and the tables that are missing, and show the public key.",
    ),
    "witness.vkey": Text(
        "Tampilkan kunci publik untuk memeriksa penjaminan.", "Show the public key that checks cosignatures."
    ),
    "witness.serve": Text("Layani permintaan penjaminan.", "Serve requests for cosignatures."),
    "witness-config": Text("Berkas pengaturan penjamin.", "The witness's settings file."),
}
