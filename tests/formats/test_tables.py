"""Small tables as files: nothing in them runs, every column keeps its type, and a page is all there."""

import csv
import io
from datetime import UTC, datetime

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from gateway.errors import FormatUnfit
from gateway.formats import csv_table, original, xlsx_table
from gateway.formats.parquet import GROUP, ParquetFile, parquet_table
from gateway.policy import LogicalType

COLUMNS = {"index": LogicalType.INTEGER, "at": LogicalType.TIMESTAMP, "code": LogicalType.STRING}
AT = "2026-11-24T05:06:07.000001Z"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", "a;=1")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_runs_in_no_form(text: str):
    written = csv_table(COLUMNS, [[1, AT, text]]).decode()
    (row,) = csv.DictReader(io.StringIO(written, newline=""))
    assert row["code"] != text
    assert original(row["code"]) == text
    sheet = load_workbook(io.BytesIO(xlsx_table(COLUMNS, [[1, AT, text]]))).active
    assert sheet is not None
    assert (sheet["C2"].value, sheet["C2"].data_type) == (text, "s")
    (typed,) = pyarrow.parquet.read_table(io.BytesIO(parquet_table(COLUMNS, [[1, AT, text]]))).to_pylist()
    assert typed["code"] == text


def test_a_workbook_refuses_what_it_cannot_hold():
    with pytest.raises(FormatUnfit):
        xlsx_table(COLUMNS, [[1, AT, "x" * 40_000]])


def test_no_rows_are_a_heading_alone():
    assert csv_table(COLUMNS, []) == b"index,at,code\r\n"
    sheet = load_workbook(io.BytesIO(xlsx_table(COLUMNS, []))).active
    assert sheet is not None
    assert list(sheet.iter_rows(values_only=True)) == [tuple(COLUMNS)]
    table = pyarrow.parquet.read_table(io.BytesIO(parquet_table(COLUMNS, [])))
    assert (table.num_rows, table.column_names) == (0, list(COLUMNS))


ROWS = st.lists(
    st.tuples(
        st.none() | st.integers(0, 2**53),
        st.none() | st.just(AT),
        st.none() | st.text(st.characters(exclude_categories=["Cs"])),
    )
)


@given(ROWS)
def test_columns_keep_their_types_and_values(rows):
    table = pyarrow.parquet.read_table(io.BytesIO(parquet_table(COLUMNS, rows)))
    assert table.schema.types == [pyarrow.int64(), pyarrow.timestamp("us", "UTC"), pyarrow.string()]
    moment = datetime(2026, 11, 24, 5, 6, 7, 1, tzinfo=UTC)
    expected = [(index, moment if at else None, code) for index, at, code in rows]
    assert [tuple(row.values()) for row in table.to_pylist()] == expected


def test_rows_beyond_one_group_are_written_as_they_come():
    file = io.BytesIO()
    with ParquetFile(file, {"index": LogicalType.INTEGER}) as table:
        for index in range(2 * GROUP + 1):
            table.add([index])
            assert len(table._held) < GROUP
    found = pyarrow.parquet.ParquetFile(io.BytesIO(file.getvalue()))
    assert (found.metadata.num_rows, found.metadata.num_row_groups) == (2 * GROUP + 1, 3)
