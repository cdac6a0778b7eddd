"""Help: `gateway policies`: options and arguments."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "init-table": Text("Tabel atau view pada sumber.", "The table or view in the source."),
    "init-dataset": Text(
        "Nama dataset; kalau tidak disebut, nama tabelnya.", "The dataset's name; the table's when left out."
    ),
    "init-source": Text(
        "Sumber dalam pengaturan; perlu kalau lebih dari satu.",
        "The source in the settings; needed when there are several.",
    ),
    "matrix-out": Text("Buku kerja XLSX yang ditulis.", "The XLSX workbook to write."),
    "matrix-workbook": Text("Buku kerja XLSX yang sudah diisi.", "The XLSX workbook that was filled in."),
    "schema-kind": Text("Jenis berkas.", "The kind of file."),
    "diff-old": Text(
        "Yang lama: folder, `git:REVISI`, `active`, atau SHA-256 kebijakan yang tersimpan.",
        "The one before: a folder, `git:REVISION`, `active`, or the SHA-256 of a stored policy.",
    ),
    "diff-new": Text("Yang baru, sebut seperti yang lama.", "The one after, named likewise."),
    "diff-format": Text(
        "`md` dan `pdf` untuk memo, `json` untuk program.", "`md` and `pdf` for a memo, `json` for programs."
    ),
    "diff-config": Text(
        "Gerbang yang menyimpan `active` dan SHA-256.", "The gateway that stores `active` and the SHA-256."
    ),
    "prove-timeout": Text(
        "Detik terlama untuk setiap pertanyaan.", "The most seconds that one question may take."
    ),
    "active-policy": Text(
        "Berkas pengaturan gerbang: pakai kebijakan aktifnya, bukan folder.",
        "A gateway's settings: use its active policy, not a folder.",
    ),
    "coverage": Text("Sebutkan apa yang belum diuji kasus mana pun.", "Say what no case tests yet."),
    "mutate": Text(
        "Ubah setiap aturan sedikit, dan sebutkan perubahan yang tidak disadari satu kasus pun.",
        "Change each rule a little, and list the changes that no case notices.",
    ),
    "cases-format": Text("`json` untuk program, `junit` untuk CI.", "`json` for programs, `junit` for CI."),
    "cases-out": Text("Tulis ke berkas ini.", "Write to this file."),
    "explain-at": Text(
        "Menurut keadaan pada hari atau waktu (UTC) ini; bawaannya sekarang.",
        "As of this day or moment (UTC); by default now.",
    ),
    "explain-exchange": Text(
        "Pertukaran yang sudah lewat: putusannya dihitung ulang dari kebijakan saat itu (perlu --config).",
        "A past exchange: its verdicts are computed again from the policy of that day (needs --config).",
    ),
    "exemptions-day": Text(
        "Keadaan pada hari ini, tahun-bulan-tanggal; bawaannya hari ini.",
        "As of this day, as year-month-day; by default today.",
    ),
    "exemptions-within": Text(
        "Berapa hari sebelumnya sebuah akhir atau peninjauan disebut segera.",
        "How many days before an end or review it is called soon.",
    ),
    "exemptions-agency": Text("Hanya daftar badan publik ini.", "This agency's register alone."),
    "exemptions-format": Text(
        "text dan json untuk meja kerja; md, csv dan xlsx: Daftar Informasi yang Dikecualikan untuk diumumkan.",
        "text and json for the desk; md, csv and xlsx: the list of exempt information to publish.",
    ),
    "render-source": Text(
        "Folder kebijakan, atau berkas perjanjian di dalamnya.",
        "The policy folder, or an agreement's file in it.",
    ),
    "render-format": Text(
        "Bentuknya; hanya `pdf` yang dapat ditandatangani.", "Its form; `pdf` alone can be signed."
    ),
    "render-pdf": Text("Sama dengan `--format pdf`.", "The same as `--format pdf`."),
    "policy-file": Text("Berkas kebijakan yang ditandatangani.", "The policy file to be signed."),
    "check-format": Text(
        "`json` untuk program, `sarif` untuk alat telaah (SARIF 2.1.0).",
        "`json` for programs, `sarif` for review tools (SARIF 2.1.0).",
    ),
    "check-config": Text(
        "Pengaturan gerbang: kunci akar tepercayanya, dan kebijakan aktifnya sebagai pembanding.",
        "A gateway's settings: its pinned root keys, and its active policy to compare with.",
    ),
    "check-sources": Text(
        "Periksa pula tabel sumbernya, dan apa yang dapat dibaca akun sumber (perlu --config).",
        "Look at the live tables too, and at what the source's account can read (needs --config).",
    ),
    "sign-anyway": Text(
        "Tanda tangani walaupun tidak ada berkas kepercayaan yang menyebut kuncinya dalam peran yang benar.",
        "Sign even though no trust file names the key in the right role.",
    ),
    "activate-anyway": Text(
        "Aktifkan walaupun perjanjian yang sedang berlaku akan berhenti.",
        "Activate even though an agreement that is in force would stop.",
    ),
    "strict": Text("Peringatan pun menggagalkan.", "Warnings fail too."),
    "one-agreement": Text("Hanya perjanjian ini.", "This agreement alone."),
    "one-field": Text("Hanya kolom ini.", "This field alone."),
    "dialect": Text("Jenis basis data sumber.", "The source's kind of database."),
}
