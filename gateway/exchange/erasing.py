"""Erasure: what opens old entries, and whom they were about, goes for good; the log stays whole.

What goes is recorded as spans of entries in the same transaction. Leaves,
proofs and receipts that were given out are not touched: a commitment without
its opening proves that something was recorded, and no longer what.

Only exchanges are erased. Statements, searches and holds are the record of what
the gateway itself did; and what is held back, of an open incident, or still with a
consumer by agreement (`delete_by`), must be able to be shown. An acknowledgement opens
the answer of its exchange once more, so it goes with it, and stays with it.

An erasure cannot be undone: only what the tree holds says that its time is over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from gateway.audit import Draft, parse_entry
from gateway.errors import ProofBad
from gateway.evidence import Hold, IncidentScope
from gateway.exchange.acknowledging import ACKNOWLEDGE
from gateway.exchange.administration import Change
from gateway.exchange.disclosing import Candidate
from gateway.exchange.holding import find_hold
from gateway.exchange.ports import Effects, Erasure
from gateway.exchange.record import rfc3339
from gateway.policy import PLANNER_VERSION

ERASE = "erase"
ERASABLE = frozenset({"query", "lookup", "statistics", "describe", "catalog", "receipt", "other"})
ACKNOWLEDGING = f'"kind":"{ACKNOWLEDGE.kind}"'.encode()
"""Stands in the leaf of every acknowledgement."""
MAX_SPANS = 400
"""An entry holds no more than 64 KiB."""
MAX_ENTRIES = 10_000
"""How many entries are erased at once: the log waits meanwhile."""

Spans = Sequence[tuple[int, int]]
Kept = Literal["held", "incident", "retained", "unreadable"]


@dataclass(frozen=True, slots=True)
class Guards:
    """What forbids an erasure: holds, incidents that are not closed, and on which day it is."""

    holds: Sequence[Hold]
    incidents: Sequence[IncidentScope]
    today: date

    def keep(self, each: Candidate, entry: Mapping[str, Any] | None) -> Kept | None:
        """Return why an entry must stay; None when it may go."""
        # Of what the tree does not hold, or not under this name, nobody can say whether it must stay.
        if entry is None or entry["exchange_id"] != each.exchange_id:
            return "unreadable"
        if find_hold(self.holds, each, entry):
            return "held"
        at = _recorded_at(entry)
        if any(scope.names(entry) and scope.spans(at) for scope in self.incidents):
            return "incident"
        delete_by = entry.get("delete_by")
        return "retained" if delete_by and date.fromisoformat(delete_by) >= self.today else None


@dataclass(frozen=True, slots=True)
class Sorted:
    """What may go, as spans of entries in order, and what must stay, with the reason."""

    spans: Spans = ()
    kept: Sequence[tuple[int, Kept]] = ()

    @property
    def count(self) -> int:
        """How many entries may go."""
        return sum(last - first + 1 for first, last in self.spans)

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
    candidates: Iterable[Candidate],
    acknowledgements: Callable[[str], Iterable[Candidate]],
    guards: Guards,
    before: datetime | None = None,
) -> Sorted:
    """Part the entries that may be erased from those that must not.

    `candidates` are in the order of the log, of which those count that were recorded before
    a moment; `acknowledgements` gives those of an exchange, whenever they came.
    """
    kept: list[tuple[int, Kept]] = []
    due: list[int] = []
    for each in candidates:
        entry = _read(each)
        if entry is not None and before is not None and _recorded_at(entry) >= before:
            # The log writes no time before that of the entry before; what follows is newer.
            break
        if entry is not None and not _is_erasable(entry):
            continue
        why = guards.keep(each, entry)
        words = acknowledgements(each.exchange_id)
        parts = [(each, why), *((word, why or guards.keep(word, _read(word))) for word in words)]
        for part, reason in parts:
            if reason:
                kept.append((part.index, reason))
            elif part.openings or part.subjects:
                due.append(part.index)
    return Sorted(_spans(sorted(due)), kept)


def acknowledged_by(leaf: bytes) -> str | None:
    """Return the exchange that an entry acknowledges; None for every other entry."""
    try:
        entry = parse_entry(leaf)
    except ProofBad:
        return None
    return next(iter(entry.get("exchanges", ())), None) if entry["kind"] == ACKNOWLEDGE.kind else None


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


def _is_erasable(entry: Mapping[str, Any]) -> bool:
    """Say whether an entry may go for itself; an acknowledgement that was taken goes with its exchange."""
    return entry["kind"] in ERASABLE or (entry["kind"] == ACKNOWLEDGE.kind and "exchanges" not in entry)


def _read(each: Candidate) -> Mapping[str, Any] | None:
    try:
        return parse_entry(each.leaf) if each.is_intact else None
    except ProofBad:
        return None


def _recorded_at(entry: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["times"]["recorded_at"]["value"])


def _spans(indices: Iterable[int]) -> Spans:
    spans: list[tuple[int, int]] = []
    for index in indices:
        if spans and spans[-1][1] == index - 1:
            spans[-1] = spans[-1][0], index
        else:
            spans.append((index, index))
    return spans
