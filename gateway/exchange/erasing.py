"""Erasure: what opens old entries, and whom they were about, goes for good; the log stays whole.

What goes is recorded as spans of entries in the same transaction. Leaves,
proofs and receipts that were given out are not touched: a commitment without
its opening proves that something was recorded, and no longer what.

Only exchanges are erased. Statements, searches and holds are the record of what
the gateway itself did; and what is held back, of an open incident, or still with a
consumer by agreement (`delete_by`), must be able to be shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from gateway.audit import Draft, parse_entry
from gateway.errors import ProofBad
from gateway.evidence import Hold, IncidentScope
from gateway.exchange.administration import Change
from gateway.exchange.disclosing import Candidate, Spans
from gateway.exchange.holding import find_hold
from gateway.exchange.ports import Effects, Erasure
from gateway.exchange.record import rfc3339
from gateway.policy import PLANNER_VERSION

ERASE = "erase"
ERASABLE = frozenset({"query", "lookup", "statistics", "describe", "catalog", "receipt", "other"})
MAX_SPANS = 400
"""An entry holds no more than 64 KiB."""
MAX_ENTRIES = 10_000
"""How many entries are erased at once: the log waits meanwhile."""

Kept = Literal["held", "incident", "retained", "unreadable"]


@dataclass(slots=True)
class Sorted:
    """What may go, as spans of entries in order, and what must stay, with the reason."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    kept: list[tuple[int, Kept]] = field(default_factory=list)

    def parts(self) -> Iterator[Sequence[tuple[int, int]]]:
        """Yield the spans in parts, of which each is one entry of the log."""
        part: list[tuple[int, int]] = []
        count = 0
        for first, last in self.spans:
            while first <= last:
                until = min(last, first + MAX_ENTRIES - count - 1)
                part.append((first, until))
                count += until - first + 1
                first = until + 1
                if count >= MAX_ENTRIES or len(part) >= MAX_SPANS:
                    yield part
                    part, count = [], 0
        if part:
            yield part


def sort_out(
    candidates: Iterable[Candidate], holds: Sequence[Hold], incidents: Sequence[IncidentScope], today: date
) -> Sorted:
    """Part the entries that may be erased from those that must not."""
    found = Sorted()
    for each in candidates:
        try:
            entry = parse_entry(each.leaf)
        except ProofBad:
            # Of an entry that is none, nobody can say whether it must stay.
            found.kept.append((each.index, "unreadable"))
            continue
        if entry["kind"] not in ERASABLE:
            continue
        if reason := _must_stay(each, entry, holds, incidents, today):
            found.kept.append((each.index, reason))
        elif each.openings or each.subjects:
            _add(found.spans, each.index)
    return found


def plan_erasure(
    spans: Spans, size: int, official: str, reason: str, *, now: datetime, exchange: str
) -> Change:
    """Decide to erase what is beside entries.

    The log refuses it when something was held back, or an incident opened, after the first `size`.
    """
    draft = Draft(
        {
            "planner": PLANNER_VERSION,
            "exchange_id": exchange,
            "kind": ERASE,
            "outcome": "recorded",
            "times": {"decided_at": {"value": rfc3339(now), "by": "gateway"}},
            "erased": [{"first": first, "last": last} for first, last in spans],
        },
        {"official": official.encode(), "why": reason.encode()},
    )
    return Change(draft, Effects(erasure=Erasure(tuple(spans), size)), None)


def erased_by(entries: Iterable[Candidate]) -> Spans:
    """Return what entries of erasures say was erased; one that does not fit the tree says nothing."""
    intact = (parse_entry(each.leaf) for each in entries if each.is_intact)
    return [(span["first"], span["last"]) for entry in intact for span in entry["erased"]]


def _must_stay(
    each: Candidate,
    entry: Mapping[str, Any],
    holds: Sequence[Hold],
    incidents: Sequence[IncidentScope],
    today: date,
) -> Kept | None:
    if find_hold(holds, each, entry):
        return "held"
    at = datetime.fromisoformat(entry["times"]["recorded_at"]["value"])
    if any(scope.names(entry) and scope.spans(at) for scope in incidents):
        return "incident"
    delete_by = entry.get("delete_by")
    return "retained" if delete_by and date.fromisoformat(delete_by) >= today else None


def _add(spans: list[tuple[int, int]], index: int) -> None:
    if spans and spans[-1][1] == index - 1:
        spans[-1] = spans[-1][0], index
    else:
        spans.append((index, index))
