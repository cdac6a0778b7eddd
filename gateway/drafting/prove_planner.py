"""The real planner as the last word: a counterexample counts when it lets the request through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gateway.drafting.prove_examples import SAMPLES, any_key
from gateway.drafting.prove_model import Asked, Request
from gateway.errors import PolicyError, RequestBad, SourceError
from gateway.policy import (
    Aggregate,
    Agreement,
    Exemption,
    Granted,
    LookupRequest,
    Permission,
    Plan,
    Policy,
    QueryRequest,
    Scalar,
    StatisticsRequest,
    apply,
    day_start,
    fits,
    holds,
    plan_as_if_in_force,
    plan_lookup_as_if_in_force,
    plan_statistics_as_if_in_force,
    wire_value,
)

_ONE_DAY = timedelta(days=1)
# What an official fills in where a permission requires it.
_STATED = "contoh"


@dataclass(frozen=True, slots=True)
class Whole:
    """A row with a value for every field of a contract, and which of them fit their type."""

    row: Mapping[str, Scalar]
    fitting: frozenset[str]


def completed(granted: Granted, row: Mapping[str, Scalar]) -> Whole:
    """Fill in the fields that a row says nothing of."""
    fields = granted[2].fields
    whole = {name: row.get(name, SAMPLES[field.logical_type]) for name, field in fields.items()}
    fitting = {name for name, value in whole.items() if fits(fields[name].logical_type, value)}
    return Whole(whole, frozenset(fitting))


def days(policy: Policy, granted: Granted, first: date) -> tuple[date, ...]:
    """Name a day for each state of the register in the validity of an agreement, the first one at hand first.

    A decision ends, or is revoked, on a day of its own; between two such days nothing opens or closes.
    """
    agreement, _, contract = granted
    begin = min(max(first, agreement.valid_from), agreement.valid_until)
    found = {begin: None, agreement.valid_from: None}
    for decisions in policy.closings.get(contract.name, {}).values():
        for each in decisions:
            found |= dict.fromkeys(_turns(each))
    return tuple(day for day in found if agreement.valid_from <= day <= agreement.valid_until)


def _turns(decision: Exemption) -> Iterator[date]:
    if decision.until is not None:
        yield decision.until + _ONE_DAY
    if decision.revoked is not None:
        yield decision.revoked


def moment_of(agreement: Agreement, day: date) -> datetime:
    """Return noon of a day, in the zone of the agreement."""
    return day_start(day, agreement.timezone) + _ONE_DAY / 2


def query_of(granted: Granted, fields: tuple[str, ...] | None) -> QueryRequest:
    """Write the plainest query of a permission."""
    agreement, permission, _ = granted
    stated = _stated(permission)
    return QueryRequest(agreement.uid, permission.purpose, fields, None, (), None, None, False, **stated)


def lookup_of(granted: Granted, row: Mapping[str, Scalar], fields: tuple[str, ...] | None) -> LookupRequest:
    """Write the lookup of a row by its key."""
    agreement, permission, _ = granted
    key = wire_value(row[permission.lookup.key]) if permission.lookup else None
    return LookupRequest(agreement.uid, permission.purpose, key, fields, **_stated(permission))


def statistics_of(granted: Granted) -> Iterator[StatisticsRequest]:
    """Write a request for each statistics table of a permission."""
    agreement, permission, _ = granted
    for table in permission.statistics.tables if permission.statistics else ():
        yield StatisticsRequest(agreement.uid, permission.purpose, table, **_stated(permission))


def plan_of(
    policy: Policy, granted: Granted, request: Request, moment: datetime
) -> tuple[Plan, Aggregate | None]:
    """Ask the planner; of figures, what is read stands beside the plan.

    Raises:
        PolicyError: it does not allow the request.
        RequestBad: the request contradicts itself.
    """
    match request:
        case QueryRequest():
            return plan_as_if_in_force(policy, granted, request, moment), None
        case LookupRequest():
            return plan_lookup_as_if_in_force(policy, granted, request, moment), None
        case StatisticsRequest():
            found = plan_statistics_as_if_in_force(policy, granted, request, moment)
            return found.plan, found.aggregate


def _stated(permission: Permission) -> dict[str, str | None]:
    return {name: _STATED if name in permission.requires else None for name in ("on_behalf_of", "case_ref")}


def ask(
    policy: Policy, granted: Granted, row: Whole, moment: datetime, needed: frozenset[str]
) -> Asked | None:
    """Ask the planner for a row; None when it, or the row rule, keeps the row or a needed field back."""
    agreement, permission, contract = granted
    facts = policy.facts(*granted, moment)
    # What does not fit its type cannot be told; the rest of the row can.
    fields = tuple(name for name in facts.outputs if name in row.fitting)
    requests: list[Request] = [query_of(granted, fields), lookup_of(granted, row.row, fields)]
    if not needed:
        requests += statistics_of(granted)
    for request in requests:
        try:
            leaves = _leaves(*plan_of(policy, granted, request, moment), row.row)
        except (PolicyError, RequestBad, SourceError):
            continue
        if leaves is not None and needed <= leaves.keys():
            return Asked(
                moment, agreement.uid, permission.id, permission.consumer, contract.name, request, leaves
            )
    return None


def _leaves(
    plan: Plan, aggregate: Aggregate | None, row: Mapping[str, Scalar]
) -> Mapping[str, Scalar] | None:
    """Return what a plan lets leave of a row; None when it leaves the row out. Figures tell no value."""
    types = {name: field.logical_type for name, field in plan.contract.fields.items()}
    if aggregate is not None:
        return {} if holds(aggregate.rows, row, types) else None
    selection = plan.selection
    if not holds(selection.rows, row, types) or not holds(selection.filter, row, types):
        return None
    return {
        output.field: apply(output, types[output.field], row[output.field], any_key)
        for output in selection.outputs
    }
