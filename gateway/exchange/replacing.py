"""What a new bundle may not take back from the active one, and what would stop if it replaced it.

The first is refused whoever asks. The second is allowed, since one party may always
narrow; it is told beforehand, so that nobody stops an exchange by a signature that
is still on its way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from gateway.catalogue import Sentence
from gateway.errors import PolicyFilesBad
from gateway.exchange.succession import check_trusts
from gateway.policy import (
    Bundle,
    Contract,
    Place,
    Policy,
    Register,
    Role,
    find_signatures,
    resolve,
    signers_of,
    standing_after,
)


def successor_problems(current: Policy, bundle: Bundle, now: datetime) -> Iterator[Sentence]:
    """Say all that keeps a bundle from replacing the active one.

    The log itself refuses versions lower than it has seen: see `versions_of`.
    """
    old = current.bundle
    # Without a register its fields would open; without a trust file nobody could narrow any more.
    paths = {each.place.file for files in (old.registers, old.trusts) for each in files.values()}
    paths |= {each.place.file for versions in old.lineage.values() for each in versions}
    missing = sorted(paths - {*bundle.files})
    yield from (Sentence("policies.left-out", file=file) for file in missing)
    for uid, agreement in bundle.agreements.items():
        before = old.agreements.get(uid)
        if (
            before is not None
            and agreement.version > before.version
            and agreement.predecessor != before.digest
        ):
            yield Sentence("policies.predecessor", place=agreement.place, digest=before.digest)
    for agency, register in old.registers.items():
        if agency in bundle.registers:
            yield from _register_problems(register, bundle.registers[agency])
    if old.trusts.keys() <= bundle.trusts.keys():
        try:
            check_trusts(current, bundle, now)
        except PolicyFilesBad as error:
            problem = error.message
            yield problem if isinstance(problem, Sentence) else Sentence("policies.joined", parts=problem)


def _register_problems(old: Register, new: Register) -> Iterator[Sentence]:
    """Find where a register says less: only a decision marked as revoked, still listed, stops closing."""
    for number, before in old.exemptions.items():
        after = new.exemptions.get(number)
        if after is None:
            yield Sentence("policies.exemption-left-out", place=new.place, number=number)
        elif (
            (before.decided, before.letter) != (after.decided, after.letter)
            or not {*before.fields} <= {*after.fields}
            or (after.until or date.max) < (before.until or date.max)
        ):
            yield Sentence("policies.exemption-less", place=after.place, number=number)


def versions_of(bundle: Bundle) -> dict[str, tuple[int, str]]:
    """Number what may never go back.

    A contract's own digest is left out: the pin keeps an edit under its version out of
    force. What its PPID signed is final under its version all the same, or a signed
    narrowing could be undone with the bytes and the signature of before.
    """
    numbered = {
        **{f"agreements/{uid}": (a.version, a.digest) for uid, a in bundle.agreements.items()},
        **{f"trust/{agency}": (t.version, t.digest) for agency, t in bundle.trusts.items()},
        **{f"exemptions/{agency}": (r.version, r.digest) for agency, r in bundle.registers.items()},
    }
    for name, contract in bundle.contracts.items():
        numbered[f"datasets/{name}"] = (_number(contract), "")
        if _is_signed(bundle, contract):
            numbered[f"signed/{name}"] = (_number(contract), contract.digest)
    return numbered


def _is_signed(bundle: Bundle, contract: Contract) -> bool:
    """Say whether a PPID key that the provider's trust file names signed a contract, recorded or not."""
    trust = bundle.trusts.get(contract.provider)
    return trust is not None and any(
        finding.counts for finding in find_signatures(bundle, contract, signers_of(trust, Role.PPID), None)
    )


def _number(contract: Contract) -> int:
    major, minor, patch = (int(part) for part in contract.version.split("."))
    return (major * 1_000_000 + minor) * 1_000_000 + patch


@dataclass(frozen=True, slots=True)
class Stop:
    """An agreement, or one dataset of it, that is in force now and would not be."""

    subject: str
    problem: Sentence
    place: Place


def stops_of(current: Policy, bundle: Bundle, now: datetime) -> tuple[Stop, ...]:
    """Say what would no longer be in force if a bundle were activated now."""
    after = resolve(bundle, current.pins, standing_after(bundle, current.standing, now), current.judge)
    return tuple(
        stop
        for uid, force in sorted(current.forces.items())
        if force.refusal(now) is None
        for stop in _stops(current, after, uid, now)
    )


def _stops(current: Policy, after: Policy, uid: str, now: datetime) -> Iterator[Stop]:
    was = current.bundle.agreements[uid]
    if uid not in after.forces:
        yield Stop(uid, Sentence("policies.not-in-folder"), was.place)
        return
    agreement, force = after.bundle.agreements[uid], after.force(uid)
    refusal = force.refusal(now)
    if refusal is not None:
        yield Stop(uid, refusal[1], agreement.place)
        return
    for dataset, complaint in sorted(force.contracts.items()):
        if dataset in was.pins and dataset not in current.force(uid).contracts:
            yield Stop(f"{uid} {dataset}", complaint.problem, complaint.place)
