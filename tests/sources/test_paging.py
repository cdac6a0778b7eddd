"""All pages together are the one read, in an order that every database shares."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cmp_to_key
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy import Equals, LogicalType, Output, Scalar, Selection, SortKey, parse_scalar
from tests.sources.conftest import COLUMNS, TYPES, Bench, selection
from tests.sources.test_interpreters import DATES, DECIMALS, FLOATS, MOMENTS, TEXTS, WHOLE, numbered

# Few values, so that rows tie and the next key decides.
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "s": st.none() | st.sampled_from(["a", "A", "b", "é", "𐍈", ""]) | TEXTS,
            "i": st.none() | st.integers(0, 2) | WHOLE,
            "x": st.none() | st.sampled_from([0.1, -0.0, 0.0, 1e300]) | FLOATS,
            "q": st.none() | DECIMALS,
            "b": st.none() | st.booleans(),
            "d": st.none() | DATES,
            "t": st.none() | MOMENTS,
        }
    ),
    max_size=12,
)
ORDERS = st.lists(
    st.builds(SortKey, st.sampled_from(sorted(TYPES.keys() - {"id"})), st.booleans()),
    max_size=3,
    unique_by=lambda key: key.field,
)


def compare(left: dict[str, Any], right: dict[str, Any], order: Sequence[SortKey]) -> int:
    for key in order:
        first, second = left[key.field], right[key.field]
        if first == second:
            continue
        if first is None or second is None:
            return 1 if first is None else -1
        return (-1 if first < second else 1) * (-1 if key.descending else 1)
    return 0


def cursor_values(last: Sequence[Scalar], order: Sequence[SortKey]) -> tuple[Scalar, ...]:
    """Carry the last row's keys as a cursor does: as text, and back by their types."""
    return tuple(
        None if value is None else parse_scalar(TYPES[key.field], as_text(value), text=True)
        for key, value in zip(order, last, strict=True)
    )


def as_text(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, float) else str(value)


def all_pages(bench: Bench, asked: Selection, size: int) -> list[tuple[Scalar, ...]]:
    rows: list[tuple[Scalar, ...]] = []
    after = None
    while True:
        page = bench.source.read(replace(asked, after=after, limit=size)).values
        rows += page
        if len(page) < size:
            return rows
        after = cursor_values(page[-1], asked.order)


@settings(max_examples=80)
@given(rows=ROWS, keys=ORDERS, size=st.integers(1, 4), descending=st.booleans())
def test_all_pages_are_the_one_read_in_the_order_of_values(
    bench: Bench,
    rows: list[dict[str, Any]],
    keys: list[SortKey],
    size: int,
    descending: bool,
) -> None:
    order = (*keys, SortKey("id", descending))
    asked = selection(order=order, outputs=tuple(Output(key.field) for key in order))
    stored = numbered(rows)
    expected = [
        row["id"] for row in sorted(stored, key=cmp_to_key(lambda left, right: compare(left, right, order)))
    ]
    bench.load(stored)
    once = list(bench.source.read(asked).values)
    assert [row[-1] for row in once] == expected
    assert all_pages(bench, asked, size) == once


@settings(max_examples=30)
@given(count=st.integers(0, 10), size=st.integers(1, 4), descending=st.booleans())
def test_a_required_first_key_pages_the_same(bench: Bench, count: int, size: int, descending: bool) -> None:
    columns = COLUMNS | {"i": replace(COLUMNS["i"], required=True)}
    bench.load([{"id": number, "i": number // 3} for number in range(count)])
    order = (SortKey("i", descending), SortKey("id"))
    asked = selection(columns=columns, order=order, outputs=(Output("i"), Output("id")))
    assert all_pages(bench, asked, size) == list(bench.source.read(asked).values)


def test_pages_stay_inside_the_rows_that_conditions_choose(bench: Bench) -> None:
    bench.load([{"id": number, "i": number % 2} for number in range(9)])
    asked = selection(filter=Equals("i", 1), count=True)
    assert [row[0] for row in all_pages(bench, asked, 2)] == [1, 3, 5, 7]
    late = bench.source.read(replace(asked, after=(5,), limit=2))
    assert late.values == ((7,),)
    assert late.count == 4


def test_a_row_inserted_behind_the_cursor_moves_no_other(bench: Bench) -> None:
    bench.load([{"id": number} for number in (10, 20, 30)])
    first = bench.source.read(selection(limit=2)).values
    bench.load([{"id": number} for number in (5, 10, 20, 30, 40)])
    second = bench.source.read(selection(after=(first[-1][0],))).values
    assert [row[0] for row in second] == [30, 40]


def test_every_type_can_be_sorted_by() -> None:
    assert {TYPES[name] for name in TYPES.keys() - {"id"}} == set(LogicalType)
