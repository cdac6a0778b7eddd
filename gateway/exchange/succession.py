"""What activation asks of a new trust file: it follows the active one, and un-signs nothing.

A signature counts from the log entry that first records it, judged by the span
that its key had then. So a successor keeps every key that was listed, gives none
more time in the past, and takes none the moment at which it signed what is
active. What is to fall, falls by a revocation, which is an entry of its own.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from gateway.catalogue import Sentence
from gateway.errors import PolicyFilesBad, SignatureError
from gateway.policy import (
    Bundle,
    Policy,
    RoleKey,
    Trust,
    chain_problem,
    chain_to,
    signature_digest,
    standing_after,
    trust_problem,
)
from gateway.signing import detached_header


def check_trusts(current: Policy, bundle: Bundle, now: datetime) -> None:
    """Hold the trust files of a new bundle against the active ones.

    Raises:
        PolicyFilesBad: one does not follow, or takes back what was signed.
    """
    then = standing_after(bundle, current.standing, now)
    for agency, before in current.bundle.trusts.items():
        after = bundle.trusts[agency]
        if after.digest != before.digest:
            _check_successor(current, bundle, before, after)
            _check_past(before, after, now)
            _check_signed(current, before, after)
        pins = current.pins.get(agency)
        if agency in current.problems and trust_problem(bundle, after, pins, then) is not None:
            continue
        # Leaving the active version out must not make others forget which root keys it dropped.
        problem = trust_problem(_remembering(bundle, before, after), after, pins, then)
        if problem is not None:
            raise PolicyFilesBad(Sentence("trust.stops", place=after.place, problem=problem))


def _remembering(bundle: Bundle, before: Trust, after: Trust) -> Bundle:
    """Return a bundle whose lineage holds the active version, be it kept or not."""
    kept = bundle.lineage.get(after.agency, ())
    if before.version >= after.version or any(each.version == before.version for each in kept):
        return bundle
    versions = sorted((*kept, before), key=lambda each: each.version)
    return replace(bundle, lineage={**bundle.lineage, after.agency: tuple(versions)})


def _check_successor(current: Policy, bundle: Bundle, before: Trust, after: Trust) -> None:
    """Walk from the active version to the new one; a version that never counted vouches for nothing."""
    if after.version <= before.version:
        # The log itself refuses what goes back.
        return
    if before.agency in current.problems:
        return
    chain = (before, *chain_to(after, bundle.lineage, before.version + 1))
    problem = chain_problem(bundle, chain, None)
    if problem is not None:
        raise PolicyFilesBad(problem)


def _check_past(before: Trust, after: Trust, now: datetime) -> None:
    """Refuse to lengthen a key's past: what it signed then did not count, and must not count now."""
    for thumbprint, old in before.keys.items():
        new = after.keys.get(thumbprint)
        if new is None:
            problem = Sentence("trust.key-left-out", key=thumbprint, holder=old.holder)
            raise PolicyFilesBad(Sentence("policies.at-place", place=after.place, problem=problem))
        if (old.role, old.holder) != (new.role, new.holder):
            problem = Sentence("trust.key-crossed", key=thumbprint)
            raise PolicyFilesBad(Sentence("policies.at-place", place=new.place, problem=problem))
        if old.valid_until < min(new.valid_until, now) or new.valid_from < min(old.valid_from, now):
            raise PolicyFilesBad(Sentence("policies.key-past", place=new.place, key=thumbprint))


def _check_signed(current: Policy, before: Trust, after: Trust) -> None:
    """Refuse to shorten a key's past below a signature that counts today."""
    for thumbprint, file, moment in _signed(current):
        old, new = before.keys.get(thumbprint), after.keys.get(thumbprint)
        if old is not None and new is not None and _spans(old, moment) and not _spans(new, moment):
            raise PolicyFilesBad(Sentence("trust.key-unsigns", place=new.place, key=thumbprint, file=file))


def _signed(current: Policy) -> Iterator[tuple[str, str, datetime]]:
    """Name the key, the file and the moment of every recorded signature of the active bundle."""
    standing = current.standing
    for beside in current.bundle.signatures.values():
        for file, jws in beside.items():
            moment = standing.recorded.get(signature_digest(jws))
            try:
                thumbprint = detached_header(jws).get("kid")
            except SignatureError:
                continue
            if moment is not None and isinstance(thumbprint, str) and thumbprint not in standing.revoked:
                yield thumbprint, file, moment


def _spans(key: RoleKey, moment: datetime) -> bool:
    return key.valid_from <= moment <= key.valid_until
