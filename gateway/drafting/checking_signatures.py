"""Which signatures a folder still lacks, and what is wrong with those it has."""

from collections.abc import Iterator, Mapping

from gateway.policy import (
    Bundle,
    Fault,
    Place,
    Role,
    RootPins,
    SignatureFinding,
    SignedFile,
    Trust,
    find_signatures,
    pinned_signers,
    signers_of,
    trust_path,
)


def signature_warnings(bundle: Bundle, pins: Mapping[str, RootPins]) -> Iterator[Fault]:
    """Warn of every signature that is missing, or that stands there and does not count."""
    for agency in sorted(_agencies(bundle)):
        trust = bundle.trusts.get(agency)
        if trust is None:
            yield Fault("trust-missing", Place(trust_path(agency), 1), (("agency", agency),))
            continue
        yield from _trust(bundle, trust, pins.get(agency))
        for signed in _ppid_files(bundle, agency):
            yield from _file(bundle, signed, agency, Role.PPID, trust)
        for agreement in bundle.agreements.values():
            if agreement.find_party(agency):
                yield from _file(bundle, agreement, agency, Role.SIGNATORY, trust)


def _agencies(bundle: Bundle) -> set[str]:
    parties = {party.agency for each in bundle.agreements.values() for party in each.parties}
    return parties | {contract.provider for contract in bundle.contracts.values()} | {*bundle.registers}


def _ppid_files(bundle: Bundle, agency: str) -> Iterator[SignedFile]:
    yield from (contract for contract in bundle.contracts.values() if contract.provider == agency)
    if agency in bundle.registers:
        yield bundle.registers[agency]


def _trust(bundle: Bundle, trust: Trust, pins: RootPins | None) -> Iterator[Fault]:
    if pins is None:
        yield Fault("roots-not-pinned", trust.place, (("agency", trust.agency),))
        return
    findings = find_signatures(bundle, trust, pinned_signers(trust, pins), None)
    yield from _bad(findings)
    needed = max(pins.threshold, trust.threshold)
    having = len({finding.thumbprint for finding in findings if finding.counts})
    if having < needed:
        words = (("agency", trust.agency), ("having", str(having)), ("needed", str(needed)))
        yield Fault("trust-unsigned", trust.place, words)


def _file(bundle: Bundle, signed: SignedFile, agency: str, role: Role, trust: Trust) -> Iterator[Fault]:
    findings = find_signatures(bundle, signed, signers_of(trust, role), None)
    if not any(finding.counts for finding in findings):
        yield Fault("signature-missing", signed.place, (("agency", agency), ("role", role.value)))
    # A key that this agency's trust file does not name may well be the other party's.
    yield from _bad(finding for finding in findings if finding.problem != "signer-unknown")


def _bad(findings: Iterator[SignatureFinding] | tuple[SignatureFinding, ...]) -> Iterator[Fault]:
    for finding in findings:
        if not finding.counts:
            yield Fault(f"signature-{finding.problem}", Place(finding.file, 1))
