"""The time zones of Indonesia, and days in them.

The three zones have fixed offsets and no daylight saving, so a day is known
without a zone database: the same agreement ends at the same second on every
machine, whatever its system files say.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone

_WIB, _WITA, _WIT = (timezone(timedelta(hours=hours)) for hours in (7, 8, 9))

ZONES: Mapping[str, timezone] = {
    "Asia/Jakarta": _WIB,
    "Asia/Pontianak": _WIB,
    "Asia/Makassar": _WITA,
    "Asia/Jayapura": _WIT,
}


def day_start(day: date, zone: str) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time(), ZONES[zone])


def day_end(day: date, zone: str) -> datetime:
    """Return the first moment after a day."""
    return day_start(day + timedelta(days=1), zone)


def day_of(moment: datetime, zone: str) -> date:
    """Return the calendar day of a moment."""
    return moment.astimezone(ZONES[zone]).date()
