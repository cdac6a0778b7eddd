"""From a request for rows to a plan, or to the first reason why not; and what a consumer may ask for."""

from dataclasses import dataclass
from datetime import datetime

from gateway.errors import CountNotGranted, CursorBad, QueryNotGranted, RequestBad
from gateway.policy.conditions import Scalar
from gateway.policy.desk import Desk, check_enforced, find_permission, make_plan
from gateway.policy.facts import Facts, table_right
from gateway.policy.model import Permission
from gateway.policy.plan import Plan, Verdict
from gateway.policy.resolved import Granted, Policy
from gateway.policy.rights import QueryRight
from gateway.policy.selection import Selection, SortKey


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """What a consumer asks for; `filter` is still as the request wrote it."""

    agreement: str
    purpose: str
    fields: tuple[str, ...] | None
    filter: object | None
    sort: tuple[SortKey, ...]
    page_size: int | None
    after: tuple[Scalar, ...] | None
    count: bool
    on_behalf_of: str | None
    case_ref: str | None
    agreement_digest: str | None = None


def plan_query(
    policy: Policy, consumer: str, provider: str, dataset: str, query: QueryRequest, now: datetime
) -> Plan:
    """Decide field by field what this request may read and what of it may leave.

    Raises:
        PolicyError: the policy does not allow it; `shown` says what the caller may know.
        RequestBad: the request contradicts itself or its filter has no meaning.
    """
    granted = find_permission(policy, consumer, f"{provider}/{dataset}", query, now)
    return check_enforced(plan_as_if_in_force(policy, granted, query, now))


def plan_as_if_in_force(policy: Policy, granted: Granted, query: QueryRequest, now: datetime) -> Plan:
    """Plan under a permission whatever the state of its agreement: to show it, never to answer by it.

    Raises:
        PolicyError: the permission does not allow it.
        RequestBad: the request contradicts itself or its filter has no meaning.
    """
    agreement, permission, contract = granted
    facts = policy.facts(agreement, permission, contract, now)
    desk = Desk(agreement, facts, contract)
    right = permission.query
    if right is None:
        desk.refuse(QueryNotGranted, "the permission has no query right")
    desk.check_right("query", permission, query)
    asked = desk.choose(query.fields)
    chosen = desk.filter(query.filter)
    order = desk.order(query.sort)
    if query.after is not None and len(query.after) != len(order):
        raise CursorBad("the cursor holds another number of sort keys")
    if query.count and right.count != "exact":
        desk.refuse(CountNotGranted, "no count is granted")
    selection = Selection(
        provider=contract.provider,
        dataset=contract.dataset,
        table=contract.table,
        columns=desk.columns(asked, chosen, order),
        outputs=asked.outputs,
        rows=permission.rows,
        filter=chosen,
        order=order,
        after=query.after,
        limit=_page_size(query.page_size, right),
        count=query.count,
    )
    return make_plan(policy, granted, facts, asked.verdicts, selection, now)


def _page_size(asked: int | None, right: QueryRight) -> int:
    if asked is None:
        return right.page_size
    if not 1 <= asked <= right.page_size:
        raise RequestBad("page_size", shown={"member": "page_size", "limit": str(right.page_size)})
    return asked


def permissions_of(policy: Policy, consumer: str, now: datetime) -> tuple[Granted, ...]:
    """Return what a consumer may ask for at this moment, in the order of dataset and agreement."""
    return tuple(
        (agreement, permission, contract)
        for key, granted in sorted(policy.granted.items())
        if key[0] == consumer
        for agreement, permission, contract in granted
        if agreement.enforcement == "enforce"
        and policy.force(agreement.uid).refusal(now) is None
        and contract.name not in policy.force(agreement.uid).contracts
        and _is_usable(permission, policy.facts(agreement, permission, contract, now))
    )


def _is_usable(permission: Permission, facts: Facts) -> bool:
    rights = {name for name in ("query", "lookup") if getattr(permission, name) is not None}
    rights |= {table_right(name) for name in (permission.statistics.tables if permission.statistics else ())}
    # One without any right can be described, and no more.
    return not rights or bool(rights - facts.blocked.keys())


def verdicts_of(policy: Policy, granted: Granted, now: datetime) -> tuple[Verdict, ...]:
    """Return the verdict on every field of a permission, undisclosed ones included."""
    agreement, permission, contract = granted
    return tuple(policy.facts(agreement, permission, contract, now).verdicts.values())
