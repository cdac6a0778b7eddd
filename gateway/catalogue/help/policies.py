"""Help: `gateway policies`: the commands."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "policies": Text("Berkas kebijakan.", "Policy files."),
    "policies.init": Text(
        "Rancang kontrak dari tabel yang ada; semua kolomnya belum ditetapkan.",
        "Draft a contract from a live table; none of its fields is decided.",
    ),
    "policies.odrl": Text(
        "Tampilkan sebuah perjanjian sebagai ODRL JSON-LD, untuk katalog dan alat lain.",
        "Print an agreement as ODRL JSON-LD, for catalogues and other tools.",
    ),
    "policies.matrix": Text(
        "Perjanjian sebagai lembar kerja: kolom ke bawah, izin ke samping.",
        "An agreement as a workbook: fields down, permissions across.",
    ),
    "policies.matrix.write": Text("Tulis matriks sebuah perjanjian.", "Write the matrix of an agreement."),
    "policies.matrix.read": Text(
        "Masukkan matriks yang sudah diisi ke berkas perjanjiannya.",
        "Put a filled-in matrix back into its agreement's file.",
    ),
    "policies.schema": Text(
        "Tampilkan JSON Schema sebuah jenis berkas, untuk penyunting teks.",
        "Print the JSON Schema of one kind of file, for editors.",
    ),
    "policies.test": Text(
        "Jalankan kasus di samping perjanjian: apa yang diberikan, apa yang tidak diberikan.",
        "Run the cases beside the agreements: what leaves, and what is withheld.",
    ),
    "policies.check": Text("Periksa semua berkas sekaligus.", "Check all files at once."),
    "policies.prove": Text(
        "Buktikan pernyataan perjanjian untuk setiap permintaan, baris dan hari, atau beri contoh sebaliknya.",
        "Prove what agreements state for every request, row and day, or show an example against it.",
    ),
    "policies.diff": Text(
        "Bandingkan dua kebijakan menurut apa yang diberikan, bukan menurut tulisannya.",
        "Compare two policies by what they let leave, not by how they are written.",
    ),
    "policies.explain": Text(
        "Jelaskan putusan setiap kolom dan alasannya.", "Explain the verdict on each field, and why."
    ),
    "policies.exemptions": Text(
        "Penetapan pengecualian: sisa waktu dan yang bergantung padanya; juga daftar untuk diumumkan.",
        "Decisions of exemption: the time left and what hangs on each; also the list to publish.",
    ),
    "policies.sign": Text(
        "Tanda tangani berkas, semua atau tidak satu pun; tanda tangan ditulis di sampingnya.",
        "Sign files, all or none; each signature is written beside its file.",
    ),
    "policies.render": Text(
        "Buat naskah perjanjian yang dapat dibaca, atau PDF-nya untuk ditandatangani.",
        "Make an agreement readable as a page, or as the PDF that is signed.",
    ),
    "policies.activate": Text("Jadikan folder ini kebijakan aktif.", "Make this folder the active policy."),
    "policies.suspend": Text(
        "Tangguhkan sebuah perjanjian; satu pihak saja cukup.", "Suspend an agreement; one party is enough."
    ),
    "policies.audit-sql": Text(
        "Cetak SQL persis seperti yang sampai ke sumber data.",
        "Print the SQL exactly as it reaches the source.",
    ),
}
