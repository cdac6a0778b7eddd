"""What differs in meaning between two policies, and which way it goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from gateway.catalogue import Sentence
from gateway.policy import Never, Place, Scalar, Use

Direction = Literal["wider", "narrower", "same", "mixed", "unknown"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    `old` and `new` are forms of a field, `row` is one that a row rule lets in or
    out, `never` a statement.
    """

    kind: str
    direction: Direction
    words: tuple[tuple[str, str | Sentence], ...] = ()
    place: Place | None = None
    old: Use | None = None
    new: Use | None = None
    row: Mapping[str, Scalar] | None = None
    never: Never | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """One consumer, dataset and purpose, and all that changes for it; agreements by uid, before and after."""

    consumer: str
    dataset: str
    purpose: str
    agreements: tuple[str | None, str | None]
    changes: tuple[Change, ...]

    @property
    def direction(self) -> Direction:
        """Where all its changes go together."""
        return joined(change.direction for change in self.changes)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two bundles by digest, what changes by subject, what changes beside it, and which files differ."""

    old: str
    new: str
    subjects: tuple[Subject, ...]
    beside: tuple[Change, ...]
    files: tuple[tuple[str, Literal["added", "removed", "changed"]], ...]

    @property
    def direction(self) -> Direction:
        """Where it all goes together."""
        return joined(
            [*(each.direction for each in self.subjects), *(each.direction for each in self.beside)]
        )

    @property
    def may_widen(self) -> bool:
        """Whether anything is known to be given that was not."""
        found = {change.direction for each in self.subjects for change in each.changes}
        return bool((found | {change.direction for change in self.beside}) & {"wider", "mixed"})


def wider_if(is_wider: bool) -> Direction:
    """Return the direction of what goes one way or the other."""
    return "wider" if is_wider else "narrower"


def joined(directions: Iterable[Direction]) -> Direction:
    """Join directions: what goes both ways is mixed, and what is not known leaves the rest unknown."""
    found = set(directions) - {"same"}
    if "mixed" in found or {"wider", "narrower"} <= found:
        return "mixed"
    if "unknown" in found:
        return "unknown"
    return next(iter(found), "same")
