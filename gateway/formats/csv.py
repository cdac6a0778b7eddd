"""CSV (RFC 4180): one line a row, harmless to spreadsheets, and exact once its one rule is undone.

A spreadsheet runs a text that begins like a formula. Such a text gets an apostrophe
in front, and so does one that begins with an apostrophe: taking exactly one off
gives the text back (`original`). Where the list separator is a semicolon, as it is
in Indonesia, a text is also cut at its semicolons and line breaks, quoted or not;
the rule holds after each of these as well.

The file says nothing of types, so a spreadsheet that opens it takes codes for
numbers: whoever reads rows in a spreadsheet wants XLSX.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

BOM = "\ufeff".encode()
"""What makes Excel read the file as UTF-8."""

Cell = str | int | float | Decimal | bool | None

# Quotes in front are dropped by a reader that cuts a quoted text.
_BEGINNING = r"((?:^|[;\t\r\n])\"*)"
# Signs of a formula, the wide ones of East Asian keyboards too, and what a spreadsheet skips before them.
_HARMFUL = re.compile(_BEGINNING + "(?=['=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
_MARKED = re.compile(_BEGINNING + "'")
_QUOTED = re.compile(r'[",;\t\r\n]|^\s|\s$|^$')


def encode_csv(row: Sequence[Cell]) -> bytes:
    """Write one row; null is an empty field, an empty text is a quoted one."""
    return (",".join(map(_field, row)) + "\r\n").encode("utf-8", "replace")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs."""
    return _HARMFUL.sub(r"\1'", text)


def original(text: str) -> str:
    """Return the text that became a harmless one."""
    return _MARKED.sub(r"\1", text)


def _field(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return format(cell, "f")
        case str():
            text = harmless(cell)
            return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
    return str(cell)
