"""The console's pages: the check of an entry, step by step."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "check-title": Text("Pemeriksaan bukti", "Check of the proof"),
    "check": Text("Periksa entri ini", "Check this entry"),
    "check-again": Text("Periksa lagi", "Check again"),
    "check-text": Text(
        "Tombol ini menghitung ulang bukti dari isi yang tersimpan, langkah demi langkah, sampai tanda tangan segel catatan.",
        "The button recomputes the proof from what is stored, step by step, up to the signature of the checkpoint.",
    ),
    "check-sound": Text(
        "Entri {index} terbukti: isinya adalah isi yang dicatat, dan tercakup segel catatan.",
        "Entry {index} is proven: it is what was recorded, and the checkpoint covers it.",
    ),
    "check-unsound": Text(
        "Entri {index} TIDAK terbukti: lihat langkah yang gagal.",
        "Entry {index} is NOT proven: see the steps that fail.",
    ),
    "step-holds": Text("cocok", "holds"),
    "step-fails": Text("GAGAL", "FAILS"),
    "step-canonical": Text(
        "Isi entri sah dan dalam bentuk bakunya", "The entry is valid and in its canonical form"
    ),
    "step-openings": Text(
        "Nilai pembuka cocok dengan komitmennya", "The opening values match their commitments"
    ),
    "step-leaf": Text(
        "Sidik daun yang dihitung sama dengan yang tersimpan dalam pohon",
        "The leaf hash computed is the one stored in the tree",
    ),
    "step-path": Text("Jalur dari daun menuju akar", "The path from the leaf to the root"),
    "step-root": Text(
        "Puncak jalur sama dengan akar pada segel catatan",
        "The top of the path is the root in the checkpoint",
    ),
    "step-signature": Text(
        "Segel catatan ditandatangani kunci catatan", "The checkpoint is signed by the log's key"
    ),
    "value-bytes": Text("Panjang (bita)", "Length (bytes)"),
    "value-names": Text("Nilai pembuka", "Openings"),
    "value-hash": Text("Dihitung dari isi", "Computed from the entry"),
    "value-stored": Text("Tersimpan dalam pohon", "Stored in the tree"),
    "value-index": Text("Nomor entri", "Entry"),
    "value-size": Text("Ukuran catatan", "Size of the log"),
    "value-top": Text("Puncak jalur", "Top of the path"),
    "value-root": Text("Akar pada segel", "Root in the checkpoint"),
    "value-origin": Text("Nama catatan", "Name of the log"),
    "value-key": Text("Kunci pemeriksa (vkey)", "Verifier key (vkey)"),
    "path-steps": Text("{count} langkah jalur", "{count} steps of the path"),
    "path-left": Text("dengan sidik di kiri", "with the hash on the left"),
    "path-right": Text("dengan sidik di kanan", "with the hash on the right"),
}
