"""How many people a scope let out data about, and which of those whom somebody names.

Tags of two consumers, months or kinds of number cannot be joined, so people are counted
for each of these alone: the same person in two months counts in both. A row of tags counts
only as far as its entry committed to it. Where the number that says who a row is about did
not pass through the gateway, nobody can say whom the answer was about.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from gateway.audit import SUBJECTS, Opening
from gateway.evidence import Exposure, Found, Tally, opened_value
from gateway.exchange.subjects import Subjects, make_subjects

Group = tuple[str, str, str]
"""Consumer, month and kind of number."""

State = Literal["known", "unknown", "gone", "changed"]

_OPEN_MONTHS = 2
_CATALOGUES = 8


class SoughtPersons:
    """Numbers of people, to be recognised by their tags; they are kept in memory alone."""

    def __init__(self, master: bytes, numbers: Sequence[str]) -> None:
        self._master = master
        self._numbers = numbers
        self._known: dict[Group, Mapping[bytes, str]] = {}

    def among(self, subjects: Subjects) -> list[str]:
        """Return those whose tags are in a row."""
        known = self._catalogue((subjects.agency, subjects.period, subjects.kind))
        return [known[tag] for tag in subjects.split() if tag in known]

    def tags(self, agency: str) -> bytes:
        """Return what shows, to a holder of the secret alone, that a person was looked for."""
        return make_subjects(self._master, agency, "search", "candidates", self._numbers).tags

    def _catalogue(self, group: Group) -> Mapping[bytes, str]:
        if group not in self._known:
            made = ((make_subjects(self._master, *group, [number]).tags, number) for number in self._numbers)
            self._known[group] = {tags: number for tags, number in made if tags}
            for old in list(self._known)[:-_CATALOGUES]:
                del self._known[old]
        return self._known[group]


class Beside(NamedTuple):
    """Finds what stands beside the entries of one log, by their index, and whether it was erased."""

    subjects: Callable[[int], Subjects | None]
    openings: Callable[[int], Mapping[str, Opening]]
    is_erased: Callable[[int], bool]


@dataclass(slots=True)
class People:
    """Counts people as entries pass; holds the tags of the last two months alone.

    `states` counts the entries about people known, unknown, gone (what said whom was
    erased, as the log says) and changed (what says whom is not what the entry committed
    to, or was taken away).
    """

    candidates: SoughtPersons | None = None
    counts: Counter[Group] = field(default_factory=Counter)
    states: Counter[State] = field(default_factory=Counter)
    named: dict[str, Tally] = field(default_factory=dict)
    held: dict[Group, set[bytes]] = field(default_factory=dict)

    def add(self, found: Found, exposure: Exposure, beside: Beside) -> None:
        """Count whom one entry let out data about."""
        # A table counts people and is about none of them; an answer without a row is about nobody.
        if exposure.what != "data" or exposure.kind == "statistics" or not exposure.rows:
            return
        state, subjects = _read(found, beside)
        self.states[state] += 1
        if subjects is None:
            return
        group = (subjects.agency, subjects.period, subjects.kind)
        known = self.held.setdefault(group, set())
        before = len(known)
        known.update(subjects.split())
        self.counts[group] += len(known) - before
        self._forget()
        for number in self.candidates.among(subjects) if self.candidates else ():
            self.named.setdefault(number, Tally()).add(exposure)

    def _forget(self) -> None:
        """Let go of months that are over: entries come in the order of time."""
        months = sorted({period for _, period, _ in self.held})[-_OPEN_MONTHS:]
        for group in [group for group in self.held if group[1] not in months]:
            del self.held[group]


def _read(found: Found, beside: Beside) -> tuple[State, Subjects | None]:
    if SUBJECTS not in found.entry.get("commitments", {}):
        return "unknown", None
    kept, openings = beside.subjects(found.index), beside.openings(found.index)
    if kept is None or SUBJECTS not in openings:
        return "gone" if beside.is_erased(found.index) else "changed", None
    committed = opened_value(found.entry, openings, SUBJECTS)
    if committed != kept.digest(found.entry["exchange_id"]):
        return "changed", None
    return "known", kept
