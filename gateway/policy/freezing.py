"""What one snapshot of statistics is: what is read for it, what names it, and how long it answers."""

import json
from datetime import datetime
from hashlib import sha256

from gateway.policy.conditions import condition_fields
from gateway.policy.model import Agreement, Contract, Permission
from gateway.policy.rights import StatisticsRight
from gateway.policy.selection import Aggregate, Column, Output
from gateway.policy.statistics import group_fields, sum_fields
from gateway.policy.zones import period_of

# One more is asked for, so that a table that would be cut short is refused instead.
MAX_GROUPS = 500_000

_FORMAT = "sinergi-statistics/1"


def aggregate_of(permission: Permission, contract: Contract, right: StatisticsRight) -> Aggregate:
    """Say what the source is asked for: the groups of all tables of a permission at once."""
    how = {each.field: each for table in right.tables.values() for each in table.group}
    groups = tuple(Output(name, how[name].transform, how[name].arguments) for name in group_fields(right))
    sums = sum_fields(right)
    used = {*group_fields(right), *sums, *condition_fields(permission.rows)}
    return Aggregate(
        provider=contract.provider,
        dataset=contract.dataset,
        table=contract.table,
        columns={
            name: Column(field.physical_name, field.logical_type, field.required)
            for name, field in contract.fields.items()
            if name in used
        },
        groups=groups,
        sums=sums,
        rows=permission.rows,
        limit=MAX_GROUPS + 1,
    )


def definition_of(
    agreement: Agreement, permission: Permission, contract: Contract, right: StatisticsRight
) -> str:
    """Name all that decides the figures (SHA-256, hex): permissions of one definition have one snapshot.

    So a table granted for two purposes, or again by a later version of its
    agreement, is the same frozen one, and nothing comes of comparing the two. The
    dataset is part of it: another one may be a table of the same name in another database.
    """
    fields = sorted({*group_fields(right), *sum_fields(right), *condition_fields(permission.rows)})
    parts = [
        _FORMAT,
        contract.name,
        contract.table,
        [[name, contract.fields[name].physical_name, contract.fields[name].logical_type] for name in fields],
        repr(permission.rows),
        [agreement.timezone, right.period, right.k],
        [
            [
                name,
                [[each.field, each.transform, repr(each.arguments)] for each in table.group],
                [[each.kind, each.field, each.base] for each in table.measures],
            ]
            for name, table in sorted(right.tables.items())
        ],
    ]
    return sha256(json.dumps(parts).encode()).hexdigest()


def period_name(agreement: Agreement, right: StatisticsRight, now: datetime) -> str:
    """Name the period whose snapshot answers a request of this moment."""
    if right.period == "once":
        return "once"
    return period_of(now, right.period, agreement.timezone).name
