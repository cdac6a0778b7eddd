"""A column of moments, written at once, says what each of them says."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy import LogicalType, wire_value
from gateway.sources.results import CONVERTERS

MOMENTS = CONVERTERS["postgresql"][LogicalType.TIMESTAMP]
ZONES = st.sampled_from([UTC, timezone(timedelta(0)), timezone(timedelta(hours=7)), None])
ANYWHERE = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=ZONES)  # noqa: DTZ001


@pytest.mark.parametrize("stranger", ["2026-01-01T00:00:00Z", date(2026, 1, 1), 1.5, True])
def test_what_is_no_moment_is_refused(stranger: object) -> None:
    assert MOMENTS([datetime(2026, 1, 1, tzinfo=UTC), stranger]) is None


@given(st.lists(st.none() | ANYWHERE))
def test_each_moment_is_written_in_utc(column: list[datetime | None]) -> None:
    moments = [each if each is None or each.tzinfo else each.replace(tzinfo=UTC) for each in column]
    assert MOMENTS(column) == [each if each is None else wire_value(each) for each in moments]


@given(st.lists(st.none() | st.datetimes(timezones=st.just(UTC))))
def test_all_in_utc_are_written_as_each_of_them(column: list[datetime | None]) -> None:
    assert MOMENTS(column) == [each if each is None else wire_value(each) for each in column]
