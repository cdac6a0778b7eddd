"""How often another gateway may change what it says is active there.

Every change raises the policy epoch, and then every process plans anew: a party that
alternates between two statements would have the others do little else. So changes are
counted by agency and hour, in the transaction of the entry. One that does nothing but take
agreements out of force is always heard: between two others there are no more of those than
agreements, and a party's word that something is over must not come too late.
"""

from collections.abc import Mapping
from datetime import datetime
from math import ceil

from gateway.errors import StatementsExceeded
from gateway.exchange.ports import QuotaUse
from gateway.exchange.record import rfc3339
from gateway.policy import Period, period_of

MAX_CHANGES = 12
"""In an hour: an agency activates a version now and then, and compares after it."""

# Any of the zones: their hours begin together.
_ZONE = "Asia/Jakarta"


def only_narrows(before: Mapping[str, str] | None, after: Mapping[str, str], own: Mapping[str, str]) -> bool:
    """Say whether a statement puts agreements out of force and does nothing else."""
    return _equal(after, own) < _equal(before, own)


def change_use(agency: str, now: datetime) -> QuotaUse:
    """Return what a change takes; no agreement has an empty name, so it meets nobody's quota."""
    hour = _hour(now)
    return QuotaUse(
        consumer=agency,
        agreement="",
        permission="statements",
        period=hour.name,
        ends=int(hour.ends.timestamp()),
        rows=0,
        asked=0,
        max_requests=MAX_CHANGES,
        max_rows=None,
        code=StatementsExceeded.code,
    )


def too_many_changes(now: datetime) -> StatementsExceeded:
    """Say that an hour's changes are used up, and when there will be more."""
    ends = _hour(now).ends
    shown = {
        "requests": str(MAX_CHANGES),
        "period": "hour",
        "resets": rfc3339(ends),
        "retry_after": str(max(1, ceil((ends - now).total_seconds()))),
    }
    return StatementsExceeded("what is said to be active there changed too often", shown=shown)


def _equal(stated: Mapping[str, str] | None, own: Mapping[str, str]) -> set[str]:
    # An agency that never said anything is not held against its agreements.
    return {uid for uid, digest in own.items() if stated is None or stated.get(uid) == digest}


def _hour(now: datetime) -> Period:
    return period_of(now, "hour", _ZONE)
