"""What two uses of a field tell, compared: nobody may call a change narrower that tells more."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from gateway.policy import (
    Classification,
    Field,
    LogicalType,
    Output,
    PersonalData,
    Place,
    Use,
    apply,
    compare_transforms,
    tell_more_together,
)

HERE = Place("agreements/a.yaml", 1)


def use(transform: str | None = None, **arguments: Any) -> Use:
    kind = "release" if transform is None else "transform"
    return Use(kind, HERE, transform, tuple(arguments.items()))


def field(logical_type: LogicalType, **more: Any) -> Field:
    return Field("f", "f", logical_type, "", Classification.OPEN, PersonalData.NONE, (), HERE, **more)


RELEASE, YEAR, MONTH = use(), use("year"), use("month")
DECEMBER, MAY, BIRTHDAY = date(2024, 12, 31), date(2024, 5, 31), date(2024, 2, 14)


def ages(*edges: int, **on: date) -> Use:
    return use("age_band", edges=edges, **on)


def buckets(*edges: int) -> Use:
    return use("bucket", edges=edges)


STRONGER = {
    "year tells less than month": (YEAR, MONTH),
    "month tells less than the day": (MONTH, RELEASE),
    "a constant tells nothing": (use("constant", value="x"), use("pseudonym")),
    "a token tells less than a pseudonym": (use("token"), use("pseudonym")),
    "a district tells less than a village": (use("region", level="kecamatan"), use("region", level="desa")),
    "a larger box tells less": (use("geohash", precision=3), use("geohash", precision=5)),
    "fewer bands tell less": (ages(17, 60, on=BIRTHDAY), ages(17, 30, 60, on=BIRTHDAY)),
    "fewer bands of a day that moves, too": (ages(17), ages(17, 60)),
    "bands that end with the year tell less than it": (ages(17, 60, on=DECEMBER), YEAR),
    "bands that end with a month tell less than months": (ages(17, 60, on=MAY), MONTH),
    "a wider bucket that the other divides": (use("bucket", width=100), use("bucket", width=20)),
    "fewer edges": (buckets(0, 50), buckets(-5, 10, 50)),
    "edges on multiples": (buckets(3, 20, 60), use("bucket", width=20)),
    "a lower cap": (use("top_code", cap=10), use("top_code", cap=20)),
    "edges below the cap": (buckets(0, 10), use("top_code", cap=10)),
    "rounding": (use("round", digits=-1), RELEASE),
}
INCOMPARABLE = {
    "two roundings cross": (use("round", digits=-1), use("round", digits=-2)),
    "buckets that do not divide": (use("bucket", width=10), use("bucket", width=15)),
    "two sides of a text": (use("partial", keep_first=3), use("partial", keep_last=3)),
    "parts of a text that may be short": (use("partial", keep_first=2), use("partial", keep_first=3)),
    "bands that end within a month": (ages(17, on=BIRTHDAY), MONTH),
    "bands that end within a year": (ages(17, on=MAY), YEAR),
    "bands that end on 28 February": (ages(15, on=date(2023, 2, 28)), MONTH),
    "bands of two days": (ages(17, on=MAY), ages(17, on=DECEMBER)),
    "bands of a day that moves": (ages(17), YEAR),
    "a token and a part": (use("token"), use("region", level="desa")),
    "a cap below the edges": (buckets(0, 20), use("top_code", cap=10)),
}


@pytest.mark.parametrize(("one", "other"), STRONGER.values(), ids=STRONGER.keys())
def test_what_tells_less_is_stronger(one: Use, other: Use) -> None:
    assert compare_transforms(one, other) == "stronger"
    assert compare_transforms(other, one) == "weaker"


@pytest.mark.parametrize(("one", "other"), INCOMPARABLE.values(), ids=INCOMPARABLE.keys())
def test_what_tells_something_else_is_incomparable(one: Use, other: Use) -> None:
    assert compare_transforms(one, other) == compare_transforms(other, one) == "incomparable"


def test_a_contract_tells_of_its_values_what_decides() -> None:
    parts = use("partial", keep_first=2), use("partial", keep_first=3)
    long = field(LogicalType.STRING, min_length=7)
    assert compare_transforms(*parts, long) == "stronger"
    assert compare_transforms(*parts, field(LogicalType.STRING, min_length=6)) == "incomparable"
    rounded = use("round", digits=2)
    assert compare_transforms(rounded, RELEASE, field(LogicalType.INTEGER)) == "same"
    assert compare_transforms(rounded, RELEASE, field(LogicalType.NUMBER)) == "stronger"


@pytest.mark.parametrize(
    ("one", "other", "more"),
    [
        (use("bucket", width=10), use("bucket", width=7), True),
        (use("partial", keep_first=4), use("partial", keep_last=4), True),
        (ages(17, on=MAY), MONTH, False),
        (ages(17, on=BIRTHDAY), MONTH, True),
        (buckets(0, 10), use("round", digits=-1), True),
        (use("round", digits=1), use("round", digits=0), False),
        (use("partial", keep_last=3), use("partial", keep_last=4), False),
        (use("pseudonym"), use("region", level="desa"), False),
        (YEAR, RELEASE, False),
    ],
)
def test_two_transforms_side_by_side_may_tell_more_than_either(one: Use, other: Use, more: bool) -> None:
    assert tell_more_together(one, other) is tell_more_together(other, one) is more


EDGES = st.lists(st.integers(-6, 30), min_size=1, max_size=4, unique=True).map(sorted)
DAYS = st.sampled_from([DECEMBER, MAY, BIRTHDAY, date(2023, 2, 28), date(2024, 2, 29), date(2023, 6, 30)])
AGES = st.lists(st.integers(1, 6), min_size=1, max_size=3, unique=True).map(sorted)
_FIRST = date(2015, 1, 1)
# Where months and the bands of `DAYS` end.
_TURNS = {1, 14, 15, 28, 29, 30, 31}
KINDS: dict[LogicalType, tuple[list[Any], st.SearchStrategy[Use]]] = {
    LogicalType.INTEGER: (
        list(range(-40, 80)),
        st.one_of(
            st.builds(lambda width: use("bucket", width=width), st.integers(2, 12)),
            EDGES.map(lambda edges: buckets(*edges)),
            st.builds(lambda cap: use("top_code", cap=cap), st.integers(-6, 30)),
            st.builds(lambda digits: use("round", digits=digits), st.integers(-2, 1)),
            st.just(RELEASE),
            st.sampled_from([use("constant", value=9), use("pseudonym"), use("token")]),
        ),
    ),
    LogicalType.NUMBER: (
        [Decimal(number) / 4 for number in range(-40, 130)],
        st.one_of(
            st.builds(lambda width: use("bucket", width=width), st.integers(2, 12)),
            EDGES.map(lambda edges: use("bucket", edges=tuple(map(Decimal, edges)))),
            st.builds(lambda cap: use("top_code", cap=Decimal(cap)), st.integers(-6, 30)),
            st.builds(lambda digits: use("round", digits=digits), st.integers(-1, 2)),
            st.just(RELEASE),
        ),
    ),
    LogicalType.DATE: (
        [day for number in range(3800) if (day := _FIRST + timedelta(days=number)).day in _TURNS],
        st.one_of(
            st.sampled_from([YEAR, MONTH, RELEASE]),
            st.builds(lambda edges, on: ages(*edges, on=on), AGES, DAYS),
        ),
    ),
    LogicalType.TIMESTAMP: (
        [datetime(2019, 1, 1, 23, tzinfo=UTC) + timedelta(hours=13 * number) for number in range(700)],
        st.one_of(
            st.sampled_from([YEAR, MONTH, RELEASE]),
            st.builds(lambda edges, on: ages(*edges, on=on), AGES, DAYS),
        ),
    ),
    LogicalType.STRING: (
        [
            *(
                "",
                "a",
                "ab*",
                "abcdef",
                "abcxyz",
                "abcdefg",
                "abcdxyz",
                "xbcdefg",
                "abcdefgh",
                "abcdefghijkl",
            ),
            *("6106", "61.06", "610601", "6106012001", "6106012002", "6107012001", "61.06.01.2001"),
            *("0.84,112.93", "0.85, 112.93", "0.84,113", "-7,110", "-7.0001,110"),
        ],
        st.one_of(
            st.builds(lambda kept: use("partial", keep_first=kept), st.integers(1, 5)),
            st.builds(lambda kept: use("partial", keep_last=kept), st.integers(1, 5)),
            st.builds(lambda kept: use("partial", keep_last=kept, mask="x"), st.integers(1, 3)),
            st.sampled_from([use("region", level=level) for level in ("provinsi", "kecamatan", "desa")]),
            st.builds(lambda precision: use("geohash", precision=precision), st.integers(1, 6)),
            st.sampled_from([RELEASE, use("pseudonym"), use("token"), use("constant", value="x")]),
        ),
    ),
}


def shown(found: Use, kind: LogicalType) -> Callable[[Any], Any]:
    output = Output("f", found.transform, found.arguments)
    return lambda value: repr(apply(output, kind, value, lambda scope, name: scope.encode()))


@settings(max_examples=80)
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_the_stronger_output_can_be_reckoned_from_the_weaker(kind: LogicalType, data: st.DataObject) -> None:
    values, uses = KINDS[kind]
    one, other = data.draw(uses), data.draw(uses)
    known = field(kind, min_length=data.draw(st.sampled_from([None, 6, 7])))
    verdict = compare_transforms(one, other, known)
    event(verdict)
    assume(verdict in {"stronger", "same"})
    if kind is LogicalType.STRING and known.min_length:
        values = [value for value in values if len(value) >= known.min_length]
    less, more = shown(one, kind), shown(other, kind)
    reckoned: dict[Any, Any] = {}
    for value in [None, *values]:
        assert reckoned.setdefault(more(value), less(value)) == less(value), value
