"""The console's pages: why a request was refused, and the verdict on every field."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "refusal-title": Text("Alasan penolakan", "Why it was refused"),
    "rule-stands": Text("Aturannya tertulis di", "The rule stands at"),
    "fields-title": Text("Putusan setiap kolom", "The verdict on every field"),
    "fields-table": Text("Tabel putusan", "Table of verdicts"),
    "promised-title": Text(
        "Yang diizinkan kebijakan untuk permintaan ini", "What the policy allows for this request"
    ),
    "promised-text": Text(
        "Entri ini tidak memuat putusan per kolom. Tabel ini dihitung dari kebijakan yang aktif saat itu.",
        "This entry holds no verdicts on fields. The table is computed from the policy that was active then.",
    ),
    "replay-agrees": Text(
        "Putusan dihitung ulang dari kebijakan yang aktif saat itu, dan semuanya sama dengan yang dicatat.",
        "The verdicts were computed again from the policy that was active then, and all are the ones recorded.",
    ),
    "replay-differs": Text(
        "Kebijakan yang tersimpan tidak menghasilkan semua putusan yang dicatat; lihat baris yang ditandai.",
        "The stored policy does not give all the verdicts that were recorded; see the marked rows.",
    ),
    "bundle-missing": Text(
        "Kebijakan yang aktif saat itu tidak tersimpan utuh, sehingga letak aturan tidak dapat ditunjukkan.",
        "The policy that was active then is not stored whole, so the places of its rules cannot be shown.",
    ),
    "planner-unknown": Text(
        "Putusan ini dibuat menurut aturan versi {planner}, yang tidak lagi ada di sini; karena itu tidak dihitung ulang.",
        "These verdicts were made by rules of version {planner}, which are no longer here; so they were not computed "
        "again.",
    ),
    "differs": Text("berbeda dengan kebijakan tersimpan", "differs from the stored policy"),
    "undisclosed": Text("nama tertutup", "name undisclosed"),
    "col-field": Text("Kolom", "Field"),
    "col-verdict": Text("Putusan", "Verdict"),
    "col-reason": Text("Alasan", "Reason"),
    "col-classification": Text("Klasifikasi", "Classification"),
    "col-basis": Text("Dasar hukum", "Legal basis"),
    "col-place": Text("Berkas dan baris", "File and line"),
    "verdict-release": Text("diberikan", "released"),
    "verdict-transform": Text("diubah", "transformed"),
    "verdict-withhold": Text("tidak diberikan", "withheld"),
    "verdict-left-out": Text("tidak tercatat", "not recorded"),
    "reason-granted": Text("diizinkan perjanjian", "granted by the agreement"),
    "reason-left-out": Text("dihilangkan dari entri", "left out of the entry"),
    "reason-not-granted": Text("tidak diizinkan perjanjian", "not granted by the agreement"),
    "reason-condition-only": Text("hanya untuk memilih baris", "only chooses rows"),
    "verdict-group": Text("menjadi kelompok tabel statistik", "group of a statistics table"),
    "verdict-measure": Text("dijumlahkan dalam tabel statistik", "measured in a statistics table"),
    "reason-statistics-only": Text("hanya dalam tabel statistik", "only in statistics tables"),
    "reason-lookup-only": Text("hanya kunci verifikasi per nomor", "only the key of a lookup"),
    "reason-exempt": Text("informasi yang dikecualikan", "exempt information"),
    "reason-undetermined": Text("klasifikasi belum ditetapkan", "classification not determined"),
    "reason-undisclosed": Text("namanya pun tertutup", "its very name is closed"),
    "reason-derives-withheld": Text(
        "mengungkap kolom yang tidak diberikan", "would tell a field that is withheld"
    ),
    "reason-not-asked": Text("diizinkan, tetapi tidak diminta", "granted, but not asked for"),
    "class-terbuka": Text("terbuka", "open"),
    "class-antarbadan": Text("antarbadan", "between agencies"),
    "class-dikecualikan": Text("dikecualikan", "exempt"),
    "class-belum-ditetapkan": Text("belum ditetapkan", "not determined"),
}
