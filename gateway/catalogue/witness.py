"""Texts: witnesses of the log, forks, and what follows from them."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "contended": Text(
        "Segel {origin} berubah terus sewaktu akan dijamin; coba lagi.",
        "the head held of {origin} kept changing while it was to be cosigned; try again",
    ),
    "forked": Text(
        "Penjamin catatan memegang segel {origin} yang tidak lagi cocok dengan catatan ini; lihat `gateway "
        "log forks`.",
        "a witness holds a checkpoint of {origin} that this log no longer extends; see `gateway log forks`",
    ),
}
