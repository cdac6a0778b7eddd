"""Does one form of a value tell what another form of it does not? Three answers again.

`Found` holds two values that the first form shows alike and the second does not, so
the second tells something more; `Nothing` says that there are none.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from gateway.catalogue import Sentence
from gateway.drafting.prove_examples import any_key, worth_trying
from gateway.drafting.prove_rows import Answer, Found, Undecided
from gateway.errors import SourceError
from gateway.policy import Hmac, LogicalType, Output, Scalar, apply, lower_output

ONE, OTHER = "one", "other"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two forms of one field: what is known, and what it is asked to tell."""

    known: Output
    asked: Output
    type: LogicalType

    def is_answered_by(self, one: Scalar, other: Scalar) -> bool:
        """Say whether two values look alike in what is known and differ in what is asked."""
        try:
            return self._form(self.known, one) == self._form(self.known, other) and (
                self._form(self.asked, one) != self._form(self.asked, other)
            )
        except SourceError:
            # What cannot be told does not leave.
            return False

    def _form(self, output: Output, value: Scalar) -> Scalar:
        return apply(output, self.type, value, any_key)


class Prover(Protocol):
    """Decides what examples leave open."""

    def compare(self, comparison: Comparison) -> Answer:
        """Look for two values, `one` and `other`, that answer a comparison."""


class Values:
    """Compares forms of values, each two once."""

    def __init__(self, prover: Prover | None) -> None:
        self._prover = prover
        self._known: dict[Comparison, Answer] = {}

    def compare(self, known: Output, asked: Output, logical_type: LogicalType) -> Answer:
        """Look for two values that the known form shows alike and the other does not."""
        comparison = Comparison(known, asked, logical_type)
        if comparison not in self._known:
            self._known[comparison] = self._answer(comparison)
        return self._known[comparison]

    def _answer(self, comparison: Comparison) -> Answer:
        forms = (comparison.known, comparison.asked)
        if any(isinstance(lower_output(form, comparison.type), Hmac) for form in forms):
            # Tokens are different where values are, and still tell none of them.
            return Undecided(Sentence("prove.keyed"))
        for one, other in combinations(worth_trying(comparison.type), 2):
            if comparison.is_answered_by(one, other):
                return Found({ONE: one, OTHER: other})
        if self._prover is None:
            return Undecided(Sentence("prove.no-solver"))
        answer = self._prover.compare(comparison)
        if isinstance(answer, Found) and not comparison.is_answered_by(answer.row[ONE], answer.row[OTHER]):
            return Undecided(Sentence("prove.example-fails"))
        return answer
