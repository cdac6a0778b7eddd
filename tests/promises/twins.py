"""Twins: rows that a consumer may not be able to tell from the first ones.

Whatever is withheld may differ, rows that the row rule excludes may differ in
number and in everything, and the order in which rows are stored may differ.
"""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from gateway.policy import LogicalType, Scalar
from tests.promises.generating import ORDER, Case
from tests.promises.values import MISFITS, ORDINARY, Misfits, Row, Stored, mark

# Beyond what the first rows may hold: other rows, other marks.
ELSEWHERE = 50


def other_value(logical_type: LogicalType, number: int, misfits: Misfits) -> st.SearchStrategy[Any]:
    """Draw a value that has nothing to do with the first one."""
    elsewhere = mark(logical_type, ELSEWHERE * 100 + number)
    return st.sampled_from([*ORDINARY[logical_type], elsewhere, *misfits[logical_type]])


@st.composite
def twin_rows(
    draw: st.DrawFn,
    case: Case,
    purpose: str,
    *,
    misfits: Misfits = MISFITS,
    stored: Stored = lambda name, kind, value: value,
) -> Sequence[Row]:
    """Draw rows whose ordered granted projection for a purpose is that of the case's own."""

    def other(name: str, number: int) -> Any:
        return stored(name, case.types[name], draw(other_value(case.types[name], number, misfits)))

    rows: list[dict[str, Scalar]] = []
    for place, row in enumerate(case.rows):
        if not case.is_granted(purpose, row):
            continue
        wanted = case.projection(purpose, row)
        twin = dict(row)
        for name in sorted(case.types.keys() - {ORDER}):
            changed = twin | {name: other(name, place)}
            if case.is_granted(purpose, changed) and case.projection(purpose, changed) == wanted:
                twin = changed
        rows.append(twin)
    for number in range(draw(st.integers(0, 4))):
        extra = {name: other(name, number) for name in case.types} | {ORDER: f"k{number:04}x"}
        if not case.is_granted(purpose, extra):
            rows.append(extra)
    return draw(st.permutations(rows))


def differences(case: Case, purpose: str, twin: Sequence[Row]) -> int:
    """Count in how many cells and rows the twin differs, to see that it does."""
    first = {row[ORDER]: row for row in case.rows}
    second = {row[ORDER]: row for row in twin}
    rows = len(first.keys() ^ second.keys())
    return rows + sum(
        repr(first[key][name]) != repr(second[key][name])
        for key in first.keys() & second.keys()
        for name in case.types
    )
