"""Times are written in one zone, which is named beside them."""

from datetime import UTC, date, datetime

import pytest

from gateway.console.moments import Moments

MOMENT = datetime(2026, 12, 31, 17, 5, 9, 999_999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "label", "told"),
    [
        ("Asia/Pontianak", "WIB", "1 Januari 2027 pukul 00.05.09 WIB"),
        ("Asia/Jakarta", "WIB", "1 Januari 2027 pukul 00.05.09 WIB"),
        ("Asia/Makassar", "WITA", "1 Januari 2027 pukul 01.05.09 WITA"),
        ("Asia/Jayapura", "WIT", "1 Januari 2027 pukul 02.05.09 WIT"),
    ],
)
def test_a_moment_is_told_in_its_zone(zone, label, told):
    moments = Moments(zone)
    assert moments.label == label
    assert moments.long(MOMENT, "id") == told


def test_both_languages_write_days_and_hours_their_own_way():
    moments = Moments("Asia/Pontianak")
    assert moments.long(MOMENT, "en") == "1 January 2027 at 00:05:09 WIB"
    assert moments.short(MOMENT, "id") == "2027-01-01 00.05.09"
    assert moments.short(MOMENT, "en") == "2027-01-01 00:05:09"
    assert moments.day(date(2026, 5, 9), "id") == "9 Mei 2026"
