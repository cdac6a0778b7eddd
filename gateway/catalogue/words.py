"""One text in the two languages."""

from typing import NamedTuple


class Text(NamedTuple):
    """The same sentence in Bahasa Indonesia and in English."""

    id: str
    en: str
