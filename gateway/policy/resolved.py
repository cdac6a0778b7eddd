"""The policy as it stands in the log: a bundle, its signatures judged once, ready to plan with.

Everything that costs a signature check is done here, once an epoch; planning
only looks up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from gateway.catalogue import Sentence
from gateway.policy.columns import Columns
from gateway.policy.facts import Facts, make_facts
from gateway.policy.force import Complaint, Force, force_of, supposed_force, unsigned_contracts
from gateway.policy.model import Agreement, Bundle, Contract, Exemption, Permission
from gateway.policy.papers import PaperJudge, recorded_digests
from gateway.policy.standing import Standing
from gateway.policy.trust import Ring, RingEntry, RootPins, ring_entries, trust_problem
from gateway.policy.zones import day_of

# The offices that keep registers are in Jakarta.
_REGISTER_ZONE = "Asia/Jakarta"

Granted = tuple[Agreement, Permission, Contract]
# field -> the decisions that close it, for each dataset.
Closings = Mapping[str, Mapping[str, tuple[Exemption, ...]]]


@dataclass(frozen=True, slots=True)
class Policy:
    """What may leave, under one epoch of the log.

    `complaints` tells the operator what is not in force; `problems` which trust
    files do not count.
    """

    bundle: Bundle
    standing: Standing
    forces: Mapping[str, Force]
    problems: Mapping[str, Sentence]
    granted: Mapping[tuple[str, str], tuple[Granted, ...]]
    closings: Closings
    _ring: Mapping[str, RingEntry]
    pins: Mapping[str, RootPins] = field(default_factory=dict)
    judge: PaperJudge | None = None
    # One compiled permission each, for the days on which it holds; replaced whole, so threads may share it.
    _facts: dict[str, Facts] = field(default_factory=dict, compare=False, repr=False)

    def ring_at(self, now: datetime) -> Ring:
        """Return the keys trusted at this moment."""
        return Ring(self._ring, now)

    def force(self, uid: str) -> Force:
        """Return whether an agreement is in force, as far as signatures say."""
        return self.forces[uid]

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """Say all that is not in force and why."""
        return tuple(
            complaint
            for _, force in sorted(self.forces.items())
            for complaint in (force.complaint, *force.contracts.values())
            if complaint is not None
        )

    def facts(self, agreement: Agreement, permission: Permission, contract: Contract, now: datetime) -> Facts:
        """Return what a permission comes to on the day of this moment."""
        day = day_of(now, agreement.timezone)
        known = self._facts.get(permission.digest)
        if known is None or not known.first_day <= day <= known.last_day:
            known = make_facts(permission, contract, self.closings.get(contract.name, {}), day)
            self._facts[permission.digest] = known
        return known


def resolve(
    bundle: Bundle, pins: Mapping[str, RootPins], standing: Standing, judge: PaperJudge | None = None
) -> Policy:
    """Judge every signature of a bundle under the pinned root keys and the log's standing.

    Without a judge, signed PDFs count for nothing.
    """
    problems = {
        agency: problem
        for agency, trust in bundle.trusts.items()
        if (problem := trust_problem(bundle, trust, pins.get(agency), standing)) is not None
    }
    trusts = {agency: trust for agency, trust in bundle.trusts.items() if agency not in problems}
    unsigned = unsigned_contracts(bundle, trusts, standing)
    ring: dict[str, RingEntry] = {}
    for trust in trusts.values():
        ring |= ring_entries(trust, standing)
    return Policy(
        bundle=bundle,
        standing=standing,
        forces={
            uid: force_of(agreement, bundle, trusts, unsigned, standing, judge)
            for uid, agreement in bundle.agreements.items()
        },
        problems=problems,
        granted=_granted(bundle),
        closings=closings(bundle, day_of(standing.activated_at, _REGISTER_ZONE)),
        _ring=ring,
        pins=pins,
        judge=judge,
    )


def standing_after(bundle: Bundle, standing: Standing | None, now: datetime) -> Standing:
    """Return where the log would stand if a bundle were activated now.

    What the log has recorded already keeps its moment.
    """
    fresh = dict.fromkeys(recorded_digests(bundle), now)
    return Standing(
        epoch=standing.epoch + 1 if standing else 0,
        bundle=bundle.digest,
        activated_at=now,
        recorded={**fresh, **standing.recorded} if standing else fresh,
        suspended=standing.suspended if standing else {},
        revoked=standing.revoked if standing else {},
    )


def suppose(bundle: Bundle, now: datetime) -> Policy:
    """Return the policy that a bundle would be, activated now and signed by everybody who must.

    To rehearse requests with, never to answer by: it trusts no key.
    """
    standing = Standing(
        epoch=0, bundle=bundle.digest, activated_at=now, recorded={}, suspended={}, revoked={}
    )
    return Policy(
        bundle=bundle,
        standing=standing,
        forces={uid: supposed_force(agreement, bundle) for uid, agreement in bundle.agreements.items()},
        problems={},
        granted=_granted(bundle),
        closings=closings(bundle, day_of(now, _REGISTER_ZONE)),
        _ring={},
    )


def _granted(bundle: Bundle) -> dict[tuple[str, str], tuple[Granted, ...]]:
    """Find the permissions of a consumer on a dataset at one look."""
    found: dict[tuple[str, str], list[Granted]] = {}
    for agreement in bundle.agreements.values():
        for permission in agreement.permissions:
            key = (permission.consumer, permission.dataset)
            contract = bundle.contracts[permission.dataset]
            found.setdefault(key, []).append((agreement, permission, contract))
    return {key: tuple(granted) for key, granted in found.items()}


def closings(bundle: Bundle, day: date) -> Closings:
    """Collect the registered decisions that close a field, whatever its contract says, and in any contract.

    Only a decision revoked by the day of activation has stopped closing: one whose
    time has passed keeps its fields closed until somebody decides anew.
    """
    found: dict[str, dict[str, dict[Exemption, None]]] = {}
    columns = Columns(bundle.contracts)
    for register in bundle.registers.values():
        for exemption in register.exemptions.values():
            if exemption.revoked is not None and exemption.revoked <= day:
                continue
            for name in exemption.fields:
                dataset, _, field_name = name.partition(".")
                for other, twin in columns.same(f"{register.agency}/{dataset}", field_name):
                    found.setdefault(other, {}).setdefault(twin, {})[exemption] = None
    return {
        dataset: {name: tuple(exemptions) for name, exemptions in fields.items()}
        for dataset, fields in found.items()
    }
