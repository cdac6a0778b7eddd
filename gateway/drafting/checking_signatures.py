"""Which signatures a folder still lacks, and what is wrong with those it has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gateway.errors import SignatureError
from gateway.policy import (
    Agreement,
    Bundle,
    Fault,
    PaperJudge,
    Place,
    Role,
    RootPins,
    SignatureFinding,
    SignedFile,
    Standing,
    Trust,
    chain_problem,
    chain_to,
    find_paper_signatures,
    find_signatures,
    paper_path,
    pinned_signers,
    signers_of,
    trust_path,
    trust_problem,
)
from gateway.signing import detached_header


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whose a key is, as some trust file says."""

    agency: str
    role: str


# Whose signature a file needs.
_Needs = Mapping[str, Role]


def signature_warnings(
    bundle: Bundle, pins: Mapping[str, RootPins], standing: Standing, judge: PaperJudge | None = None
) -> Iterator[Fault]:
    """Warn of every signature that is missing, or that stands there and does not count.

    `standing` is where the log would stand: with every signature of the bundle recorded.
    """
    for agency in sorted(_agencies(bundle)):
        trust = bundle.trusts.get(agency)
        if trust is None:
            yield Fault("trust-missing", Place(trust_path(agency), 1), (("agency", agency),))
        else:
            yield from _trust(bundle, trust, pins.get(agency), standing)
    holders = dict(_holders(bundle))
    for signed, needs in _signed_files(bundle):
        yield from _file(bundle, signed, needs, standing, judge)
        if needs.keys() <= bundle.trusts.keys():
            yield from _strangers(bundle, signed, needs, holders)
            if isinstance(signed, Agreement):
                yield from _paper_strangers(bundle, signed, needs, standing, judge)


def _agencies(bundle: Bundle) -> set[str]:
    parties = {party.agency for each in bundle.agreements.values() for party in each.parties}
    return parties | {contract.provider for contract in bundle.contracts.values()} | {*bundle.registers}


def _signed_files(bundle: Bundle) -> Iterator[tuple[SignedFile, _Needs]]:
    for contract in bundle.contracts.values():
        yield contract, {contract.provider: Role.PPID}
    for register in bundle.registers.values():
        yield register, {register.agency: Role.PPID}
    for agreement in bundle.agreements.values():
        yield agreement, {party.agency: Role.SIGNATORY for party in agreement.parties}


def _holders(bundle: Bundle) -> Iterator[tuple[str, _Holder]]:
    for trust in bundle.trusts.values():
        for thumbprint in trust.roots:
            yield thumbprint, _Holder(trust.agency, "root")
        for thumbprint, key in trust.keys.items():
            yield thumbprint, _Holder(trust.agency, key.role.value)


def _trust(bundle: Bundle, trust: Trust, pins: RootPins | None, standing: Standing) -> Iterator[Fault]:
    if pins is None:
        yield Fault("roots-not-pinned", trust.place, (("agency", trust.agency),))
        return
    problem = trust_problem(bundle, trust, pins, standing)
    # Pinned roots may vouch for it all the same: then activation would still refuse it.
    broken = chain_problem(bundle, chain_to(trust, bundle.lineage, trust.version - 1), standing)
    if problem is None and broken is not None:
        yield Fault("trust-not-following", trust.place, (("agency", trust.agency), ("problem", broken)))
    if problem is None:
        return
    findings = find_signatures(bundle, trust, pinned_signers(trust, pins), standing)
    yield from _bad(findings)
    needed = max(pins.threshold, trust.threshold)
    having = len({finding.thumbprint for finding in findings if finding.counts})
    if bundle.lineage.get(trust.agency):
        yield Fault("trust-not-following", trust.place, (("agency", trust.agency), ("problem", problem)))
    else:
        words = (("agency", trust.agency), ("having", str(having)), ("needed", str(needed)))
        yield Fault("trust-unsigned", trust.place, words)


def _file(
    bundle: Bundle, signed: SignedFile, needs: _Needs, standing: Standing, judge: PaperJudge | None
) -> Iterator[Fault]:
    for agency, role in needs.items():
        trust = bundle.trusts.get(agency)
        if trust is None:
            continue
        findings = find_signatures(bundle, signed, signers_of(trust, role), standing)
        if isinstance(signed, Agreement):
            findings += find_paper_signatures(bundle, signed, signers_of(trust, role), standing, judge)
        if not any(finding.counts for finding in findings):
            yield Fault("signature-missing", signed.place, (("agency", agency), ("role", role.value)))
        # A key that is not this agency's may well be another's.
        yield from _bad(finding for finding in findings if finding.problem != "signer-unknown")


def _paper_strangers(
    bundle: Bundle, agreement: Agreement, needs: _Needs, standing: Standing, judge: PaperJudge | None
) -> Iterator[Fault]:
    """Name a signature in the PDF whose key is no party's signatory's."""
    unknown = [
        {
            finding.thumbprint
            for finding in find_paper_signatures(
                bundle, agreement, signers_of(bundle.trusts[agency], role), standing, judge
            )
            if finding.problem == "signer-unknown"
        }
        for agency, role in needs.items()
    ]
    for _ in set.intersection(*unknown):
        yield Fault("signature-signer-unknown", Place(paper_path(agreement.uid), 1))


def _strangers(
    bundle: Bundle, signed: SignedFile, needs: _Needs, holders: Mapping[str, _Holder]
) -> Iterator[Fault]:
    """Name the signatures whose key may not sign this file: of the wrong role, agency, or of nobody."""
    for file, jws in bundle.signatures.get(signed.place.file, {}).items():
        try:
            kid = detached_header(jws).get("kid")
        except SignatureError:
            continue
        holder = holders.get(kid) if isinstance(kid, str) else None
        if holder is None:
            yield Fault("signature-signer-unknown", Place(file, 1))
        elif holder.role != needs.get(holder.agency):
            roles = ", ".join(sorted(f"{role} ({agency})" for agency, role in needs.items()))
            words = (("agency", holder.agency), ("needed", roles), ("role", holder.role))
            yield Fault("signature-role-wrong", Place(file, 1), words)


def _bad(findings: Iterable[SignatureFinding]) -> Iterator[Fault]:
    for finding in findings:
        if not finding.counts:
            yield Fault(f"signature-{finding.problem}", Place(finding.file, 1))
