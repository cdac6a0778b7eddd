"""Retention: until which day a consumer may hold what it is given today."""

from collections.abc import Iterable
from datetime import date, timedelta

from gateway.policy.rights import Retention


def deletion_day(retention: Iterable[Retention], today: date) -> date | None:
    """Return the earliest day that any of the duties names; None when there is none."""
    days = [each.until or today + timedelta(days=each.days or 0) for each in retention]
    return min(days, default=None)
