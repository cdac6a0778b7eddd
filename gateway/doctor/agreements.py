"""What is in force, and for how long: trust files, agreements, registered exemptions."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from gateway.catalogue import Sentence
from gateway.doctor.finding import SOON, Finding, State, by_days_left, days
from gateway.doctor.patient import Patient
from gateway.errors import AgreementNotYet, AgreementSuspended
from gateway.policy import Agreement, Exemption, Policy, day_of

_REGISTER_ZONE = "Asia/Jakarta"


def check_trust(patient: Patient) -> Iterator[Finding]:
    """See that the trust file of every agency that we know counts, and for how long."""
    policy = patient.policy
    if policy is None:
        yield _no_policy(patient, "trust")
        return
    for agency in sorted(patient.settings.roots.keys() | policy.bundle.trusts.keys()):
        trust = policy.bundle.trusts.get(agency)
        if trust is None:
            yield Finding("trust", State.FAIL, Sentence("doctor.trust-missing", agency=agency))
            continue
        problem = policy.problems.get(agency)
        if problem is not None:
            yield Finding("trust", State.FAIL, Sentence("doctor.trust-bad", agency=agency, problem=problem))
            continue
        day = trust.expires.date().isoformat()
        left = days(trust.expires - patient.now)
        yield by_days_left(
            "trust",
            trust.expires,
            patient.now,
            Sentence("doctor.trust", agency=agency, version=trust.version, day=day, left=left),
            Sentence("doctor.trust-ended", agency=agency, day=day),
        )


def check_agreements(patient: Patient) -> Iterator[Finding]:
    """See which of this agency's agreements are in force, and for how long."""
    policy = patient.policy
    if policy is None:
        yield _no_policy(patient, "agreements")
        return
    own = [each for each in policy.bundle.agreements.values() if each.find_party(patient.settings.agency)]
    found = [list(_agreement(agreement, policy, patient.now)) for agreement in own]
    for each in found:
        yield from each
    for agency in sorted(patient.settings.peers.keys() - policy.standing.stated.keys()):
        yield Finding("agreements", State.WARN, Sentence("doctor.agreements-uncompared", agency=agency))
    if not any(policy.force(each.uid).refusal(patient.now) is None for each in own):
        yield Finding("agreements", State.FAIL, Sentence("doctor.agreements-none"))


def _agreement(agreement: Agreement, policy: Policy, now: datetime) -> Iterator[Finding]:
    force = policy.force(agreement.uid)
    day = agreement.valid_until.isoformat()
    if now >= force.ends:
        # Whatever else is wrong with it: it is history.
        state = State.WARN if now - force.ends < SOON else State.OK
        yield Finding("agreements", state, Sentence("doctor.agreement-over", uid=agreement.uid, day=day))
        return
    refusal = force.refusal(now)
    if refusal is not None:
        error, problem = refusal
        # One that was given up or has not begun is no fault; one that lacks a signature is.
        state = State.WARN if error in {AgreementSuspended, AgreementNotYet} else State.FAIL
        yield Finding(
            "agreements", state, Sentence("doctor.agreement-out", uid=agreement.uid, problem=problem)
        )
        return
    datasets = len(agreement.pins) - len(force.contracts)
    name = "doctor.agreement" if agreement.enforcement == "enforce" else "doctor.agreement-shadow"
    told = Sentence(name, uid=agreement.uid, day=day, left=days(force.ends - now), datasets=datasets)
    yield Finding("agreements", State.WARN if force.ends - now < SOON else State.OK, told)
    for dataset, complaint in sorted(force.contracts.items()):
        yield Finding(
            "agreements",
            State.FAIL,
            Sentence(
                "doctor.agreement-dataset", uid=agreement.uid, dataset=dataset, problem=complaint.placed
            ),
        )


def check_exemptions(patient: Patient) -> Iterator[Finding]:
    """See which of this agency's registered decisions end or are due for review."""
    policy = patient.policy
    if policy is None:
        yield _no_policy(patient, "exemptions")
        return
    register = policy.bundle.registers.get(patient.settings.agency)
    held = [each for each in register.exemptions.values() if each.revoked is None] if register else []
    due = [finding for each in held for finding in _exemption(each, patient.now)]
    yield from due
    if not due:
        yield Finding("exemptions", State.OK, Sentence("doctor.exemptions", count=len(held)))


def _exemption(exemption: Exemption, now: datetime) -> Iterator[Finding]:
    today = day_of(now, _REGISTER_ZONE)
    for name, day in (("until", exemption.until), ("review", exemption.review)):
        if day is None or day - today >= SOON:
            continue
        kind = f"doctor.exemption-{name}-past" if day < today else f"doctor.exemption-{name}"
        left = max(day - today, timedelta()).days
        values = {"number": exemption.number, "day": day.isoformat()}
        told = Sentence(kind, **values) if day < today else Sentence(kind, left=left, **values)
        yield Finding("exemptions", State.WARN, told)


def _no_policy(patient: Patient, check: str) -> Finding:
    if patient.policy_trouble is None:
        return Finding(check, State.WARN, Sentence("doctor.unknown-without-database"))
    problem = patient.policy_trouble.message
    return Finding(check, State.FAIL, Sentence("doctor.no-policy", problem=problem))
