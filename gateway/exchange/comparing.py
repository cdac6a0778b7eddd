"""Which version of each agreement is active at the other gateway, so that two that differ release nothing.

What a party's gateway says of itself only ever narrows: an agreement of which it
has another version, or none, is out of force here until both are equal again. It
can bring nothing into force that is not signed and active here.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.errors import ParcelBad
from gateway.exchange.body import parse_object
from gateway.exchange.call import Call, Moment, Performed, Reply, Target, World
from gateway.exchange.parcels import Stated
from gateway.exchange.ports import Effects
from gateway.exchange.proposing import check_gateway_system
from gateway.exchange.stating import change_use, only_narrows
from gateway.policy import Policy
from gateway.signing import Message

MAX_STATED = 1_000

_UID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the caller states, whether that is new, and what is active here between the two.

    `is_counted` unless it is nothing new, or takes agreements out of force and no more.
    """

    stated: Stated
    is_new: bool
    is_counted: bool
    own: Mapping[str, str]


def active_between(policy: Policy, one: str, other: str) -> dict[str, str]:
    """Return the SHA-256 (hex) of each active agreement to which both agencies are parties, by uid."""
    return {
        uid: agreement.digest
        for uid, agreement in sorted(policy.bundle.agreements.items())
        if agreement.find_party(one) and agreement.find_party(other)
    }


def read_stated(value: object) -> dict[str, str]:
    """Read what a gateway states: an object of digests by uid.

    Raises:
        ParcelBad: it is none.
    """
    if not isinstance(value, dict) or len(value) > MAX_STATED:
        raise ParcelBad("no statement of what is active", shown={"reason": "active"})
    for uid, digest in value.items():
        if not (_UID.fullmatch(uid) and isinstance(digest, str) and _DIGEST.fullmatch(digest)):
            raise ParcelBad("no statement of what is active", shown={"reason": "active"})
    return dict(value)


def is_news(stated: Stated, policy: Policy) -> bool:
    """Say whether a statement differs from the last one of its agency."""
    return policy.standing.stated.get(stated.agency) != stated.active


def stated_openings(stated: Stated) -> dict[str, bytes]:
    """Return what the log commits to of a statement."""
    return {"stated": json.dumps(stated.active, sort_keys=True).encode()}


def _parse(message: Message, target: Target) -> Mapping[str, str]:
    return read_stated(parse_object(message, ("active",), ())["active"])


def _decide(active: Mapping[str, str], moment: Moment, world: World) -> Comparison:
    check_gateway_system(moment)
    stated = Stated(moment.caller.agency, active)
    own = active_between(moment.policy, world.agency, moment.caller.agency)
    is_new, before = is_news(stated, moment.policy), moment.policy.standing.stated.get(stated.agency)
    return Comparison(stated, is_new, is_new and not only_narrows(before, active, own), own)


def _perform(comparison: Comparison, moment: Moment, world: World) -> Performed:
    return Performed(
        Reply(200, "application/json", world.encode({"active": comparison.own})),
        # The journey is refused when the policy moved since: what is new was compared with the last.
        "recorded" if comparison.is_new else "described",
        openings=stated_openings(comparison.stated),
        brings=Effects(stated=comparison.stated) if comparison.is_new else Effects(),
        quota=change_use(comparison.stated.agency, moment.now) if comparison.is_counted else None,
    )


COMPARE: Call[Mapping[str, str], Comparison] = Call("compare", _parse, _decide, _perform)
