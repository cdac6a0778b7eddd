"""Prove the statements of agreements: those they make in `never`, and two that hold for all.

`proved` is said for every request, row, day of the validity and state of the register
that the files can come to; `refuted` with an example that the planner confirmed;
`unknown` for whatever is neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gateway.drafting.prove_closed import closed_fields, reach_closed, with_closed
from gateway.drafting.prove_context import Context, Solver
from gateway.drafting.prove_joined import prove_combined, prove_together
from gateway.drafting.prove_model import Example, Proof
from gateway.drafting.prove_rowrule import prove_outside
from gateway.drafting.prove_rows import Rows
from gateway.drafting.prove_values import Values
from gateway.policy import (
    Agreement,
    Bundle,
    Columns,
    Exemption,
    Granted,
    Never,
    Permission,
    Policy,
    condition_fields,
    day_start,
    suppose,
)

# The offices that keep registers are in Jakarta.
_REGISTER_ZONE = "Asia/Jakarta"


def prove(
    bundle: Bundle, now: datetime, solver: Solver | None, *, agreement: str | None = None
) -> tuple[Proof, ...]:
    """Prove all statements of a bundle, or of one agreement, in the order of the files."""
    context = Context(suppose(bundle, now), Columns(bundle.contracts), Rows(solver), Values(solver), now)
    closed = _Closed(context, _states(bundle, now))
    found = []
    for uid, each in sorted(bundle.agreements.items()):
        if agreement in {None, uid}:
            found.append(closed.prove(each))
            found.append(prove_combined(context, each))
            for never in each.never:
                if never.fields:
                    found.append(closed.prove_fields(each, never))
                elif never.together:
                    found.append(prove_together(context, each, never))
                else:
                    found.append(prove_outside(context, each, never))
    return tuple(found)


def _states(bundle: Bundle, now: datetime) -> tuple[Policy, ...]:
    """Return the policy as activated now and, for each revocation still to come, as activated then."""
    revoked = {
        each.revoked
        for register in bundle.registers.values()
        for each in register.exemptions.values()
        if each.revoked is not None
    }
    later = sorted(moment for day in revoked if (moment := day_start(day, _REGISTER_ZONE)) > now)
    return tuple(suppose(bundle, moment) for moment in (now, *later))


@dataclass(slots=True)
class _Closed:
    """Proves once for all permissions that differ in nothing the planner looks at for it."""

    context: Context
    states: tuple[Policy, ...]
    _known: dict[Any, Example | None] = field(default_factory=dict)

    def prove(self, agreement: Agreement) -> Proof:
        """Prove that nothing closed is read, and that one decision more closes any field at once."""
        example = next(filter(None, self._examples(agreement)), None)
        return Proof(agreement.uid, "closed", agreement.place, example=example)

    def prove_fields(self, agreement: Agreement, never: Never) -> Proof:
        """Prove that the fields of a `never` are read by no permission of the agreement."""
        example = next(filter(None, self._examples_of(agreement, never)), None)
        words = (("dataset", never.dataset), ("fields", ", ".join(never.fields)))
        return Proof(agreement.uid, "fields", never.place, words, example=example)

    def _examples(self, agreement: Agreement) -> Iterator[Example | None]:
        for granted in self._granted(agreement):
            for state, policy in enumerate(self.states):
                yield self._once(policy, granted, closed_fields(policy, granted[2]), ("now", state))
                for name in granted[1].uses:
                    policy_then = with_closed(policy, granted[2], (name,), _decision(granted, name))
                    yield self._once(policy_then, granted, frozenset({name}), ("then", state))

    def _examples_of(self, agreement: Agreement, never: Never) -> Iterator[Example | None]:
        twins = self.context.twins(never.dataset, never.fields)
        for granted in self._granted(agreement):
            names = frozenset(twins.get(granted[2].name, {}).values())
            for state, policy in enumerate(self.states):
                if names:
                    yield self._once(policy, granted, names, ("now", state))

    def _granted(self, agreement: Agreement) -> Iterator[Granted]:
        for permission in agreement.permissions:
            yield agreement, permission, self.context.policy.bundle.contracts[permission.dataset]

    def _once(self, policy: Policy, granted: Granted, closed: frozenset[str], state: Any) -> Example | None:
        first = self.context.first_day(granted[0])
        key = (state, closed, first, _shape(granted))
        if key not in self._known:
            self._known[key] = reach_closed(policy, granted, closed, first)
        return self._known[key]


def _shape(granted: Granted) -> Any:
    """Return what the planner looks at when it decides what is read, and no more."""
    agreement, permission, contract = granted
    return (
        contract.digest,
        agreement.valid_from,
        agreement.valid_until,
        agreement.timezone,
        condition_fields(permission.rows),
        permission.requires,
        *_uses(permission),
        permission.query and (permission.query.filter, permission.query.sort),
        permission.lookup and permission.lookup.key,
        permission.statistics and repr(permission.statistics),
        permission.retention,
    )


def _uses(permission: Permission) -> Iterator[object]:
    for name, uses in sorted(permission.uses.items()):
        yield name, tuple((use.kind, use.transform, use.arguments) for use in uses)


def _decision(granted: Granted, name: str) -> Exemption:
    """Make up a decision that closes a field for ever."""
    _, _, contract = granted
    return Exemption(
        number="-",
        decided=date.min,
        letter="j",
        issuing_body="-",
        registering_body="-",
        official="-",
        fields=(f"{contract.dataset}.{name}",),
        reason="-",
        signed_at="-",
        until=None,
        review=None,
        revoked=None,
        place=contract.fields[name].place,
    )
