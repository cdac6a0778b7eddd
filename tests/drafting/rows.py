"""Random conditions, rows and outputs over six fields, one of each type."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from gateway.policy import All, Between, Equals, In, IsNull, LogicalType, Within
from gateway.policy import Any as AnyOf

TYPES = {
    "kode": LogicalType.STRING,
    "nomor": LogicalType.INTEGER,
    "lat": LogicalType.NUMBER,
    "aktif": LogicalType.BOOLEAN,
    "tanggal": LogicalType.DATE,
    "waktu": LogicalType.TIMESTAMP,
}
_CODES = (
    "61", "6106", "61.06", "610601", "61.06.01", "6106012001", "61.06.01.2001", "6106012001001",
    "61.06.01.2001.001", "61060", "6107", "6.106", "6106.01", "61.060.1", "61.06.", "61060120010", "",
    "61.06.01.2001.00", "6" * 18, "61.06.01.2001.001.", "a", "\U0001f600", "\x00", "61\x00",
)  # fmt: skip
_DAYS = (date(1, 1, 1), date(1900, 2, 28), date(2023, 3, 1), date(2024, 2, 29), date(9999, 12, 31))
_MOMENTS = tuple(
    datetime(day.year, day.month, day.day, 12, 30, 59, 7, UTC) + step
    for day in _DAYS[1:4]
    for step in (timedelta(0), timedelta(microseconds=1))
)
_NUMBERS = (
    Decimal("0.1"),
    Decimal("0.10000000000000000001"),
    Decimal(-3),
    Decimal("12.5"),
    Decimal(2**53 + 1),
)
CONSTANTS = {
    "kode": st.sampled_from([code for code in _CODES if "\0" not in code]) | st.text(max_size=6),
    "nomor": st.integers(-4, 4) | st.sampled_from([-(2**63), 2**63 - 1]),
    "lat": st.sampled_from(_NUMBERS),
    "aktif": st.booleans(),
    "tanggal": st.sampled_from(_DAYS) | st.dates(),
    "waktu": st.sampled_from(_MOMENTS),
}
# What a row may hold besides constants: nothing, and what does not fit.
VALUES = {
    **{name: st.none() | constants | st.just(b"?") for name, constants in CONSTANTS.items()},
    "kode": st.none() | st.sampled_from(_CODES) | st.text(max_size=20) | st.just(0),
    "lat": st.none() | st.sampled_from(_NUMBERS) | st.sampled_from([0.1, -3.0, 12.5, 1e300]) | st.just("?"),
}
ROWS = st.fixed_dictionaries(VALUES)


@st.composite
def _leaves(draw):
    name = draw(st.sampled_from(sorted(TYPES)))
    constants = CONSTANTS[name]
    match draw(st.sampled_from(["equals", "in", "between", "within", "null"])):
        case "equals":
            return Equals(name, draw(constants))
        case "in":
            return In(name, tuple(draw(st.lists(constants, min_size=1, max_size=3))))
        case "between" if name != "aktif":
            return Between(name, draw(constants), draw(constants))
        case "within" if name == "kode":
            return Within(name, draw(st.sampled_from(["61", "6106", "610601", "6106012001", "6109"])))
        case _:
            return IsNull(name)


CONDITIONS = st.recursive(
    _leaves(),
    lambda parts: st.builds(
        lambda kind, of: kind(tuple(of)), st.sampled_from([All, AnyOf]), st.lists(parts, max_size=3)
    ),
    max_leaves=4,
)
