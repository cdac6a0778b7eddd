"""Workbooks that people fill in: texts both ways, bounded, and never a formula."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gateway.errors import FormatUnfit
from gateway.formats import TextSheet, read_workbook, sheet_name, write_workbook

# A spreadsheet trims nothing, but we do; and XML keeps no other control characters.
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=20)


@settings(max_examples=30)
@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), max_size=5))
def test_texts_come_back_as_they_were_whatever_they_look_like(lines):
    content = write_workbook([TextSheet("satu", tuple(map(tuple, lines)))])
    found = read_workbook(content)["satu"]
    for line, kept in zip(lines, found, strict=False):
        assert [*kept, *[""] * len(line)][: len(line)] == line


def test_what_looks_like_a_formula_is_written_as_a_text():
    content = write_workbook([TextSheet("x", (("=1+1", "@SUM(A1)", "0012"),))])
    assert read_workbook(content)["x"] == (("=1+1", "@SUM(A1)", "0012"),)
    (cell, *_) = next(load_workbook(BytesIO(content))["x"].iter_rows())
    assert cell.data_type == "s"


def test_a_cell_that_computes_is_refused_with_its_place():
    book = Workbook()
    book.active.title = "izin"
    book.active["B3"] = "=A1"
    with pytest.raises(FormatUnfit, match="sheet izin cell B3"):
        read_workbook(_bytes(book))


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"not a zip", b"PK\x05\x06" + bytes(18)],
    ids=["nothing", "two letters", "text", "an empty archive"],
)
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(FormatUnfit):
        read_workbook(content)


def test_a_workbook_that_would_unpack_to_too_much_is_refused_unopened():
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", bytes(11 << 20))
    with pytest.raises(FormatUnfit, match="too large"):
        read_workbook(target.getvalue())
    book = Workbook()
    book.active["A5001"] = "x"
    with pytest.raises(FormatUnfit, match="too large"):
        read_workbook(_bytes(book))
    book = Workbook()
    book.active["XFD1"] = "x"
    with pytest.raises(FormatUnfit, match="too large"):
        read_workbook(_bytes(book))


@pytest.mark.parametrize(
    "cell",
    [b'<c r="A1" t="s"><v>99</v></c>', b'<c r="A1" t="s"><v>-9</v></c>', b'<c r="A1" t="b"><v>x</v></c>'],
    ids=["a text beyond the last", "a text before the first", "a truth that is none"],
)
def test_a_workbook_that_contradicts_itself_is_refused(cell):
    whole = BytesIO()
    usual = BytesIO(write_workbook([TextSheet("x", (("a",),))]))
    with zipfile.ZipFile(usual) as before, zipfile.ZipFile(whole, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                begin, end = content.index(b"<sheetData>"), content.index(b"</sheetData>")
                content = content[:begin] + b'<sheetData><row r="1">' + cell + b"</row>" + content[end:]
            after.writestr(name, content)
    with pytest.raises(FormatUnfit, match="damaged"):
        read_workbook(whole.getvalue())


def test_a_sheet_has_a_name_that_a_spreadsheet_takes():
    assert sheet_name("1 kpu/tps: [a]*?") == "1 kpu tps   a"
    assert sheet_name("x" * 40) == "x" * 31
    assert sheet_name("[]") == "-"


def _bytes(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()
