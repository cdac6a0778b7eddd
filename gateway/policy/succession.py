"""The succession of trust files: each version signed by the one before it and by itself.

Whoever pins the root keys of an older version follows the chain to the newest:
every link is one version further, names the exact bytes of its predecessor, and
bears the signatures of a threshold of the old AND of the new root keys. So a
stolen half of either set makes no successor, and no version can be skipped.

A key that was listed once stays listed, in its role and with its holder: what
it signed while it was valid is judged by its span, years later too.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from gateway.catalogue import Sentence
from gateway.policy.model import Bundle, Trust
from gateway.policy.place import Place
from gateway.policy.signatures import Signers, find_signatures
from gateway.policy.standing import Standing


def lineage_of(former: Iterable[Trust]) -> dict[str, tuple[Trust, ...]]:
    """Put the former versions of every agency's trust file in order."""
    found: dict[str, list[Trust]] = {}
    for trust in sorted(former, key=lambda trust: trust.version):
        found.setdefault(trust.agency, []).append(trust)
    return {agency: tuple(trusts) for agency, trusts in found.items()}


def chain_problem(
    bundle: Bundle, chain: Iterable[Trust], standing: Standing | None, floor: int = 1
) -> Sentence | None:
    """Say which link of a chain of versions does not hold; None when all do.

    Args:
        bundle: Holds the files and signatures of every version but the first.
        chain: The versions, oldest first; the first is trusted already.
        standing: Where the log stands; None before anything is recorded.
        floor: As many signatures are needed at least, whatever the files ask for.
    """
    for older, newer in pairwise(chain):
        problem = _link_problem(bundle, older, newer, standing, floor)
        if problem is not None:
            return problem
    return None


def _link_problem(
    bundle: Bundle, older: Trust, newer: Trust, standing: Standing | None, floor: int
) -> Sentence | None:
    if newer.version != older.version + 1:
        return Sentence("trust.skips", place=newer.place, version=newer.version, missing=newer.version - 1)
    if newer.predecessor != older.digest:
        return Sentence("trust.predecessor", place=newer.place, version=older.version, digest=older.digest)
    for place, problem in key_problems(older, newer):
        return Sentence("policies.at-place", place=place, problem=problem)
    for side, roots in (("old", older), ("new", newer)):
        short = _short(bundle, newer, roots, side, standing, floor)
        if short is not None:
            return short
    return None


def _short(
    bundle: Bundle, newer: Trust, roots: Trust, side: str, standing: Standing | None, floor: int
) -> Sentence | None:
    """Say that too few root keys of one side signed a successor."""
    findings = find_signatures(bundle, newer, Signers(roots.roots), standing)
    having = len({finding.thumbprint for finding in findings if finding.counts})
    needed = max(roots.threshold, floor)
    if having >= needed:
        return None
    return Sentence(f"trust.roots-{side}", place=newer.place, having=having, needed=needed)


def key_problems(older: Trust, newer: Trust) -> Iterator[tuple[Place, Sentence]]:
    """Name every key of a version that its successor lists no more, or in another role."""
    for thumbprint, before in older.keys.items():
        after = newer.keys.get(thumbprint)
        if thumbprint in newer.roots:
            yield newer.place, Sentence("trust.key-crossed", key=thumbprint)
        elif after is None:
            yield newer.place, Sentence("trust.key-left-out", key=thumbprint, holder=before.holder)
        elif (before.role, before.holder) != (after.role, after.holder):
            yield after.place, Sentence("trust.key-crossed", key=thumbprint)
    for thumbprint in sorted(older.roots.keys() & newer.keys.keys()):
        yield newer.keys[thumbprint].place, Sentence("trust.key-crossed", key=thumbprint)


def dropped_roots(versions: Iterable[Trust]) -> frozenset[str]:
    """Name the root keys that one of these versions, oldest first, has and the one after it has not."""
    pairs = pairwise(versions)
    return frozenset().union(*(older.roots.keys() - newer.roots.keys() for older, newer in pairs))


def chain_to(trust: Trust, lineage: Mapping[str, tuple[Trust, ...]], since: int) -> tuple[Trust, ...]:
    """Return the kept versions from `since` on, and the newest after them."""
    kept = (each for each in lineage.get(trust.agency, ()) if since <= each.version < trust.version)
    return (*kept, trust)
