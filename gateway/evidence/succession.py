"""The succession of a log, judged from its new first entry: who agreed to it, and does the old log fit?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gateway.audit import LogReport, Succession, check_approvals, succession_of
from gateway.errors import ProofBad
from gateway.policy import Bundle, Role
from gateway.signing import PublicKey, public_key_from_jwk


def check_succession(entry: Mapping[str, Any], bundle: Bundle) -> Succession:
    """Check that a signatory of every agency of a bundle has signed a log's first entry.

    Each key must have been in its time when the entry was recorded, and not revoked by then.

    Raises:
        ProofBad: it is none, contradicts itself, or names other agencies than the bundle has.
        SignatureError: a signature is wrong, or by no signatory of its agency.
    """
    said = succession_of(entry)
    if said is None or said.bundle != bundle.digest or set(said.agencies) != set(bundle.trusts):
        raise ProofBad("succession: not by the agencies of the policy that it carries over")
    moment = datetime.fromisoformat(entry["times"]["recorded_at"]["value"])

    def find(agency: str, thumbprint: str) -> PublicKey | None:
        key = bundle.trusts[agency].keys.get(thumbprint)
        if key is None or key.role is not Role.SIGNATORY or thumbprint in said.revoked:
            return None
        return public_key_from_jwk(key.jwk) if key.valid_from <= moment <= key.valid_until else None

    check_approvals(said, entry["approvals"], find)
    return said


def old_log_problem(said: Succession, old: LogReport) -> str | None:
    """Say in what a succession lies about the log before; `old` is the check of that log's own copy."""
    if old.size < said.old.size:
        return f"it names size {said.old.size}, the old log's copy ends at size {old.size}"
    if old.size > said.old.size:
        return f"it names size {said.old.size}, the old log goes on to size {old.size}"
    if old.root != said.old.root:
        return f"it names another root than the old log has at size {old.size}"
    return None
