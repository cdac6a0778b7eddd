"""What all statements are proved over: the policy, its columns, and the answers on rows so far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from gateway.drafting.prove_model import Asked
from gateway.drafting.prove_planner import ask, completed, days, moment_of
from gateway.drafting.prove_rows import Finder, Rows, Types
from gateway.drafting.prove_values import Prover, Values
from gateway.policy import (
    Agreement,
    All,
    Any,
    Between,
    Columns,
    Condition,
    Contract,
    Equals,
    Granted,
    In,
    IsNull,
    Output,
    Permission,
    Policy,
    Scalar,
    Use,
    Within,
    day_of,
    reveals,
)


class Solver(Finder, Prover, Protocol):
    """Answers both kinds of question."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One form in which a field leaves for one consumer, and the permissions by which it does."""

    use: Use
    permissions: tuple[Granted, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """The policy as if activated at `now` and signed by everybody."""

    policy: Policy
    columns: Columns
    rows: Rows
    values: Values
    now: datetime
    # By consumer, dataset and field: filled as they are asked for, since most agreements ask the same.
    _shown: dict[tuple[str, str, str], tuple[Shown, ...]] = field(default_factory=dict)

    def first_day(self, agreement: Agreement) -> date:
        """Return the day of `now` where the agreement is kept."""
        return day_of(self.now, agreement.timezone)

    def form(self, granted: Granted, field: str) -> Output | None:
        """Return the form in which a field leaves on the first day; None when it does not."""
        moment = moment_of(granted[0], self.first_day(granted[0]))
        return self.policy.facts(*granted, moment).outputs.get(field)

    def shown(self, consumer: str, dataset: str, name: str) -> tuple[Shown, ...]:
        """Return the different forms in which a field leaves for a consumer, over all agreements."""
        known = self._shown.get((consumer, dataset, name))
        if known is None:
            forms: dict[object, tuple[Use, list[Granted]]] = {}
            for granted in self.policy.granted.get((consumer, dataset), ()):
                use = leaving(granted[1], name)
                if use is not None:
                    key = use.kind, use.transform, use.arguments
                    forms.setdefault(key, (use, []))[1].append(granted)
            known = tuple(Shown(use, tuple(permissions)) for use, permissions in forms.values())
            self._shown[consumer, dataset, name] = known
        return known

    def twins(self, dataset: str, fields: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
        """Name the fields again in each dataset over the same columns; the dataset itself first."""
        found: dict[str, dict[str, str]] = {dataset: {}}
        for each in fields:
            for other, name in self.columns.same(dataset, each):
                found.setdefault(other, {})[each] = name
        return found

    def confirm(self, granted: Granted, row: Mapping[str, Scalar], needed: frozenset[str]) -> Asked | None:
        """Have the planner let a row, and the needed fields of it, leave; on whatever day it does."""
        whole = completed(granted, row)
        for day in days(self.policy, granted, self.first_day(granted[0])):
            asked = ask(self.policy, granted, whole, moment_of(granted[0], day), needed)
            if asked is not None:
                return asked
        return None


def types_of(contract: Contract) -> Types:
    """Return the types of all fields."""
    return {name: field.logical_type for name, field in contract.fields.items()}


def gives_rows(permission: Permission) -> bool:
    """Say whether anything at all is answered from rows."""
    return not (permission.query is None and permission.lookup is None and permission.statistics is None)


def leaving(permission: Permission, field: str) -> Use | None:
    """Return the use by which a field leaves in rows and tells something of its value."""
    uses = (use for use in permission.uses.get(field, ()) if use.kind in {"release", "transform"})
    return next((use for use in uses if reveals(use)), None)


def renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """Return a condition over other names of its fields."""
    match condition:
        case All(of):
            return All(tuple(renamed(part, names) for part in of))
        case Any(of):
            return Any(tuple(renamed(part, names) for part in of))
        case Equals(field, value):
            return Equals(names[field], value)
        case In(field, values):
            return In(names[field], values)
        case Within(field, code):
            return Within(names[field], code)
        case Between(field, low, high):
            return Between(names[field], low, high)
        case IsNull(field):
            return IsNull(names[field])


def granted_over(policy: Policy, datasets: Mapping[str, object]) -> Iterator[tuple[str, tuple[Granted, ...]]]:
    """Gather by consumer what is granted of these datasets, in any agreement."""
    found: dict[str, list[Granted]] = {}
    for (consumer, dataset), granted in sorted(policy.granted.items(), key=lambda item: item[0]):
        if dataset in datasets:
            found.setdefault(consumer, []).extend(granted)
    for consumer, several in found.items():
        yield consumer, tuple(each for each in several if gives_rows(each[1]))
