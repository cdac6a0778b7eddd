"""The time zones of Indonesia, and days and other periods in them.

The three zones have fixed offsets and no daylight saving, so a day is known
without a zone database: the same agreement ends at the same second on every
machine, whatever its system files say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from gateway.policy.rights import Unit

_WIB, _WITA, _WIT = (timezone(timedelta(hours=hours)) for hours in (7, 8, 9))

ZONES: Mapping[str, timezone] = {
    "Asia/Jakarta": _WIB,
    "Asia/Pontianak": _WIB,
    "Asia/Makassar": _WITA,
    "Asia/Jayapura": _WIT,
}


_HOUR, _DAY, _PAST_A_MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=32)


@dataclass(frozen=True, slots=True)
class Period:
    """An hour, day or month of the calendar; `ends` is the first moment after it.

    `name` is its beginning as people write it, so names of two units never meet.
    """

    name: str
    begins: datetime
    ends: datetime


def period_of(moment: datetime, unit: Unit, zone: str) -> Period:
    """Return the hour, day or month in which a moment lies."""
    hour = moment.astimezone(ZONES[zone]).replace(minute=0, second=0, microsecond=0)
    match unit:
        case "hour":
            return Period(f"{hour:%Y-%m-%dT%H}", hour, hour + _HOUR)
        case "day":
            day = hour.replace(hour=0)
            return Period(f"{day:%Y-%m-%d}", day, day + _DAY)
        case "month":
            month = hour.replace(day=1, hour=0)
            return Period(f"{month:%Y-%m}", month, (month + _PAST_A_MONTH).replace(day=1))


def day_start(day: date, zone: str) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time(), ZONES[zone])


def day_end(day: date, zone: str) -> datetime:
    """Return the first moment after a day."""
    return day_start(day + timedelta(days=1), zone)


def day_of(moment: datetime, zone: str) -> date:
    """Return the calendar day of a moment."""
    return moment.astimezone(ZONES[zone]).date()
