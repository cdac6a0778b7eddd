"""Faults of contracts, and of the register of exemptions that they lean on."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
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
