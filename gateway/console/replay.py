"""What the policy of an exchange says today, read from the very files that were active then.

The entry holds verdicts; the stored bundle holds the places they come from. Both
are laid side by side, so a verdict that its own policy does not bear out shows.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from gateway.errors import ContractChanged
from gateway.policy import (
    Agreement,
    Bundle,
    Contract,
    Granted,
    Permission,
    Place,
    Standing,
    Verdict,
    read_bundle,
    resolve,
    verdicts_of,
)

KEPT = 4
_COMPARED = ("verdict", "transform", "reason", "classification", "legal_basis")


class Bundles:
    """The bundles that were active once, parsed; a few are kept, for reading one takes a moment."""

    def __init__(self, files: Callable[[str], Mapping[str, bytes]]) -> None:
        self._files = files
        self._known: OrderedDict[str, Bundle] = OrderedDict()
        self._lock = Lock()

    def get(self, digest: str | None) -> Bundle | None:
        """Return a stored bundle; None when there is none, or what is stored is not it."""
        if not digest:
            return None
        with self._lock:
            if digest in self._known:
                self._known.move_to_end(digest)
                return self._known[digest]
        bundle = read_bundle(self._files(digest)).bundle
        if bundle is None or bundle.digest != digest:
            return None
        with self._lock:
            self._known[digest] = bundle
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return bundle


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: what was decided, and where that is written.

    `agrees` is False when the stored policy gives another verdict.
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


@dataclass(frozen=True, slots=True)
class Replay:
    """The policy side of one exchange; `is_recorded` says whether the entry itself holds the verdicts."""

    bundle: Bundle | None
    agreement: Agreement | None
    permission: Permission | None
    contract: Contract | None
    rows: tuple[FieldRow, ...]
    is_recorded: bool

    @property
    def agrees(self) -> bool:
        """Whether the stored policy bears every recorded verdict out."""
        return all(row.agrees for row in self.rows)

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


def replay_entry(
    bundle: Bundle | None,
    entry: Mapping[str, Any],
    asked: Asked,
    undisclosed: bytes | None,
    activated_at: datetime | None,
) -> Replay:
    """Lay an entry beside the policy it names."""
    recorded = [(verdict, False) for verdict in entry.get("verdicts", ())]
    recorded += [(verdict, True) for verdict in _verdicts(undisclosed)]
    if bundle is None:
        rows = tuple(_row(verdict, None, is_hidden) for verdict, is_hidden in recorded)
        return Replay(None, None, None, None, rows, bool(recorded))
    decided_at = datetime.fromisoformat(entry["times"]["decided_at"]["value"])
    granted = _granted(bundle, asked)
    today = _today(bundle, granted, decided_at, activated_at or decided_at)
    if recorded:
        rows = tuple(_row(verdict, today.get(verdict["field"]), is_hidden) for verdict, is_hidden in recorded)
    else:
        rows = tuple(_promised(verdict, granted) for verdict in today.values())
    order = {name: place for place, name in enumerate(today)}
    return Replay(
        bundle=bundle,
        agreement=bundle.agreements.get(asked.agreement),
        permission=granted[1] if granted else None,
        contract=bundle.contracts.get(f"{asked.provider}/{asked.dataset}"),
        rows=tuple(sorted(rows, key=lambda row: order.get(row.field, len(order)))),
        is_recorded=bool(recorded),
    )


def _granted(bundle: Bundle, asked: Asked) -> Granted | None:
    agreement = bundle.agreements.get(asked.agreement)
    dataset = f"{asked.provider}/{asked.dataset}"
    for permission in agreement.permissions if agreement else ():
        named = (permission.consumer, permission.dataset, permission.purpose)
        if agreement and named == (asked.consumer, dataset, asked.purpose):
            return agreement, permission, bundle.contracts[dataset]
    return None


def _today(
    bundle: Bundle, granted: Granted | None, decided_at: datetime, activated_at: datetime
) -> Mapping[str, Verdict]:
    if granted is None:
        return {}
    # Whose signature counted then is the log's business; verdicts on fields hang on the files alone.
    standing = Standing(0, bundle.digest, activated_at, recorded={}, suspended={}, revoked={})
    verdicts = verdicts_of(resolve(bundle, {}, standing), granted, decided_at)
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
