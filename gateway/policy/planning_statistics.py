"""From a request for one statistics table to a plan, or to the first reason why not.

The caller chooses a table and nothing else: no filter, no field, no moment. What
is read are the groups of all tables of the permission at once, since they are
frozen and protected together.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from gateway.errors import StatisticsNotGranted, TableUnknown
from gateway.policy.conditions import EVERY_ROW
from gateway.policy.desk import Desk, check_enforced, find_permission, make_plan
from gateway.policy.facts import Facts, table_right
from gateway.policy.freezing import aggregate_of, definition_of, period_name
from gateway.policy.model import Contract
from gateway.policy.plan import Plan, Verdict
from gateway.policy.resolved import Granted, Policy
from gateway.policy.rights import StatisticsRight, StatisticsTable
from gateway.policy.selection import Aggregate, Selection


@dataclass(frozen=True, slots=True)
class StatisticsRequest:
    """What a consumer asks for."""

    agreement: str
    purpose: str
    table: str
    on_behalf_of: str | None
    case_ref: str | None
    agreement_digest: str | None = None


@dataclass(frozen=True, slots=True)
class StatisticsPlan:
    """A decision on one table: the plan, whose own selection is empty, and what is frozen for it.

    `definition` and `period` name the snapshot that answers; `aggregate` is what
    the source is asked for when there is none yet.
    """

    plan: Plan
    right: StatisticsRight
    table: StatisticsTable
    aggregate: Aggregate
    definition: str
    period: str


def plan_statistics(
    policy: Policy, consumer: str, provider: str, dataset: str, request: StatisticsRequest, now: datetime
) -> StatisticsPlan:
    """Decide whether this table may be given, and what is read for it.

    Raises:
        PolicyError: the policy does not allow it; `shown` says what the caller may know.
    """
    granted = find_permission(policy, consumer, f"{provider}/{dataset}", request, now)
    planned = plan_statistics_as_if_in_force(policy, granted, request, now)
    check_enforced(planned.plan)
    return planned


def plan_statistics_as_if_in_force(
    policy: Policy, granted: Granted, request: StatisticsRequest, now: datetime
) -> StatisticsPlan:
    """Plan under a permission whatever the state of its agreement: to show it, never to answer by it.

    Raises:
        PolicyError: the permission does not allow it.
    """
    agreement, permission, contract = granted
    facts = policy.facts(agreement, permission, contract, now)
    desk = Desk(agreement, facts, contract)
    right = permission.statistics
    if right is None:
        desk.refuse(StatisticsNotGranted, "the permission has no statistics tables")
    table = right.tables.get(request.table)
    if table is None:
        desk.refuse(TableUnknown, "the permission has no such table", known=", ".join(sorted(right.tables)))
    # Frozen together: a field of another table that is closed closes this one too.
    for each in (table, *right.tables.values()):
        desk.check_right(table_right(each.id), permission, request)
    verdicts = _verdicts(facts, table)
    plan = make_plan(policy, granted, facts, verdicts, _nothing(contract), now)
    used = {each.field for each in table.group} | {each.field for each in table.measures}
    return StatisticsPlan(
        plan=replace(plan, withheld=tuple(each for each in plan.withheld if each.field not in used)),
        right=right,
        table=table,
        aggregate=aggregate_of(permission, contract, right),
        definition=definition_of(agreement, permission, contract, right),
        period=period_name(agreement, right, now),
    )


def table_verdicts(policy: Policy, granted: Granted, name: str, now: datetime) -> tuple[Verdict, ...]:
    """Return the verdict on every field for one table of a permission; none where there is no such table."""
    agreement, permission, contract = granted
    table = permission.statistics.tables.get(name) if permission.statistics else None
    facts = policy.facts(agreement, permission, contract, now)
    return () if table is None else _verdicts(facts, table)


def _verdicts(facts: Facts, table: StatisticsTable) -> tuple[Verdict, ...]:
    return tuple(_verdict(verdict, table) for verdict in facts.verdicts.values())


def _verdict(verdict: Verdict, table: StatisticsTable) -> Verdict:
    for group in table.group:
        if group.field == verdict.field:
            changed = replace(verdict, verdict="group", reason="granted", place=group.place)
            return replace(changed, transform=group.transform)
    if any(measure.field == verdict.field for measure in table.measures):
        return replace(verdict, verdict="measure", reason="granted", place=table.place, transform=None)
    if verdict.verdict == "withhold":
        return verdict
    return replace(verdict, verdict="withhold", reason="not-asked", transform=None)


def _nothing(contract: Contract) -> Selection:
    """Return a selection that reads no column: no row of it is ever asked for."""
    return Selection(
        provider=contract.provider,
        dataset=contract.dataset,
        table=contract.table,
        columns={},
        outputs=(),
        rows=EVERY_ROW,
        filter=EVERY_ROW,
        order=(),
        after=None,
        limit=0,
    )
