"""Texts: why a condition, a scalar or an argument was not accepted; by the reason of a bad request."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "not-string": Text("harus teks", "must be text"),
    "not-integer": Text("harus bilangan bulat", "must be a whole number"),
    "not-number": Text("harus bilangan", "must be a number"),
    "not-boolean": Text("harus true atau false", "must be true or false"),
    "not-date": Text("harus tanggal seperti 2026-01-31", "must be a date like 2026-01-31"),
    "not-timestamp": Text(
        "harus waktu seperti 2026-01-31T00:00:00Z", "must be a time like 2026-01-31T00:00:00Z"
    ),
    "out-of-bounds": Text("di luar batas", "is out of bounds"),
    "not-a-choice": Text("bukan salah satu pilihan", "is none of the choices"),
    "too-large": Text("terlalu besar atau terlalu dalam", "is too large or too deep"),
    "not-one-key": Text("harus tepat satu kunci", "must have exactly one key"),
    "empty-list": Text("daftar kosong", "is an empty list"),
    "field-outside": Text("kolom tidak ada dalam kontrak", "names a field that is not in the contract"),
    "operator-unknown": Text(
        "operator tidak dikenal (equals, in, within, between, is_null)",
        "has an unknown operator (equals, in, within, between, is_null)",
    ),
    "operator-not-for-type": Text(
        "operator ini tidak untuk jenis kolom itu", "has an operator that is not for the field's type"
    ),
    "not-a-list": Text("harus daftar yang berisi", "must be a list that is not empty"),
    "not-rising": Text("harus naik dari nilai ke nilai", "must rise from value to value"),
    "not-two-bounds": Text("perlu dua batas", "needs two bounds"),
    "not-region-code": Text("bukan kode wilayah", "is no region code"),
    "not-true": Text("harus true", "must be true"),
}
