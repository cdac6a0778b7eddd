"""Texts: what is wrong in a policy file or setting, and how to mend it.

A fault's code is the text's name. `<code>-near` is said when a known word is
near the unknown one. Some texts are of warnings: they keep nothing from being
activated.
"""

from gateway.catalogue import transform_faults
from gateway.catalogue.check_faults import TEXTS as CHECKS
from gateway.catalogue.paper import PROBLEMS
from gateway.catalogue.reasons import TEXTS as REASONS
from gateway.catalogue.words import Text

_FORM: dict[str, Text] = {
    "folder-empty": Text(
        "tidak ada berkas kebijakan di sini; sebutkan folder yang berisi datasets/, agreements/, exemptions/, trust/",
        "no policy file here; name the folder that holds datasets/, agreements/, exemptions/ and trust/",
    ),
    "file-unexpected": Text(
        "berkas ini bukan berkas kebijakan; hapus, atau pindahkan ke tempat dan nama yang benar",
        "this is no policy file; remove it, or give it the right place and name",
    ),
    "signature-alone": Text(
        "tanda tangan ini tidak berada di samping berkas yang ditandatanganinya; pindahkan atau hapus",
        "this signature stands beside no file that it signs; move or remove it",
    ),
    "file-too-large": Text(
        "berkas lebih besar dari {limit} byte; pecah isinya",
        "the file is larger than {limit} bytes; split its content",
    ),
    "file-empty": Text("berkas kosong; isi atau hapus", "the file is empty; fill or remove it"),
    "file-too-deep": Text(
        "susunan terlalu dalam atau terlalu banyak; sederhanakan",
        "too deeply nested, or too many values; simplify it",
    ),
    "not-utf8": Text("bukan teks UTF-8; simpan ulang sebagai UTF-8", "not UTF-8 text; save it as UTF-8"),
    "hidden-character": Text(
        "aksara {character} tidak tampak bagi pembaca, atau tampak seperti aksara lain; hapus",
        "a reader cannot see the character {character}, or takes it for another; remove it",
    ),
    "yaml": Text(
        "bukan YAML yang sah; periksa titik dua, spasi dan tanda kutip di sekitar tempat ini (keterangan teknis: {problem})",
        "not valid YAML; look at colons, spaces and quotes around this place (technical remark: {problem})",
    ),
    "yaml-anchor": Text(
        "jangkar dan alias YAML tidak dipakai; tulis isinya di setiap tempat",
        "YAML anchors and aliases are not used; write the content in each place",
    ),
    "yaml-tag": Text("tag YAML tidak dipakai; hapus", "YAML tags are not used; remove it"),
    "yaml-escape": Text(
        "garis miring terbalik dalam tanda petik ganda tidak dipakai; tulis aksaranya sendiri, atau pakai petik tunggal",
        "a backslash in double quotes is not used; write the character itself, or use single quotes",
    ),
    "yaml-directive": Text("arahan YAML tidak dipakai; hapus", "YAML directives are not used; remove it"),
    "yaml-documents": Text(
        "satu berkas berisi satu dokumen; pindahkan yang kedua ke berkas lain",
        "one file holds one document; move the second into a file of its own",
    ),
    "key-not-text": Text("kunci harus berupa teks", "a key must be text"),
    "key-duplicate": Text(
        "kunci `{key}` sudah ada di baris {line}; sisakan satu",
        "the key `{key}` stands in line {line} already; keep one",
    ),
    "key-missing": Text("kunci `{key}` wajib ada; tambahkan", "the key `{key}` is required; add it"),
    "key-unknown": Text(
        "kunci `{word}` tidak dikenal; yang dikenal: {known}",
        "the key `{word}` is unknown; known are: {known}",
    ),
    "key-unknown-near": Text(
        "kunci `{word}` tidak dikenal; mungkin maksudnya `{near}`?",
        "the key `{word}` is unknown; did you mean `{near}`?",
    ),
    "word-unknown": Text(
        "`{word}` bukan salah satu dari: {known}",
        "`{word}` is none of: {known}",
    ),
    "word-unknown-near": Text(
        "`{word}` tidak dikenal; mungkin maksudnya `{near}`?",
        "`{word}` is unknown; did you mean `{near}`?",
    ),
    "word-twice": Text("`{word}` disebut dua kali; sisakan satu", "`{word}` is named twice; keep one"),
    "not-text": Text("harus berupa satu teks", "must be one text"),
    "not-list": Text("harus berupa daftar", "must be a list"),
    "not-map": Text("harus berupa pasangan kunci dan nilai", "must be keys with values"),
    "list-empty": Text(
        "tidak boleh kosong; isi, atau hapus kuncinya bila tidak wajib",
        "must not be empty; fill it, or leave the key out where it is optional",
    ),
    "empty": Text(
        "nilai kosong; isi, atau hapus kuncinya bila tidak wajib",
        "empty value; fill it, or leave the key out where it is optional",
    ),
    "text-too-long": Text(
        "lebih dari {limit} aksara; persingkat", "more than {limit} characters; shorten it"
    ),
    "line": Text(
        "harus satu baris, paling banyak 300 aksara",
        "must be one line of at most 300 characters",
    ),
    "identifier": Text(
        "`{text}`: pakai huruf kecil a-z, angka dan tanda hubung, diawali huruf atau angka, paling banyak 63",
        "`{text}`: use small letters a-z, digits and hyphens, a letter or digit first, at most 63",
    ),
    "dataset-name": Text(
        "`{text}`: nama dataset memakai huruf kecil a-z, angka, `_` dan `-`, diawali huruf, paling banyak 63",
        "`{text}`: a dataset's name has small letters a-z, digits, `_` and `-`, a letter first, at most 63",
    ),
    "dataset-full-name": Text(
        "`{text}`: sebut dataset sebagai badan/dataset",
        "`{text}`: name a dataset as agency/dataset",
    ),
    "dataset-field": Text(
        "`{text}`: sebut kolom sebagai dataset.kolom",
        "`{text}`: name a field as dataset.field",
    ),
    "field-name": Text(
        "`{text}`: nama kolom memakai huruf kecil a-z, angka dan `_`, diawali huruf, paling banyak 63; "
        "`all` dan `any` tidak boleh",
        "`{text}`: a field's name has small letters a-z, digits and `_`, a letter first, at most 63; "
        "`all` and `any` are taken",
    ),
    "column-name": Text(
        "`{text}`: physicalName harus nama kolom biasa (huruf, angka, `_`; paling banyak 63)",
        "`{text}`: physicalName must be a plain column name (letters, digits, `_`; at most 63)",
    ),
    "table-name": Text(
        "`{text}`: physicalName harus nama tabel biasa, atau skema.tabel",
        "`{text}`: physicalName must be a plain table name, or schema.table",
    ),
    "semver": Text("`{text}`: tulis versi seperti 1.0.0", "`{text}`: write a version like 1.0.0"),
    "sha256": Text(
        "`{text}`: harus SHA-256, 64 angka heksadesimal huruf kecil",
        "`{text}`: must be a SHA-256, 64 lower-case hexadecimal digits",
    ),
    "url": Text("`{text}`: harus alamat https://", "`{text}`: must be an https:// address"),
    "letter": Text(
        "`{text}`: huruf Pasal 17 adalah a sampai j, boleh a1-a5 dan h1-h5",
        "`{text}`: the letter of Article 17 is a to j, also a1-a5 and h1-h5",
    ),
    "integer": Text(
        "`{text}` harus bilangan bulat dari {low} sampai {high}, tanpa nol di depan",
        "`{text}` must be a whole number from {low} to {high}, without leading zeros",
    ),
    "date": Text("`{text}`: tulis tanggal seperti 2026-01-31", "`{text}`: write a date like 2026-01-31"),
    "moment": Text(
        "`{text}`: tulis waktu UTC seperti 2026-01-31T00:00:00Z",
        "`{text}`: write a time in UTC like 2026-01-31T00:00:00Z",
    ),
    "day-order": Text(
        "`{second}` lebih awal dari `{first}`; tukar atau perbaiki",
        "`{second}` comes before `{first}`; correct one of them",
    ),
    "not-as-path": Text(
        "`{key}` berbunyi {found}, tetapi letak berkasnya mengatakan {expected}; samakan",
        "`{key}` says {found}, but the file's place says {expected}; make them agree",
    ),
}

_CONTRACTS: dict[str, Text] = {
    "schema-objects": Text(
        "satu kontrak memuat satu tabel; pindahkan yang kedua ke berkas lain",
        "a contract holds one table; move the second into a file of its own",
    ),
    "contract-too-large": Text(
        "putusan atas semua kolom tidak muat dalam satu catatan ({size} dari {limit} byte); pecah tabelnya",
        "the verdicts on all fields do not fit a log entry ({size} of {limit} bytes); split the table",
    ),
    "field-twice": Text(
        "kolom {field} ada dua kali; sisakan satu", "the field {field} stands twice; keep one"
    ),
    "column-twice": Text(
        "kolom basis data {column} sudah dipakai di baris {line}",
        "the database column {column} is used in line {line} already",
    ),
    "column-differs": Text(
        "{field}: kontrak lain menyebut lain kolom basis data ini ({other}); samakan classification, undisclosed dan derives",
        "{field}: another contract says otherwise of this database column ({other}); make classification, undisclosed "
        "and derives agree",
    ),
    "primary-key-composite": Text(
        "{field}: kunci gabungan tidak didukung; beri tabel satu kolom unik",
        "{field}: composite keys are not supported; give the table one unique column",
    ),
    "order-missing": Text(
        "customProperties perlu `order`: kolom unik untuk urutan halaman",
        "customProperties need `order`: the unique field that pages follow",
    ),
    "order-unfit": Text(
        "`order` {field} harus `required: true`, `unique: true` atau `primaryKey: true`, terbuka atau "
        "antarbadan, dan tidak `undisclosed`",
        "`order` {field} must be `required: true`, `unique: true` or `primaryKey: true`, open or between "
        "agencies, and not `undisclosed`",
    ),
    "personal-data-missing": Text(
        "{field}: kolom yang sudah diklasifikasi perlu customProperty `dataPribadi` (bukan, umum, spesifik)",
        "{field}: a classified field needs the customProperty `dataPribadi` (bukan, umum, spesifik)",
    ),
    "exempt-incomplete": Text(
        "{field}: kolom dikecualikan perlu `{missing}`",
        "{field}: an exempt field needs `{missing}`",
    ),
    "penetapan-unused": Text(
        "{field}: `penetapan` hanya untuk kolom dikecualikan; hapus, atau ubah klasifikasinya",
        "{field}: `penetapan` is for exempt fields alone; remove it, or classify the field so",
    ),
    "legal-basis-many": Text(
        "paling banyak {limit} dasar hukum untuk satu kolom",
        "at most {limit} legal bases for one field",
    ),
    "exemption-unknown": Text(
        "penetapan {word} tidak ada dalam daftar pengecualian badan ini; yang ada: {known}",
        "the decision {word} is not in this agency's register; there are: {known}",
    ),
    "exemption-unknown-near": Text(
        "penetapan {word} tidak ada dalam daftar pengecualian; mungkin maksudnya {near}?",
        "the decision {word} is not in the register; did you mean {near}?",
    ),
    "exemption-uncovered": Text(
        "penetapan {number} tidak memuat kolom {field}; perbaiki kontrak atau daftarnya",
        "the decision {number} does not cover the field {field}; correct the contract or the register",
    ),
    "exemption-endless": Text(
        "penetapan {number} perlu `until` atau `review`",
        "the decision {number} needs `until` or `review`",
    ),
    "exemption-too-long": Text(
        "penetapan {number}: huruf a berlaku paling lama {years} tahun (PP 61/2010)",
        "the decision {number}: letter a lasts at most {years} years (PP 61/2010)",
    ),
    "dataset-unknown": Text(
        "dataset {word} tidak punya kontrak di sini; yang ada: {known}",
        "the dataset {word} has no contract here; there are: {known}",
    ),
    "dataset-unknown-near": Text(
        "dataset {word} tidak punya kontrak di sini; mungkin maksudnya {near}?",
        "the dataset {word} has no contract here; did you mean {near}?",
    ),
    "field-unknown": Text(
        "kolom {word} tidak ada dalam kontrak; yang ada: {known}",
        "the field {word} is not in the contract; there are: {known}",
    ),
    "field-unknown-near": Text(
        "kolom {word} tidak ada dalam kontrak; mungkin maksudnya {near}?",
        "the field {word} is not in the contract; did you mean {near}?",
    ),
}

_TRUST: dict[str, Text] = {
    "jwk": Text("JWK tidak dapat dipakai: {problem}", "the JWK cannot be used: {problem}"),
    "root-algorithm": Text("kunci akar harus Ed25519", "a root key must be Ed25519"),
    "key-twice": Text(
        "kunci {thumbprint} sudah ada dalam berkas ini; satu kunci, satu peran",
        "the key {thumbprint} stands in this file already; one key, one role",
    ),
    "key-shared": Text(
        "kunci {thumbprint} sudah ada di {other}; setiap badan memakai kuncinya sendiri",
        "the key {thumbprint} stands in {other} already; each agency has keys of its own",
    ),
    "holder-not-official": Text(
        "{holder}: kunci berperan {role} harus dipegang seseorang dalam `officials`",
        "{holder}: a key of role {role} must be held by somebody in `officials`",
    ),
    "holder-not-system": Text(
        "{holder}: kunci berperan {role} harus dipegang sistem dalam `systems`",
        "{holder}: a key of role {role} must be held by a system in `systems`",
    ),
    "holder-not-official-near": Text(
        "{holder}: kunci berperan {role} harus dipegang seseorang dalam `officials`; mungkin maksudnya {near}?",
        "{holder}: a key of role {role} must be held by somebody in `officials`; did you mean {near}?",
    ),
    "holder-not-system-near": Text(
        "{holder}: kunci berperan {role} harus dipegang sistem dalam `systems`; mungkin maksudnya {near}?",
        "{holder}: a key of role {role} must be held by a system in `systems`; did you mean {near}?",
    ),
    "key-outside-office": Text(
        "masa kunci melampaui masa jabatan {name}; samakan",
        "the key outlives the office of {name}; shorten it",
    ),
    "former-version": Text(
        "nomor pada nama berkas bukan versi {version} yang tertulis di dalamnya; samakan namanya",
        "the number in the file's name is not its version {version}; name it so",
    ),
    "former-newer": Text(
        "versi {version} tidak mendahului versi {newest} yang berlaku; simpan di sini hanya versi yang sudah diganti",
        "version {version} is not before the present version {newest}; keep only versions that were followed here",
    ),
    "former-differs": Text(
        "`predecessor` bukan versi {version} yang tersimpan; SHA-256 berkas itu {digest}",
        "`predecessor` is not the version {version} that is kept; the SHA-256 of that file is {digest}",
    ),
    "former-key": Text("{problem}", "{problem}"),
}

_AGREEMENTS: dict[str, Text] = {
    "predecessor": Text(
        "versi {version}: `predecessor` (SHA-256 versi sebelumnya) wajib mulai versi 2, dan tidak ada pada versi 1",
        "version {version}: `predecessor` (SHA-256 of the version before) is needed from 2 on, and never for 1",
    ),
    "party-alone": Text("perjanjian perlu sedikitnya dua pihak", "an agreement needs two parties or more"),
    "party-unknown": Text(
        "{word} bukan pihak perjanjian; pihaknya: {known}",
        "{word} is no party to the agreement; the parties are: {known}",
    ),
    "party-unknown-near": Text(
        "{word} bukan pihak perjanjian; mungkin maksudnya {near}?",
        "{word} is no party to the agreement; did you mean {near}?",
    ),
    "consumer-is-provider": Text(
        "{agency} tidak dapat menjadi pemberi dan penerima sekaligus",
        "{agency} cannot be provider and consumer at once",
    ),
    "validity": Text(
        "`until` harus sesudah `from`, paling lama {years} tahun",
        "`until` must follow `from`, by at most {years} years",
    ),
    "evidence-order": Text(
        "`stop_unwitnessed_hours` tidak boleh kurang dari `warn_unwitnessed_hours`",
        "`stop_unwitnessed_hours` may not be less than `warn_unwitnessed_hours`",
    ),
    "pin-missing": Text(
        "dataset {word} tidak tercantum dalam `contracts`; yang tercantum: {known}",
        "the dataset {word} is not pinned under `contracts`; pinned are: {known}",
    ),
    "pin-missing-near": Text(
        "dataset {word} tidak tercantum dalam `contracts`; mungkin maksudnya {near}?",
        "the dataset {word} is not pinned under `contracts`; did you mean {near}?",
    ),
    "purpose-unknown": Text(
        "tujuan {word} tidak ada dalam `purposes`; yang ada: {known}",
        "the purpose {word} is not under `purposes`; there are: {known}",
    ),
    "purpose-unknown-near": Text(
        "tujuan {word} tidak ada dalam `purposes`; mungkin maksudnya {near}?",
        "the purpose {word} is not under `purposes`; did you mean {near}?",
    ),
    "permission-twice": Text(
        "penerima ini sudah punya izin atas {dataset} untuk tujuan {purpose}; gabungkan",
        "this consumer has a permission on {dataset} for the purpose {purpose} already; join the two",
    ),
    "field-closed": Text(
        "kolom {field} {classification}: tidak boleh dipakai sama sekali; hapus dari izin",
        "the field {field} is {classification}: it may have no use at all; take it out of the permission",
    ),
    "field-undisclosed": Text(
        "kolom {field} tidak boleh disebut dalam izin, sebab namanya sendiri dirahasiakan; hapus",
        "the field {field} may not stand in a permission, since its very name is undisclosed; remove it",
    ),
    "field-derives": Text(
        "kolom {field} mengungkap {derived}, yang tidak diberikan; pakai pseudonym atau constant, atau berikan {derived}",
        "the field {field} tells {derived}, which is not released; use pseudonym or constant, or release {derived}",
    ),
    "never": Text(
        "pemakaian kolom {field} melanggar `never` di baris {line}; hapus salah satunya",
        "this use of the field {field} breaks the `never` in line {line}; remove one of them",
    ),
    "never-shape": Text(
        "sebut tepat satu dari `fields`, `outside` dan `together`",
        "say exactly one of `fields`, `outside` and `together`",
    ),
    "never-together": Text(
        "`together` menyebut sedikitnya dua kolom; untuk satu kolom pakai `fields`",
        "`together` names at least two fields; for a single one use `fields`",
    ),
    "statement-refuted": Text(
        "perjanjian {agreement} menyatakan: {statement}; ternyata tidak. `gateway policies prove` memberi contohnya",
        "the agreement {agreement} states: {statement}; it is not so. `gateway policies prove` shows an example",
    ),
    "statement-unknown": Text(
        "perjanjian {agreement} menyatakan: {statement}; belum pasti, sebab {reason}",
        "the agreement {agreement} states: {statement}; it is not known, because {reason}",
    ),
    "column-closed-elsewhere": Text(
        "kolom {field} adalah kolom basis data yang ditutup `never` di baris {line} lewat dataset lain; hapus",
        "the field {field} is the database column that the `never` in line {line} closes in another dataset; remove it",
    ),
    "use-shape": Text(
        "pemakaian adalah satu kata, atau satu transformasi dengan argumennya",
        "a use is one word, or one transform with its arguments",
    ),
    "use-unknown": Text(
        "pemakaian `{word}` tidak dikenal; yang dikenal: {known}",
        "the use `{word}` is unknown; known are: {known}",
    ),
    "use-unknown-near": Text(
        "pemakaian `{word}` tidak dikenal; mungkin maksudnya `{near}`?",
        "the use `{word}` is unknown; did you mean `{near}`?",
    ),
    "uses-many": Text(
        "{field}: paling banyak satu `release` atau transformasi",
        "{field}: at most one `release` or transform",
    ),
    "argument-unknown": Text(
        "argumen `{word}` tidak dikenal; yang dikenal: {known}",
        "the argument `{word}` is unknown; known are: {known}",
    ),
    "argument-unknown-near": Text(
        "argumen `{word}` tidak dikenal; mungkin maksudnya `{near}`?",
        "the argument `{word}` is unknown; did you mean `{near}`?",
    ),
    "rows-field-outside-near": Text(
        "`rows` memakai kolom {word}, yang tidak ada dalam kontrak; mungkin maksudnya `{near}`?",
        "`rows` reads the field {word}, which is not in the contract; did you mean `{near}`?",
    ),
    "rows-operator-unknown-near": Text(
        "`rows`: operator {word} tidak dikenal; mungkin maksudnya `{near}`?",
        "`rows`: the operator {word} is unknown; did you mean `{near}`?",
    ),
    "rows-without-use": Text(
        "`rows` memakai kolom {field}; tambahkan pemakaian `condition` padanya",
        "`rows` reads the field {field}; give it the use `condition`",
    ),
    "query-not-released": Text(
        "{field}: `filter` dan `sort` hanya untuk kolom dengan `release`",
        "{field}: `filter` and `sort` are for fields with `release` alone",
    ),
    "order-not-released": Text(
        "izin dengan `query` harus memberi `release` pada kolom urutan {field}",
        "a permission with `query` must give `release` to the order field {field}",
    ),
    "lookup-key-without-use": Text(
        "{field}: kunci `lookup` harus mempunyai pemakaian `lookup-key`; tambahkan di `fields`",
        "{field}: the key of `lookup` must have the use `lookup-key`; add it under `fields`",
    ),
    "lookup-key-without-lookup": Text(
        "{field}: `lookup-key` hanya untuk kunci yang disebut `lookup`; hapus, atau sebut sebagai kuncinya",
        "{field}: `lookup-key` is for the key that `lookup` names; remove it, or name the field as the key",
    ),
    "lookup-key-transformed": Text(
        "{field}: kunci verifikasi per nomor tidak boleh diberikan dalam bentuk yang diubah; sisakan `lookup-key`",
        "{field}: the key of a lookup may not leave transformed; keep `lookup-key` alone",
    ),
    "lookup-pseudonym": Text(
        "{field}: izin dengan `lookup` tidak boleh memberi `pseudonym`, sebab nomor yang dicari membuka milik siapa; hapus",
        "{field}: a permission with `lookup` may give no `pseudonym`, since the number looked up tells whose it is; "
        "remove it",
    ),
    "lookup-beside-pseudonym": Text(
        "penerima ini sudah mendapat `pseudonym` dari tabel yang sama ({other}), dan `lookup` akan membuka milik siapa; "
        "sisakan salah satunya",
        "this consumer has a `pseudonym` of the same table ({other}), and a `lookup` would tell whose it is; keep one "
        "of the two",
    ),
    "lookup-without-quota": Text(
        "izin dengan `lookup` harus mempunyai `quota` dengan `requests`",
        "a permission with `lookup` must have a `quota` with `requests`",
    ),
    "quota-empty": Text(
        "`quota` harus menyebut `requests` atau `rows`", "`quota` must name `requests` or `rows`"
    ),
}

_WARNINGS: dict[str, Text] = {
    "pin-differs": Text(
        "kontrak {dataset} sekarang versi {version}, sha256 {digest}; selama berbeda, dataset ini tidak diberikan",
        "the contract {dataset} is now version {version}, sha256 {digest}; while they differ nothing of it is "
        "released",
    ),
    "agreement-over": Text(
        "{agreement}: masa berlaku berakhir {day}; buat versi baru",
        "{agreement}: validity ended on {day}; make a new version",
    ),
    "agreement-not-begun": Text(
        "{agreement}: masa berlaku baru mulai {day}", "{agreement}: validity begins on {day}"
    ),
    "agreement-ends-soon": Text(
        "{agreement}: masa berlaku berakhir {day}; siapkan versi baru",
        "{agreement}: validity ends on {day}; prepare a new version",
    ),
    "agreement-in-shadow": Text(
        "{agreement}: masa uji; permintaan dinilai dan dicatat, data tidak diberikan",
        "{agreement}: shadow enforcement; requests are evaluated and logged, nothing is released",
    ),
    "permission-without-right": Text(
        "izin {permission} tidak punya `query` atau `lookup`, sehingga tidak dapat dipakai",
        "the permission {permission} has neither `query` nor `lookup`, so nothing can be asked of it",
    ),
    "exemption-closes": Text(
        "penetapan {number} menutup {field}, walaupun kontraknya menyatakan lain",
        "the decision {number} closes {field}, although its contract says otherwise",
    ),
    "exemption-revoked": Text(
        "penetapan {number} dicabut {day}; kolom yang masih dikecualikan menjadi belum-ditetapkan",
        "the decision {number} was revoked on {day}; fields still classified exempt are undetermined",
    ),
    "exemption-lapsed": Text(
        "penetapan {number} berakhir {day}; kolomnya belum-ditetapkan sampai diputuskan lagi",
        "the decision {number} ended on {day}; its fields are undetermined until decided anew",
    ),
    "exemption-review-due": Text(
        "penetapan {number} perlu ditinjau sejak {day}", "the decision {number} is due for review since {day}"
    ),
    "trust-missing": Text(
        "{agency} tidak punya berkas kepercayaan; tidak satu pun dari badan ini berlaku",
        "{agency} has no trust file; nothing of this agency is in force",
    ),
    "trust-expired": Text(
        "berkas kepercayaan {agency} berakhir {day}; buat versi baru",
        "the trust file of {agency} expired on {day}; make a new version",
    ),
    "trust-expires-soon": Text(
        "berkas kepercayaan {agency} berakhir {day}; siapkan versi baru",
        "the trust file of {agency} expires on {day}; prepare a new version",
    ),
    "roots-not-pinned": Text(
        "kunci akar {agency} belum dicatat sebagai sidik jari tepercaya",
        "no root keys of {agency} are pinned",
    ),
    "trust-unsigned": Text(
        "{agency}: {having} dari {needed} tanda tangan kunci akar tepercaya",
        "{agency}: {having} of {needed} signatures by pinned root keys",
    ),
    "signature-missing": Text(
        "belum ada tanda tangan kunci {role} dari {agency}",
        "no signature by a {role} key of {agency}",
    ),
    "signature-malformed": Text("bukan JWS terpisah yang sah", "not a valid detached JWS"),
    "signature-signer-unknown": Text(
        "kuncinya tidak ada dalam berkas kepercayaan dengan peran yang benar",
        "its key is in no trust file with the right role",
    ),
    "signature-header-differs": Text(
        "tanda tangan menyebut berkas atau versi lain; tanda tangani ulang",
        "it names another file or version; sign again",
    ),
    "signature-does-not-verify": Text(
        "tidak cocok dengan isi berkas; berkas berubah sesudah ditandatangani?",
        "does not fit the file's bytes; was the file changed after signing?",
    ),
    "signature-not-recorded": Text(
        "belum tercatat; jalankan `gateway policies activate`",
        "not recorded yet; run `gateway policies activate`",
    ),
    "signature-key-revoked": Text("kuncinya telah dicabut", "its key is revoked"),
    "signature-key-not-valid-then": Text(
        "kuncinya tidak berlaku ketika tanda tangan dicatat",
        "its key was not valid when the signature was recorded",
    ),
}

TEXTS: dict[str, Text] = {
    **_FORM,
    **_CONTRACTS,
    **_TRUST,
    **_AGREEMENTS,
    **transform_faults.TEXTS,
    **{
        f"rows-{reason}": Text(f"`rows`, bagian {{pointer}}: {text.id}", f"`rows`, at {{pointer}}: {text.en}")
        for reason, text in REASONS.items()
    },
    **{
        f"argument-{reason}": Text(
            f"{{transform}}: argumen `{{argument}}` {text.id}",
            f"{{transform}}: the argument `{{argument}}` {text.en}",
        )
        for reason, text in REASONS.items()
    },
    **_WARNINGS,
    **CHECKS,
    **{f"signature-{name}": text for name, text in PROBLEMS.items()},
    # --- cases beside an agreement
    "cases-alone": Text(
        "tidak ada perjanjian {word}; yang ada: {known}", "there is no agreement {word}; there are: {known}"
    ),
    "cases-alone-near": Text(
        "tidak ada perjanjian {word}; mungkin {near}?", "there is no agreement {word}; perhaps {near}?"
    ),
    "cases-rows": Text("lebih dari {limit} baris; kurangi", "more than {limit} rows; leave some out"),
    "case-value": Text(
        "bukan nilai untuk {field}, yang bertipe {type}", "no value for {field}, which has the type {type}"
    ),
    "case-two-rights": Text(
        "sebuah kasus meminta `query` atau `lookup`, tidak keduanya",
        "a case asks by `query` or `lookup`, not by both",
    ),
    "case-expects": Text(
        "tulis `refused`, atau apa yang dijawab: `rows` atau `no_rows: true`, `fields`, `count`",
        "write `refused`, or what is answered: `rows` or `no_rows: true`, `fields`, `count`",
    ),
}
