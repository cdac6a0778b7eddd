"""Faults of transforms in a permission."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "transform-type-not-accepted": Text(
        "{transform} tidak dapat dipakai pada {field} yang berjenis {type}",
        "{transform} cannot be used on {field}, which is a {type}",
    ),
    "transform-argument-unknown": Text(
        "{transform} pada {field} ({type}) tidak mengenal argumen itu",
        "{transform} on {field} ({type}) does not know that argument",
    ),
    "transform-argument-missing": Text(
        "{transform} pada {field} ({type}) kurang argumen",
        "{transform} on {field} ({type}) lacks an argument",
    ),
    "transform-argument-invalid": Text(
        "argumen {transform} pada {field} ({type}) tidak dapat dipakai bersama; lihat docs/policy-language.md",
        "the arguments of {transform} on {field} ({type}) do not go together; see docs/policy-language.md",
    ),
    "transform-looks-real": Text(
        "{field}: tanggal seperti ini biasa ditulis sistem untuk yang tidak diketahui, dan penerima mengiranya data; "
        "jangan berikan kolomnya, atau pakai `year`, `month` atau `age_band`",
        "{field}: systems write such a date for an unknown one, and a recipient takes it for data; withhold the field, "
        "or use `year`, `month` or `age_band`",
    ),
    "transform-too-short": Text(
        "{field}: menurut `maxLength` nilainya terlalu pendek, sehingga {transform} selalu menutup semuanya (yang "
        "tersembunyi paling sedikit 4 aksara dan sebanyak yang tampak); kurangi yang tampak, atau jangan berikan kolomnya",
        "{field}: by its `maxLength` a value is so short that {transform} always masks all of it (at least 4 characters "
        "stay hidden, and as many as show); show fewer, or withhold the field",
    ),
    "transform-laid-out": Text(
        "{field}: setiap bagian NIK, NKK atau nomor 16 angka mengatakan sesuatu yang utuh (kecamatan, tanggal lahir, jenis "
        "kelamin, nomor urut); pakai `pseudonym`, `token` atau `constant`, atau jangan berikan kolomnya",
        "{field}: every part of a NIK, NKK or number of 16 digits says something whole (district, birth date, sex, "
        "serial); use `pseudonym`, `token` or `constant`, or withhold the field",
    ),
    "transform-distinct-unsaid": Text(
        "{field}: kontrak belum mengatakan berapa banyak nilai yang berbeda, dan {transform} dari nilai yang sedikit "
        "terbuka oleh seringnya; tulis `unique: true`, atau customProperties `distinct` dengan jumlah paling sedikit",
        "{field}: the contract does not say how many different values there are, and a {transform} of one of few is told "
        "by how often it occurs; write `unique: true`, or a customProperty `distinct` with the least number",
    ),
    "transform-few-values": Text(
        "{field}: nilainya kurang dari 500 macam, sehingga {transform} terbuka oleh seringnya; pakai `constant`, atau "
        "jangan berikan kolomnya",
        "{field}: there are fewer than 500 different values, so each {transform} is told by how often it occurs; use "
        "`constant`, or withhold the field",
    ),
    "use-hash": Text(
        "`{use}`: hash tanpa kunci tidak menyembunyikan apa pun, sebab siapa pun dapat menghitung hash semua nilai yang "
        "mungkin (semua NIK dalam beberapa menit) lalu mencocokkannya; pakai `pseudonym`",
        "`{use}`: a hash without a key hides nothing, since anyone can hash all the values there can be (every NIK in "
        "minutes) and compare; use `pseudonym`",
    ),
    "transforms-together": Text(
        "{field}: izin lain memberi penerima yang sama {transform} lain dari kolom yang sama ({other}), dan keduanya "
        "bersama mengungkap lebih dari masing-masing; pakai yang sama, atau yang satu memuat yang lain",
        "{field}: another permission gives the same consumer another {transform} of the same column ({other}), and the two "
        "together tell more than either; use the same, or one that contains the other",
    ),
    "lengths-crossed": Text(
        "{field}: `minLength` lebih besar dari `maxLength`; perbaiki salah satunya",
        "{field}: `minLength` is greater than `maxLength`; correct one of them",
    ),
    "length-not-text": Text(
        "{field}: `minLength` dan `maxLength` hanya untuk jenis string",
        "{field}: `minLength` and `maxLength` are for the type string alone",
    ),
}
