"""Is there a row for which these conditions hold and those do not? Three answers, never confused.

`Found` holds a row that was tried on the Python interpreter. `Nothing` is said for
every row there can be: by the conditions' own words where that is enough, else by
a solver. Whatever is neither is `Undecided`, with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from gateway.catalogue import Sentence
from gateway.drafting.prove_examples import examples
from gateway.drafting.prove_implies import implies
from gateway.policy import Condition, LogicalType, Scalar, holds

Types = Mapping[str, LogicalType]


@dataclass(frozen=True, slots=True)
class Question:
    """Conditions that shall hold for one row, and others that shall not; `types` covers their fields."""

    wanted: tuple[Condition, ...]
    unwanted: tuple[Condition, ...]
    types: tuple[tuple[str, LogicalType], ...]

    def is_answered_by(self, row: Mapping[str, Scalar]) -> bool:
        """Say whether a row is one that is asked for."""
        types = dict(self.types)
        return all(holds(each, row, types) for each in self.wanted) and not any(
            holds(each, row, types) for each in self.unwanted
        )


@dataclass(frozen=True, slots=True)
class Found:
    """Such a row."""

    row: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is no such row."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Nobody knows, and why."""

    reason: Sentence


Answer = Found | Nothing | Undecided


class Finder(Protocol):
    """Decides what words and examples leave open."""

    def find(self, question: Question) -> Answer:
        """Look for a row; one that is found need not be tried yet."""


class Rows:
    """Answers questions, each once; without a solver some stay undecided."""

    def __init__(self, solver: Finder | None) -> None:
        self._solver = solver
        self._known: dict[Question, Answer] = {}

    def find(self, wanted: tuple[Condition, ...], unwanted: tuple[Condition, ...], types: Types) -> Answer:
        """Look for a row for which all of `wanted` hold and none of `unwanted` does."""
        question = Question(wanted, unwanted, tuple(sorted(types.items())))
        if question not in self._known:
            self._known[question] = self._answer(question)
        return self._known[question]

    def _answer(self, question: Question) -> Answer:
        types = dict(question.types)
        if any(implies(one, other, types) for one in question.wanted for other in question.unwanted):
            return Nothing()
        for row in examples(question.wanted + question.unwanted, types):
            if question.is_answered_by(row):
                return Found(row)
        if self._solver is None:
            return Undecided(Sentence("prove.no-solver"))
        answer = self._solver.find(question)
        if isinstance(answer, Found) and not question.is_answered_by(answer.row):
            return Undecided(Sentence("prove.example-fails"))
        return answer
