"""From a person's number to the exchanges that were about them, each held against its leaf.

The index is a table like any other, so nothing is believed of it: tags count
only as far as an entry of the log committed to them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gateway.audit import LOOKUP_FOUND, SUBJECTS, Draft, Opening, check_opening, each_verdict, parse_entry
from gateway.errors import ProofBad
from gateway.evidence import (
    Disclosure,
    DisclosureFault,
    DisclosureState,
    Faulty,
    Hold,
    Inquiry,
    SeenField,
)
from gateway.exchange.administration import Change
from gateway.exchange.ports import Effects
from gateway.exchange.record import rfc3339
from gateway.exchange.subjects import Subjects, make_subjects
from gateway.policy import PLANNER_VERSION, Bundle

SEARCH = "subject-search"
NUMBERED = frozenset({"query", "lookup"})
"""Kinds whose answers are rows of persons."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored entry, and what stands beside it; `is_intact` says whether the tree holds this very leaf.

    Of an entry that is gone the leaf is empty.
    """

    index: int
    exchange_id: str
    leaf: bytes
    is_intact: bool
    openings: Mapping[str, Opening]
    subjects: Subjects | None


class Person:
    """The number of one person, to be asked for in the index; it is never printed."""

    def __init__(self, master: bytes, number: str) -> None:
        self._master = master
        self._number = number
        self._tag = cache(self._make)

    def is_in(self, subjects: Subjects) -> bool:
        """Say whether a row has this person's tag."""
        return subjects.holds(self._tag(subjects.agency, subjects.period, subjects.kind))

    def search_tags(self, agency: str, kinds: Iterable[str]) -> bytes:
        """Return what shows, to a holder of the secret alone, that this person was looked for."""
        return b"".join(self._tag(agency, "search", kind) for kind in sorted(kinds))

    def _make(self, agency: str, period: str, kind: str) -> bytes:
        return make_subjects(self._master, agency, period, kind, [self._number]).tags


def plan_search(inquiry: Inquiry, person: Person, kinds: Iterable[str], *, exchange: str) -> Change:
    """Decide to look a person up: recorded before anything is shown, and without a word on what is found."""
    datasets = "\n".join(inquiry.datasets)
    said = {
        "official": inquiry.official,
        "why": inquiry.reason,
        "asked": f"{rfc3339(inquiry.since)}\n{rfc3339(inquiry.until)}\n{datasets}",
    }
    draft = Draft(
        {
            "planner": PLANNER_VERSION,
            "exchange_id": exchange,
            "kind": SEARCH,
            "outcome": "recorded",
            "times": {"decided_at": {"value": rfc3339(inquiry.at), "by": "gateway"}},
        },
        {name: text.encode() for name, text in said.items()}
        | {"subject": person.search_tags(inquiry.agency, kinds)},
    )
    return Change(draft, Effects(), None)


def find_disclosures(
    candidates: Iterable[Candidate],
    person: Person,
    inquiry: Inquiry,
    log: str,
    *,
    bundle: Callable[[str], Bundle | None],
    hold: Callable[[Candidate, Mapping[str, Any]], Hold | None],
    erased: Callable[[int], bool],
) -> tuple[list[Disclosure], list[Faulty]]:
    """Judge every entry of one log that may be about a person; `log` is its origin.

    `erased` is asked of an entry once what stood beside it is seen to be gone: the log may go on meanwhile.
    """
    disclosures: list[Disclosure] = []
    faults: list[Faulty] = []
    for each in candidates:
        entry = _read(each)
        if entry is None:
            lost: DisclosureFault = "leaf-changed" if each.leaf else "leaf-missing"
            faults.append(Faulty(log, each.index, each.exchange_id, lost, hold(each, {})))
            continue
        if not _concerns(entry, inquiry):
            continue
        held = hold(each, entry)
        fault = _fault(each, entry, erased)
        if fault:
            faults.append(Faulty(log, each.index, entry["exchange_id"], fault, held))
        elif state := _state(each, entry, person):
            disclosures.append(_disclosure(log, each, entry, state, bundle(entry["bundle"]), held))
    return disclosures, faults


def names_dataset(each: Candidate, dataset: str) -> bool:
    """Say whether an entry that the tree holds is about a dataset, `AGENCY/NAME`."""
    entry = _read(each)
    return entry is not None and _dataset_of(entry) == dataset


def tells_people(each: Candidate, dataset: str) -> bool:
    """Say whether an entry on a dataset committed to tags, or some stand beside it."""
    entry = _read(each)
    is_tagged = each.subjects is not None and each.subjects.kind.partition("#")[0] == dataset
    return is_tagged or (
        entry is not None and _dataset_of(entry) == dataset and SUBJECTS in entry["commitments"]
    )


def _read(each: Candidate) -> Mapping[str, Any] | None:
    try:
        return parse_entry(each.leaf) if each.is_intact else None
    except ProofBad:
        return None


def _concerns(entry: Mapping[str, Any], inquiry: Inquiry) -> bool:
    if entry["kind"] not in NUMBERED or entry["outcome"] != "released":
        return False
    if _dataset_of(entry) not in inquiry.datasets:
        return False
    return bool(rfc3339(inquiry.since) <= entry["times"]["recorded_at"]["value"] < rfc3339(inquiry.until))


def _dataset_of(entry: Mapping[str, Any]) -> str:
    return f"{entry.get('provider')}/{entry.get('dataset')}"


def _fault(
    each: Candidate, entry: Mapping[str, Any], erased: Callable[[int], bool]
) -> DisclosureFault | None:
    """Hold what stands beside an entry against what it committed to."""
    if SUBJECTS not in entry["commitments"]:
        return "tags-added" if each.subjects else None
    opening = each.openings.get(SUBJECTS)
    if each.subjects is None:
        return None if erased(each.index) else "tags-missing"
    if opening is None:
        return "opening-missing"
    try:
        check_opening(entry, SUBJECTS, *opening)
    except ProofBad:
        return "opening-changed"
    return None if each.subjects.digest(entry["exchange_id"]) == opening.value else "tags-changed"


def _state(each: Candidate, entry: Mapping[str, Any], person: Person) -> DisclosureState | None:
    if SUBJECTS not in entry["commitments"]:
        # An answer without a row is about nobody.
        return None if entry.get("rows") == 0 else "unknown"
    if each.subjects is None:
        return "erased"
    return "seen" if person.is_in(each.subjects) else None


def _disclosure(
    log: str,
    each: Candidate,
    entry: Mapping[str, Any],
    state: DisclosureState,
    bundle: Bundle | None,
    held: Hold | None,
) -> Disclosure:
    agreement = bundle.agreements.get(entry["agreement"]["uid"]) if bundle else None
    return Disclosure(
        log=log,
        index=each.index,
        exchange_id=entry["exchange_id"],
        entry=entry,
        state=state,
        title=agreement.title if agreement else "",
        purpose=agreement.purposes.get(entry["purpose"], "") if agreement else "",
        legal_basis=tuple(clause.description for clause in agreement.legal_basis) if agreement else (),
        fields=tuple(_fields(entry, bundle)),
        found=_found(each, entry),
        hold=held,
    )


def _fields(entry: Mapping[str, Any], bundle: Bundle | None) -> Iterable[SeenField]:
    contract = bundle.contracts.get(f"{entry['provider']}/{entry['dataset']}") if bundle else None
    for verdict in each_verdict(entry):
        if verdict["verdict"] in {"release", "transform"}:
            known = contract.fields.get(verdict["field"]) if contract else None
            personal = known.personal_data.value if known else ""
            basis = verdict.get("legal_basis", "")
            yield SeenField(verdict["field"], verdict.get("transform"), personal, basis)


def _found(each: Candidate, entry: Mapping[str, Any]) -> bool | None:
    """Return what a lookup was answered, as far as its opening still shows."""
    opening = each.openings.get(LOOKUP_FOUND)
    if entry["kind"] != "lookup" or opening is None:
        return None
    try:
        check_opening(entry, LOOKUP_FOUND, *opening)
    except ProofBad:
        return None
    return opening.value == b"true"
