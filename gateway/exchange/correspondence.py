"""What a gateway's own operator sends and settles: the same entries, seen from the other end."""

from collections.abc import Mapping
from datetime import datetime

from gateway.audit import Draft, Json
from gateway.exchange.administration import Change
from gateway.exchange.comparing import is_news, stated_openings
from gateway.exchange.parcels import Delivery, Settlement, Stated
from gateway.exchange.ports import Effects
from gateway.exchange.proposing import (
    answer_openings,
    check_parties,
    check_reason,
    open_parcel,
    parcel_facts,
    parcel_of,
)
from gateway.exchange.record import rfc3339
from gateway.policy import PLANNER_VERSION, Policy


def plan_proposal(
    files: Mapping[str, bytes], sender: str, receiver: str, policy: Policy, *, now: datetime, exchange: str
) -> Change:
    """Decide to send a parcel: recorded before it leaves.

    Raises:
        ParcelBad: the receiver could not take it.
    """
    bundle, agreement = open_parcel(files)
    check_parties(agreement, sender, receiver)
    delivery = Delivery(parcel_of("out", receiver, bundle, agreement), files)
    facts = {**parcel_facts(delivery.parcel), "provider": receiver}
    return _change("propose", "sent", policy, now, exchange, facts, {}, Effects(mail=delivery))


def plan_settlement(settled: Settlement, policy: Policy, *, now: datetime, exchange: str) -> Change:
    """Decide to answer a parcel that came.

    Raises:
        ParcelBad: the other gateway would not take the reason.
    """
    check_reason(settled.reason)
    facts = {**parcel_facts(settled.parcel), "provider": settled.parcel.agency}
    effects, openings = Effects(mail=settled), answer_openings(settled)
    return _change("settle", settled.verdict, policy, now, exchange, facts, openings, effects)


def plan_comparison(stated: Stated, policy: Policy, *, now: datetime, exchange: str) -> Change | None:
    """Decide to keep what the other gateway answered; None when it says nothing new."""
    if not is_news(stated, policy):
        return None
    facts: dict[str, Json] = {"provider": stated.agency}
    effects, openings = Effects(stated=stated), stated_openings(stated)
    return _change("compare", "recorded", policy, now, exchange, facts, openings, effects)


def _change(
    kind: str,
    outcome: str,
    policy: Policy,
    now: datetime,
    exchange: str,
    facts: Mapping[str, Json],
    openings: Mapping[str, bytes],
    effects: Effects,
) -> Change:
    draft = Draft(
        {
            "planner": PLANNER_VERSION,
            "exchange_id": exchange,
            "kind": kind,
            "outcome": outcome,
            "times": {"decided_at": {"value": rfc3339(now), "by": "gateway"}},
            "epoch": policy.standing.epoch,
            "bundle": policy.standing.bundle,
            **facts,
        },
        openings,
    )
    return Change(draft, effects, policy.standing.epoch)
