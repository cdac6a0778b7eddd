"""Values and conditions are typed and bounded; transforms say what they take."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import RequestBad
from gateway.policy import (
    TRANSFORMS,
    All,
    And,
    Between,
    Classification,
    Compare,
    Equals,
    Field,
    FieldValue,
    In,
    IsNull,
    LogicalType,
    Or,
    Output,
    PersonalData,
    Place,
    Within,
    lower_condition,
    lower_output,
    parse_condition,
    parse_scalar,
)
from gateway.policy import Any as AnyOf
from gateway.policy.terms_parse import MAX_NODES
from gateway.policy.terms_regions import dotted_code, undotted_code

FIELDS = {
    "kode": LogicalType.STRING,
    "nomor": LogicalType.INTEGER,
    "lat": LogicalType.NUMBER,
    "aktif": LogicalType.BOOLEAN,
    "tanggal": LogicalType.DATE,
    "waktu": LogicalType.TIMESTAMP,
}


@pytest.mark.parametrize(
    ("logical_type", "raw"),
    [
        (LogicalType.STRING, 5),
        (LogicalType.STRING, None),
        (LogicalType.STRING, "a\0b"),
        (LogicalType.STRING, "\ud800"),
        (LogicalType.STRING, "a" * 4097),
        (LogicalType.INTEGER, True),
        (LogicalType.INTEGER, 5.0),
        (LogicalType.INTEGER, "5"),
        (LogicalType.INTEGER, 2**63),
        (LogicalType.INTEGER, -(2**63) - 1),
        (LogicalType.NUMBER, False),
        (LogicalType.NUMBER, float("nan")),
        (LogicalType.NUMBER, float("inf")),
        (LogicalType.NUMBER, 2**53 + 1),
        (LogicalType.NUMBER, "1"),
        (LogicalType.BOOLEAN, 1),
        (LogicalType.BOOLEAN, "true"),
        (LogicalType.DATE, "2024-02-30"),
        (LogicalType.DATE, "20240214"),
        (LogicalType.DATE, "2024-W07-3"),
        (LogicalType.DATE, "0000-01-01"),
        (LogicalType.DATE, "2024-02-14T00:00:00Z"),
        (LogicalType.DATE, "\u0662024-02-14"),
        (LogicalType.TIMESTAMP, "2024-02-14T07:00:00"),
        (LogicalType.TIMESTAMP, "2024-02-14 07:00:00Z"),
        (LogicalType.TIMESTAMP, "2024-02-14T07:00:60Z"),
        (LogicalType.TIMESTAMP, "2024-02-14T24:00:00Z"),
        (LogicalType.TIMESTAMP, "2024-02-14T07:00:00+07:60"),
        (LogicalType.TIMESTAMP, "2024-02-14T07:00:00.1234567Z"),
        (LogicalType.TIMESTAMP, "0001-01-01T00:00:00+07:00"),
        (LogicalType.TIMESTAMP, 1707894000),
    ],
)
def test_a_json_value_of_another_type_is_refused(logical_type: LogicalType, raw: object) -> None:
    with pytest.raises(RequestBad) as refusal:
        parse_scalar(logical_type, raw)
    assert refusal.value.shown == {"reason": f"not-{logical_type}"}


@pytest.mark.parametrize(
    ("logical_type", "raw", "value"),
    [
        (LogicalType.STRING, "", ""),
        (LogicalType.STRING, "𐍈", "𐍈"),
        (LogicalType.INTEGER, -(2**63), -(2**63)),
        (LogicalType.NUMBER, 0.1, Decimal("0.1")),
        (LogicalType.NUMBER, 3, Decimal(3)),
        (LogicalType.BOOLEAN, False, False),
        (LogicalType.DATE, "0001-01-01", date(1, 1, 1)),
        (LogicalType.TIMESTAMP, "2024-02-14T14:00:00+07:00", datetime(2024, 2, 14, 7, tzinfo=UTC)),
        (LogicalType.TIMESTAMP, "2024-02-14t07:00:00.5z", datetime(2024, 2, 14, 7, 0, 0, 500000, UTC)),
    ],
)
def test_a_json_value_becomes_the_value_it_writes(
    logical_type: LogicalType, raw: object, value: object
) -> None:
    found = parse_scalar(logical_type, raw)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("logical_type", "raw"),
    [
        (LogicalType.INTEGER, "05"),
        (LogicalType.INTEGER, "+5"),
        (LogicalType.INTEGER, "5_0"),
        (LogicalType.INTEGER, "0x10"),
        (LogicalType.INTEGER, "\u0665"),
        (LogicalType.INTEGER, "9223372036854775808"),
        (LogicalType.NUMBER, ".5"),
        (LogicalType.NUMBER, "NaN"),
        (LogicalType.NUMBER, "1e999"),
        (LogicalType.BOOLEAN, "yes"),
        (LogicalType.BOOLEAN, True),
    ],
)
def test_the_text_of_a_policy_scalar_has_one_spelling(logical_type: LogicalType, raw: object) -> None:
    with pytest.raises(RequestBad):
        parse_scalar(logical_type, raw, text=True)


@given(st.integers(-(2**63), 2**63 - 1))
def test_every_integer_comes_back_from_its_text(number: int) -> None:
    assert parse_scalar(LogicalType.INTEGER, str(number), text=True) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_comes_back_from_its_text(number: float) -> None:
    found = parse_scalar(LogicalType.NUMBER, repr(number), text=True)
    assert isinstance(found, Decimal)
    assert float(found) == number


@pytest.mark.parametrize(
    ("raw", "reason", "pointer"),
    [
        ([], "not-one-key", ""),
        ({}, "not-one-key", ""),
        ("kode", "not-one-key", ""),
        ({"kode": {"equals": "a"}, "nomor": {"equals": 1}}, "not-one-key", ""),
        ({1: {"equals": "a"}}, "not-one-key", ""),
        ({"all": []}, "empty-list", "/all"),
        ({"any": []}, "empty-list", "/any"),
        ({"nik": {"equals": "1"}}, "field-outside", "/nik"),
        ({"any": [{"kode": {"equals": "a"}}, {"nik": {"equals": "1"}}]}, "field-outside", "/any/1/nik"),
        ({"not": [{"kode": {"equals": "a"}}]}, "field-outside", "/not"),
        ({"a/b~c": {"equals": 1}}, "field-outside", "/a~1b~0c"),
        ({"kode": "a"}, "not-one-key", "/kode"),
        ({"kode": {"like": "a%"}}, "operator-unknown", "/kode/like"),
        ({"kode": {"equals": None}}, "not-string", "/kode/equals"),
        ({"kode": {"equals": ["a"]}}, "not-string", "/kode/equals"),
        ({"kode": {"in": "abc"}}, "not-a-list", "/kode/in"),
        ({"kode": {"in": []}}, "not-a-list", "/kode/in"),
        ({"kode": {"in": ["a", 1]}}, "not-string", "/kode/in/1"),
        ({"kode": {"within": "6106a"}}, "not-region-code", "/kode/within"),
        ({"kode": {"within": "610"}}, "not-region-code", "/kode/within"),
        ({"kode": {"within": "6.106"}}, "not-region-code", "/kode/within"),
        ({"nomor": {"within": 6106}}, "operator-not-for-type", "/nomor/within"),
        ({"aktif": {"between": [False, True]}}, "operator-not-for-type", "/aktif/between"),
        ({"nomor": {"between": [1]}}, "not-two-bounds", "/nomor/between"),
        ({"nomor": {"between": [1, 2, 3]}}, "not-two-bounds", "/nomor/between"),
        ({"kode": {"is_null": False}}, "not-true", "/kode/is_null"),
        ({"kode": {"is_null": 1}}, "not-boolean", "/kode/is_null"),
    ],
)
def test_a_condition_outside_the_grammar_is_refused_with_its_place(
    raw: object, reason: str, pointer: str
) -> None:
    with pytest.raises(RequestBad) as refusal:
        parse_condition(raw, FIELDS)
    assert refusal.value.shown["reason"] == reason
    assert refusal.value.shown["pointer"] == pointer


def test_a_refusal_names_the_field_and_never_the_value() -> None:
    with pytest.raises(RequestBad) as refusal:
        parse_condition({"nomor": {"equals": "3201010101010001"}}, FIELDS)
    assert refusal.value.shown["field"] == "nomor"
    assert "3201010101010001" not in f"{refusal.value}{refusal.value.shown}"


def test_a_condition_is_bounded_in_depth_nodes_and_values() -> None:
    deep: Any = {"kode": {"equals": "a"}}
    for _ in range(7):
        deep = {"all": [deep]}
    wide = {"any": [{"kode": {"equals": "a"}}] * (MAX_NODES - 1)}
    many = {"kode": {"in": ["a"] * 1000}}
    for allowed in (deep, wide, many):
        parse_condition(allowed, FIELDS)
    for refused in (
        {"all": [deep]},
        {"any": [{"kode": {"equals": "a"}}] * MAX_NODES},
        {"kode": {"in": ["a"] * 1001}},
        {"any": [many, {"kode": {"equals": "a"}}]},
    ):
        with pytest.raises(RequestBad) as refusal:
            parse_condition(refused, FIELDS)
        assert refusal.value.shown["reason"] == "too-large"


def test_a_condition_becomes_the_value_it_writes() -> None:
    raw = {
        "all": [
            {"any": [{"kode": {"within": "61.06"}}, {"kode": {"is_null": True}}]},
            {"nomor": {"in": [1, 2]}},
            {"tanggal": {"between": ["2024-01-01", "2024-12-31"]}},
            {"aktif": {"equals": True}},
        ]
    }
    assert parse_condition(raw, FIELDS) == All(
        (
            AnyOf((Within("kode", "6106"), IsNull("kode"))),
            In("nomor", (1, 2)),
            Between("tanggal", date(2024, 1, 1), date(2024, 12, 31)),
            Equals("aktif", True),
        )
    )


def test_a_policy_writes_the_same_condition_in_text() -> None:
    assert parse_condition({"aktif": {"equals": "true"}}, FIELDS, text=True) == Equals("aktif", True)
    assert parse_condition({"nomor": {"in": ["1", "2"]}}, FIELDS, text=True) == In("nomor", (1, 2))
    assert parse_condition({"kode": {"is_null": "true"}}, FIELDS, text=True) == IsNull("kode")


def test_a_field_may_be_called_all() -> None:
    fields = {"all": LogicalType.INTEGER}
    assert parse_condition({"all": {"equals": 1}}, fields) == Equals("all", 1)


@pytest.mark.parametrize(
    "text", ["", "6", "610", "61060", "6106a", "61.6", "6106.01", "61.06.", ".61", "\uff16\uff11"]
)
def test_a_text_that_is_no_whole_code_has_no_digits(text: str) -> None:
    assert undotted_code(text) is None


@pytest.mark.parametrize(
    ("digits", "dotted"),
    [
        ("61", "61"),
        ("6106", "61.06"),
        ("610601", "61.06.01"),
        ("6106012001", "61.06.01.2001"),
        ("6106012001003", "61.06.01.2001.003"),
    ],
)
def test_a_code_is_the_same_dotted_and_undotted(digits: str, dotted: str) -> None:
    assert dotted_code(digits) == dotted
    assert undotted_code(dotted) == undotted_code(digits) == digits


def field(logical_type: LogicalType) -> Field:
    return Field(
        "f", "f", logical_type, "", Classification.OPEN, PersonalData.NONE, (), Place("datasets/a/b.yaml", 1)
    )


@pytest.mark.parametrize(
    ("name", "logical_type", "arguments", "flaws"),
    [
        ("year", LogicalType.STRING, (), ("type-not-accepted",)),
        ("year", LogicalType.DATE, (("zone", "WIB"),), ("argument-unknown",)),
        ("year", LogicalType.DATE, (), ()),
        ("pseudonym", LogicalType.BOOLEAN, (), ("type-not-accepted",)),
        ("pseudonym", LogicalType.DATE, (), ("type-not-accepted",)),
        ("round", LogicalType.INTEGER, (), ("argument-missing",)),
        ("round", LogicalType.NUMBER, (("digits", 2),), ()),
        ("region", LogicalType.STRING, (), ("argument-missing",)),
        ("partial", LogicalType.STRING, (), ("argument-invalid",)),
        ("partial", LogicalType.STRING, (("keep_first", 2), ("keep_last", 2)), ("argument-invalid",)),
        ("partial", LogicalType.STRING, (("keep_first", 2), ("mask", "**")), ("argument-invalid",)),
        ("partial", LogicalType.STRING, (("keep_last", 2), ("mask", "x")), ()),
        ("constant", LogicalType.STRING, (), ("argument-missing",)),
    ],
)
def test_a_transform_says_what_is_wrong_with_its_use(
    name: str, logical_type: LogicalType, arguments: tuple[tuple[str, Any], ...], flaws: tuple[str, ...]
) -> None:
    assert TRANSFORMS[name].check(field(logical_type), arguments) == flaws


@pytest.mark.parametrize(
    ("name", "argument", "raw", "reason"),
    [
        ("partial", "keep_first", "0", "out-of-bounds"),
        ("partial", "keep_first", "17", "out-of-bounds"),
        ("partial", "keep_first", "two", "not-integer"),
        ("round", "digits", "10", "out-of-bounds"),
        ("region", "level", "rt", "not-a-choice"),
        ("constant", "value", "x", "not-date"),
    ],
)
def test_an_argument_outside_its_bounds_is_refused(name: str, argument: str, raw: str, reason: str) -> None:
    with pytest.raises(RequestBad) as refusal:
        TRANSFORMS[name].parameters[argument].parse(LogicalType.DATE, raw, text=True)
    assert refusal.value.shown["reason"] == reason


def test_only_keyed_and_binary_arithmetic_runs_in_the_gateway() -> None:
    places = {(name, kind): each.runs(kind) for name, each in TRANSFORMS.items() for kind in each.accepts}
    assert {where for where, place in places.items() if place == "gateway"} == {
        ("pseudonym", LogicalType.STRING),
        ("pseudonym", LogicalType.INTEGER),
        ("token", LogicalType.STRING),
        ("token", LogicalType.INTEGER),
        ("geohash", LogicalType.STRING),
        ("round", LogicalType.NUMBER),
        ("bucket", LogicalType.NUMBER),
        ("top_code", LogicalType.NUMBER),
    }


def test_a_release_is_the_field_itself() -> None:
    assert lower_output(Output("kode"), LogicalType.STRING) == FieldValue("kode", LogicalType.STRING)


def test_groups_become_and_and_or() -> None:
    lowered = lower_condition(All((AnyOf(()), Equals("nomor", 1))), FIELDS)
    assert isinstance(lowered, And)
    assert lowered.of[0] == Or(())
    assert isinstance(lowered.of[1], Compare)
