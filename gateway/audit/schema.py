"""What an entry may hold: one table of members, and what each kind must have.

Unknown members are refused: what is not in the table cannot slip into a leaf,
and a verifier never passes over something it does not understand. Messages
name the member and never quote its value.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from gateway.audit.encoding import parse_base64url
from gateway.errors import ProofBad

FORMAT = "sinergi-entry/2"
FORMATS = (FORMAT, "sinergi-entry/1")
"""The formats that are read: the first had an item of verdicts for each field."""

SUCCESSION_FORMAT = "sinergi-succession/1"
SALT_SIZE = 16
SALT_LENGTH = 22
MAX_NUMBER = 2**53 - 1

Fault = str | None
Check = Callable[[object], Fault]
"""Returns what is wrong, to be put after the member's path, or None."""


def _one_of(*words: str) -> Check:
    return lambda value: None if type(value) is str and value in words else " is not a known word"


def _matching(pattern: str, what: str) -> Check:
    matches = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: None if type(value) is str and matches(value) else f" is not {what}"


def _record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    members = {**required, **(optional or {})}

    def check(value: object) -> Fault:
        if type(value) is not dict:
            return " is not an object"
        if not value.keys() >= required.keys():
            return f" lacks {min(required.keys() - value.keys())}"
        for name, item in value.items():
            if name not in members:
                return " has an unknown member"
            if fault := members[name](item):
                return f".{name}{fault}"
        return None

    return check


def _list_of(item_check: Check) -> Check:
    def check(value: object) -> Fault:
        if type(value) is not list:
            return " is not a list"
        for at, item in enumerate(value):
            if fault := item_check(item):
                return f"[{at}]{fault}"
        return None

    return check


def _some_of(item_check: Check) -> Check:
    check = _list_of(item_check)
    return lambda value: " is empty" if value == [] else check(value)


def _map_of(name_check: Check, item_check: Check) -> Check:
    def check(value: object) -> Fault:
        if type(value) is not dict:
            return " is not an object"
        for name, item in value.items():
            if fault := name_check(name) or item_check(item):
                return f": an item{fault}"
        return None

    return check


def _number(value: object) -> Fault:
    # A bool is an int to Python, but not to JSON.
    return None if type(value) is int and 0 <= value <= MAX_NUMBER else " is not a whole number from 0"


def _number_or_word(value: object) -> Fault:
    return _number(value) if type(value) is int else _word(value)


def _salt(value: object) -> Fault:
    if type(value) is not str or len(value) != SALT_LENGTH:
        return f" is not {SALT_SIZE} bytes"
    parse_base64url(value, "the salt of the entry")
    return None


def _moment(value: object) -> Fault:
    try:
        if type(value) is str and _MOMENT.fullmatch(value):
            datetime.fromisoformat(value)
            return None
    except ValueError:
        return " is not a time in the calendar"
    return " is not a time in UTC"


def _day(value: object) -> Fault:
    try:
        if type(value) is str and date.fromisoformat(value).isoformat() == value:
            return None
    except ValueError:
        pass
    return " is not a day in the calendar"


def _time_by(*claimants: str) -> Check:
    return _record({"value": _moment, "by": _one_of(*claimants)})


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z", re.ASCII)

_word = _matching(r"[A-Za-z0-9][A-Za-z0-9._:/()=,+-]{0,255}", "a plain identifier")
_text = _matching("[^\x00-\x1f\x7f\ud800-\udfff]{0,1000}", "a short text")
_digest = _matching("[0-9a-f]{64}", "a SHA-256 in hexadecimal")
_thumbprint = _matching(r"[A-Za-z0-9_-]{43}", "a key thumbprint")
_uuid7 = _matching(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", "a UUIDv7")

_commitment = _matching(r"[a-z][a-z0-9_]{0,63}", "the name of a commitment")

_SAID: Mapping[str, Check] = {
    "transform": _text,
    "reason": _text,
    "classification": _word,
    "legal_basis": _text,
}
_word_of_verdict = _one_of("release", "transform", "withhold", "group", "measure")
_ON_FIELD = _record({"field": _word, "verdict": _word_of_verdict}, _SAID)
_ON_FIELDS = _record({"fields": _some_of(_word), "verdict": _word_of_verdict}, _SAID)


def _verdict(value: object) -> Fault:
    return (_ON_FIELDS if type(value) is dict and "fields" in value else _ON_FIELD)(value)


_origin = _matching(r"[^\s+\x00-\x1f\x7f]{1,255}", "the name of a log")
_hash = _matching("[A-Za-z0-9+/]{43}=", "a SHA-256 in base64")
_jws = _matching(r"[A-Za-z0-9_-]{1,8192}\.\.[A-Za-z0-9_-]{1,1024}", "a detached signature")
_SIZE = {"size": _number, "root": _hash}
_SUCCESSION = _record(
    {
        "format": _one_of(SUCCESSION_FORMAT),
        "agency": _word,
        "agencies": _list_of(_word),
        "old": _record({"origin": _origin, **_SIZE}),
        "beyond": _list_of(_record(_SIZE)),
        "lost": _number,
        "origin": _origin,
        "policy": _record(
            {
                "epoch": _number,
                "bundle": _digest,
                "activated_at": _moment,
                "suspended": _list_of(_word),
                "revoked": _list_of(_thumbprint),
            }
        ),
        "prepared_at": _moment,
    }
)

REQUIRED: Mapping[str, Check] = {
    "format": _one_of(*FORMATS),
    "salt": _salt,
    "planner": _word,
    "exchange_id": _uuid7,
    "kind": _word,
    "outcome": _word,
    "times": _record(
        {"decided_at": _time_by("gateway"), "recorded_at": _time_by("log")},
        {"created": _time_by("client")},
    ),
}

OPTIONAL: Mapping[str, Check] = {
    "reason": _word,
    "consumer": _record({"agency": _word, "key": _thumbprint}, {"system": _word}),
    "provider": _word,
    "dataset": _word,
    "contract": _digest,
    "agreement": _record({"uid": _word}, {"version": _number_or_word, "permission": _word}),
    "purpose": _word,
    "epoch": _number,
    "bundle": _digest,
    "verdicts": _list_of(_verdict),
    "rows": _number,
    "key": _thumbprint,
    "commitments": _map_of(_commitment, _digest),
    # Of auditors: an account's id names nobody; names are commitments.
    "account": _record({"id": _word}, {"until": _day}),
    "page": _word,
    "exchanges": _list_of(_uuid7),
    # Of statistics: the table, and the SHA-256 of the snapshot that it was taken from.
    "table": _word,
    "snapshot": _digest,
    # Of proposals: the SHA-256 of all files that were carried.
    "parcel": _digest,
    "delete_by": _day,
    # Of incidents: what one is about, when it was discovered, and by when notice is due.
    "incident": _record(
        {},
        {
            "id": _uuid7,
            "discovered_at": _moment,
            "deadline": _moment,
            "to": _one_of("agency", "subjects"),
            "given_at": _moment,
            "scope": _record(
                {},
                {
                    "key": _thumbprint,
                    "agency": _word,
                    "system": _word,
                    "exchange": _uuid7,
                    "from": _moment,
                    "until": _moment,
                },
            ),
        },
    ),
    # Of a log that follows another: what both agencies signed, and the signature of each.
    "succession": _SUCCESSION,
    "approvals": _map_of(_word, _jws),
    # Of an erasure: whose openings and tags go, first and last entry included.
    "erased": _list_of(_record({"first": _number, "last": _number})),
}

_REFUSED = frozenset({"reason", "consumer"})

_RELEASED = frozenset(
    {"consumer", "provider", "dataset", "contract", "agreement.version", "agreement.permission"}
    | {"purpose", "epoch", "bundle", "verdicts", "commitments.request", "commitments.answer"}
)
_ACKNOWLEDGED = frozenset({"consumer", "provider", "dataset", "exchanges", "commitments.acknowledged"})
# A dry run says what would be released.
_DRY_RUN = frozenset({"consumer", "provider", "dataset"})

KINDS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "query": {"released": _RELEASED | {"rows"}, "described": _DRY_RUN, "refused": _REFUSED},
    # Whether a key was found is told to its consumer alone: it may be all that there is to know of a person.
    "lookup": {
        "released": _RELEASED | {"commitments.key", "commitments.found"},
        "described": _DRY_RUN,
        "refused": _REFUSED,
    },
    "statistics": {
        "released": _RELEASED | {"rows", "table", "snapshot"},
        "described": _DRY_RUN,
        "refused": _REFUSED,
    },
    "describe": {"described": frozenset({"consumer", "provider", "dataset"}), "refused": _REFUSED},
    "catalog": {"described": frozenset({"consumer"}), "refused": _REFUSED},
    "receipt": {"refused": _REFUSED},
    # A consumer's word that an answer arrived: which exchange in the open, which bytes as a commitment.
    "acknowledge": {
        "acknowledged": _ACKNOWLEDGED,
        "described": _ACKNOWLEDGED,
        "refused": _REFUSED,
    },
    # An authenticated request to a path that is no call.
    "other": {"refused": _REFUSED},
    "genesis": {"recorded": frozenset({"provider"})},
    "succeed": {"recorded": frozenset({"epoch", "bundle", "succession", "approvals"})},
    "activate": {"recorded": frozenset({"bundle"})},
    "suspend": {"recorded": frozenset({"agreement"})},
    "revoke": {"recorded": frozenset({"key"})},
    # Between two gateways: what was carried stays outside, by its digest.
    "propose": {
        "received": frozenset({"consumer", "agreement.version", "parcel"}),
        "sent": frozenset({"provider", "agreement.version", "parcel"}),
        "refused": _REFUSED,
    },
    "settle": {
        "accepted": frozenset({"agreement.version", "parcel", "commitments.answered"}),
        "rejected": frozenset({"agreement.version", "parcel", "commitments.answered"}),
        "refused": _REFUSED,
    },
    "compare": {
        "recorded": frozenset({"commitments.stated"}),
        "described": frozenset({"consumer", "commitments.stated"}),
        "refused": _REFUSED,
    },
    # Auditors: who was let in and until when, and each page of data that was shown.
    "invite": {"recorded": frozenset({"account.until", "commitments.name"})},
    "dismiss": {"recorded": frozenset({"account"})},
    "sign-in": {"recorded": frozenset({"account"})},
    "sign-out": {"recorded": frozenset({"account"})},
    "audit-read": {"shown": frozenset({"account", "page"})},
    # Entries read by an auditor's own key: which bundle of them.
    "audit-entries": {"described": frozenset({"consumer", "page"}), "refused": _REFUSED},
    # Entries found by a filter, under the same key: which span of the log, and how many.
    "audit-list": {
        "described": frozenset({"consumer", "page", "rows", "commitments.filter"}),
        "refused": _REFUSED,
    },
    # Failures to protect personal data: who says so, and why, are commitments.
    "incident-open": {
        "recorded": frozenset({"incident.scope", "incident.discovered_at", "incident.deadline"})
        | {"commitments.official", "commitments.reason"}
    },
    # Somebody says that written notice was given, to whom and when.
    "incident-notified": {
        "recorded": frozenset({"incident.id", "incident.to", "incident.given_at"})
        | {"commitments.official", "commitments.reason"}
    },
    # Which people of a list were concerned is a look-up: recorded before it is answered.
    "incident-names": {
        "recorded": frozenset({"incident.scope", "commitments.candidates"})
        | {"commitments.official", "commitments.reason"}
    },
    "incident-close": {"recorded": frozenset({"incident.id", "commitments.official", "commitments.reason"})},
    # Persons: who looked one up, what they are not told for a while, and what was erased.
    "subject-search": {
        "recorded": frozenset({f"commitments.{name}" for name in ("subject", "official", "why")})
    },
    "subject-hold": {"recorded": frozenset({"consumer", "commitments.statement", "commitments.held"})},
    "subject-release": {"recorded": frozenset({"consumer", "commitments.statement", "commitments.held"})},
    "erase": {"recorded": frozenset({"erased", "commitments.official", "commitments.why"})},
}
"""What each kind must have for each of its outcomes, beyond `REQUIRED`."""

OUTCOMES = tuple(dict.fromkeys(outcome for outcomes in KINDS.values() for outcome in outcomes))
"""What may come of an exchange, whatever its kind."""

_NEEDED = {
    (kind, outcome): tuple((path, *path.partition(".")[::2]) for path in sorted(paths))
    for kind, outcomes in KINDS.items()
    for outcome, paths in outcomes.items()
}
"""The same, with each path taken apart: its name, and the member within or nothing."""

MEMBERS = {**REQUIRED, **OPTIONAL}


def check_member(name: str, value: object) -> None:
    """Check one member by itself.

    Raises:
        ProofBad: it is unknown, or not what it must be.
    """
    check = MEMBERS.get(name)
    if check is None:
        raise ProofBad("entry has an unknown member")
    if fault := check(value):
        raise ProofBad(f"entry.{name}{fault}")


def check_entry(entry: Mapping[str, Any], checked: Mapping[str, Any] = MappingProxyType({})) -> None:
    """Check a whole entry against the tables; its `checked` members have passed `check_member`.

    Raises:
        ProofBad: names the first member that is wrong.
    """
    if not isinstance(entry, dict):
        raise ProofBad("entry is not an object")
    for name, value in entry.items():
        check_member(name, value)
    entry = {**entry, **checked}
    if lacking := REQUIRED.keys() - entry.keys():
        raise ProofBad(f"entry lacks {min(lacking)}")
    needed = _NEEDED.get((entry["kind"], entry["outcome"]))
    if needed is None:
        raise ProofBad("entry: no such kind with such an outcome")
    for path, name, inner in needed:
        if name not in entry or (inner and inner not in entry[name]):
            raise ProofBad(f"entry: kind {entry['kind']} lacks {path}")
    if entry["outcome"] == "refused" and "rows" in entry:
        raise ProofBad("entry: a refused exchange has no rows")
    if entry["kind"] == "lookup" and "rows" in entry:
        raise ProofBad("entry: a lookup says in the open neither rows nor none")
    if entry["outcome"] != "refused" and "reason" in entry:
        raise ProofBad("entry: only a refused exchange has a reason")
