"""The succession of a log, judged from its new first entry: who agreed to it, and does the old log fit?"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from gateway.audit import Checkpoint, LogReport, Succession, check_approvals, succession_of
from gateway.errors import ProofBad
from gateway.policy import Role, Trust
from gateway.signing import PublicKey, public_key_from_jwk


def check_succession(entry: Mapping[str, Any], trusts: Mapping[str, Trust]) -> Succession:
    """Check that a signatory of every agency has signed a log's first entry, and nobody else.

    Each key must have been in its time when the entry was recorded, and not revoked by then, as
    far as the statement says: whether it names all that was revoked only the old log shows
    (`old_log_problem`).

    Raises:
        ProofBad: it is none, contradicts itself, or names other agencies than these.
        SignatureError: a signature is wrong, or by no signatory of its agency.
    """
    said = succession_of(entry)
    if said is None or set(said.agencies) != set(trusts):
        raise ProofBad("succession: not by the agencies whose trust files count")
    moment = datetime.fromisoformat(entry["times"]["recorded_at"]["value"])

    def find(agency: str, thumbprint: str) -> PublicKey | None:
        trust = trusts[agency]
        key = trust.keys.get(thumbprint)
        if key is None or key.role is not Role.SIGNATORY or thumbprint in said.revoked:
            return None
        is_in_time = key.valid_from <= moment <= min(key.valid_until, trust.expires)
        return public_key_from_jwk(key.jwk) if is_in_time else None

    check_approvals(said, entry["approvals"], find)
    return said


def needs_proof(said: Succession, held: Checkpoint) -> bool:
    """Say whether a head that somebody holds of the old log must be proven to lead to its end.

    One that is named beside the end, or that lies in the gap, cannot be: it is what was lost.

    Raises:
        ProofBad: it is of another log, or beyond all that is named: more was lost than is said.
    """
    if held.origin != said.old.origin:
        raise ProofBad("succession: of another log than the head that is held")
    if held in said.beyond:
        return False
    if held.size >= max(head.size for head in (said.old, *said.beyond)) and held != said.old:
        raise ProofBad("succession: the head that is held is not among those that it names")
    return held.size <= said.old.size


def old_log_problem(said: Succession, old: LogReport) -> str | None:
    """Say in what a succession lies about the log before; `old` is the check of that log's own copy.

    The old log's end is the head that is named, and its policy at that end the one that goes on. A
    revocation that was left out would let a stolen signatory's key approve the succession itself.
    """
    if old.size < said.old.size:
        return f"it names size {said.old.size}, the old log's copy ends at size {old.size}"
    if old.size > said.old.size:
        return f"it names size {said.old.size}, the old log goes on to size {old.size}"
    if old.root != said.old.root:
        return f"it names another root than the old log has at size {old.size}"
    return next(_policy_problems(said, old), None)


def _policy_problems(said: Succession, old: LogReport) -> Iterator[str]:
    for what, withdrawn, named in (
        ("key", old.known.keys, said.revoked),
        ("agreement", old.known.agreements, said.suspended),
    ):
        if forgotten := sorted(withdrawn - set(named)):
            yield f"it leaves out a withdrawal of the old log: the {what} {', '.join(forgotten)}"
    for what, then, now in (
        ("bundle", old.known.bundle, said.bundle),
        ("epoch", old.known.epoch, said.epoch),
        ("time of activation", old.known.activated_at, said.activated_at),
    ):
        # A log in which nothing was answered yet does not show its epoch.
        if then is not None and then != now:
            yield f"it carries on another {what} than the old log ends with: {now}, not {then}"
