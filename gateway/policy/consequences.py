"""What breaks when a key is revoked: found by resolving the same bundle without it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from gateway.catalogue import Sentence
from gateway.policy.model import RoleKey
from gateway.policy.resolved import Policy, resolve


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a revocation ends; `systems` are holders left without any key of the role they used it in.

    `agreements`, `datasets` (of an agreement) and `trusts` name what is in force now
    and would not be, with the reason.
    """

    agency: str
    key: RoleKey | None
    agreements: tuple[tuple[str, Sentence], ...]
    datasets: tuple[tuple[str, Sentence], ...]
    trusts: tuple[tuple[str, Sentence], ...]
    systems: tuple[RoleKey, ...]


def consequences_of(policy: Policy, thumbprint: str, now: datetime) -> Consequences | None:
    """Say what a revocation would end; None for a key that no trust file names."""
    owner = next(
        (trust for trust in policy.bundle.trusts.values() if thumbprint in {*trust.keys, *trust.roots}), None
    )
    if owner is None:
        return None
    revoked = {**policy.standing.revoked, thumbprint: 0}
    after = resolve(policy.bundle, policy.pins, replace(policy.standing, revoked=revoked), policy.judge)
    key = owner.keys.get(thumbprint)
    return Consequences(
        agency=owner.agency,
        key=key,
        agreements=tuple(_agreements(policy, after, now)),
        datasets=tuple(_datasets(policy, after, now)),
        trusts=tuple((name, why) for name, why in after.problems.items() if name not in policy.problems),
        systems=tuple(_systems(policy, after, now)),
    )


def _agreements(before: Policy, after: Policy, now: datetime) -> Iterator[tuple[str, Sentence]]:
    for uid, force in sorted(after.forces.items()):
        refusal = force.refusal(now)
        if refusal is not None and before.force(uid).refusal(now) is None:
            yield uid, refusal[1]


def _datasets(before: Policy, after: Policy, now: datetime) -> Iterator[tuple[str, Sentence]]:
    for uid, force in sorted(after.forces.items()):
        if force.refusal(now) is not None:
            continue
        for dataset, complaint in sorted(force.contracts.items()):
            if dataset not in before.force(uid).contracts:
                yield f"{uid} {dataset}", complaint.placed


def _systems(before: Policy, after: Policy, now: datetime) -> Iterator[RoleKey]:
    """Name each holder who has no other key of the role at this moment."""
    then, later = before.ring_at(now), after.ring_at(now)
    for trust in before.bundle.trusts.values():
        kept = {(key.role, key.holder) for name, key in trust.keys.items() if later.find(name)}
        for name, key in trust.keys.items():
            if then.find(name) and not later.find(name) and (key.role, key.holder) not in kept:
                yield key
