"""Faults of agreements: uses, rows, lookups and quotas."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
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
