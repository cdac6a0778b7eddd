"""Quotas: how much of a permission is answered in one period of its agreement's time zone.

One count for all systems of a consumer, queries and lookups together. The log
counts in the transaction of the entry, so exactly so many answers leave as both
parties signed for, however many ask at once. Every answer counts, a miss as much
as a hit: a count that told them apart would tell which it was.
"""

from datetime import datetime
from math import ceil

from gateway.errors import QuotaExceeded
from gateway.exchange.call import Moment, World
from gateway.exchange.ports import QuotaUse
from gateway.exchange.record import rfc3339
from gateway.policy import Period, Plan, Quota, period_of


def quota_use(plan: Plan, rows: int, now: datetime, *, asked: int) -> QuotaUse | None:
    """Return what an answer of so many rows takes; None when nothing limits its permission.

    A page needs room for all the rows it asked for, and takes those it got.
    """
    permission = plan.permission
    quota = permission.quota
    if quota is None:
        return None
    period = _period(plan, quota, now)
    return QuotaUse(
        consumer=permission.consumer,
        agreement=plan.agreement.uid,
        permission=permission.id,
        period=period.name,
        ends=int(period.ends.timestamp()),
        rows=rows,
        asked=asked,
        max_requests=quota.requests,
        max_rows=quota.rows,
    )


def check_quota(plan: Plan, moment: Moment, world: World, *, asked: int) -> None:
    """Refuse before the source is asked: who has used a quota up may not go on making it work.

    Raises:
        QuotaExceeded: nothing is left.
    """
    quota, use = plan.permission.quota, quota_use(plan, 0, moment.now, asked=asked)
    if quota is not None and use is not None and not world.log.quota_left(use):
        raise exceeded(plan, quota, moment.now)


def exceeded(plan: Plan, quota: Quota, now: datetime) -> QuotaExceeded:
    """Say what is used up, and when there will be more."""
    ends = _period(plan, quota, now).ends
    party = plan.agreement.find_party(plan.contract.provider)
    limits = {"requests": quota.requests, "rows": quota.rows}
    shown = {
        **{name: str(limit) for name, limit in limits.items() if limit is not None},
        "period": quota.period,
        "resets": rfc3339(ends),
        "retry_after": str(max(1, ceil((ends - now).total_seconds()))),
        **({"contact": party.duty_contact} if party else {}),
    }
    return QuotaExceeded(f"{quota.place}: the quota of {plan.permission.id} is used up", shown=shown)


def _period(plan: Plan, quota: Quota, now: datetime) -> Period:
    return period_of(now, quota.period, plan.agreement.timezone)
