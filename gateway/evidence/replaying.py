"""A past decision made once more, from the very files and rules of that day.

The entry holds verdicts; the stored bundle holds the places they come from. Both
are laid side by side, so a verdict that its own policy does not bear out shows. An
entry of rules that are not these (another planner version) is not replayed, and
says so: what today's rules would make of it proves nothing.

A decision is on every field of its dataset. One that is left out of an entry could
have been released, so it is a verdict that the policy does not bear out.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.audit import Opening, check_opening, each_verdict
from gateway.errors import ContractChanged, ProofBad
from gateway.evidence.field_rows import FieldRow, left_out_row, promised_row, recorded_row
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

UNDISCLOSED = "undisclosed"
"""Commits to the verdicts on undisclosed fields."""


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
class Replay:
    """The policy side of one exchange.

    `is_recorded` says whether the entry itself holds the verdicts, `planner` the version
    of the rules it was decided by. Without the stored bundle, or under rules that are
    not these, nothing is replayed. `decides` says whether the policy has any verdict on
    what was asked.
    """

    bundle: Bundle | None
    agreement: Agreement | None
    permission: Permission | None
    contract: Contract | None
    rows: tuple[FieldRow, ...]
    is_recorded: bool
    planner: str = PLANNER_VERSION
    decides: bool = True

    @property
    def is_replayed(self) -> bool:
        """Whether the decision could be made once more."""
        return self.bundle is not None and self.planner in PLANNERS

    @property
    def agrees(self) -> bool:
        """Whether the stored policy bears every recorded verdict out; never so where nothing was replayed."""
        # Under no permission, or on no table, a decision is borne out by nothing, however little it says.
        is_grounded = self.decides or not self.is_recorded
        return self.is_replayed and is_grounded and all(row.agrees for row in self.rows)

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
    hidden = opened_value(entry, openings, UNDISCLOSED)
    recorded = [(verdict, False) for verdict in each_verdict(entry)]
    recorded += [(verdict, True) for verdict in _verdicts(hidden)]
    is_recorded = "verdicts" in entry
    planner = str(entry.get("planner", PLANNER_VERSION))
    if bundle is None:
        rows = tuple(recorded_row(verdict, None, is_hidden) for verdict, is_hidden in recorded)
        return asked, Replay(None, None, None, None, rows, is_recorded, planner)
    decided_at = datetime.fromisoformat(entry["times"]["decided_at"]["value"])
    granted = _granted(bundle, asked)
    today: Mapping[str, Verdict] = {}
    if planner in PLANNERS:
        then = policy or policy_then(bundle, activated_at or decided_at)
        today = _today(then, granted, decided_at, entry)
    promised = [(verdict, _is_hidden(verdict, granted)) for verdict in today.values()]
    if is_recorded:
        is_closed = hidden is None and UNDISCLOSED in entry.get("commitments", {})
        rows = tuple(
            recorded_row(verdict, today.get(verdict["field"]), is_hidden) for verdict, is_hidden in recorded
        )
        rows += tuple(_left_out(promised, recorded, is_closed=is_closed))
    else:
        rows = tuple(promised_row(verdict, is_hidden) for verdict, is_hidden in promised)
    order = {name: place for place, name in enumerate(today)}
    return asked, Replay(
        bundle=bundle,
        agreement=bundle.agreements.get(asked.agreement),
        permission=granted[1] if granted else None,
        contract=bundle.contracts.get(f"{asked.provider}/{asked.dataset}"),
        rows=tuple(sorted(rows, key=lambda row: order.get(row.field, len(order)))),
        is_recorded=is_recorded,
        planner=planner,
        decides=bool(today),
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
    policy: Policy, granted: Granted | None, decided_at: datetime, entry: Mapping[str, Any]
) -> Mapping[str, Verdict]:
    if granted is None:
        return {}
    # Of statistics, what counts is the table.
    table = entry.get("table") if entry["kind"] == "statistics" else None
    verdicts = table_verdicts(policy, granted, table, decided_at) if table else ()
    # A table that there is not could be asked for, and is refused; nothing is decided on its fields.
    if not verdicts and not (table and "verdicts" in entry):
        verdicts = verdicts_of(policy, granted, decided_at)
    return {verdict.field: verdict for verdict in verdicts}


def _is_hidden(verdict: Verdict, granted: Granted | None) -> bool:
    return granted is not None and granted[2].fields[verdict.field].undisclosed


def _left_out(
    promised: Sequence[tuple[Verdict, bool]],
    recorded: Sequence[tuple[Mapping[str, Any], bool]],
    *,
    is_closed: bool,
) -> Iterator[FieldRow]:
    """Give the fields of which an entry says nothing where it should: in the open, or behind a commitment.

    What is behind a commitment that cannot be opened is not known to be left out: `is_closed`.
    """
    said = {(verdict["field"], is_hidden) for verdict, is_hidden in recorded}
    for verdict, is_hidden in promised:
        if (verdict.field, is_hidden) not in said and not (is_hidden and is_closed):
            yield left_out_row(verdict, is_hidden)


def _verdicts(opening: bytes | None) -> list[Mapping[str, Any]]:
    found = _parse(opening)
    items = found if isinstance(found, list) else []
    return [item for item in items if isinstance(item, dict) and isinstance(item.get("field"), str)]


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
