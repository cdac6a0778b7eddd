"""Texts: what is proved of the policy files, what is refuted, and what nobody knows."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "no-solver": Text(
        "belum dapat diputuskan tanpa pembuktian; pasang dengan `pip install 'sinergi-gateway[prove]'`",
        "it cannot be decided without the prover; install it with `pip install 'sinergi-gateway[prove]'`",
    ),
    "example-fails": Text(
        "contoh yang ditemukan tidak terbukti ketika dicoba pada penilai aturan baris",
        "the example that was found did not hold when it was tried on the row rules",
    ),
    "text-long": Text(
        "sebuah teks dalam aturan baris lebih panjang dari {limit} aksara",
        "a text in a row rule has more than {limit} characters",
    ),
    "solver-gave-up": Text(
        "pembuktian tidak selesai dalam waktunya (keterangan teknis: {remark})",
        "the prover did not finish in its time (technical remark: {remark})",
    ),
}
