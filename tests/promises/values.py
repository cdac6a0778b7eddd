"""Values for the cells and conditions of random cases.

A cell holds either one of a few ordinary values, so that conditions have
something to choose by, or a mark: a value that occurs nowhere else, so that its
every trace can be searched for.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gateway.policy import LogicalType, Scalar, wire_value

Row = Mapping[str, Scalar]
Stored = Callable[[str, LogicalType, Any], Any]

ORDINARY: Mapping[LogicalType, tuple[Scalar, ...]] = {
    LogicalType.STRING: (None, "a", "b", "é", "6106", "610601", "6106011001", "61.06.01.2001", "7106011001"),
    LogicalType.INTEGER: (None, -7, 0, 1, 5, 64),
    LogicalType.NUMBER: (None, Decimal("-2.25"), Decimal("0"), Decimal("0.05"), Decimal("12.345"), 0.5),
    LogicalType.BOOLEAN: (None, True, False),
    LogicalType.DATE: (None, date(2024, 2, 29), date(2024, 3, 1), date(2025, 1, 1)),
    LogicalType.TIMESTAMP: (
        None,
        datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC),
        datetime(2024, 3, 1, tzinfo=UTC),
        datetime(2025, 1, 1, 0, 0, 0, 250_000, tzinfo=UTC),
    ),
}
# What a source that does not check may hold in a field of a type.
Misfits = Mapping[LogicalType, tuple[Any, ...]]
MISFITS: Misfits = {
    LogicalType.STRING: (b"\xff", -1, 1.5),
    LogicalType.INTEGER: ("salah", b"\xff", 1.5),
    LogicalType.NUMBER: ("salah", b"\xff"),
    LogicalType.BOOLEAN: ("salah", 5),
    LogicalType.DATE: ("2024-13-45", "salah", -1, b"\xff"),
    LogicalType.TIMESTAMP: ("2024-13-45", "salah", 1.5),
}
NO_MISFITS: Misfits = {kind: () for kind in LogicalType}
_FIRST_DAY = date(1811, 1, 1)


def mark(logical_type: LogicalType, number: int) -> Scalar:
    """Return a value that is like no other."""
    match logical_type:
        case LogicalType.STRING:
            return f"RHS{number * 7_919 % 1_000_003:06}x{number:04}"
        case LogicalType.INTEGER:
            return 7_310_000_000_000 + number * 10_000 + 37
        case LogicalType.NUMBER:
            return Decimal(f"{8_110_000 + number}.{100_037 + number * 7:06}")
        case LogicalType.BOOLEAN:
            return number % 2 == 0
        case LogicalType.DATE:
            return _FIRST_DAY + timedelta(days=number)
        case LogicalType.TIMESTAMP:
            return datetime(1711, 1, 1, 3, 7, 11, 130_017, tzinfo=UTC) + timedelta(days=number)


def trace(value: Scalar) -> str | None:
    """Return the text by which a mark can be found; None for what may turn up anywhere."""
    text = str(wire_value(value))
    return text.removesuffix("Z") if len(text) >= 10 else None


def cells(
    logical_type: LogicalType, number: int, misfits: tuple[Any, ...], odds: int
) -> st.SearchStrategy[Any]:
    """Draw one value of a field: ordinary, a mark, or once in `odds` one that does not fit."""
    own = mark(logical_type, number)
    found = st.sampled_from([*ORDINARY[logical_type], own, own])
    if not misfits:
        return found
    return st.integers(1, odds).flatmap(lambda dice: st.sampled_from(misfits) if dice == odds else found)


def condition_over(
    names: Sequence[str], types: Mapping[str, LogicalType], *, for_file: bool = False, depth: int = 2
) -> st.SearchStrategy[Any]:
    """Draw a condition in its documented form; `for_file` writes every scalar as a policy file does."""

    def written(value: Scalar) -> Any:
        if isinstance(value, Decimal | float):
            return str(value) if for_file else float(value)
        if isinstance(value, bool) and for_file:
            return "true" if value else "false"
        return wire_value(value)

    def compare(name: str) -> st.SearchStrategy[Any]:
        kind = types[name]
        values = st.sampled_from([value for value in ORDINARY[kind] if value is not None]) | st.integers(
            0, 30
        ).map(lambda number: mark(kind, number))
        value = values.map(written)
        options = [
            value.map(lambda found: {"equals": found}),
            st.lists(value, min_size=1, max_size=3).map(lambda found: {"in": found}),
            st.just({"is_null": "true" if for_file else True}),
        ]
        if kind is not LogicalType.BOOLEAN:
            options.append(st.tuples(value, value).map(lambda found: {"between": list(found)}))
        if kind is LogicalType.STRING:
            options.append(st.sampled_from(["61", "6106", "610601"]).map(lambda found: {"within": found}))
        return st.one_of(options).map(lambda found: {name: found})

    one = st.sampled_from(list(names)).flatmap(compare)
    if depth == 1:
        return one
    inner = st.lists(condition_over(names, types, for_file=for_file, depth=depth - 1), min_size=1, max_size=3)
    return one | inner.map(lambda parts: {"any": parts}) | inner.map(lambda parts: {"all": parts})
