"""Row rules that no row satisfies are found, and none that some row may satisfy is called so."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.drafting.checking_rows import dead_branches, never_holds
from gateway.policy import (
    All,
    Any,
    Between,
    Equals,
    In,
    IsNull,
    LogicalType,
    Within,
    holds,
    read_bundle,
)
from tests.policy.desk import TPS, folder

FIELD = read_bundle(folder()).bundle.contracts[TPS].fields["kode_desa"]
FIELDS = {
    "desa": replace(FIELD, name="desa"),
    "kode": replace(FIELD, name="kode", required=True),
    "jumlah": replace(FIELD, name="jumlah", logical_type=LogicalType.INTEGER),
    "lahir": replace(FIELD, name="lahir", logical_type=LogicalType.DATE),
}
TYPES = {name: field.logical_type for name, field in FIELDS.items()}


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(All((Within("desa", "6106"), Within("desa", "6107"))), id="two regencies"),
        pytest.param(All((Within("desa", "6106"), Equals("desa", "6107012001"))), id="a village elsewhere"),
        pytest.param(All((In("desa", ("a", "b")), In("desa", ("c",)))), id="lists apart"),
        pytest.param(Between("jumlah", 9, 3), id="bounds crossed"),
        pytest.param(All((Between("jumlah", 1, 3), Between("jumlah", 5, 9))), id="ranges apart"),
        pytest.param(All((Equals("jumlah", 4), Between("jumlah", 5, 9))), id="a value outside"),
        pytest.param(All((IsNull("desa"), Within("desa", "6106"))), id="null and somewhere"),
        pytest.param(IsNull("kode"), id="a required field is null"),
        pytest.param(Between("lahir", date(2000, 1, 2), date(2000, 1, 1)), id="days crossed"),
        pytest.param(
            Any((IsNull("kode"), All((Equals("jumlah", 1), Equals("jumlah", 2))))), id="every branch"
        ),
        pytest.param(
            All((Any((Equals("jumlah", 1), Equals("jumlah", 2))), Equals("jumlah", 3))), id="any within all"
        ),
    ],
)
def test_a_contradiction_is_found(rule):
    assert never_holds(rule, FIELDS)


@pytest.mark.parametrize(
    "rule",
    [
        All(()),
        All((Within("desa", "6106"), Within("desa", "610601"))),
        All((Within("desa", "6106"), In("desa", ("6107", "61.06.01.2001")))),
        All((Between("jumlah", 1, 5), Between("jumlah", 5, 9))),
        IsNull("desa"),
        Any((IsNull("kode"), Equals("jumlah", 1))),
    ],
)
def test_a_rule_that_some_row_satisfies_is_left_alone(rule):
    assert not never_holds(rule, FIELDS)


def test_a_branch_that_never_holds_beside_the_rest_is_named():
    dead = Equals("desa", "6107012001")
    rule = All((Within("desa", "6106"), Any((dead, Equals("jumlah", 1)))))
    assert list(dead_branches(rule, FIELDS)) == [dead]
    assert list(dead_branches(All((Within("desa", "6106"), Equals("jumlah", 1))), FIELDS)) == []


def test_a_rule_with_too_many_ways_is_not_judged():
    wide = Any(tuple(Equals("jumlah", number) for number in range(20)))
    assert not never_holds(All((wide, wide, wide, IsNull("kode"))), FIELDS)


_LEAVES = st.one_of(
    st.builds(Equals, st.just("jumlah"), st.integers(0, 3)),
    st.builds(In, st.just("jumlah"), st.lists(st.integers(0, 3), min_size=1, max_size=2).map(tuple)),
    st.builds(Between, st.just("jumlah"), st.integers(0, 3), st.integers(0, 3)),
    st.builds(IsNull, st.sampled_from(["jumlah", "desa"])),
    st.builds(Within, st.just("desa"), st.sampled_from(["61", "6106", "6107"])),
    st.builds(Equals, st.just("desa"), st.sampled_from(["6106", "61.07", "x"])),
)
_RULES = st.recursive(
    _LEAVES,
    lambda part: st.builds(
        lambda kind, of: kind(tuple(of)), st.sampled_from([All, Any]), st.lists(part, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(rule=_RULES)
def test_what_is_said_never_to_hold_holds_for_no_row(rule):
    if never_holds(rule, FIELDS):
        rows = product([None, 0, 1, 2, 3], [None, "61", "6106", "6107", "61.06", "61.07", "x"])
        assert not any(holds(rule, {"jumlah": number, "desa": code}, TYPES) for number, code in rows)
