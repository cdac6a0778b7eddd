"""Rows worth trying: values that conditions name, their neighbours, and nothing at all.

An example that a reader understands is found here sooner than by a solver, which
answers with any value that will do. What is not found here is not shown to be absent.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice, product

from gateway.policy import (
    All,
    Any,
    Between,
    Condition,
    Equals,
    In,
    IsNull,
    LogicalType,
    Scalar,
    Within,
    condition_fields,
)

_MOST_ROWS = 2_000
_ONE_DAY, _ONE_SECOND = timedelta(days=1), timedelta(seconds=1)
# What a field may hold that no condition names.
SAMPLES: Mapping[LogicalType, Scalar] = {
    LogicalType.STRING: "contoh",
    LogicalType.INTEGER: 1,
    LogicalType.NUMBER: Decimal(1),
    LogicalType.BOOLEAN: True,
    LogicalType.DATE: date(2024, 2, 14),
    LogicalType.TIMESTAMP: datetime(2024, 2, 14, tzinfo=UTC),
}
# From a level of a region code to the next: what the first code below it ends in.
_BELOW = {2: "01", 4: "01", 6: "1001", 10: "001"}


def examples(
    conditions: tuple[Condition, ...], types: Mapping[str, LogicalType]
) -> Iterator[dict[str, Scalar]]:
    """Make rows of the fields that conditions name, the plainest first."""
    names = sorted(frozenset().union(*map(condition_fields, conditions)))
    values = [_values(conditions, name, types[name]) for name in names]
    for row in islice(product(*values), _MOST_ROWS):
        yield dict(zip(names, row, strict=True))


def worth_trying(logical_type: LogicalType) -> tuple[Scalar, ...]:
    """Return values of a type that are near each other in many ways, and some that are not."""
    return _NEAR[logical_type]


_NEAR: Mapping[LogicalType, tuple[Scalar, ...]] = {
    LogicalType.STRING: (
        "6106012001", "6106012002", "6106022001", "6107012001", "61.06.01.2001", "61.06.01.2002",
        "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyy", "bbcdefghijklmnopqrstuvwxyz", "a", "b",
        "0.85,112.93", "0.86,112.93", "0.85,113.93",
    ),
    LogicalType.INTEGER: (0, 1, 4, 5, 9, 10, 11, 44, 45, 50, 99, 100, 104, 105, 999, 1000, 10_000),
    LogicalType.NUMBER: tuple(Decimal(each) / 100 for each in (0, 4, 5, 40, 50, 100, 400, 500, 4450, 4500)),
    LogicalType.BOOLEAN: (True, False),
    LogicalType.DATE: (
        date(2000, 1, 1), date(2000, 1, 2), date(2000, 2, 1), date(2000, 12, 31), date(1960, 5, 5),
    ),
    LogicalType.TIMESTAMP: tuple(
        datetime(2000, month, 1, hour, tzinfo=UTC) for month in (1, 2) for hour in (1, 2)
    ),
}  # fmt: skip


def _values(conditions: tuple[Condition, ...], name: str, logical_type: LogicalType) -> tuple[Scalar, ...]:
    found: dict[Scalar, None] = {}
    for condition in conditions:
        for leaf in _leaves(condition):
            if leaf.field == name:
                found |= dict.fromkeys(_around(leaf))
    if logical_type is LogicalType.BOOLEAN:
        found |= {True: None, False: None}
    return *found, SAMPLES[logical_type], None


_Leaf = Equals | In | Within | Between | IsNull


def _leaves(condition: Condition) -> Iterator[_Leaf]:
    if isinstance(condition, All | Any):
        for part in condition.of:
            yield from _leaves(part)
    else:
        yield condition


def _around(leaf: _Leaf) -> Iterator[Scalar]:
    match leaf:
        case Within(_, code):
            yield from _codes(code)
        case Equals(_, value):
            yield from _neighbours(value)
        case In(_, values):
            yield from values
            yield from _neighbours(max(values))  # type: ignore[type-var]
        case Between(_, low, high):
            yield from _neighbours(low)
            yield from _neighbours(high)


def _codes(code: str) -> Iterator[str]:
    """Name a region, the one beside it and the one above, and what lies in the first two."""
    beside = code[:-1] + str((int(code[-1]) + 1) % 10)
    for each in (code, beside):
        yield each
        while len(each) in _BELOW:
            each += _BELOW[len(each)]
            yield each
    yield code[:-2]


def _neighbours(value: Scalar) -> Iterator[Scalar]:
    yield value
    try:
        match value:
            case bool():
                yield not value
            case int() | Decimal():
                yield from (value + 1, value - 1)
            case datetime():
                yield from (value + _ONE_SECOND, value - _ONE_SECOND)
            case date():
                yield from (value + _ONE_DAY, value - _ONE_DAY)
            case str():
                yield value + "0"
    except OverflowError:
        return


def any_key(scope: str, field: str) -> bytes:
    """Stand for the keys of tokens, which no proof needs."""
    return f"{scope} {field}".encode()
