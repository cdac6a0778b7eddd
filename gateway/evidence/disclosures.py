"""Who was given data about a person: what a log says of it, as values.

A disclosure is told only when its entry stands in the tree and its tags are
those that the entry committed to; what does not hold is named as a fault, and
what cannot be told is told to be so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from gateway.catalogue import Sentence

DisclosureFault = Literal[
    "leaf-changed",
    "leaf-missing",
    "tags-missing",
    "tags-changed",
    "tags-added",
    "opening-missing",
    "opening-changed",
]
DisclosureState = Literal["seen", "unknown", "erased"]


@dataclass(frozen=True, slots=True)
class SeenField:
    """A field that left: untouched, or by which transform; `personal` is the class of UU 27/2022 Pasal 4."""

    name: str
    transform: str | None
    personal: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A delayed disclosure: of one exchange, or of all of a case that the agency is party to."""

    index: int
    id: str
    agency: str
    until: datetime
    reason: str
    exchange: str | None = None
    case_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One exchange: `seen` is about the person, `unknown` may be, and of `erased` nobody can tell any more.

    `found` is what a lookup by the person's number was answered.
    """

    log: str
    index: int
    exchange_id: str
    entry: Mapping[str, Any]
    state: DisclosureState
    title: str
    purpose: str
    legal_basis: tuple[str, ...]
    fields: tuple[SeenField, ...]
    found: bool | None = None
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class Faulty:
    """An exchange of which the index is not what its entry committed to."""

    log: str
    index: int
    exchange_id: str
    fault: DisclosureFault
    hold: Hold | None = None

    @property
    def is_unreadable(self) -> bool:
        """Whether nobody can say what it was about: while anything is held back, it may be that."""
        return self.fault in ("leaf-changed", "leaf-missing")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Who asks the index, why, for which datasets and which time; `until` is not included."""

    agency: str
    datasets: tuple[str, ...]
    since: datetime
    until: datetime
    official: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DisclosureReport:
    """What was found; `search` is the entry that says who looked, `gaps` what could not be looked at."""

    inquiry: Inquiry
    search: str
    disclosures: tuple[Disclosure, ...]
    faults: tuple[Faulty, ...]
    gaps: tuple[Sentence, ...] = ()
    is_whole: bool = True

    def for_the_person(self) -> "DisclosureReport":
        """Leave out what is held back, and every trace that something is."""
        return replace(
            self,
            disclosures=tuple(each for each in self.disclosures if each.hold is None),
            faults=tuple(each for each in self.faults if each.hold is None),
            is_whole=False,
        )

    @property
    def unreadable(self) -> int:
        """How many entries could not be read."""
        return sum(each.is_unreadable for each in self.faults)

    def of_state(self, state: DisclosureState) -> tuple[Disclosure, ...]:
        """Return the exchanges of one state."""
        return tuple(each for each in self.disclosures if each.state == state)
