"""Texts: timestamps over the log, and what keeps them away."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "answer": Text(
        "{url} menjawab {status}, bukan cap waktu RFC 3161; periksa alamat otoritas cap waktu",
        "{url} answered {status}, and no RFC 3161 timestamp; check the authority's address",
    ),
    "refused": Text(
        "cap waktu yang datang tidak dapat dipegang ({problem}); periksa sertifikat akar dalam [timestamps]",
        "the timestamp that came does not count ({problem}); check the root certificates in [timestamps]",
    ),
    "clock": Text(
        "otoritas cap waktu menyebut {at}, lebih dari satu menit dari jam komputer ini; betulkan jamnya",
        "the timestamp authority says {at}, over a minute from this machine's clock; set it right",
    ),
}
