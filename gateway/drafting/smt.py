"""z3 answers what words and examples leave open. The one module that needs the extra `prove`.

The room's door does not offer it: whoever wants proofs loads it by name, and says
what is missing where the extra is not installed.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import z3

from gateway.catalogue import Sentence
from gateway.drafting.prove_rows import Answer, Found, Nothing, Question, Undecided
from gateway.drafting.prove_values import ONE, OTHER, Comparison
from gateway.drafting.smt_contents import told_alike, told_apart
from gateway.drafting.smt_fields import Held
from gateway.drafting.smt_logic import negated
from gateway.drafting.smt_terms import Row
from gateway.drafting.smt_texts import Chance
from gateway.policy import (
    All,
    Between,
    Condition,
    Equals,
    FieldValue,
    In,
    condition_fields,
    lower_condition,
    lower_output,
)
from gateway.policy import (
    Any as AnyOf,
)

# Characters known of every text: those of the longest region code and one more.
_WIDTH = 18
# A text of the policy that is longer is compared with nothing: the formula would be large for no use.
_WIDEST = 200


class Z3Solver:
    """Answers within a time for each question, or not at all."""

    def __init__(self, milliseconds: int = 3_000) -> None:
        self._milliseconds = milliseconds
        # What was read of conditions serves every later question of the same width.
        self._rows: dict[int, Row] = {}

    def find(self, question: Question) -> Answer:
        """Look for a row for which all wanted conditions hold and no unwanted one."""
        types = dict(question.types)
        conditions = (*question.wanted, *question.unwanted)
        width = max((_WIDTH, *(len(text) + 1 for each in conditions for text in _texts(each))))
        if width > _WIDEST:
            return Undecided(Sentence("prove.text-long", limit=_WIDEST))
        row = self._rows.setdefault(width, Row("", width, Chance()))
        solver = z3.SimpleSolver()
        solver.set("timeout", self._milliseconds)
        for wanted in question.wanted:
            solver.add(row.test(lower_condition(wanted, types)))
        for unwanted in question.unwanted:
            solver.add(negated(row.test(lower_condition(unwanted, types))))
        names = sorted(frozenset().union(*map(condition_fields, conditions)))
        fields = [row.held(FieldValue(name, types[name])) for name in names]
        for held in fields:
            solver.add(*held.domain())
        return _look(solver, fields)

    def compare(self, comparison: Comparison) -> Answer:
        """Look for two values that the known form shows alike and the other does not."""
        field = FieldValue(comparison.known.field, comparison.type)
        chance = Chance()
        rows = Row("one!", _WIDTH, chance), Row("other!", _WIDTH, chance)
        known, asked = (
            [row.value(lower_output(output, comparison.type)) for row in rows]
            for output in (comparison.known, replace(comparison.asked, field=comparison.known.field))
        )
        solver = z3.SimpleSolver()
        solver.set("timeout", self._milliseconds)
        solver.add(told_alike(known[0], known[1], chance), told_apart(asked[0], asked[1], chance))
        fields = [row.held(field) for row in rows]
        for held in fields:
            solver.add(*held.domain(), negated(held.misfit))
        answer = _look(solver, fields)
        if isinstance(answer, Found):
            return Found(dict(zip((ONE, OTHER), answer.row.values(), strict=True)))
        return answer


def _look(solver: Any, fields: list[Held]) -> Answer:
    found = solver.check()
    if found == z3.unsat:
        return Nothing()
    if found != z3.sat:
        return Undecided(Sentence("prove.solver-gave-up", remark=solver.reason_unknown()))
    model = solver.model()
    for held in fields:
        # Plain values where there are such: field by field, and what must be odd stays so.
        solver.push()
        solver.add(held.plain())
        if solver.check() == z3.sat:
            model = solver.model()
        else:
            solver.pop()
    return Found({held.name: held.value(model) for held in fields})


def _texts(condition: Condition) -> Iterator[str]:
    match condition:
        case All(of) | AnyOf(of):
            for part in of:
                yield from _texts(part)
        case Equals(_, str(text)):
            yield text
        case In(_, values):
            yield from (value for value in values if isinstance(value, str))
        case Between(_, low, high):
            yield from (value for value in (low, high) if isinstance(value, str))
