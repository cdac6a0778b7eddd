"""What a selection has no use for changes nothing: not a row, not an error, not a count."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import SourceError
from gateway.policy import Column, Condition, LogicalType, Output, SortKey, apply
from tests.sources.conftest import COLUMNS, TYPES, Bench, selection
from tests.sources.test_interpreters import OUTPUTS, ROW, comparisons, numbered


def answer(bench: Bench, **changes: Any) -> tuple[str, object]:
    """Return all that a caller could tell apart."""
    try:
        rows = bench.source.read(selection(**changes))
    except SourceError as error:
        return error.code, str(error)
    return "rows", (rows, [list(map(type, row)) for row in rows.values])


@settings(max_examples=60)
@given(
    rows=st.lists(ROW, max_size=5),
    others=st.lists(ROW, min_size=5, max_size=5),
    outputs=st.lists(st.sampled_from(OUTPUTS), min_size=1, max_size=3, unique=True),
    condition=comparisons(),
    data=st.data(),
)
def test_rows_with_equal_used_values_give_equal_answers(
    bench: Bench,
    rows: list[dict[str, Any]],
    others: list[dict[str, Any]],
    outputs: list[Output],
    condition: Condition,
    data: st.DataObject,
) -> None:
    used = {output.field for output in outputs} | {condition.field}  # type: ignore[union-attr]
    order = (SortKey(data.draw(st.sampled_from(sorted(used & TYPES.keys())))), SortKey("id"))
    twins = [
        {name: (row if name in used else other)[name] for name in row} | {"secret": "lain"}
        for row, other in zip(rows, others, strict=False)
    ]
    asked = {"outputs": tuple(outputs), "filter": condition, "order": order, "count": True}
    bench.load(numbered(rows))
    first = answer(bench, **asked)
    bench.load(numbered(twins))
    assert answer(bench, **asked) == first


@settings(max_examples=60)
@given(days=st.lists(st.dates(), max_size=4), data=st.data())
def test_rows_that_generalise_alike_answer_alike(bench: Bench, days: list[date], data: st.DataObject) -> None:
    year = Output("d", "year")
    twins = [day.replace(month=data.draw(st.integers(1, 12)), day=1) for day in days]
    bench.load(numbered([{"d": day} for day in days]))
    first = answer(bench, outputs=(year,), count=True)
    bench.load(numbered([{"d": day} for day in twins]))
    assert answer(bench, outputs=(year,), count=True) == first
    assert first[1][0].values == tuple((apply(year, LogicalType.DATE, day),) for day in days)  # type: ignore[index]


@pytest.mark.parametrize("junk", ["rahasia", b"\xff", 1e999, -1])
def test_junk_outside_the_page_or_the_conditions_is_no_error(sqlite_bench: Bench, junk: object) -> None:
    sqlite_bench.load([{"id": 1, "d": "2024-01-01"}, {"id": 2, "d": junk, "t": junk, "b": junk, "i": junk}])
    for output in (
        Output("d"),
        Output("d", "year"),
        Output("t", "month"),
        Output("i", "round", (("digits", -1),)),
    ):
        first_page = selection(outputs=(output,), limit=1, count=True)
        assert sqlite_bench.source.read(first_page).count == 2
        with pytest.raises(SourceError) as refusal:
            sqlite_bench.source.read(selection(outputs=(Output("d"),)))
        assert "rahasia" not in repr(refusal.value)


def test_a_column_that_is_gone_is_missed_only_by_who_uses_it(bench: Bench) -> None:
    columns = COLUMNS | {"gone": Column("gone", LogicalType.STRING)}
    bench.load([{"id": 1}])
    assert bench.source.read(selection(columns=columns)).values == ((1,),)
    with pytest.raises(SourceError, match="gone"):
        bench.source.read(selection(columns=columns, outputs=(Output("gone"),)))
