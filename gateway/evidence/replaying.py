"""A past decision made once more, from the very files and rules of that day.

The entry holds verdicts; the stored bundle holds the places they come from. Both
are laid side by side, so a verdict that its own policy does not bear out shows. An
entry of rules that are not these (another planner version) is not replayed, and
says so: what today's rules would make of it proves nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.audit import Opening, check_opening, each_verdict
from gateway.errors import ContractChanged, ProofBad
from gateway.policy import (
    PLANNER_VERSION,
    Agreement,
    Bundle,
    Contract,
    Granted,
    Permission,
    Place,
    Policy,
    Standing,
    Verdict,
    read_bundle,
    resolve,
    table_verdicts,
    verdicts_of,
)

PLANNERS = frozenset({PLANNER_VERSION})
"""The planner versions whose decisions come out the same today."""

_COMPARED = ("verdict", "transform", "reason", "classification", "legal_basis")


def stored_bundle(digest: str, files: Mapping[str, bytes]) -> Bundle | None:
    """Read the bundle that an entry names; None when it is not stored, or what is stored is not it."""
    bundle = read_bundle(files).bundle
    return bundle if bundle is not None and bundle.digest == digest else None


def opened_value(entry: Mapping[str, Any], openings: Mapping[str, Opening], name: str) -> bytes | None:
    """Return the value behind a commitment, if it is kept and is the committed one."""
    opening = openings.get(name)
    try:
        if opening is not None:
            check_opening(entry, name, opening.salt, opening.value)
            return opening.value
    except ProofBad:
        return None
    return None


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: what was decided, and where that is written.

    `agrees` is False when the stored policy gives another verdict: `replayed`, where it was replayed.
    """

    field: str
    verdict: str
    transform: str | None
    reason: str
    classification: str
    legal_basis: str
    place: Place | None
    agrees: bool
    is_undisclosed: bool
    replayed: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """The policy side of one exchange.

    `is_recorded` says whether the entry itself holds the verdicts, `planner` the version
    of the rules it was decided by. Without the stored bundle, or under rules that are
    not these, nothing is replayed.
    """

    bundle: Bundle | None
    agreement: Agreement | None
    permission: Permission | None
    contract: Contract | None
    rows: tuple[FieldRow, ...]
    is_recorded: bool
    planner: str = PLANNER_VERSION

    @property
    def is_replayed(self) -> bool:
        """Whether the decision could be made once more."""
        return self.bundle is not None and self.planner in PLANNERS

    @property
    def agrees(self) -> bool:
        """Whether the stored policy bears every recorded verdict out; never so where nothing was replayed."""
        return self.is_replayed and all(row.agrees for row in self.rows)

    def place_of(self, code: str) -> Place | None:
        """Return where the rule behind a refusal stands, as far as its code tells."""
        if self.agreement is None:
            return None
        name = self.contract.name if self.contract else ""
        if code == ContractChanged.code and name in self.agreement.pins:
            return self.agreement.pins[name].place
        # What is said of a whole agreement stands at its head; the rest at its permission.
        if code.startswith("agreement-") or self.permission is None:
            return self.agreement.place
        return self.permission.place


@dataclass(frozen=True, slots=True)
class Asked:
    """What an exchange was about, as its entry says or, of a refusal, its request."""

    consumer: str
    provider: str
    dataset: str
    agreement: str
    purpose: str


def asked_of(entry: Mapping[str, Any], opening: bytes | None) -> Asked:
    """Gather what was asked; what the entry does not say in the open comes from its opening."""
    claimed = _texts(opening)
    agreement = entry.get("agreement", {}).get("uid")
    return Asked(
        consumer=entry.get("consumer", {}).get("agency", ""),
        provider=entry.get("provider") or claimed[0],
        dataset=entry.get("dataset") or claimed[1],
        agreement=agreement or claimed[2],
        purpose=entry.get("purpose") or claimed[3],
    )


def replay_exchange(
    entry: Mapping[str, Any],
    openings: Mapping[str, Opening],
    bundle: Bundle | None,
    activated_at: datetime | None,
    policy: Policy | None = None,
) -> tuple[Asked, Replay]:
    """Lay an entry beside the policy it names.

    Args:
        entry: The entry, read from its leaf.
        openings: What is kept to open its commitments.
        bundle: The stored bundle that it names; None when it is not there.
        activated_at: When that bundle was activated.
        policy: What `policy_then` made of both, where many entries are replayed.
    """
    asked = asked_of(entry, opened_value(entry, openings, "asked"))
    recorded = [(verdict, False) for verdict in each_verdict(entry)]
    recorded += [(verdict, True) for verdict in _verdicts(opened_value(entry, openings, "undisclosed"))]
    planner = str(entry.get("planner", PLANNER_VERSION))
    if bundle is None:
        rows = tuple(_row(verdict, None, is_hidden) for verdict, is_hidden in recorded)
        return asked, Replay(None, None, None, None, rows, bool(recorded), planner)
    decided_at = datetime.fromisoformat(entry["times"]["decided_at"]["value"])
    granted = _granted(bundle, asked)
    today: Mapping[str, Verdict] = {}
    if planner in PLANNERS:
        then = policy or policy_then(bundle, activated_at or decided_at)
        today = _today(then, granted, decided_at, entry.get("table"))
    if recorded:
        rows = tuple(_row(verdict, today.get(verdict["field"]), is_hidden) for verdict, is_hidden in recorded)
    else:
        rows = tuple(_promised(verdict, granted) for verdict in today.values())
    order = {name: place for place, name in enumerate(today)}
    return asked, Replay(
        bundle=bundle,
        agreement=bundle.agreements.get(asked.agreement),
        permission=granted[1] if granted else None,
        contract=bundle.contracts.get(f"{asked.provider}/{asked.dataset}"),
        rows=tuple(sorted(rows, key=lambda row: order.get(row.field, len(order)))),
        is_recorded=bool(recorded),
        planner=planner,
    )


def _granted(bundle: Bundle, asked: Asked) -> Granted | None:
    agreement = bundle.agreements.get(asked.agreement)
    dataset = f"{asked.provider}/{asked.dataset}"
    for permission in agreement.permissions if agreement else ():
        named = (permission.consumer, permission.dataset, permission.purpose)
        if agreement and named == (asked.consumer, dataset, asked.purpose):
            return agreement, permission, bundle.contracts[dataset]
    return None


def policy_then(bundle: Bundle, activated_at: datetime) -> Policy:
    """Resolve a bundle as it was activated, without its signatures.

    Whose signature counted then is the log's business; verdicts on fields hang on the files alone.
    """
    standing = Standing(0, bundle.digest, activated_at, recorded={}, suspended={}, revoked={})
    return resolve(bundle, {}, standing)


def _today(
    policy: Policy, granted: Granted | None, decided_at: datetime, table: str | None
) -> Mapping[str, Verdict]:
    if granted is None:
        return {}
    # Of statistics, what counts is the table.
    verdicts = table_verdicts(policy, granted, table, decided_at) if table else ()
    verdicts = verdicts or verdicts_of(policy, granted, decided_at)
    return {verdict.field: verdict for verdict in verdicts}


def _row(recorded: Mapping[str, Any], today: Verdict | None, is_hidden: bool) -> FieldRow:
    values = {name: recorded.get(name) or "" for name in _COMPARED}
    return FieldRow(
        field=str(recorded.get("field", "")),
        verdict=values["verdict"],
        transform=recorded.get("transform"),
        reason=values["reason"],
        classification=values["classification"],
        legal_basis=values["legal_basis"],
        place=today.place if today else None,
        agrees=today is not None and _agree(values, today),
        is_undisclosed=is_hidden,
        replayed=today,
    )


def _agree(recorded: Mapping[str, str], today: Verdict) -> bool:
    # A field that was granted and not asked for stayed: that narrows and needs no other rule.
    names = ("classification", "legal_basis") if recorded["reason"] == "not-asked" else _COMPARED
    return all(recorded[name] == (getattr(today, name) or "") for name in names)


def _promised(verdict: Verdict, granted: Granted | None) -> FieldRow:
    return FieldRow(
        field=verdict.field,
        verdict=verdict.verdict,
        transform=verdict.transform,
        reason=verdict.reason,
        classification=verdict.classification,
        legal_basis=verdict.legal_basis,
        place=verdict.place,
        agrees=True,
        is_undisclosed=granted is not None and granted[2].fields[verdict.field].undisclosed,
        replayed=verdict,
    )


def _verdicts(opening: bytes | None) -> list[Mapping[str, Any]]:
    found = _parse(opening)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _texts(opening: bytes | None) -> tuple[str, str, str, str]:
    found = _parse(opening)
    listed = found if isinstance(found, list) and len(found) == 4 else ("", "", "", "")
    provider, dataset, agreement, purpose = (item if isinstance(item, str) else "" for item in listed)
    return provider, dataset, agreement, purpose


def _parse(opening: bytes | None) -> object:
    try:
        return json.loads(opening) if opening else None
    except ValueError:
        return None
