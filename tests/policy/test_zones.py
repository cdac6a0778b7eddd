"""Periods: each moment lies in one hour, day and month of its zone, and these meet without a gap."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy import period_of
from gateway.policy.zones import ZONES

UNITS = ("hour", "day", "month")
MOMENTS = st.integers(-600_000_000, 29_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("moment", "unit", "name"),
    [
        pytest.param("2026-11-24T16:59:59Z", "day", "2026-11-24", id="the last second of a day in Pontianak"),
        pytest.param("2026-11-24T17:00:00Z", "day", "2026-11-25", id="the first second of the next"),
        pytest.param("2026-11-24T16:59:59Z", "hour", "2026-11-24T23", id="an hour"),
        pytest.param("2026-12-31T16:59:59Z", "month", "2026-12", id="the last second of a year"),
        pytest.param("2026-12-31T17:00:00Z", "month", "2027-01", id="the first second of the next year"),
    ],
)
def test_periods_are_those_of_the_agreements_zone(moment, unit, name):
    assert period_of(datetime.fromisoformat(moment), unit, "Asia/Pontianak").name == name


@given(MOMENTS, st.sampled_from(UNITS), st.sampled_from(sorted(ZONES)))
def test_a_moment_lies_in_its_period_and_the_next_begins_where_it_ends(moment, unit, zone):
    period = period_of(moment, unit, zone)
    assert period.begins <= moment < period.ends
    assert period_of(period.begins, unit, zone) == period_of(period.ends - TICK, unit, zone) == period
    following = period_of(period.ends, unit, zone)
    assert following.begins == period.ends
    assert following.name != period.name


@given(MOMENTS, st.sampled_from(sorted(ZONES)))
def test_periods_of_two_units_have_different_names(moment, zone):
    names = [period_of(moment, unit, zone).name for unit in UNITS]
    assert all(one != other for one, other in pairwise(sorted(names)))
