"""What a proof says: a statement with its place, a verdict, and what shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from gateway.catalogue import Sentence
from gateway.policy import LookupRequest, Place, QueryRequest, Scalar, StatisticsRequest

# In the order in which they are told.
Kind = Literal["closed", "combined", "fields", "outside", "together"]
Verdict = Literal["proved", "refuted", "unknown"]
Request = QueryRequest | LookupRequest | StatisticsRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, and what of the row leaves in its answer; at that moment the planner allows it."""

    moment: datetime
    agreement: str
    permission: str
    consumer: str
    dataset: str
    request: Request
    leaves: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Example:
    """A row, and one request or more by which it leaves against the statement."""

    row: Mapping[str, Scalar]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """One statement of one agreement and its verdict.

    An `example`, which the planner itself confirmed, refutes it; a `reason` says why
    nobody knows. Without either it is proved.
    """

    agreement: str
    kind: Kind
    place: Place
    words: tuple[tuple[str, str], ...] = ()
    reason: Sentence | None = None
    example: Example | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether it holds."""
        if self.example is not None:
            return "refuted"
        return "proved" if self.reason is None else "unknown"

    @property
    def sentence(self) -> Sentence:
        """What is stated."""
        return Sentence(f"prove.states-{self.kind}", **dict(self.words))
