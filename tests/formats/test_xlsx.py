"""XLSX read again by another library: types are those of the values, and nothing is a formula."""

import io
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.escape import unescape

from gateway.errors import FormatUnfit
from gateway.formats import SheetColumn, XlsxFile
from gateway.formats.xlsx import MAX_TEXT
from gateway.policy import LogicalType

MOMENT = "yyyy-mm-dd hh:mm:ss"
STRING, DATE, TIMESTAMP = LogicalType.STRING, LogicalType.DATE, LogicalType.TIMESTAMP


def made(columns: Sequence[SheetColumn], *rows: Sequence[object]) -> bytes:
    file = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as scratch,
        XlsxFile(file, "Data", columns, Path(scratch)) as book,
    ):
        for row in rows:
            book.add(row)  # type: ignore[arg-type]
        book.explain("Keterangan", [("dataset", "a/b"), ("=1", "+2", "@3")])
    return file.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def cell_of(value: object, logical_type: LogicalType | None = None) -> Cell:
    cell = opened(made([SheetColumn("x", logical_type)], (value,))).worksheets[0]["A2"]
    assert isinstance(cell, Cell)
    return cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+62 812",
        "-5",
        "@SUM(A1)",
        "0012",
        "6106171001901",
        "3201010101010001",
        "http://x.example",
        "1e5",
    ],
)
@pytest.mark.parametrize("logical_type", [STRING, None])
def test_a_text_stays_the_text_that_it_is(text, logical_type):
    cell = cell_of(text, logical_type)
    assert (cell.value, cell.data_type, cell.number_format, cell.hyperlink) == (text, "s", "@", None)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (5, 5),
        (-5, -5),
        (0, 0),
        (Decimal("112.52"), 112.52),
        (Decimal("-0.1"), -0.1),
        (999_999_999_999_999, 999_999_999_999_999),
        (Decimal("1.50"), 1.5),
    ],
)
def test_a_number_is_a_number(value, read):
    cell = cell_of(value)
    assert (cell.value, cell.data_type) == (read, "n")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_234_567_890_123_456, "1234567890123456"),
        (-(10**18 + 1), "-1000000000000000001"),
        (Decimal("0.1234567890123456"), "0.1234567890123456"),
    ],
)
def test_a_number_that_a_spreadsheet_would_round_is_a_text(value, text):
    cell = cell_of(value)
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no_are_what_they_are(value):
    cell = cell_of(value, LogicalType.BOOLEAN)
    assert (cell.value, cell.data_type) == (value, "b")


def test_nothing_is_nothing():
    assert cell_of(None).value is None


@pytest.mark.parametrize(
    ("text", "logical_type", "read", "form"),
    [
        ("2026-02-28", DATE, datetime(2026, 2, 28, tzinfo=UTC), "yyyy-mm-dd"),
        ("1900-03-01", DATE, datetime(1900, 3, 1, tzinfo=UTC), "yyyy-mm-dd"),
        ("2026-02-28T05:00:00Z", TIMESTAMP, datetime(2026, 2, 28, 5, tzinfo=UTC), MOMENT),
        (
            "2026-02-28T05:00:00+07:00",
            TIMESTAMP,
            datetime(2026, 2, 27, 22, tzinfo=UTC),
            "yyyy-mm-dd hh:mm:ss",
        ),
    ],
)
def test_a_day_is_a_day_where_the_description_says_so(text, logical_type, read, form):
    cell = cell_of(text, logical_type)
    assert (cell.value, cell.number_format, cell.is_date) == (read.replace(tzinfo=None), form, True)


@pytest.mark.parametrize(
    ("text", "logical_type"),
    [
        ("2026-02-28", STRING),
        ("2026-02-28", None),
        ("1900-02-28", DATE),
        ("0001-01-01", DATE),
        ("20260228", DATE),
        ("2026-02", DATE),
        ("soon", TIMESTAMP),
        ("2026-02-28T05:00:00.000001Z", TIMESTAMP),
        ("9999-12-31T23:59:59-14:00", TIMESTAMP),
    ],
)
def test_what_a_spreadsheet_would_bend_stays_a_text(text, logical_type):
    cell = cell_of(text, logical_type)
    assert (cell.value, cell.data_type) == (text, "s")


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=40)
)
@settings(max_examples=60)
def test_every_text_comes_back(text):
    cell = cell_of(text, STRING)
    assert (unescape(cell.value) if isinstance(cell.value, str) else "") == text
    assert cell.data_type in {"s", "n"}


def test_the_heading_is_bold_and_stays_in_sight():
    sheet = opened(made([SheetColumn("=a"), SheetColumn("b")], ("1", "2"))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["=a", "b"]
    assert all(cell.font.b for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B2"


def test_a_workbook_without_rows_has_its_heading():
    sheet = opened(made([SheetColumn("a")])).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["a"]


def test_the_second_sheet_holds_texts_alone():
    book = opened(made([SheetColumn("a")], ("x",)))
    assert book.sheetnames == ["Data", "Keterangan"]
    values = list(book.worksheets[1].iter_rows(values_only=True))
    assert values == [("dataset", "a/b", None), ("=1", "+2", "@3")]
    assert {cell.data_type for row in book.worksheets[1] for cell in row if cell.value} == {"s"}


def test_no_part_of_the_file_is_a_formula_or_leads_out_of_it():
    content = made([SheetColumn("a", STRING)], ("=cmd|' /C calc'!A0",), ("http://x.example",))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        sheets = [parts.read(name).decode() for name in names if name.startswith("xl/worksheets/")]
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]
    assert not [name for name in names if "external" in name.lower()]


@pytest.mark.parametrize(
    "text", ["\ufffe", "\uffff", "\ud800", "x" * (MAX_TEXT + 1), "\U0001f600" * (MAX_TEXT // 2 + 1)]
)
def test_what_a_cell_cannot_hold_is_refused_by_its_column_alone(text):
    with pytest.raises(FormatUnfit) as refusal:
        made([SheetColumn("catatan", STRING)], (text,))
    assert "catatan" in str(refusal.value)
    assert text not in str(refusal.value)


def test_a_cell_holds_as_much_as_it_can():
    assert cell_of("x" * MAX_TEXT, STRING).value == "x" * MAX_TEXT


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr("gateway.formats.xlsx.MAX_ROWS", 3)
    made([SheetColumn("a")], ("1",), ("2",))
    with pytest.raises(FormatUnfit, match="2 rows at most"):
        made([SheetColumn("a")], ("1",), ("2",), ("3",))


def test_rows_on_their_way_leave_nothing_behind(tmp_path):
    with XlsxFile(io.BytesIO(), "Data", [SheetColumn("a")], tmp_path) as book:
        book.add(("fine",))
        with pytest.raises(FormatUnfit):
            book.add(("\ud800",))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told(tmp_path):
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(FormatUnfit, match="no space left"), XlsxFile(Full(), "Data", [], tmp_path):
        pass
