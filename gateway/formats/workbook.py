"""Small workbooks that people fill in: every cell is a text, both ways.

What comes back was made by somebody's spreadsheet program, so it is bounded
before it is opened, and a cell that computes is refused: what it says would
depend on who looks.
"""

import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import cast
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook

from gateway.catalogue import Sentence
from gateway.errors import FormatUnfit

MAX_BYTES = 5 << 20
# A matrix of a thousand fields is a tenth of it; each megabyte takes its reader a second.
_MAX_WHOLE = 10 << 20
_MAX_ROWS, _MAX_COLUMNS, _MAX_SHEETS = 5_000, 256, 256
# What a spreadsheet takes as a sheet's name.
_NAME = 31
# What the library comes to over files that no spreadsheet program writes.
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

Line = Sequence[str]


@dataclass(frozen=True, slots=True)
class TextSheet:
    """One sheet of texts; the first `heads` lines stay in view, and so do the first `fixed` columns."""

    name: str
    lines: tuple[Line, ...]
    heads: int = 1
    fixed: int = 0
    widths: tuple[int, ...] = field(default=())
    is_filled_in: bool = False


def write_workbook(sheets: Iterable[TextSheet]) -> bytes:
    """Write sheets in their order; a sheet that is filled in marks its cells beyond the fixed ones."""
    target = BytesIO()
    book = Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "bold": True})
    open_cell = book.add_format(
        {"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": "#FFF8DC", "border": 1}
    )
    for sheet in sheets:
        page = book.add_worksheet(sheet_name(sheet.name))
        page.freeze_panes(sheet.heads, sheet.fixed)
        for number, width in enumerate(sheet.widths):
            page.set_column(number, number, width)
        for row, line in enumerate(sheet.lines):
            for column, text in enumerate(line):
                is_open = sheet.is_filled_in and row >= sheet.heads and column >= sheet.fixed
                form = bold if row < sheet.heads else open_cell if is_open else plain
                if text or is_open:
                    page.write_string(row, column, text, form)
    book.close()
    return target.getvalue()


def sheet_name(name: str) -> str:
    """Return a name that a spreadsheet takes for a sheet."""
    return name.translate(_FORBIDDEN).strip()[:_NAME] or "-"


def read_workbook(content: bytes) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Read every sheet as lines of texts; an empty cell is an empty text.

    Raises:
        FormatUnfit: it is no workbook, too large, or a cell holds a formula.
    """
    _check_size(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        if len(book.worksheets) > _MAX_SHEETS:
            raise FormatUnfit(Sentence("formats.workbook-large"))
        return {sheet.title: _lines(sheet) for sheet in book.worksheets}
    except _BROKEN as error:
        raise FormatUnfit(Sentence("formats.no-workbook")) from error


def _check_size(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise FormatUnfit(Sentence("formats.workbook-large"))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            whole = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FormatUnfit(Sentence("formats.no-workbook")) from error
    if whole > _MAX_WHOLE:
        raise FormatUnfit(Sentence("formats.workbook-large"))


def _lines(sheet: Worksheet) -> tuple[tuple[str, ...], ...]:
    # How large it says it is may be anything; each row is as long as its last cell.
    cast(ReadOnlyWorksheet, sheet).reset_dimensions()
    lines = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > _MAX_ROWS or len(row) > _MAX_COLUMNS:
            raise FormatUnfit(Sentence("formats.workbook-large"))
        lines.append(tuple(_text(sheet.title, cell) for cell in row))
    return tuple(lines)


def _text(name: str, cell: Cell | ReadOnlyCell | EmptyCell | MergedCell) -> str:
    value = cell.value
    if isinstance(cell, ReadOnlyCell | Cell) and cell.data_type == "f":
        raise FormatUnfit(Sentence("formats.workbook-formula", sheet=name, cell=cell.coordinate))
    return "" if value is None else str(value).strip()
