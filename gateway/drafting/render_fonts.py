"""The two typefaces of a page: how wide each character is, and how a text is written for them.

Helvetica is one of the fourteen fonts that every PDF reader has. No font file means no
subsetting library whose next version would write other bytes; and its Latin characters are
all that a page may hold, so that no look-alike letter of another script can stand in it.
"""

from dataclasses import dataclass

from gateway.catalogue import Sentence
from gateway.errors import PolicyFilesBad

# Thousandths of the size, for the characters 32 to 255 of Windows-1252 (PDF: WinAnsiEncoding).
_REGULAR = """
    278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556
    556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778
    722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222
    500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584 350 556 350 222 556
    333 1000 556 556 333 1000 667 333 1000 350 611 350 350 222 222 333 333 350 556 1000 333 1000 500 333
    944 350 500 667 278 333 556 556 556 556 260 556 333 737 370 556 584 333 737 333 400 584 333 333 333
    556 537 278 333 333 365 556 834 834 834 611 667 667 667 667 667 667 1000 722 667 667 667 667 278 278
    278 278 722 722 778 778 778 778 778 584 778 722 722 722 722 667 667 611 556 556 556 556 556 556 889
    500 556 556 556 556 278 278 278 278 556 556 556 556 556 556 556 584 611 556 556 556 556 500 556 500
"""
_BOLD = """
    278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556
    556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778
    722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278
    556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584 350 556 350 278 556
    500 1000 556 556 333 1000 667 333 1000 350 611 350 350 278 278 500 500 350 556 1000 333 1000 556 333
    944 350 500 667 278 333 556 556 556 556 280 556 333 737 370 556 584 333 737 333 400 584 333 333 333
    611 556 278 333 333 365 556 834 834 834 611 722 722 722 722 722 722 1000 722 667 667 667 667 278 278
    278 278 722 722 778 778 778 778 778 584 778 722 722 722 722 667 667 611 556 556 556 556 556 556 889
    556 556 556 556 556 278 278 278 278 611 611 611 611 611 611 611 584 611 611 611 611 611 556 611 556
"""


@dataclass(frozen=True, slots=True)
class Font:
    """One typeface at one size, by its name in the page's resources."""

    name: str
    size: float
    widths: tuple[int, ...]

    def width(self, text: str) -> float:
        """Return how wide a text is, in points."""
        return sum(self.widths[byte - 32] for byte in encoded(text)) * self.size / 1000


def regular(size: float) -> Font:
    """Return Helvetica."""
    return Font("F1", size, _REGULAR_WIDTHS)


def bold(size: float) -> Font:
    """Return Helvetica Bold."""
    return Font("F2", size, _BOLD_WIDTHS)


def encoded(text: str) -> bytes:
    """Write a text in the encoding of the page.

    Raises:
        PolicyFilesBad: a character has no place in it.
    """
    try:
        written = text.encode("cp1252")
    except UnicodeEncodeError as error:
        found = f"U+{ord(text[error.start]):04X}"
        raise PolicyFilesBad(Sentence("annex.character-unknown", character=found, text=text)) from error
    if any(byte < 32 or byte == 127 for byte in written):
        raise PolicyFilesBad(Sentence("annex.character-unknown", character="U+0000-001F", text=text))
    return written


def wrapped(text: str, font: Font, width: float) -> list[str]:
    """Break a text into lines that fit; a word that alone is too wide is broken anywhere."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if font.width(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(word, font, width)
            lines += full
        lines.append(line)
    return lines


def _pieces(word: str, font: Font, width: float) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and font.width(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


_REGULAR_WIDTHS = tuple(map(int, _REGULAR.split()))
_BOLD_WIDTHS = tuple(map(int, _BOLD.split()))
