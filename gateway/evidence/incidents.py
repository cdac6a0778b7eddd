"""Incidents as the log tells them: opened once, closed once, and the time in which the law wants notice.

UU 27/2022 Article 46: whoever controls personal data gives written notice of a failure to
protect it within 3x24 hours, to the people it is about and to the agency. The clock
starts when the failure was discovered, and both times stand in the entry: no later one
can move them. An incident is named by the exchange id of the entry that opened it, so no
name is ever used twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.audit import parse_entry
from gateway.errors import ProofBad
from gateway.evidence.incident_scope import IncidentScope, Leaves

INCIDENT_OPEN = "incident-open"
INCIDENT_CLOSE = "incident-close"
INCIDENT_NAMES = "incident-names"
INCIDENT_NOTIFIED = "incident-notified"

NOTICE_WITHIN = timedelta(hours=72)
NEEDLE = b'"kind":"incident-'
"""Stands in the leaf of every entry on an incident."""

ADDRESSEES = frozenset({"agency", "subjects"})
"""Who is owed notice: the agency, and the people whom the data is about."""

OFFICIAL = "official"
REASON = "reason"


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident; `closed_at` is None while it is open."""

    id: str
    index: int
    scope: IncidentScope
    discovered_at: datetime
    deadline: datetime
    opened_at: datetime
    entry: Mapping[str, Any]
    closed_at: datetime | None = None
    notices: Mapping[str, datetime] = field(default_factory=dict)
    """When notice was given, by whom it was given to; of several to one, the first."""

    @property
    def is_notified(self) -> bool:
        """Whether both had notice: the clock has stopped."""
        return self.notices.keys() >= ADDRESSEES

    def left(self, now: datetime) -> timedelta:
        """Return how much time is left, or was when the last notice was given; below zero when it is over."""
        return self.deadline - (max(self.notices.values()) if self.is_notified else now)


def read_incidents(leaves: Leaves) -> tuple[dict[str, Incident], list[int]]:
    """Follow the incidents of a log in the order of its entries; also name leaves that are no entries.

    Only the first word on closing counts, and only on an incident that was opened before.
    """
    found: dict[str, Incident] = {}
    unreadable = []
    for index, leaf in leaves:
        if NEEDLE not in leaf:
            continue
        try:
            entry = parse_entry(leaf)
        except ProofBad:
            unreadable.append(index)
            continue
        at = _moment(entry["times"]["recorded_at"]["value"])
        if entry["kind"] == INCIDENT_OPEN:
            # Of two entries with one id, which no log of ours has, the first is the incident.
            found.setdefault(entry["exchange_id"], _opened(index, entry, at))
        elif entry["kind"] == INCIDENT_CLOSE:
            _close(found, entry["incident"]["id"], at)
        elif entry["kind"] == INCIDENT_NOTIFIED:
            _notify(found, entry["incident"])
    return found, unreadable


def latest_of(now: datetime, incidents: Iterable[Incident]) -> datetime:
    """Return the time that has surely come: a clock that was set back gives nobody more of it."""
    return max((now, *(each.closed_at or each.opened_at for each in incidents)))


def scope_facts(scope: IncidentScope) -> dict[str, str]:
    """Write a scope as an entry has it."""
    said = {
        "key": scope.key,
        "agency": scope.agency,
        "system": scope.system,
        "exchange": scope.exchange,
        "from": _text(scope.since),
        "until": _text(scope.until),
    }
    return {name: value for name, value in said.items() if value is not None}


def _opened(index: int, entry: Mapping[str, Any], at: datetime) -> Incident:
    said = entry["incident"]
    scope = said["scope"]
    return Incident(
        id=entry["exchange_id"],
        index=index,
        scope=IncidentScope(
            key=scope.get("key"),
            agency=scope.get("agency"),
            system=scope.get("system"),
            exchange=scope.get("exchange"),
            since=_moment(scope["from"]) if "from" in scope else None,
            until=_moment(scope["until"]) if "until" in scope else None,
        ),
        discovered_at=_moment(said["discovered_at"]),
        deadline=_moment(said["deadline"]),
        opened_at=at,
        entry=entry,
    )


def _close(found: dict[str, Incident], name: str, at: datetime) -> None:
    incident = found.get(name)
    if incident is not None and incident.closed_at is None:
        found[name] = replace(incident, closed_at=at)


def _notify(found: dict[str, Incident], said: Mapping[str, str]) -> None:
    incident = found.get(said["id"])
    if incident is not None and said["to"] not in incident.notices:
        notices = {**incident.notices, said["to"]: _moment(said["given_at"])}
        found[said["id"]] = replace(incident, notices=notices)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment.astimezone(UTC).isoformat(timespec='microseconds')[:26]}Z"
