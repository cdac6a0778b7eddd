"""Texts: why rows do not fit a format, and what to do instead."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "too-many-rows": Text(
        "lembar XLSX memuat paling banyak {limit} baris; saring datanya, atau pakai -o csv",
        "an XLSX sheet holds {limit} rows at most; filter the rows, or use -o csv",
    ),
    "too-long": Text(
        "kolom {column} berisi teks yang lebih panjang dari {limit} aksara, batas sel XLSX; pakai -o csv",
        "the column {column} holds a text of more than {limit} characters, the limit of an XLSX cell; use -o csv",
    ),
    "unwritable-character": Text(
        "kolom {column} berisi aksara yang tidak dapat ditulis dalam XLSX; pakai -o csv atau -o json",
        "the column {column} holds a character that XLSX cannot hold; use -o csv or -o json",
    ),
    "unwritable": Text(
        "berkas tidak dapat ditulis ({problem}); pilih tempat lain dengan --out",
        "the file cannot be written ({problem}); choose another place with --out",
    ),
    "no-workbook": Text("bukan buku kerja XLSX, atau rusak", "no XLSX workbook, or a damaged one"),
    "workbook-large": Text(
        "buku kerja terlalu besar; yang diisi cukup berkas dari `gateway policies matrix write`",
        "the workbook is too large; fill in the file that `gateway policies matrix write` made",
    ),
    "workbook-formula": Text(
        "lembar {sheet} sel {cell} berisi rumus; tulis sebagai teks",
        "sheet {sheet} cell {cell} holds a formula; write a text",
    ),
}
