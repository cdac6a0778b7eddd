"""XLSX for people: codes stay texts, formulas stay texts, dates and numbers are what they are.

A cell is typed by its value and its column's type, never by what a text looks like:
`0012` and a code of 16 digits stay as they are, and `=1+1` is a text. A number that
a spreadsheet would round (it keeps 15 digits) is written as a text. Rows are
written as they come and not held.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gateway.catalogue import Sentence, problem_of
from gateway.errors import FormatUnfit
from gateway.formats.csv import Cell
from gateway.policy import LogicalType

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
"""In units of UTF-16."""
_EXACT_DIGITS = 15
# The day after the one that spreadsheets invented in 1900; before it their days are off by one.
_FIRST_DAY = date(1900, 3, 1)
# What XML 1.0 cannot hold, and XlsxWriter does not escape.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_WIDTHS = {LogicalType.DATE: 12, LogicalType.TIMESTAMP: 20, LogicalType.STRING: 24}
_OTHER_WIDTH = 14


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A heading, and the type that values have; None where it is not known."""

    name: str
    type: LogicalType | None = None


class XlsxFile:
    """A workbook of two sheets: the rows, and what is to be known about them."""

    def __init__(self, file: IO[bytes], title: str, columns: Sequence[SheetColumn], scratch: Path) -> None:
        """Begin a workbook; `scratch` is a private folder for rows on their way."""
        # Nothing is guessed from a text: neither a formula, nor an address, nor a number.
        self._book = Workbook(
            cast(IO[str], _Target(file)),
            {
                "constant_memory": True,
                "tmpdir": str(scratch),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": "yyyy-mm-dd",
            },
        )
        self._bold = self._book.add_format({"bold": True})
        self._text = self._book.add_format({"num_format": "@"})
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._columns = tuple(columns)
        self._sheet: Worksheet = self._book.add_worksheet(title)
        self._rows = 1
        for number, column in enumerate(self._columns):
            form = self._text if column.type in {None, LogicalType.STRING} else None
            width = _WIDTHS.get(column.type, _OTHER_WIDTH) if column.type else _OTHER_WIDTH
            self._sheet.set_column(number, number, max(width, len(column.name) + 2), form)
        self._sheet.freeze_panes(1, 0)
        for number, column in enumerate(self._columns):
            self._sheet.write_string(0, number, column.name, self._bold)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Closed in any case: rows on their way lie in open files.
        try:
            self._book.close()
        except (XlsxFileError, OSError) as failure:
            # Once more, now that the target swallows what comes: only so does it let go of its own files.
            with suppress(XlsxFileError, OSError):
                self._book.close()
            if error is None:
                raise FormatUnfit(Sentence("formats.unwritable", problem=_problem(failure))) from failure

    def add(self, row: Sequence[Cell]) -> None:
        """Write one row.

        Raises:
            FormatUnfit: a spreadsheet cannot hold it.
        """
        if self._rows >= MAX_ROWS:
            raise FormatUnfit(Sentence("formats.too-many-rows", limit=MAX_ROWS - 1))
        for number, (cell, column) in enumerate(zip(row, self._columns, strict=True)):
            self._write(self._rows, number, cell, column)
        self._rows += 1

    def explain(self, title: str, lines: Iterable[Sequence[str]]) -> None:
        """Write the second sheet, after the last row.

        Raises:
            FormatUnfit: a spreadsheet cannot hold a text.
        """
        if self._columns and self._rows > 1:
            self._sheet.autofilter(0, 0, self._rows - 1, len(self._columns) - 1)
        about = self._book.add_worksheet(title)
        about.set_column(0, 0, 28, self._bold)
        about.set_column(1, 2, 44, self._text)
        for row, line in enumerate(lines):
            for number, text in enumerate(line):
                about.write_string(row, number, _checked(text, SheetColumn(title)))

    def _write(self, row: int, number: int, cell: Cell, column: SheetColumn) -> None:
        form: Format | None = None
        moment = _moment_of(cell, column.type)
        if moment is not None:
            form = self._date if column.type is LogicalType.DATE else self._moment
            self._sheet.write_datetime(row, number, moment, form)
        elif isinstance(cell, bool):
            self._sheet.write_boolean(row, number, cell)
        elif isinstance(cell, int | float | Decimal) and _is_exact(cell):
            self._sheet.write_number(row, number, float(cell))
        elif cell is not None:
            text = format(cell, "f") if isinstance(cell, Decimal) else str(cell)
            self._sheet.write_string(row, number, _checked(text, column), self._text)


class _Target:
    """A file that says once that it cannot be written to.

    The library's archive, thrown away, would try again and complain where nobody can catch it.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._is_broken = False

    def write(self, data: bytes) -> int:
        if self._is_broken:
            return len(data)
        try:
            return self._file.write(data)
        except OSError:
            self._is_broken = True
            raise

    def tell(self) -> int:
        return 0 if self._is_broken else self._file.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0 if self._is_broken else self._file.seek(offset, whence)

    def flush(self) -> None:
        if not self._is_broken:
            self._file.flush()

    def seekable(self) -> bool:
        return True


def _problem(failure: Exception) -> Sentence | str:
    """Return why a file could not be written; the library wraps what the system said."""
    cause = failure.args[0] if failure.args and isinstance(failure.args[0], OSError) else failure
    return problem_of(cause) if isinstance(cause, OSError) else type(failure).__name__


def _moment_of(cell: Cell, logical_type: LogicalType | None) -> datetime | None:
    """Return what a date or timestamp column holds, where a spreadsheet can hold it unchanged."""
    if not isinstance(cell, str):
        return None
    try:
        if logical_type is LogicalType.DATE:
            day = datetime.combine(date.fromisoformat(cell), time())
            return day if day.date() >= _FIRST_DAY and day.date().isoformat() == cell else None
        if logical_type is LogicalType.TIMESTAMP:
            moment = datetime.fromisoformat(cell).astimezone(UTC).replace(tzinfo=None)
            return moment if moment.date() >= _FIRST_DAY and not moment.microsecond else None
    except (ValueError, OverflowError):
        # Not what the description says: it stays the text that it is.
        return None
    return None


def _is_exact(number: int | float | Decimal) -> bool:
    """Say whether a spreadsheet keeps every digit of a number."""
    exact = Decimal(str(number))
    if not exact.is_finite():
        return False
    digits = exact.normalize().as_tuple().digits
    return len(digits) <= _EXACT_DIGITS and Decimal(repr(float(exact))) == exact


def _checked(text: str, column: SheetColumn) -> str:
    if _UNWRITABLE.search(text):
        raise FormatUnfit(Sentence("formats.unwritable-character", column=column.name))
    if len(text) > MAX_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > MAX_TEXT:
        raise FormatUnfit(Sentence("formats.too-long", column=column.name, limit=MAX_TEXT))
    return text
