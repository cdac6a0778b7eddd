"""Statement: nothing closed is read, whatever is asked, on any day, in any state of the register.

The planner checks each part of a request by itself, so what all requests can reach
together is what the largest ones reach: every output, filter and sort at once, the
lookup, each statistics table. Those are asked for, and besides them each closed
field by itself in every part of a query. Days run over the validity of the
agreement; states of the register are that of now, that after each revocation to
come and, field by field, that with one decision more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from gateway.drafting.prove_context import leaving
from gateway.drafting.prove_model import Asked, Example, Request
from gateway.drafting.prove_planner import (
    completed,
    days,
    lookup_of,
    moment_of,
    plan_of,
    query_of,
    statistics_of,
)
from gateway.errors import PolicyError, RequestBad
from gateway.policy import (
    Aggregate,
    Contract,
    Exemption,
    Granted,
    Plan,
    Policy,
    SortKey,
    condition_fields,
)

# A filter has at most 60 parts.
_PARTS = 50


def closed_fields(policy: Policy, contract: Contract) -> frozenset[str]:
    """Name the fields that have no use: by the contract, or by a decision that is not revoked."""
    closings = policy.closings.get(contract.name, {})
    return frozenset(
        name
        for name, field in contract.fields.items()
        if field.classification.is_closed or field.undisclosed or name in closings
    )


def reach_closed(policy: Policy, granted: Granted, closed: frozenset[str], first: date) -> Example | None:
    """Find a day and a request that reads one of these fields; None when there is none."""
    for day in days(policy, granted, first):
        moment = moment_of(granted[0], day)
        for request in _largest(policy, granted, closed, moment):
            try:
                read = _read(*plan_of(policy, granted, request, moment)) & closed
            except (PolicyError, RequestBad):
                continue
            if read:
                row = completed(granted, {}).row
                told = {name: row[name] for name in sorted(read)}
                agreement, permission, contract = granted
                return Example(
                    told,
                    (
                        Asked(
                            moment,
                            agreement.uid,
                            permission.id,
                            permission.consumer,
                            contract.name,
                            request,
                            told,
                        ),
                    ),
                )
    return None


def with_closed(policy: Policy, contract: Contract, names: Iterable[str], decision: Exemption) -> Policy:
    """Return the policy as it is when one more decision closes fields of a contract."""
    closings = {**policy.closings.get(contract.name, {}), **dict.fromkeys(names, (decision,))}
    return replace(policy, closings={**policy.closings, contract.name: closings}, _facts={})


def _largest(policy: Policy, granted: Granted, closed: frozenset[str], moment: datetime) -> Iterator[Request]:
    facts = policy.facts(*granted, moment)
    plain = query_of(granted, None)
    yield plain
    filterable = sorted(facts.filterable)
    sort = tuple(SortKey(name) for name in sorted(facts.sortable))
    for start in range(0, max(len(filterable), 1), _PARTS):
        parts = [{name: {"is_null": True}} for name in filterable[start : start + _PARTS]]
        yield replace(plain, filter={"all": parts} if parts else None, sort=sort)
    for name in sorted(closed):
        yield replace(plain, fields=(name,))
        yield replace(plain, filter={name: {"is_null": True}})
        yield replace(plain, sort=(SortKey(name),))
    row = completed(granted, {}).row
    yield lookup_of(granted, row, None)
    for name in sorted(closed):
        yield lookup_of(granted, row, (name,))
    yield from statistics_of(granted)


def _read(plan: Plan, aggregate: Aggregate | None) -> frozenset[str]:
    """Name what a plan reads, and what its outputs tell besides."""
    chosen = plan.selection
    found = {*chosen.columns, *(key.field for key in chosen.order)}
    found |= {output.field for output in chosen.outputs}
    found |= condition_fields(chosen.rows) | condition_fields(chosen.filter)
    told = [output.field for output in chosen.outputs if leaving(plan.permission, output.field)]
    if aggregate is not None:
        found |= {*aggregate.columns, *condition_fields(aggregate.rows)}
        told += [*(output.field for output in aggregate.groups), *aggregate.sums]
    return frozenset(found.union(*(plan.contract.fields[name].derives for name in told)))
