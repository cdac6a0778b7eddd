"""How long the log may be unwitnessed, or without a timestamp, before an agreement's data stays where it is.

Only data calls stop. What heals the log (witness, checkpoint), what proves
(receipt, audit) and what narrows (suspension, revocation) goes on.
"""

from datetime import timedelta

from gateway.errors import LogUntimestamped, LogUnwitnessed
from gateway.exchange.call import Moment, World
from gateway.policy import Plan


def check_witnessed(plan: Plan, moment: Moment, world: World) -> None:
    """Refuse a data call under an agreement whose limit is passed.

    Raises:
        LogUnwitnessed: the oldest entry that no witness has seen is older than the limit.
        LogError: that cannot be read.
    """
    hours = plan.agreement.stop_unwitnessed_hours
    since = world.unwitnessed_since(moment.now - timedelta(hours=hours))
    if since is not None and moment.now - since > timedelta(hours=hours):
        party = plan.agreement.find_party(plan.contract.provider)
        shown = {"limit_hours": str(hours), **({"contact": party.duty_contact} if party else {})}
        raise LogUnwitnessed(f"unwitnessed since {since.isoformat()}", shown=shown)


def check_timestamped(moment: Moment, world: World) -> None:
    """Refuse a data call where this gateway's own limit on timestamps is passed.

    Raises:
        LogUntimestamped: the oldest entry that no timestamp covers is older than the limit.
        LogError: that cannot be read.
    """
    limit = world.untimestamped_limit
    if limit is None:
        return
    since = world.untimestamped_since(moment.now - limit)
    if since is not None and moment.now - since > limit:
        raise LogUntimestamped(f"without a timestamp since {since.isoformat()}")
