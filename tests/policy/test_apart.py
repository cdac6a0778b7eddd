"""Row rules that are apart: never said of two that one row satisfies both of."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy import (
    EVERY_ROW,
    All,
    Any,
    Between,
    Classification,
    Contract,
    Equals,
    Field,
    In,
    IsNull,
    LogicalType,
    PersonalData,
    Place,
    Within,
    holds,
)
from gateway.policy.apart import are_apart

HERE = Place("a.yaml", 1)
TYPES = {"kode": LogicalType.STRING, "n": LogicalType.INTEGER, "d": LogicalType.DATE, "x": LogicalType.NUMBER}


def contract(**physical):
    fields = {
        name: Field(
            name=name,
            physical_name=physical.get(name, name),
            logical_type=kind,
            description="",
            classification=Classification.OPEN,
            personal_data=PersonalData.NONE,
            legal_basis=(),
            place=HERE,
        )
        for name, kind in TYPES.items()
    }
    return Contract("kpu", "a", "1.0.0", "0", "", "t", fields, "kode", HERE)


ONE = contract()


def apart(one, other, twin=ONE):
    return are_apart(one, ONE, other, twin)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Equals("kode", "6106"), Equals("kode", "6107")),
        (Equals("kode", "6106012001"), Within("kode", "6107")),
        (In("kode", ("a", "b")), In("kode", ("c",))),
        (Within("kode", "6106"), Within("kode", "61.07")),
        (Between("n", 1, 5), Between("n", 6, 9)),
        (Between("d", date(2020, 1, 1), date(2020, 6, 1)), Between("d", date(2021, 1, 1), date(2021, 6, 1))),
        (Equals("n", 5), Between("n", 6, 9)),
        (Equals("x", Decimal("0.1")), Between("x", Decimal("0.2"), Decimal("0.3"))),
        (IsNull("n"), Between("n", 6, 9)),
        (All((Equals("n", 1), Equals("kode", "a"))), All((Equals("n", 2), Equals("kode", "a")))),
        (Any((Equals("n", 1), Equals("n", 2))), Equals("n", 3)),
    ],
    ids=str,
)
def test_two_rules_that_want_a_value_to_be_two_things_are_apart(one, other):
    assert apart(one, other)
    assert apart(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (EVERY_ROW, Equals("n", 1)),
        (Equals("n", 1), Equals("kode", "a")),
        (Within("kode", "6106"), Within("kode", "6106012001")),
        (Between("n", 1, 6), Between("n", 6, 9)),
        (Any((Equals("n", 1), Equals("n", 3))), Equals("n", 3)),
        (IsNull("n"), IsNull("n")),
        # One binary number is nearest to both.
        (Equals("x", Decimal("0.1")), Equals("x", Decimal("0.10000000000000000001"))),
        (
            Between("x", Decimal(0), Decimal("0.1")),
            Between("x", Decimal("0.10000000000000000001"), Decimal(1)),
        ),
        (In("x", (Decimal("0.1"), Decimal(9))), Equals("x", Decimal("0.10000000000000000001"))),
    ],
    ids=str,
)
def test_two_rules_that_one_row_may_satisfy_are_not(one, other):
    assert not apart(one, other)
    assert not apart(other, one)


def test_columns_count_and_not_the_names_that_contracts_give_them():
    assert not apart(Equals("n", 1), Equals("n", 2), contract(n="m"))
    assert apart(Equals("n", 1), Equals("n", 2), contract(n="N"))


LEAVES = st.one_of(
    st.builds(Equals, st.just("n"), st.integers(0, 3)),
    st.builds(lambda values: In("n", tuple(values)), st.lists(st.integers(0, 3), min_size=1, max_size=2)),
    st.builds(lambda low, wide: Between("n", low, low + wide), st.integers(0, 3), st.integers(0, 2)),
    st.builds(IsNull, st.sampled_from(["n", "kode"])),
    st.builds(Within, st.just("kode"), st.sampled_from(["61", "6106", "61.06.01", "6107"])),
    st.builds(Equals, st.just("kode"), st.sampled_from(["6106", "610601", "61.07", "x"])),
)
RULES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)),
        st.sampled_from([All, Any]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=5,
)
ROWS = [
    {"n": n, "kode": kode, "d": None}
    for n in (None, 0, 1, 2, 3, 4, 5)
    for kode in (None, "61", "6106", "610601", "61.06.01", "61.07", "6107", "x")
]


@settings(max_examples=150, deadline=None)
@given(one=RULES, other=RULES)
def test_no_row_satisfies_two_rules_that_are_apart(one, other):
    if apart(one, other):
        assert not [row for row in ROWS if holds(one, row, TYPES) and holds(other, row, TYPES)]
