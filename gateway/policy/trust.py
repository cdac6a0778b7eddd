"""Whose keys count: trust files under pinned root keys, and the key ring they make.

Root fingerprints are exchanged in person and pinned outside the policy files, so
nobody who can write the folder can make an agency. A trust file counts only
with enough signatures of pinned roots, or by succession from a version that
has them, and only until it expires.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gateway.catalogue import Sentence
from gateway.errors import PolicyFilesBad
from gateway.policy.model import Bundle, Role, Trust
from gateway.policy.reading import read_bundle
from gateway.policy.signatures import Signers, find_signatures
from gateway.policy.standing import Standing
from gateway.policy.succession import chain_problem, chain_to, dropped_roots
from gateway.signing import TrustedKey, public_key_from_jwk


@dataclass(frozen=True, slots=True)
class RootPins:
    """The root keys of one agency that both sides compared in person."""

    threshold: int
    thumbprints: frozenset[str]


def trust_problem(
    bundle: Bundle, trust: Trust, pins: RootPins | None, standing: Standing | None
) -> Sentence | None:
    """Say why a trust file does not count, its expiry aside; None when it does.

    Pins may name the root keys of an older version: then the chain from the newest
    kept version that they vouch for must hold, link by link. A root key that a later
    version has dropped vouches for none after it, whatever is still pinned.
    """
    if pins is None:
        return Sentence("policies.no-pins", agency=trust.agency)
    problem = _pinned_problem(bundle, trust, pins, standing)
    if problem is None:
        return None
    for older in reversed(bundle.lineage.get(trust.agency, ())):
        if _pinned_problem(bundle, older, pins, standing) is None:
            chain = chain_to(trust, bundle.lineage, older.version)
            return chain_problem(bundle, chain, standing, pins.threshold)
    return problem


def _pinned_problem(
    bundle: Bundle, trust: Trust, pins: RootPins, standing: Standing | None
) -> Sentence | None:
    """Say why the pinned root keys themselves do not vouch for a trust file."""
    before = [each for each in bundle.lineage.get(trust.agency, ()) if each.version < trust.version]
    findings = find_signatures(bundle, trust, pinned_signers(trust, pins), standing)
    signers = {finding.thumbprint for finding in findings if finding.counts} - dropped_roots(before)
    # The file may ask for more signatures than the pins do, never for fewer.
    needed = max(pins.threshold, trust.threshold, 1)
    if len(signers) >= needed:
        return None
    missing = Sentence("policies.roots-missing", having=len(signers), needed=needed)
    problems = [finding.sentence for finding in findings if not finding.counts]
    return Sentence("policies.joined", parts=(missing, *problems)) if problems else missing


def pinned_signers(trust: Trust, pins: RootPins) -> Signers:
    """Return the root keys of a trust file that are pinned."""
    return Signers({name: jwk for name, jwk in trust.roots.items() if name in pins.thumbprints})


def signers_of(trust: Trust, role: Role) -> Signers:
    """Return the keys of one role, with the time in which each may sign."""
    keys = {name: key for name, key in trust.keys.items() if key.role is role}
    return Signers({name: key.jwk for name, key in keys.items()}, keys)


@dataclass(frozen=True, slots=True)
class RingEntry:
    """A key and the span in which it is trusted."""

    key: TrustedKey
    since: datetime
    until: datetime


def ring_entries(trust: Trust, standing: Standing) -> dict[str, RingEntry]:
    """Return the keys of a trust file that counts; a revoked key is no key."""
    return {
        thumbprint: RingEntry(
            TrustedKey(public_key_from_jwk(key.jwk), key.role.value, trust.agency, key.holder),
            key.valid_from,
            # A trust file past its expiry vouches for nobody.
            min(key.valid_until, trust.expires),
        )
        for thumbprint, key in trust.keys.items()
        if thumbprint not in standing.revoked
    }


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys trusted at one moment (a `gateway.signing.KeyRing`)."""

    entries: Mapping[str, RingEntry]
    now: datetime

    def find(self, thumbprint: str) -> TrustedKey | None:
        """Return the key if it is trusted at this moment."""
        entry = self.entries.get(thumbprint)
        if entry is None or not entry.since <= self.now <= entry.until:
            return None
        return entry.key


def read_trust(
    file: str,
    content: bytes,
    signatures: Iterable[str],
    pins: RootPins,
    former: Mapping[str, bytes] | None = None,
) -> Trust:
    """Read one trust file by itself, as a client pins its peer's; whoever uses it checks `expires`.

    Args:
        file: The file's name, `<agency>.yaml`.
        content: Its exact bytes.
        signatures: The detached JWS texts that stand beside it.
        pins: The agency's root keys, compared in person.
        former: The versions before it and their signatures, by their names in the folder
            `<agency>`: needed where the pins name root keys of one of them.

    Raises:
        PolicyFilesBad: The file has faults, or too few pinned roots signed it.
    """
    path = f"trust/{file}"
    beside = {
        f"{path.removesuffix('.yaml')}.{number}.jws": jws.encode() for number, jws in enumerate(signatures)
    }
    kept = {f"{path.removesuffix('.yaml')}/{name}": content for name, content in (former or {}).items()}
    reading = read_bundle({path: content, **beside, **kept})
    if reading.bundle is None:
        fault = reading.faults[0]
        raise PolicyFilesBad(fault.placed)
    trust = reading.bundle.trusts[file.removesuffix(".yaml")]
    problem = trust_problem(reading.bundle, trust, pins, None)
    if problem is not None:
        raise PolicyFilesBad(Sentence("policies.at-place", place=path, problem=problem))
    return trust
