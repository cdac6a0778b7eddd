"""Small tables as whole files: a page of rows under named and typed columns, in memory."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.formats.csv import Cell, encode_csv
from gateway.formats.xlsx import SheetColumn, XlsxFile
from gateway.policy import LogicalType

SHEET = "entri"


def csv_table(columns: Mapping[str, LogicalType], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Write a heading and a line a row, harmless to spreadsheets."""
    return b"".join(map(encode_csv, (tuple(columns), *rows)))


def xlsx_table(columns: Mapping[str, LogicalType], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Write a workbook of one sheet.

    Raises:
        FormatUnfit: a spreadsheet cannot hold a value.
    """
    file = BytesIO()
    sheet = [SheetColumn(name, kind) for name, kind in columns.items()]
    with TemporaryDirectory(prefix="rows-") as scratch, XlsxFile(file, SHEET, sheet, Path(scratch)) as book:
        for row in rows:
            book.add(row)
    return file.getvalue()
