"""CSV by RFC 4180, whose texts no spreadsheet runs, and whose rule can be undone."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.formats import BOM, encode_csv, harmless, original

SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
TEXTS = st.text(alphabet=st.sampled_from("=+-@'\t\r\n;,\"ab0 \uff1d"), max_size=12) | st.text(max_size=30)


def lines_of(*rows: tuple[object, ...]) -> bytes:
    return b"".join(encode_csv(row) for row in rows)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+62 812", "'+62 812"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "\"'\t'=1\""),
        ("\uff1d1", "'\uff1d1"),
        ("'quoted'", "''quoted'"),
        ("a=b", "a=b"),
        ("1-2", "1-2"),
        ("x;=HYPERLINK(1)", '"x;\'=HYPERLINK(1)"'),
        ("x\n=1", '"x\n\'=1"'),
        ("0012", "0012"),
        ("6106171001901", "6106171001901"),
        ("", '""'),
        (" x ", '" x "'),
        ('say "x"', '"say ""x"""'),
        ("a,b", '"a,b"'),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-5, "-5"),
        (Decimal("-0.10"), "-0.10"),
        (Decimal("1E+3"), "1000"),
        (10**20, "100000000000000000000"),
    ],
)
def test_a_cell_is_written_so(cell, written):
    assert encode_csv((cell,)) == f"{written}\r\n".encode()


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=150)
def test_every_text_comes_back_by_taking_the_apostrophes_off(row):
    line = encode_csv(tuple(row)).decode()
    (read,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    assert [original(cell) for cell in read] == row


@given(TEXTS, st.sampled_from(",;\t"))
@settings(max_examples=300)
def test_no_cell_begins_like_a_formula_whatever_the_list_separator_is(text, separator):
    lines = encode_csv(("x", text)).decode()
    for row in csv.reader(io.StringIO(lines, newline=""), delimiter=separator):
        assert not [cell for cell in row if cell.lstrip("\t\r\n").startswith(SIGNS)]


@given(TEXTS)
@settings(max_examples=150)
def test_harmless_is_undone_exactly(text):
    assert original(harmless(text)) == text


def test_lines_end_as_the_rfc_has_it_and_null_is_no_empty_text():
    assert lines_of(("a", "b"), (None, "")) == b'a,b\r\n,""\r\n'


def test_the_mark_for_excel_is_utf8s():
    assert (BOM + encode_csv(("é",))).decode("utf-8-sig") == "é\r\n"


def test_a_lone_surrogate_breaks_nothing():
    assert encode_csv(("\ud800",)) == b"?\r\n"
