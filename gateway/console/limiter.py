"""A brake on failed sign-ins: so many a minute from one place, and then silence for a while.

Kept in this process alone and bounded in size. It saves work and log lines; what
keeps strangers out is that a link holds 256 random bits.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

FAILURES = 10
WINDOW = timedelta(minutes=1)
PLACES = 4096


class Limiter:
    """Counts failures by place; safe to share between threads."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, tuple[datetime, int]] = OrderedDict()
        self._lock = Lock()

    def is_exhausted(self, place: str, now: datetime) -> bool:
        """Say whether a place has failed too often of late."""
        with self._lock:
            began, count = self._failures.get(place, (now, 0))
            return count >= FAILURES and now - began < WINDOW

    def fail(self, place: str, now: datetime) -> bool:
        """Count a failure; returns whether it is the first in its window, worth a line to the operator."""
        with self._lock:
            began, count = self._failures.pop(place, (now, 0))
            if now - began >= WINDOW:
                began, count = now, 0
            self._failures[place] = (began, count + 1)
            if len(self._failures) > PLACES:
                self._failures.popitem(last=False)
            return count == 0
