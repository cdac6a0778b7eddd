"""Texts: an agreement as a page that officials read and sign.

A signed page is compared, byte for byte, with what these words make of its file.
Whoever changes a word here gives the page another edition: `drafting/render.py`
says how, and a test that pins the bytes of a sample says when.
"""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    # --- the page itself
    "kicker": Text("LAMPIRAN DATA PERJANJIAN KERJA SAMA", "DATA ANNEX TO A COOPERATION AGREEMENT"),
    "sample": Text(
        "CONTOH. Naskah ini contoh untuk peragaan dan tidak mengikat siapa pun.",
        "SAMPLE. This page is a sample for demonstration and binds nobody.",
    ),
    "lead": Text(
        "Naskah ini dibuat oleh gerbang data Sinergi dari berkas agreements/{uid}.yaml, yang disertakan utuh di dalam "
        "PDF ini. Yang ditandatangani adalah yang dijalankan: setiap gerbang menyusun ulang halaman-halaman ini dari "
        "berkas itu dan hanya menerimanya bila sama persis.",
        "The Sinergi data gateway made this page from the file agreements/{uid}.yaml, which is contained whole in this "
        "PDF. What is signed is what runs: every gateway makes these pages from that file again and accepts them only "
        "when they are exactly the same.",
    ),
    "foot": Text("{uid} versi {version}, SHA-256 {digest}", "{uid} version {version}, SHA-256 {digest}"),
    "page": Text("halaman {number} dari {count}", "page {number} of {count}"),
    # --- headings
    "identity": Text("Perjanjian", "The agreement"),
    "parties": Text("Para pihak", "The parties"),
    "legal-basis": Text("Dasar hukum", "Legal basis"),
    "purposes": Text("Tujuan penggunaan", "Purposes"),
    "terms": Text("Ketentuan umum", "General terms"),
    "permissions": Text("Izin", "Permissions"),
    "permission": Text("Izin {number}: {id}", "Permission {number}: {id}"),
    "prohibitions": Text("Larangan", "Prohibitions"),
    "never": Text("Tidak pernah diberikan", "Never released"),
    "contracts": Text("Kontrak dataset yang disepakati", "The dataset contracts agreed on"),
    "signatures": Text("Tanda tangan elektronik", "Electronic signatures"),
    # --- the agreement
    "uid": Text("Nama berkas", "Name of the file"),
    "version": Text("Versi", "Version"),
    "predecessor": Text("Menggantikan versi dengan SHA-256", "Follows the version with SHA-256"),
    "digest": Text("SHA-256 berkas perjanjian", "SHA-256 of the agreement's file"),
    "validity": Text("Masa berlaku", "Validity"),
    "validity-span": Text(
        "{start} sampai {end}, kedua hari itu termasuk ({zone})",
        "{start} to {end}, both days included ({zone})",
    ),
    "enforcement": Text("Keberlakuan", "Enforcement"),
    "enforcement-enforce": Text(
        "dijalankan: data diberikan menurut izin", "enforced: data is released as permitted"
    ),
    "enforcement-shadow": Text(
        "uji coba: permintaan dinilai dan dicatat, tidak ada data yang diberikan",
        "shadow: requests are judged and logged, nothing is released",
    ),
    "evidence": Text("Penjamin catatan", "Witness of the log"),
    "evidence-limits": Text(
        "catatan pertukaran yang belum dijamin pihak lain diperingatkan sesudah {warn} jam; sesudah {stop} jam "
        "pertukaran berhenti",
        "a log that the other party has not witnessed is warned of after {warn} hours; after {stop} hours the exchange "
        "stops",
    ),
    # --- parties
    "agency": Text("Badan publik", "Agency"),
    "number": Text("Nomor", "Number"),
    "signatory": Text("Penanda tangan", "Signatory"),
    "contact": Text("Narahubung", "Duty contact"),
    # --- purposes and contracts
    "purpose": Text("Tujuan", "Purpose"),
    "meaning": Text("Uraian", "Meaning"),
    "dataset": Text("Dataset", "Dataset"),
    "sha256": Text("SHA-256 berkas kontrak", "SHA-256 of the contract's file"),
    "contracts-pinned": Text(
        "Perjanjian ini hanya berlaku atas kontrak dataset di bawah ini, tepat sampai bita terakhir. Kontrak yang berubah "
        "tidak tercakup sampai para pihak menandatangani kembali.",
        "This agreement holds only for the dataset contracts below, exact to the last byte. A contract that changes is not "
        "covered until the parties have signed again.",
    ),
    # --- general terms
    "terms-absent": Text(
        "Yang tidak disebut tidak diberikan. Setiap izin berlaku untuk satu penerima, satu dataset dan satu tujuan; izin "
        "tidak pernah digabung.",
        "What is not named is not released. Every permission is for one consumer, one dataset and one purpose; permissions "
        "are never merged.",
    ),
    "terms-closed": Text(
        "Kolom yang dikecualikan atau belum ditetapkan tidak dibaca sama sekali. Kolom yang kelak dikecualikan dengan "
        "penetapan baru tertutup sejak penetapan itu tercatat, walaupun di sini tertulis diberikan.",
        "A field that is exempt or undetermined is not read at all. A field that a later decision makes exempt is closed "
        "from the moment the decision is recorded, even where this page says that it is released.",
    ),
    "terms-undisclosed": Text(
        "Kolom yang namanya pun dirahasiakan tidak dicantumkan dalam tabel izin; isinya tidak diberikan.",
        "A field whose very name is withheld does not appear in the tables of permissions, and is never released.",
    ),
    "terms-suspension": Text(
        "Setiap pihak dapat menangguhkan perjanjian ini seketika. Memperluasnya memerlukan tanda tangan semua pihak.",
        "Each party can suspend this agreement at once. To widen it takes the signatures of all parties.",
    ),
    # --- a permission
    "consumer": Text("Penerima data", "Consumer"),
    "provider": Text("Pemberi data", "Provider"),
    "dataset-about": Text("{dataset}: {about}", "{dataset}: {about}"),
    "rows": Text("Baris", "Rows"),
    "rows-every": Text("semua baris", "every row"),
    "rows-where": Text("hanya baris yang {rule}", "only rows whose {rule}"),
    "rights": Text("Cara meminta", "Ways to ask"),
    "right-none": Text(
        "tidak ada: izin ini belum memberi cara meminta data", "none: this permission gives no way to ask yet"
    ),
    "right-query": Text(
        "daftar baris, paling banyak {size} baris setiap halaman; menyaring menurut {filter}; mengurutkan menurut "
        "{sort}; {count}",
        "a list of rows, at most {size} rows a page; filtered by {filter}; sorted by {sort}; {count}",
    ),
    "count-none": Text("jumlah baris tidak disebutkan", "the number of rows is not told"),
    "count-exact": Text("jumlah baris disebutkan", "the number of rows is told"),
    "right-lookup": Text(
        "verifikasi per nomor: satu baris yang {key}-nya sama persis dengan nilai yang sudah dipegang penerima",
        "lookup: the one row whose {key} is exactly the value that the consumer already holds",
    ),
    "right-statistics": Text(
        "tabel statistik, dibekukan {period}; kelompok yang lebih kecil dari {k} tidak ditampilkan: {tables}",
        "statistics tables, frozen {period}; no group smaller than {k} is shown: {tables}",
    ),
    "frozen-day": Text("sekali setiap hari", "once each day"),
    "frozen-month": Text("sekali setiap bulan", "once each month"),
    "frozen-once": Text("satu kali saja", "one single time"),
    "statistics": Text("Tabel statistik", "Statistics tables"),
    "table": Text("Tabel", "Table"),
    "grouped-by": Text("Menurut", "By"),
    "measured": Text("Angka", "Figures"),
    "measure-count": Text(
        "banyaknya baris, dibulatkan ke kelipatan {base}", "number of rows, rounded to multiples of {base}"
    ),
    "measure-sum": Text(
        "jumlah {field}, dibulatkan ke kelipatan {base}", "sum of {field}, rounded to multiples of {base}"
    ),
    "grouped": Text("{field}: {how}", "{field}: {how}"),
    "none": Text("tidak ada", "none"),
    "quota": Text("Batas", "Limit"),
    "quota-none": Text("tidak dibatasi", "no limit"),
    "quota-requests": Text("{number} permintaan", "{number} requests"),
    "quota-rows": Text("{number} baris", "{number} rows"),
    "quota-per": Text("paling banyak {amounts} setiap {period}", "at most {amounts} each {period}"),
    "period-hour": Text("jam", "hour"),
    "period-day": Text("hari", "day"),
    "period-month": Text("bulan", "month"),
    "requires": Text("Wajib disebut", "Must be stated"),
    "requires-on_behalf_of": Text("atas nama siapa", "on whose behalf"),
    "requires-case_ref": Text("nomor perkara", "the case"),
    "duties": Text("Kewajiban penerima", "Duties of the consumer"),
    "retention": Text("Penghapusan", "Deletion"),
    "retention-days": Text(
        "data dihapus paling lambat {days} hari sesudah diberikan",
        "the data is deleted at most {days} days after it was given",
    ),
    "retention-until": Text("data dihapus paling lambat {day}", "the data is deleted by {day}"),
    "never-fields": Text("{dataset}: {fields}", "{dataset}: {fields}"),
    "never-outside": Text(
        "{dataset}: tidak ada baris selain yang {rule}", "{dataset}: no rows but those whose {rule}"
    ),
    "never-together": Text(
        "{dataset}: {fields} tidak pernah semuanya dari satu baris, dari izin mana pun",
        "{dataset}: {fields} never all of one row, over all permissions",
    ),
    # --- a field
    "field": Text("Kolom", "Field"),
    "treatment": Text("Perlakuan", "Treatment"),
    "openness": Text("Keterbukaan", "Openness"),
    "basis": Text("Dasar", "Basis"),
    "class-terbuka": Text("terbuka", "open (terbuka)"),
    "class-antarbadan": Text("antarbadan", "between agencies (antarbadan)"),
    "class-dikecualikan": Text("dikecualikan", "exempt (dikecualikan)"),
    "class-belum-ditetapkan": Text("belum ditetapkan", "undetermined (belum ditetapkan)"),
    "personal-bukan": Text("bukan data pribadi", "no personal data"),
    "personal-umum": Text("data pribadi umum", "general personal data"),
    "personal-spesifik": Text("data pribadi spesifik", "specific personal data"),
    "derives": Text("memuat pula {fields}", "also tells {fields}"),
    "decision": Text("penetapan {number}", "decision {number}"),
    "withheld": Text("tidak diberikan", "withheld"),
    "use-release": Text("DIBERIKAN apa adanya", "RELEASED as it is"),
    "use-condition": Text("dibaca di sumber untuk memilih baris", "read in the source to choose rows"),
    "use-lookup-key": Text("kunci verifikasi per nomor", "key of a lookup"),
    "use-group": Text("pengelompok tabel statistik", "groups a statistics table"),
    "use-measure": Text("dihitung dalam tabel statistik", "measured in a statistics table"),
    # --- transforms: how, then the arguments in brackets
    "changed": Text("DIBERIKAN DALAM BENTUK LAIN: {how}", "RELEASED CHANGED: {how}"),
    "with-arguments": Text("{how} ({arguments})", "{how} ({arguments})"),
    "transform-constant": Text("diganti nilai tetap", "replaced by a fixed value"),
    "transform-partial": Text("sebagian ditutup", "partly masked"),
    "transform-year": Text("tahunnya saja", "its year alone"),
    "transform-month": Text("tahun dan bulannya saja", "its year and month alone"),
    "transform-region": Text("kode wilayah yang lebih luas", "the code of a wider region"),
    "transform-round": Text("dibulatkan", "rounded"),
    "transform-pseudonym": Text(
        "nama samaran berkunci, sama untuk nilai yang sama dalam perjanjian ini",
        "a keyed pseudonym, the same for the same value under this agreement",
    ),
    "transform-age_band": Text("kelompok umur", "age band"),
    "transform-bucket": Text("dikelompokkan dalam rentang", "put in ranges"),
    "transform-top_code": Text("dibatasi nilai tertinggi", "capped"),
    "transform-geohash": Text("kotak peta (geohash)", "box of a map (geohash)"),
    "transform-token": Text(
        "tanda acak berkunci, berganti di setiap jawaban",
        "a keyed token, another in every answer",
    ),
    "argument-edges": Text("batas {value}", "edges {value}"),
    "argument-on": Text("dihitung pada {value}", "reckoned on {value}"),
    "argument-width": Text("lebar {value}", "width {value}"),
    "argument-cap": Text("paling tinggi {value}", "at most {value}"),
    "argument-precision": Text("ketelitian {value} aksara", "precision of {value} characters"),
    "argument-value": Text("nilai {value}", "value {value}"),
    "argument-keep_first": Text("{value} aksara pertama tampak", "first {value} characters shown"),
    "argument-keep_last": Text("{value} aksara terakhir tampak", "last {value} characters shown"),
    "argument-mask": Text("penutup {value}", "masked with {value}"),
    "argument-level": Text("tingkat {value}", "level {value}"),
    "argument-digits": Text("{value} angka di belakang koma", "{value} decimal places"),
    # --- conditions
    "rule-equals": Text("{field} sama dengan {value}", "{field} equals {value}"),
    "rule-in": Text("{field} salah satu dari {values}", "{field} is one of {values}"),
    "rule-within": Text(
        "{field} berada dalam wilayah {code} (kode itu sendiri atau di bawahnya)",
        "{field} lies in region {code} (that code or below it)",
    ),
    "rule-between": Text(
        "{field} dari {low} sampai {high}, keduanya termasuk",
        "{field} lies from {low} to {high}, both included",
    ),
    "rule-is-null": Text("{field} kosong", "{field} is empty"),
    "rule-all": Text("{first} dan {second}", "{first} and {second}"),
    "rule-any": Text("{first} atau {second}", "{first} or {second}"),
    "rule-part": Text("({rule})", "({rule})"),
    "value-true": Text("benar", "true"),
    "value-false": Text("salah", "false"),
    "value-null": Text("kosong", "empty"),
    "value-text": Text('"{text}"', '"{text}"'),
    # --- signing
    "signing": Text(
        "Setiap pihak membubuhkan tanda tangan elektronik bersertifikat (PAdES) pada PDF ini tanpa mengubah isinya. Tanda "
        "tangan yang tampak diletakkan di dalam kotak pihaknya.",
        "Each party puts a certified electronic signature (PAdES) to this PDF without changing its content. A visible "
        "signature goes inside its party's box.",
    ),
    # --- what keeps a page from being made
    "word-unknown": Text(
        "halaman belum dapat memuat `{word}`; halaman yang kurang lengkap tidak dibuat",
        "the page cannot show `{word}` yet; a page that leaves something out is not made",
    ),
    "character-unknown": Text(
        "halaman hanya memuat aksara Latin; aksara {character} dalam {text} tidak dapat dicetak",
        "the page shows Latin characters alone; the character {character} in {text} cannot be printed",
    ),
    "contract-missing": Text(
        "kontrak {dataset} yang disepakati (SHA-256 {digest}) tidak ada dalam folder ini",
        "the contract {dataset} that was agreed on (SHA-256 {digest}) is not in this folder",
    ),
    "agreement-missing": Text(
        "folder ini tidak memuat perjanjian {uid}", "this folder holds no agreement {uid}"
    ),
    "agreement-many": Text(
        "folder ini memuat beberapa perjanjian; pilih dengan --agreement: {uids}",
        "this folder holds several agreements; choose with --agreement: {uids}",
    ),
}
