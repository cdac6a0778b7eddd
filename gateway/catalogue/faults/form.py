"""Faults of form: YAML, keys, and how names, numbers and days are written."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
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
