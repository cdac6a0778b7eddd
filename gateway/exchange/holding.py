"""Delayed disclosure (penundaan pemberitahuan): an exchange that a person is not told of, for a while.

A party's signatory or PPID asks for it in a signed statement, as for a
suspension; nobody else can, and only of exchanges that the party took part in.
It ends by itself on a day that the statement names, or earlier by another
statement of the same agency. What is held, and why, is in the log as a
commitment only. Where nobody can say any more whether an exchange is held, it is.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.audit import Draft, Json, parse_entry
from gateway.catalogue import Sentence
from gateway.errors import ExchangeUnknown, KeyUnknown, ProofBad, SignatureMalformed
from gateway.evidence import Hold, opened_value
from gateway.exchange.administration import Change, verify_statement
from gateway.exchange.disclosing import Candidate
from gateway.exchange.ports import Effects
from gateway.exchange.record import rfc3339
from gateway.policy import PLANNER_VERSION, Policy
from gateway.signing import TrustedKey

HOLD, RELEASE = "subject-hold", "subject-release"
HOLDING = (HOLD, "incident-open")
"""Kinds of entries after which something must stay that could have been erased before."""

HELD = "held"
"""Commits to what is held, until when and why; or to which hold is released."""

_HOLD_MEMBERS = frozenset({"exchange", "case_ref", "until"})
_CASE = "case_ref"

MAX_HOLD = timedelta(days=10 * 366)
"""What lasts longer is no delay; another statement goes on from there."""

_LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""No time zone takes a moment before this one beyond the calendar."""


def hold_statement(
    agency: str, reason: str, at: datetime, until: datetime, *, exchange: str = "", case_ref: str = ""
) -> dict[str, object]:
    """Return the payload of a statement to be signed: hold an exchange back, or those of a case."""
    return {
        "action": "hold",
        "exchange": exchange,
        "case_ref": case_ref,
        "until": rfc3339(until),
        "agency": agency,
        "reason": reason,
        "at": rfc3339(at),
    }


def release_statement(hold: str, agency: str, reason: str, at: datetime) -> dict[str, object]:
    """Return the payload of a statement to be signed: end a hold."""
    return {"action": "release", "hold": hold, "agency": agency, "reason": reason, "at": rfc3339(at)}


def plan_hold(
    statement: str,
    policy: Policy,
    find: Callable[[str], bytes | None],
    earlier: Iterable[Candidate],
    *,
    now: datetime,
    exchange: str,
) -> Change:
    """Decide to hold exchanges back on the signed statement of a party.

    `find` gives the leaf of an exchange; `earlier` are the log's entries of holds.

    Raises:
        SignatureError: no signatory or PPID key signed it, it says something else, or it was used before.
        ExchangeUnknown: there is no such exchange, or the signer's agency took no part in it.
    """
    said, signer = verify_statement(statement, "hold", _HOLD_MEMBERS, policy, now)
    if bool(said["exchange"]) == bool(said["case_ref"]) or not now < _moment(said["until"]) <= now + MAX_HOLD:
        raise SignatureMalformed(Sentence("subjects.hold-form"))
    if any(each.openings[HELD].value == _written(said) for each in earlier if HELD in each.openings):
        raise SignatureMalformed(Sentence("subjects.hold-used"))
    if said["exchange"]:
        leaf = find(said["exchange"])
        if leaf is None or signer.agency not in parties(parse_entry(leaf)):
            raise ExchangeUnknown(Sentence("subjects.hold-unknown", exchange=said["exchange"]))
    return _change(HOLD, statement, said, signer, policy, now, exchange)


def plan_release(
    statement: str, policy: Policy, holds: Iterable[Hold], *, now: datetime, exchange: str
) -> Change:
    """Decide to end a hold on the signed statement of the agency that asked for it.

    Raises:
        SignatureError: no signatory or PPID key of that agency signed it.
        ExchangeUnknown: there is no such hold any more.
    """
    said, signer = verify_statement(statement, "release", frozenset({"hold"}), policy, now)
    hold = next((each for each in holds if each.id == said["hold"]), None)
    if hold is None:
        raise ExchangeUnknown(Sentence("subjects.hold-unknown", exchange=said["hold"]))
    if hold.agency != signer.agency:
        raise KeyUnknown(Sentence("subjects.hold-other-agency", agency=hold.agency))
    return _change(RELEASE, statement, said, signer, policy, now, exchange)


def holds_at(entries: Iterable[Candidate], moment: datetime) -> tuple[Hold, ...]:
    """Return the holds that last at a moment, of the log's entries of holds and releases in order.

    A statement counts once: two processes could record it at once, and after its release whoever
    still has it could bring it back.

    Raises:
        ProofBad: one of them cannot be read; then nobody knows what is held.
    """
    holds: dict[str, Hold] = {}
    used: set[bytes] = set()
    for each in entries:
        name, value = _opened(each)
        said = json.loads(value)
        if "hold" in said:
            holds.pop(said["hold"], None)
            continue
        until = min(_moment(said["until"]), _LAST)
        if until > moment and value not in used:
            holds[name] = Hold(
                index=each.index,
                id=name,
                agency=said["agency"],
                until=until.astimezone(UTC),
                reason=said["reason"],
                exchange=said["exchange"] or None,
                case_ref=said["case_ref"] or None,
            )
        used.add(value)
    return tuple(holds.values())


def find_hold(holds: Iterable[Hold], each: Candidate, entry: Mapping[str, Any]) -> Hold | None:
    """Return the hold that lasts longest over an exchange; None when there is none.

    Without an `entry`, since its leaf cannot be read, it may be whatever is held.
    """
    covering = [hold for hold in holds if _covers(hold, each, entry)]
    return max(covering, key=lambda hold: hold.until, default=None)


def parties(entry: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return both sides of an exchange."""
    return entry.get("consumer", {}).get("agency"), entry.get("provider")


def _covers(hold: Hold, each: Candidate, entry: Mapping[str, Any]) -> bool:
    if not entry:
        return True
    if hold.exchange is not None:
        return bool(hold.exchange == entry["exchange_id"])
    if hold.agency not in parties(entry) or _CASE not in entry["commitments"]:
        return False
    value = opened_value(entry, each.openings, _CASE)
    # Erased or altered, it may be of any case; else it is as `said` wrote it when it was recorded.
    return value is None or value == json.dumps(hold.case_ref, ensure_ascii=False).encode()


def _opened(each: Candidate) -> tuple[str, bytes]:
    """Return under which name something is held or released, and what the statement said."""
    try:
        if not each.is_intact:
            raise ProofBad("nothing shows what is held")
        entry = parse_entry(each.leaf)
        value = opened_value(entry, each.openings, HELD)
        if value is None:
            raise ProofBad("nothing opens what is held")
    except ProofBad as error:
        raise ProofBad(Sentence("subjects.hold-unreadable", index=each.index)) from error
    return entry["exchange_id"], value


def _change(
    kind: str,
    statement: str,
    said: Mapping[str, str],
    signer: TrustedKey,
    policy: Policy,
    now: datetime,
    exchange: str,
) -> Change:
    facts: dict[str, Json] = {
        "planner": PLANNER_VERSION,
        "exchange_id": exchange,
        "kind": kind,
        "outcome": "recorded",
        "times": {"decided_at": {"value": rfc3339(now), "by": "gateway"}},
        "epoch": policy.standing.epoch,
        "bundle": policy.standing.bundle,
        "consumer": {"agency": signer.agency, "system": signer.system, "key": signer.key.thumbprint},
    }
    draft = Draft(facts, {"statement": statement.encode(), HELD: _written(said)})
    return Change(draft, Effects(), policy.standing.epoch)


def _written(said: Mapping[str, str]) -> bytes:
    return json.dumps(said, sort_keys=True, ensure_ascii=False).encode()


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SignatureMalformed(Sentence("policies.statement-time")) from error
    if moment.tzinfo is None:
        raise SignatureMalformed(Sentence("policies.statement-time"))
    return moment
