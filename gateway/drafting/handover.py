"""An official leaves and another takes over: who is in office until when, and whose keys count until when.

The one who leaves stays in the file, with every key: what was signed in office
stays signed. A Plh stands in for somebody who stays, so then nothing ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from gateway.catalogue import Sentence
from gateway.drafting.rotation import new_key
from gateway.errors import KeyUnknown, PolicyFilesBad
from gateway.policy import Official, Place, Role, RoleKey, Trust
from gateway.signing import PublicKey

# Government days end at midnight in Jakarta; a key's last second is that of its office.
_DAY_ENDS = time(16, 59, 59, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Successor:
    """Who takes over: under which decree, from and until when, in their own right or acting."""

    id: str
    name: str
    position: str | None
    decree: str
    since: date
    until: date | None
    acting: Literal["Plt", "Plh"] | None


def roles_of(trust: Trust, holder: str, now: datetime) -> tuple[Role, ...]:
    """Return the roles in which an official holds a key now.

    Raises:
        KeyUnknown: the trust file knows no such official.
    """
    if holder not in trust.officials:
        raise KeyUnknown(
            Sentence("trust.no-such-official", official=holder, known=", ".join(sorted(trust.officials)))
        )
    held = {key.role for key in trust.keys.values() if key.holder == holder and key.valid_until > now}
    return tuple(role for role in Role if role in held)


def hand_over(
    trust: Trust,
    leaver: str,
    last_day: date,
    successor: Successor,
    keys: Mapping[Role, PublicKey],
    now: datetime,
) -> Trust:
    """Return a trust file in which an official has handed over.

    Raises:
        PolicyFilesBad: the successor is somebody else in the file, or a Plh without an end.
    """
    before = trust.officials[leaver]
    if successor.id in trust.officials:
        raise PolicyFilesBad(Sentence("trust.official-twice", official=successor.id))
    if successor.acting == "Plh" and successor.until is None:
        raise PolicyFilesBad(Sentence("trust.plh-needs-until"))
    officials = dict(trust.officials)
    held = dict(trust.keys)
    if successor.acting != "Plh":
        officials[leaver] = replace(before, until=last_day)
        for thumbprint, key in trust.keys.items():
            if key.holder == leaver:
                held[thumbprint] = _ended(key, last_day)
    officials[successor.id] = Official(
        name=successor.name,
        position=successor.position or before.position,
        decree=successor.decree,
        since=successor.since,
        until=successor.until,
        acting=successor.acting,
        place=Place("", 1),
    )
    since = max(now.replace(microsecond=0), datetime.combine(successor.since, time(), UTC))
    until = trust.expires
    if successor.until is not None:
        until = min(until, datetime.combine(successor.until, _DAY_ENDS))
    for role, public in keys.items():
        held[public.thumbprint] = new_key(public, role, successor.id, since, until)
    return replace(trust, officials=officials, keys=held)


def _ended(key: RoleKey, last_day: date) -> RoleKey:
    end = datetime.combine(last_day, _DAY_ENDS)
    if key.valid_until <= end:
        return key
    # A key that never began in office ends as soon as it may.
    return replace(key, valid_until=max(end, key.valid_from + timedelta(seconds=1)))
