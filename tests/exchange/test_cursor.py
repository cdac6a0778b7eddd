from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import CursorBad, CursorExpired
from gateway.exchange.cursor import LIFETIME, open_cursor, seal_cursor
from gateway.policy import LogicalType, wire_value
from gateway.signing import seal
from tests.simulator import NOON

KEY, OTHER_KEY = b"k" * 32, b"l" * 32
EXCHANGE = "01a20bec-d480-7850-ae5a-84c3f72ede74"

VALUES = {
    LogicalType.STRING: st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9
    ),
    LogicalType.INTEGER: st.integers(-(2**63), 2**63 - 1),
    LogicalType.NUMBER: st.decimals(-(10**9), 10**9, places=6) | st.floats(-1e9, 1e9),
    LogicalType.BOOLEAN: st.booleans(),
    LogicalType.DATE: st.dates(),
    LogicalType.TIMESTAMP: st.datetimes(timezones=st.just(UTC)),
}


@given(st.data())
def test_every_value_of_every_type_comes_back(data):
    types = data.draw(st.lists(st.sampled_from(LogicalType), min_size=1, max_size=3))
    values = [data.draw(st.none() | VALUES[kind]) for kind in types]
    cursor = seal_cursor(KEY, EXCHANGE, [wire_value(value) for value in values], b"b", NOON)
    for found, value in zip(open_cursor(KEY, cursor, types, b"b", NOON), values, strict=True):
        assert found == (Decimal(repr(value)) if isinstance(value, float) else value)
        assert type(found) is (Decimal if isinstance(value, float) else type(value))


def opened(cursor, *, key=KEY, types=(LogicalType.STRING,), binding=b"b", now=NOON):
    return open_cursor(key, cursor, types, binding, now)


CURSOR = seal_cursor(KEY, EXCHANGE, ["a"], b"b", NOON)


def test_another_key_binding_or_shape_opens_nothing():
    for changed in (
        {"key": OTHER_KEY},
        {"binding": b"c"},
        {"types": ()},
        {"types": (LogicalType.STRING, LogicalType.STRING)},
        {"types": (LogicalType.DATE,)},
        {"types": (LogicalType.INTEGER,)},
    ):
        with pytest.raises(CursorBad):
            opened(CURSOR, **changed)
    assert opened(CURSOR) == ("a",)


@pytest.mark.parametrize(
    "plain", [b"", b"1", b"{}", b"[]", b'["x"]', b'["x", "a"]', b"[null, 1]", b"[1e999]"]
)
def test_even_a_sealed_value_of_another_shape_is_refused(plain):
    """Only our own key makes such a thing; another release might."""
    sealed = urlsafe_b64encode(seal(KEY, b"n" * 12, plain, b"b")).rstrip(b"=").decode()
    with pytest.raises((CursorBad, CursorExpired)):
        opened(sealed)


@pytest.mark.parametrize("text", ["", "A", "é" * 40, "A" * 4_097, "A" * 5_000, "!" * 60, "=" * 40])
def test_what_is_no_cursor_is_refused(text):
    with pytest.raises(CursorBad):
        opened(text)


def test_a_cursor_has_one_spelling():
    for twin in (
        CURSOR + "=",
        CURSOR + "==",
        CURSOR + "\n",
        CURSOR.replace("_", "/").replace("-", "+") + "A",
    ):
        with pytest.raises(CursorBad):
            opened(twin)


def test_a_cursor_lives_for_an_hour():
    assert opened(CURSOR, now=NOON + LIFETIME) == ("a",)
    with pytest.raises(CursorExpired):
        opened(CURSOR, now=NOON + LIFETIME + timedelta(seconds=1))


def test_two_exchanges_never_seal_under_one_nonce():
    other = seal_cursor(KEY, EXCHANGE.replace("4", "5"), ["a"], b"b", NOON)
    assert other[:16] != CURSOR[:16]
    assert seal_cursor(KEY, EXCHANGE, ["a"], b"b", NOON) == CURSOR


def test_dates_and_moments_are_read_as_they_are_answered():
    moment = datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)
    cursor = seal_cursor(KEY, EXCHANGE, [wire_value(date(2024, 2, 29)), wire_value(moment)], b"b", NOON)
    types = (LogicalType.DATE, LogicalType.TIMESTAMP)
    assert opened(cursor, types=types) == (date(2024, 2, 29), moment)
