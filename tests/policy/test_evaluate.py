"""What a row's values become, and which rows a condition holds for."""

import hmac
import math
from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import SourceError
from gateway.policy import (
    EVERY_ROW,
    All,
    Between,
    Column,
    Condition,
    Equals,
    In,
    IsNull,
    LogicalType,
    Output,
    Within,
    apply,
    finish,
    holds,
    wire_value,
)
from gateway.policy import Any as AnyOf

TYPES = {"kode": LogicalType.STRING, "nomor": LogicalType.INTEGER, "tanggal": LogicalType.DATE}
ROW = {"kode": "61.06.01", "nomor": 5, "tanggal": None}
KEY = b"k" * 32


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param(EVERY_ROW, True, id="no condition holds for every row"),
        pytest.param(All(()), True, id="all of nothing holds"),
        pytest.param(AnyOf(()), False, id="any of nothing does not"),
        pytest.param(Equals("nomor", 5), True, id="equal"),
        pytest.param(In("nomor", (1, 5)), True, id="one of"),
        pytest.param(Between("nomor", 5, 5), True, id="bounds are included"),
        pytest.param(Between("nomor", 6, 4), False, id="bounds the wrong way round hold nothing"),
        pytest.param(IsNull("tanggal"), True, id="null is null"),
        pytest.param(IsNull("nomor"), False, id="a value is not"),
        pytest.param(Equals("tanggal", date(2024, 1, 1)), False, id="null equals nothing"),
        pytest.param(Between("tanggal", date(1, 1, 1), date(9999, 12, 31)), False, id="null lies nowhere"),
        pytest.param(AnyOf((Equals("nomor", 4), Within("kode", "6106"))), True, id="one is enough"),
        pytest.param(All((Equals("nomor", 4), Within("kode", "6106"))), False, id="all are needed"),
    ],
)
def test_a_condition_holds_as_it_reads(condition: Condition, expected: bool) -> None:
    assert holds(condition, ROW, TYPES) is expected


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        ("6106", "6106", True),
        ("6106", "61.06", True),
        ("6106", "61.06.01", True),
        ("6106", "6106011001001", True),
        ("6106", "61.06.01.1001.001", True),
        ("61", "61.06.01", True),
        ("610601", "61.06", False),
        ("6106", "61061", False),
        ("6106", "6107", False),
        ("6106", "61.061", False),
        ("6106", "61.060.1", False),
        ("6106", "6.106", False),
        ("6106", "6106.01", False),
        ("6106", " 6106", False),
        ("6106", "6106 ", False),
        ("6106", "6106012001x", False),
        ("6106", "", False),
        ("6109", "6109", True),
        ("6109", "6110", False),
    ],
)
def test_within_ends_at_the_levels_of_a_code(code: str, value: str, expected: bool) -> None:
    assert holds(Within("kode", code), {"kode": value}, TYPES) is expected


@given(st.sampled_from(["61", "6106", "610601", "6106012001", "6106012001001"]), st.data())
def test_what_lies_within_a_code_lies_within_all_above_it(code: str, data: st.DataObject) -> None:
    lower = data.draw(st.sampled_from([length for length in (2, 4, 6, 10, 13) if length <= len(code)]))
    value = data.draw(st.text("0123456789.", max_size=17))
    if holds(Within("kode", code), {"kode": value}, TYPES):
        assert holds(Within("kode", code[:lower]), {"kode": value}, TYPES)


AGES = (("edges", (17, 60)), ("on", date(2024, 2, 29)))
MOMENT = datetime(2024, 1, 1, 3, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize(
    ("output", "logical_type", "value", "expected"),
    [
        (Output("f"), LogicalType.DATE, date(1, 2, 3), "0001-02-03"),
        (Output("f"), LogicalType.TIMESTAMP, MOMENT, "2023-12-31T20:00:00Z"),
        (Output("f", "year"), LogicalType.TIMESTAMP, MOMENT, 2023),
        (Output("f", "month"), LogicalType.TIMESTAMP, MOMENT, "2023-12"),
        (Output("f", "year"), LogicalType.DATE, date(33, 2, 3), 33),
        (Output("f", "month"), LogicalType.DATE, date(33, 2, 3), "0033-02"),
        (Output("f", "constant", (("value", date(2024, 1, 1)),)), LogicalType.DATE, None, "2024-01-01"),
        (Output("f", "partial", (("keep_first", 2),)), LogicalType.STRING, "Budi S", "Bu****"),
        (Output("f", "partial", (("keep_first", 2),)), LogicalType.STRING, "Budiman Santoso", "Bu****"),
        (Output("f", "partial", (("keep_last", 2),)), LogicalType.STRING, "Budi S", "**** S"),
        (Output("f", "partial", (("keep_last", 2),)), LogicalType.STRING, "Budis", "******"),
        (Output("f", "partial", (("keep_last", 5),)), LogicalType.STRING, "123456789", "*********"),
        (Output("f", "partial", (("keep_last", 5),)), LogicalType.STRING, "1234567890", "****67890"),
        (Output("f", "partial", (("keep_first", 2),)), LogicalType.STRING, "Bud", "******"),
        (Output("f", "partial", (("keep_first", 2),)), LogicalType.STRING, "", "******"),
        (Output("f", "partial", (("keep_first", 1), ("mask", "x"))), LogicalType.STRING, "𐍈é123", "𐍈xxxx"),
        (Output("f", "region", (("level", "kabupaten"),)), LogicalType.STRING, "61.06.01.2001", "61.06"),
        (Output("f", "region", (("level", "kecamatan"),)), LogicalType.STRING, "6106012001001", "610601"),
        (
            Output("f", "region", (("level", "desa"),)),
            LogicalType.STRING,
            "61.06.01.2001.001",
            "61.06.01.2001",
        ),
        (Output("f", "region", (("level", "desa"),)), LogicalType.STRING, "61.06", "61.06"),
        (Output("f", "region", (("level", "desa"),)), LogicalType.STRING, "Kapuas Hulu", None),
        (Output("f", "round", (("digits", -1),)), LogicalType.INTEGER, 45, 50),
        (Output("f", "round", (("digits", -1),)), LogicalType.INTEGER, -45, -50),
        (Output("f", "round", (("digits", -2),)), LogicalType.INTEGER, 49, 0),
        (Output("f", "round", (("digits", 2),)), LogicalType.INTEGER, 49, 49),
        (Output("f", "round", (("digits", 1),)), LogicalType.NUMBER, 0.25, 0.3),
        (Output("f", "round", (("digits", 2),)), LogicalType.NUMBER, 1.005, 1.01),
        (Output("f", "round", (("digits", 0),)), LogicalType.NUMBER, -0.4, 0.0),
        (Output("f", "round", (("digits", 1),)), LogicalType.NUMBER, Decimal("-0.25"), Decimal("-0.3")),
        (Output("f", "round", (("digits", -2),)), LogicalType.NUMBER, Decimal("1250"), Decimal("1300")),
        (Output("f", "bucket", (("width", 50),)), LogicalType.INTEGER, 271, 250),
        (Output("f", "bucket", (("width", 50),)), LogicalType.INTEGER, -1, -50),
        (Output("f", "bucket", (("width", 50),)), LogicalType.INTEGER, -50, -50),
        (Output("f", "bucket", (("width", 2),)), LogicalType.NUMBER, -0.5, -2.0),
        (Output("f", "bucket", (("width", 2),)), LogicalType.NUMBER, 1.5, 0.0),
        (Output("f", "bucket", (("width", 2),)), LogicalType.NUMBER, Decimal("3.99"), Decimal(2)),
        (Output("f", "bucket", (("edges", (10, 20)),)), LogicalType.INTEGER, 3, 10),
        (Output("f", "bucket", (("edges", (10, 20)),)), LogicalType.INTEGER, 19, 10),
        (Output("f", "bucket", (("edges", (10, 20)),)), LogicalType.INTEGER, 20, 20),
        (Output("f", "bucket", (("edges", (Decimal("0.5"),)),)), LogicalType.NUMBER, 0.1, 0.5),
        (Output("f", "top_code", (("cap", 100),)), LogicalType.INTEGER, 99, 99),
        (Output("f", "top_code", (("cap", 100),)), LogicalType.INTEGER, 101, 100),
        (Output("f", "top_code", (("cap", Decimal("0.1")),)), LogicalType.NUMBER, 0.5, 0.1),
        (Output("f", "top_code", (("cap", Decimal("0.1")),)), LogicalType.NUMBER, 0.05, 0.05),
        (Output("f", "age_band", AGES), LogicalType.DATE, date(2006, 3, 1), "17-59"),
        (Output("f", "age_band", AGES), LogicalType.DATE, date(2007, 2, 28), "17-59"),
        (Output("f", "age_band", AGES), LogicalType.DATE, date(2007, 3, 1), "0-16"),
        (Output("f", "age_band", AGES), LogicalType.DATE, date(1964, 2, 29), "60+"),
        (Output("f", "age_band", AGES), LogicalType.DATE, date(1964, 3, 1), "17-59"),
        (Output("f", "age_band", AGES), LogicalType.DATE, date(2024, 2, 29), "0-16"),
        (Output("f", "age_band", AGES), LogicalType.DATE, date(2024, 3, 1), None),
        (Output("f", "age_band", AGES), LogicalType.DATE, date(1904, 3, 1), "60+"),
        (Output("f", "age_band", AGES), LogicalType.DATE, date(1904, 2, 29), None),
        (
            Output("f", "age_band", AGES),
            LogicalType.TIMESTAMP,
            datetime(2007, 2, 28, 23, tzinfo=UTC),
            "17-59",
        ),
        (
            Output("f", "age_band", (("edges", (17, 18)), ("on", date(2024, 2, 29)))),
            LogicalType.DATE,
            date(2006, 6, 1),
            "17",
        ),
    ],
)
def test_a_transform_gives_what_its_name_says(
    output: Output, logical_type: LogicalType, value: Any, expected: Any
) -> None:
    found = apply(output, logical_type, value)
    assert found == expected
    assert type(found) is type(expected)
    assert str(found) == str(expected)


@given(
    st.one_of(
        st.floats(allow_nan=False, allow_infinity=False),
        # On ties of a decimal's last digit, and a hair beside them.
        st.decimals(-(10**6), 10**6, places=3).map(float),
        st.decimals(-(10**6), 10**6, places=3).map(lambda tie: math.nextafter(float(tie), math.inf)),
    ),
    st.integers(0, 9),
)
def test_a_float_is_rounded_as_its_shortest_text(value: float, digits: int) -> None:
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), context=Context(400, ROUND_HALF_UP))
    found = apply(Output("f", "round", (("digits", digits),)), LogicalType.NUMBER, value)
    assert repr(found) == repr(float(exact) + 0.0)


@given(
    st.lists(
        st.one_of(
            st.floats(allow_nan=False, allow_infinity=False),
            st.floats(-200, 200),
            st.decimals(-(10**6), 10**6, places=3).map(float),
        )
    ),
    st.integers(-2, 9),
)
def test_a_column_of_floats_is_rounded_as_each_of_them(values: list[float], digits: int) -> None:
    output = Output("f", "round", (("digits", digits),))
    rows = tuple((value,) for value in values)
    found = finish((output,), {"f": Column("f", LogicalType.NUMBER)}, rows, lambda scope, field: KEY)
    assert repr(found) == repr(tuple((apply(output, LogicalType.NUMBER, value),) for value in values))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_column_with_no_number_in_it_is_refused(value: float) -> None:
    output = Output("f", "round", (("digits", 2),))
    with pytest.raises(SourceError):
        finish(
            (output,),
            {"f": Column("f", LogicalType.NUMBER)},
            ((1.5,), (value,)),
            lambda scope, field: KEY,
        )


@pytest.mark.parametrize(
    ("transform", "arguments", "logical_type"),
    [
        (None, (), LogicalType.STRING),
        ("partial", (("keep_first", 2),), LogicalType.STRING),
        ("region", (("level", "desa"),), LogicalType.STRING),
        ("year", (), LogicalType.DATE),
        ("month", (), LogicalType.TIMESTAMP),
        ("round", (("digits", 1),), LogicalType.NUMBER),
        ("pseudonym", (), LogicalType.STRING),
        ("token", (), LogicalType.INTEGER),
        ("geohash", (("precision", 5),), LogicalType.STRING),
        ("age_band", AGES, LogicalType.DATE),
        ("bucket", (("width", 5),), LogicalType.INTEGER),
        ("bucket", (("edges", (1, 5)),), LogicalType.INTEGER),
        ("top_code", (("cap", 5),), LogicalType.INTEGER),
    ],
)
def test_null_stays_null(transform: str | None, arguments: Any, logical_type: LogicalType) -> None:
    assert apply(Output("f", transform, arguments), logical_type, None, lambda scope, field: KEY) is None


@pytest.mark.parametrize(
    ("output", "logical_type", "value"),
    [
        (Output("f"), LogicalType.INTEGER, "rahasia"),
        (Output("f"), LogicalType.STRING, "rahasia\0"),
        (Output("f", "region", (("level", "desa"),)), LogicalType.STRING, 6106),
        (Output("f", "year"), LogicalType.DATE, "rahasia"),
        (Output("f", "round", (("digits", -1),)), LogicalType.INTEGER, 2**63 - 1),
        (Output("f", "round", (("digits", -1),)), LogicalType.INTEGER, True),
        (Output("f", "pseudonym"), LogicalType.STRING, b"rahasia"),
    ],
)
def test_a_value_that_does_not_fit_is_an_error_that_does_not_repeat_it(
    output: Output, logical_type: LogicalType, value: Any
) -> None:
    with pytest.raises(SourceError) as refusal:
        apply(output, logical_type, value, lambda scope, field: KEY)
    assert "rahasia" not in str(refusal.value)


@given(st.text(min_size=4), st.text(min_size=4))
def test_a_partial_value_tells_no_length(left: str, right: str) -> None:
    output = Output("f", "partial", (("keep_last", 2),))
    values = [apply(output, LogicalType.STRING, text.replace("\0", "")) for text in (left, right)]
    assert {len(str(value)) for value in values} == {6}


def test_a_pseudonym_is_keyed_and_bound_to_its_field() -> None:
    output = Output("nik", "pseudonym")
    token = apply(output, LogicalType.STRING, "3201", lambda scope, field: KEY)
    digest = hmac.digest(KEY, b"sinergi-pseudonym-v1\0nik\x003201", "sha256")
    assert token == "p1_" + urlsafe_b64encode(digest).decode().rstrip("=")
    others = {
        apply(output, LogicalType.STRING, "3201", lambda scope, field: b"other" * 8),
        apply(Output("nkk", "pseudonym"), LogicalType.STRING, "3201", lambda scope, field: KEY),
        apply(output, LogicalType.STRING, "3202", lambda scope, field: KEY),
    }
    assert len(others) == 3
    assert token not in others


def test_a_token_shares_nothing_with_a_pseudonym() -> None:
    """Even under one key, which they never have."""
    one, other = (
        str(apply(Output("nik", name), LogicalType.STRING, "3201", lambda scope, field: KEY))
        for name in ("pseudonym", "token")
    )
    assert (one[:3], other[:3]) == ("p1_", "t1_")
    assert one[3:] != other[3:]


@pytest.mark.parametrize(
    ("text", "precision", "expected"),
    [
        # The examples of the article on geohashes in Wikipedia.
        ("57.64911,10.40744", 6, "u4pruy"),
        ("42.605, -5.603", 5, "ezs42"),
        ("0.8437,112.9366", 5, "w80kc"),
        ("-25.382708,-49.265506", 6, "6gkzwg"),
        ("0,0", 3, "s00"),
        ("-90,-180", 4, "0000"),
        ("90,180", 4, "zzzz"),
        (" 90 , 180 ", 1, "z"),
        ("90.000001,0", 4, None),
        ("0,-180.1", 4, None),
        ("112.9366", 4, None),
        ("0,8437;112,9366", 4, None),
        ("1e1,5", 4, None),
        ("\uff11,5", 4, None),
        ("nan,5", 4, None),
        ("", 4, None),
    ],
)
def test_a_geohash_is_the_box_of_a_place(text: str, precision: int, expected: str | None) -> None:
    assert apply(Output("f", "geohash", (("precision", precision),)), LogicalType.STRING, text) == expected


@given(st.decimals(-90, 90, places=6), st.decimals(-180, 180, places=6))
def test_a_geohash_lies_in_each_that_is_shorter(latitude: Decimal, longitude: Decimal) -> None:
    found = [
        str(
            apply(
                Output("f", "geohash", (("precision", size),)), LogicalType.STRING, f"{latitude},{longitude}"
            )
        )
        for size in range(1, 7)
    ]
    assert all(longer.startswith(shorter) for shorter, longer in pairwise(found))


def test_finish_applies_what_runs_in_the_gateway_and_nothing_else() -> None:
    outputs = (
        Output("kode"),
        Output("nik", "pseudonym"),
        Output("lat", "round", (("digits", 2),)),
        Output("k", "constant", (("value", "x"),)),
    )
    columns = {
        "kode": Column("kode", LogicalType.STRING),
        "nik": Column("nik", LogicalType.STRING),
        "lat": Column("lat", LogicalType.NUMBER),
    }
    asked: list[str] = []

    def keys(scope: str, field: str) -> bytes:
        asked.append(f"{scope} {field}")
        return KEY

    rows = finish(outputs, columns, (("a", "3201", 0.125, "x"), ("b", None, Decimal("0.125"), "x")), keys)
    token = apply(Output("nik", "pseudonym"), LogicalType.STRING, "3201", lambda scope, field: KEY)
    assert rows == (("a", token, 0.13, "x"), ("b", None, Decimal("0.13"), "x"))
    assert set(asked) == {"pseudonym nik"}


def test_finish_hands_on_rows_that_need_nothing() -> None:
    rows = (("a",), ("b",))

    def no_keys(scope: str, field: str) -> bytes:
        raise AssertionError(field)

    assert finish((Output("kode"),), {"kode": Column("kode", LogicalType.STRING)}, rows, no_keys) is rows


def test_a_moment_is_written_in_utc_to_the_precision_it_has() -> None:
    assert wire_value(datetime(2024, 2, 14, 7, tzinfo=UTC)) == "2024-02-14T07:00:00Z"
    assert wire_value(datetime(2024, 2, 14, 7, 0, 0, 1, UTC)) == "2024-02-14T07:00:00.000001Z"
