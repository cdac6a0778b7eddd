"""What the policy makes the gateway read of a dataset: the columns with a use, over all permissions.

A source's account needs rights on these and on nothing else.
"""

from collections.abc import Iterator
from datetime import datetime

from gateway.policy.facts import Facts
from gateway.policy.model import Contract, LogicalType, Permission
from gateway.policy.resolved import Policy


def fields_read(policy: Policy, contract: Contract, now: datetime) -> frozenset[str]:
    """Return the fields with a use that reads them, in any agreement, in force or not."""
    return frozenset(
        name
        for permission, facts in _permissions(policy, contract, now)
        for name in facts.columns
        if any(use.transform != "constant" for use in permission.uses[name])
    )


def texts_compared(policy: Policy, contract: Contract, now: datetime) -> frozenset[str]:
    """Return the text fields that rows are chosen or ordered by: those that an index is for."""
    found: set[str] = set()
    for permission, facts in _permissions(policy, contract, now):
        found |= facts.rule_fields | facts.filterable.keys() | facts.sortable
        if permission.lookup is not None:
            found.add(permission.lookup.key)
    return frozenset(
        name
        for name in (found | {contract.order}) & fields_read(policy, contract, now)
        if contract.fields[name].logical_type is LogicalType.STRING
    )


def _permissions(policy: Policy, contract: Contract, now: datetime) -> Iterator[tuple[Permission, Facts]]:
    for (_, dataset), granted in policy.granted.items():
        if dataset == contract.name:
            for agreement, permission, each in granted:
                yield permission, policy.facts(agreement, permission, each, now)
