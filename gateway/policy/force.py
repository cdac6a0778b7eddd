"""Which agreements are in force: signed by every party, over contracts that are the signed ones.

Nothing is in force unless everything below it holds; whatever fails keeps its
own agreement, or one dataset of it, out of force and leaves the rest alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from gateway.catalogue import Sentence
from gateway.errors import (
    AgreementDiffers,
    AgreementLapsed,
    AgreementNotYet,
    AgreementSuspended,
    AgreementUnsigned,
    ContractChanged,
    PolicyError,
)
from gateway.policy.model import Agreement, Bundle, Contract, Pin, Role, Trust
from gateway.policy.papers import PaperJudge, find_paper_signatures
from gateway.policy.paths import trust_path
from gateway.policy.place import Place
from gateway.policy.signatures import SignedFile, find_signatures
from gateway.policy.standing import Standing
from gateway.policy.trust import signers_of
from gateway.policy.zones import day_end, day_start

Trusts = Mapping[str, Trust]


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why something is not in force: for the operator; the caller sees the error's code."""

    error: type[PolicyError]
    problem: Sentence
    place: Place

    @property
    def placed(self) -> Sentence:
        """The problem after its place."""
        return Sentence("policies.at-place", place=self.place, problem=self.problem)


@dataclass(frozen=True, slots=True)
class Force:
    """Whether an agreement is in force, as far as signatures say, and between which moments.

    `contracts` holds a complaint for each dataset of which nothing is in force.
    """

    complaint: Complaint | None
    contracts: Mapping[str, Complaint]
    begins: datetime
    ends: datetime
    trusted_until: datetime

    def refusal(self, now: datetime) -> tuple[type[PolicyError], Sentence] | None:
        """Say why the agreement as a whole grants nothing at this moment; None when it may."""
        if self.complaint is not None:
            return self.complaint.error, self.complaint.placed
        if now < self.begins:
            return AgreementNotYet, Sentence("policies.validity-begins", moment=self.begins.isoformat())
        if now >= self.ends:
            return AgreementLapsed, Sentence("policies.validity-ended", moment=self.ends.isoformat())
        if now > self.trusted_until:
            return AgreementUnsigned, Sentence(
                "policies.party-trust-expired", moment=self.trusted_until.isoformat()
            )
        return None


def force_of(
    agreement: Agreement,
    bundle: Bundle,
    trusts: Trusts,
    unsigned: Mapping[str, Complaint],
    standing: Standing,
    judge: PaperJudge | None = None,
) -> Force:
    """Judge one agreement.

    Args:
        agreement: The agreement.
        bundle: All policy files.
        trusts: The trust files that count.
        unsigned: From `unsigned_contracts`.
        standing: Where the log stands.
        judge: Who reads signed PDFs.
    """
    complaint = (
        _suspended(agreement, standing)
        or _unsigned(agreement, bundle, trusts, standing, judge)
        or _differing(agreement, standing)
    )
    expiries = [trusts[party.agency].expires for party in agreement.parties if party.agency in trusts]
    return Force(
        complaint=complaint,
        contracts=dict(_contract_complaints(agreement, bundle, unsigned)),
        begins=day_start(agreement.valid_from, agreement.timezone),
        ends=day_end(agreement.valid_until, agreement.timezone),
        trusted_until=min(expiries, default=datetime.min.replace(tzinfo=UTC)),
    )


def supposed_force(agreement: Agreement, bundle: Bundle) -> Force:
    """Judge one agreement as if everything were signed by everybody who must."""
    return Force(
        complaint=None,
        contracts=dict(_contract_complaints(agreement, bundle, {})),
        begins=day_start(agreement.valid_from, agreement.timezone),
        ends=day_end(agreement.valid_until, agreement.timezone),
        trusted_until=datetime.max.replace(tzinfo=UTC),
    )


def unsigned_contracts(bundle: Bundle, trusts: Trusts, standing: Standing | None) -> dict[str, Complaint]:
    """Complain of every contract that its provider's PPID has not signed, or whose register is unsigned.

    An unsigned register could have lost the entry that closes a field.
    """
    complaints: dict[str, Complaint] = {}
    registers = {
        agency: missing_signature(bundle, register, agency, Role.PPID, trusts, standing)
        for agency, register in bundle.registers.items()
    }
    for name, contract in bundle.contracts.items():
        problem = missing_signature(bundle, contract, contract.provider, Role.PPID, trusts, standing)
        place = contract.place
        if not problem and (problem := registers.get(contract.provider)):
            place = bundle.registers[contract.provider].place
        if problem:
            complaints[name] = Complaint(ContractChanged, problem, place)
    return complaints


def _suspended(agreement: Agreement, standing: Standing) -> Complaint | None:
    if agreement.uid not in standing.suspended:
        return None
    entry = standing.suspended[agreement.uid]
    return Complaint(AgreementSuspended, Sentence("policies.suspended", entry=entry), agreement.place)


def _differing(agreement: Agreement, standing: Standing) -> Complaint | None:
    """Complain when a party's gateway said that another version is active there, or none."""
    for party in agreement.parties:
        stated = standing.stated.get(party.agency)
        if stated is not None and stated.get(agreement.uid) != agreement.digest:
            theirs = stated.get(agreement.uid) or "-"
            problem = Sentence(
                "mail.differs", agency=party.agency, theirs=theirs, ours=agreement.digest, uid=agreement.uid
            )
            return Complaint(AgreementDiffers, problem, agreement.place)
    return None


def _unsigned(
    agreement: Agreement, bundle: Bundle, trusts: Trusts, standing: Standing, judge: PaperJudge | None
) -> Complaint | None:
    problems = [
        problem
        for party in agreement.parties
        if (
            problem := missing_signature(
                bundle, agreement, party.agency, Role.SIGNATORY, trusts, standing, judge
            )
        )
    ]
    if not problems:
        return None
    problem = problems[0] if len(problems) == 1 else Sentence("policies.joined", parts=tuple(problems))
    return Complaint(AgreementUnsigned, problem, agreement.place)


def pin_problem(pin: Pin, contract: Contract) -> Sentence | None:
    """Say why a contract is not the one the parties signed for; None when it is."""
    if (pin.version, pin.digest) == (contract.version, contract.digest):
        return None
    return Sentence("policies.not-pinned", version=contract.version, digest=contract.digest)


def _contract_complaints(
    agreement: Agreement, bundle: Bundle, unsigned: Mapping[str, Complaint]
) -> Iterator[tuple[str, Complaint]]:
    for name, pin in agreement.pins.items():
        problem = pin_problem(pin, bundle.contracts[name])
        if problem:
            yield name, Complaint(ContractChanged, problem, pin.place)
        elif name in unsigned:
            yield name, unsigned[name]


def missing_signature(
    bundle: Bundle,
    signed: SignedFile,
    agency: str,
    role: Role,
    trusts: Trusts,
    standing: Standing | None,
    judge: PaperJudge | None = None,
) -> Sentence | None:
    """Say why a file lacks the signature of an agency's key of one role; None when it has it."""
    trust = trusts.get(agency)
    if trust is None:
        return Sentence("policies.trust-not-counting", file=trust_path(agency))
    findings = find_signatures(bundle, signed, signers_of(trust, role), standing)
    if isinstance(signed, Agreement):
        findings += find_paper_signatures(bundle, signed, signers_of(trust, role), standing, judge)
    if any(finding.counts for finding in findings):
        return None
    problems = tuple(finding.sentence for finding in findings)
    if not problems:
        return Sentence("policies.no-signature", role=role, agency=agency)
    return Sentence("policies.no-signature-but", role=role, agency=agency, problems=problems)
