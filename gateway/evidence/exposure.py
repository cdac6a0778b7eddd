"""What one entry let out: its fields, each with its classification and kind of personal data.

Verdicts and classifications are the leaf's own. What kind of personal data a field is
stands in the policy files of that day, which the entry names by their digest; where
these are not stored, or are not what the digest says, the kind is unknown, and an
unknown kind is never taken for none.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from gateway.audit import LOOKUP_FOUND, Opening, each_verdict
from gateway.evidence.incident_scope import Found
from gateway.evidence.replaying import UNDISCLOSED, opened_value, stored_bundle
from gateway.policy import Bundle, Contract

What = Literal["data", "nothing", "log", "described", "refused", "other"]
"""What left: data; nothing, for a number that was not found; entries of the log; words on data."""

Files = Callable[[str], Mapping[str, bytes]]

_LEAVES = frozenset({"release", "transform", "group", "measure"})
_COUNTED = frozenset({"group", "measure"})
_BUNDLES = 8


@dataclass(frozen=True, slots=True)
class ExposedField:
    """One field that left: as it is, transformed, or counted in a table.

    `personal` is None where nobody can say any more what kind it was; `derives` names
    what can be read out of the value besides.
    """

    field: str
    form: Literal["release", "transform", "counted"]
    transform: str | None
    classification: str
    personal: str | None
    legal_basis: str
    derives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exposure:
    """What one entry let out, to whom, and under what.

    `is_whole` is False where fields were let out whose names are no longer known.
    `basis` is what the agreement itself rests on.
    """

    log: str
    index: int
    exchange_id: str
    recorded_at: datetime
    is_late: bool
    kind: str
    what: What
    consumer: Mapping[str, str]
    dataset: str | None
    agreement: str | None
    purpose: str | None
    rows: int
    bundle: str | None
    is_policy_known: bool
    basis: tuple[str, ...]
    fields: tuple[ExposedField, ...]
    is_whole: bool = True


class Exposures:
    """Says of each entry of one log what it let out."""

    def __init__(self, log: str, files: Files, openings: Callable[[int], Mapping[str, Opening]]) -> None:
        self._log = log
        self._files = files
        self._openings = openings
        self._bundles: dict[str, Bundle | None] = {}

    def of(self, found: Found) -> Exposure:
        """Say what one entry let out."""
        entry = found.entry
        openings = self._openings(found.index) if entry["outcome"] == "released" else {}
        what = _what(entry, openings)
        bundle = self._bundle(entry.get("bundle")) if what in ("data", "nothing") else None
        contract = _contract(entry, bundle)
        hidden = _hidden(entry, openings)
        agreement = bundle.agreements.get(entry["agreement"]["uid"]) if bundle else None
        return Exposure(
            log=self._log,
            index=found.index,
            exchange_id=entry["exchange_id"],
            recorded_at=found.recorded_at,
            is_late=found.is_late,
            kind=entry["kind"],
            what=what,
            consumer=entry.get("consumer", {}),
            dataset=f"{entry['provider']}/{entry['dataset']}" if "dataset" in entry else None,
            agreement=_agreement(entry),
            purpose=entry.get("purpose"),
            # Of a lookup the leaf gives no number: what was found is one row.
            rows=entry.get("rows", 1) if what == "data" else 0,
            bundle=entry.get("bundle"),
            is_policy_known=contract is not None,
            basis=tuple(each.description for each in agreement.legal_basis) if agreement else (),
            fields=tuple(_fields([*each_verdict(entry), *(hidden or ())], contract))
            if what == "data"
            else (),
            is_whole=what != "data" or hidden is not None,
        )

    def _bundle(self, digest: str | None) -> Bundle | None:
        if digest is None:
            return None
        if digest not in self._bundles:
            self._bundles[digest] = stored_bundle(digest, self._files(digest))
            for old in list(self._bundles)[:-_BUNDLES]:
                del self._bundles[old]
        return self._bundles[digest]


def _what(entry: Mapping[str, Any], openings: Mapping[str, Opening]) -> What:
    match entry["kind"], entry["outcome"]:
        case _, "refused":
            return "refused"
        case "lookup", "released":
            # Where it is no longer known whether a number was found, it counts as found.
            return "nothing" if opened_value(entry, openings, LOOKUP_FOUND) == b"false" else "data"
        case _, "released":
            return "data"
        case kind, _ if kind.startswith("audit-"):
            return "log"
        case _, "described":
            return "described"
    return "other"


def _contract(entry: Mapping[str, Any], bundle: Bundle | None) -> Contract | None:
    contract = bundle.contracts.get(f"{entry['provider']}/{entry['dataset']}") if bundle else None
    return contract if contract is not None and contract.digest == entry["contract"] else None


def _hidden(entry: Mapping[str, Any], openings: Mapping[str, Opening]) -> list[Mapping[str, Any]] | None:
    """Return the verdicts on fields whose names are not in the leaf; None when they are gone."""
    if UNDISCLOSED not in entry.get("commitments", {}):
        return []
    value = opened_value(entry, openings, UNDISCLOSED)
    return json.loads(value) if value is not None else None


def _fields(verdicts: list[Mapping[str, Any]], contract: Contract | None) -> Iterator[ExposedField]:
    for verdict in verdicts:
        if verdict["verdict"] not in _LEAVES:
            continue
        field = contract.fields.get(verdict["field"]) if contract else None
        yield ExposedField(
            field=verdict["field"],
            form="counted" if verdict["verdict"] in _COUNTED else verdict["verdict"],
            transform=verdict.get("transform"),
            classification=verdict.get("classification", ""),
            personal=field.personal_data.value if field else None,
            legal_basis=verdict.get("legal_basis") or "",
            derives=field.derives if field else (),
        )


def _agreement(entry: Mapping[str, Any]) -> str | None:
    said = entry.get("agreement")
    if said is None:
        return None
    return ":".join(str(said[name]) for name in ("uid", "version", "permission") if name in said)
