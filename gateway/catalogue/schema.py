"""Texts: what an editor shows beside a key of a policy file."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "kind-agreement": Text("Perjanjian Sinergi", "Sinergi agreement"),
    "kind-contract": Text("Kontrak dataset Sinergi (ODCS 3.1)", "Sinergi dataset contract (ODCS 3.1)"),
    "kind-register": Text("Daftar penetapan pengecualian Sinergi", "Sinergi exemption register"),
    "kind-trust": Text("Berkas kepercayaan Sinergi", "Sinergi trust file"),
    "kind-cases": Text("Kasus uji perjanjian Sinergi", "Cases of a Sinergi agreement"),
    "key-predecessor": Text(
        "SHA-256 berkas versi sebelumnya; perlu sejak versi 2",
        "SHA-256 of the version before; needed from version 2 on",
    ),
    "key-validity": Text("Hari pertama dan terakhir, keduanya termasuk", "First and last day, both included"),
    "key-enforcement": Text(
        "enforce: berlaku; shadow: dinilai dan dicatat, tidak ada yang diberikan",
        "enforce: in force; shadow: evaluated and logged, nothing is released",
    ),
    "key-evidence": Text(
        "Berapa jam catatan boleh tanpa penjamin: peringatan, lalu berhenti",
        "How long the log may be unwitnessed: a warning, then a stop",
    ),
    "key-contracts": Text(
        "Kontrak yang disepakati, tepat sampai bita terakhir", "The contracts agreed to, to the last byte"
    ),
    "key-permissions": Text(
        "Satu izin untuk satu penerima, dataset dan tujuan; tidak pernah digabung",
        "One permission for one consumer, dataset and purpose; never merged",
    ),
    "key-never": Text(
        "Yang tidak boleh diberikan izin mana pun; dibuktikan setiap kali diperiksa",
        "What no permission may ever give; proved on every check",
    ),
    "key-fields": Text("Yang tidak disebut di sini tidak diberikan", "What is not named here is withheld"),
    "key-rows": Text("Baris mana yang boleh; tanpa aturan berarti semua", "Which rows; all without a rule"),
    "key-query": Text("Hak meminta baris", "The right to ask for rows"),
    "key-lookup": Text(
        "Hak meminta satu baris menurut nomor yang sudah dipegang",
        "The right to one row by a key already held",
    ),
    "key-statistics": Text("Daftar tertutup tabel angka", "A closed list of tables of figures"),
    "key-quota": Text("Batas permintaan dan baris per jangka", "Limits of requests and rows per period"),
    "key-requires": Text("Yang harus disebut setiap permintaan", "What every request must say"),
    "key-duties": Text(
        "Kewajiban penerima, dan kapan data dihapus", "The recipient's duties, and when to delete"
    ),
    "key-classification": Text(
        "Keterbukaan; tanpa kunci ini `belum-ditetapkan`, jadi tidak diberikan",
        "How open the field is; without this key undetermined, so withheld",
    ),
    "key-customProperties": Text("Keterangan yang tidak dimiliki ODCS", "What ODCS has no key for"),
    "key-letter": Text(
        "Huruf Pasal 17 UU 14/2008, misalnya a3 atau h", "Letter of UU 14/2008 Article 17, as a3 or h"
    ),
    "key-roots": Text(
        "Kunci induk yang disimpan luring, dan ambangnya", "Root keys kept offline, and their threshold"
    ),
    "key-keys": Text("Satu kunci, satu peran, satu pemegang", "One key, one role, one holder"),
    "key-expect": Text(
        "Yang tidak disebut pada jawaban harus tidak diberikan",
        "What an answer does not list must be withheld",
    ),
}
