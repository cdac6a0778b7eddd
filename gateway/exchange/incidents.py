"""An incident opened and closed: entries of the log like any other, written before anything is shown.

Who says so, and why, goes in as commitments: both may name people. What it is about, when
it was discovered and by when notice is due stand in the open, so that they hold even
after those are erased.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from gateway.audit import Draft, Json
from gateway.evidence import (
    INCIDENT_CLOSE,
    INCIDENT_NAMES,
    INCIDENT_NOTIFIED,
    INCIDENT_OPEN,
    NOTICE_WITHIN,
    OFFICIAL,
    REASON,
    IncidentScope,
    scope_facts,
)
from gateway.exchange.administration import Change
from gateway.exchange.ports import Effects
from gateway.exchange.record import rfc3339
from gateway.policy import PLANNER_VERSION

CANDIDATES = "candidates"
NOTHING_MORE: Mapping[str, bytes] = MappingProxyType({})


def plan_incident(
    scope: IncidentScope, discovered_at: datetime, official: str, reason: str, *, now: datetime, exchange: str
) -> Change:
    """Decide to open an incident; `exchange` is its name from then on."""
    incident: Mapping[str, Json] = {
        "scope": scope_facts(scope),
        "discovered_at": rfc3339(discovered_at),
        "deadline": rfc3339(discovered_at + NOTICE_WITHIN),
    }
    return _change(INCIDENT_OPEN, incident, official, reason, now, exchange)


def plan_incident_names(
    scope: IncidentScope, candidates: bytes, official: str, reason: str, *, now: datetime, exchange: str
) -> Change:
    """Decide to look people up within a scope; `candidates` are their tags, and no number."""
    said = {CANDIDATES: candidates}
    return _change(INCIDENT_NAMES, {"scope": scope_facts(scope)}, official, reason, now, exchange, said)


def plan_incident_notified(
    incident: str, to: str, given_at: datetime, official: str, reason: str, *, now: datetime, exchange: str
) -> Change:
    """Decide to record that notice was given."""
    said: Mapping[str, Json] = {"id": incident, "to": to, "given_at": rfc3339(given_at)}
    return _change(INCIDENT_NOTIFIED, said, official, reason, now, exchange)


def plan_incident_end(incident: str, official: str, reason: str, *, now: datetime, exchange: str) -> Change:
    """Decide to close an incident."""
    return _change(INCIDENT_CLOSE, {"id": incident}, official, reason, now, exchange)


def _change(
    kind: str,
    incident: Mapping[str, Json],
    official: str,
    reason: str,
    now: datetime,
    exchange: str,
    more: Mapping[str, bytes] = NOTHING_MORE,
) -> Change:
    draft = Draft(
        {
            "planner": PLANNER_VERSION,
            "exchange_id": exchange,
            "kind": kind,
            "outcome": "recorded",
            "times": {"decided_at": {"value": rfc3339(now), "by": "gateway"}},
            "incident": incident,
        },
        {OFFICIAL: official.encode(), REASON: reason.encode(), **more},
    )
    # Whoever reports a failure decides nothing about policy, so no epoch is checked.
    return Change(draft, Effects(), None)
