"""The succession of a log: what is put before both agencies, and what their signatures must be.

One agency alone could hide entries behind a new log. So a signatory of every agency
whose trust file is active signs the same bytes, and each is judged by the trust
files in force, as every statement that changes the policy is.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from gateway.audit import (
    SUCCEED,
    SUCCESSION_TYPE,
    Draft,
    Json,
    Succession,
    check_approvals,
    format_succession,
    parse_succession,
)
from gateway.catalogue import Sentence
from gateway.errors import KeyRoleWrong, KeyUnknown, ProofBad, SignatureError, SuccessionBad
from gateway.exchange.record import rfc3339
from gateway.policy import PLANNER_VERSION, Policy, Role
from gateway.signing import PublicKey, Signer, TrustedKey, detached_header, sign_detached


def read_statement(content: bytes) -> Succession:
    """Read what is to be signed.

    Raises:
        SuccessionBad: it is not a statement on a succession, or not as this program writes it.
    """
    try:
        return parse_succession(content)
    except ProofBad as error:
        raise SuccessionBad(Sentence("succession.not-a-statement", problem=error.message)) from error


def sign_succession(said: Succession, signer: Signer) -> str:
    """Sign a statement for one's agency."""
    return sign_detached(format_succession(said), {"typ": SUCCESSION_TYPE}, signer)


def plan_succession(
    said: Succession, signatures: Sequence[str], policy: Policy, *, now: datetime, exchange: str
) -> Draft:
    """Make the first entry of the new log, if all agencies agree to it.

    Raises:
        SuccessionBad: another set of agencies is to sign, or a signature is missing or too many.
        SignatureError: a signature is wrong, or its key is no signatory's that is trusted now.
    """
    agencies = tuple(sorted(policy.bundle.trusts))
    if said.agencies != agencies:
        raise SuccessionBad(Sentence("succession.agencies", agencies=", ".join(agencies)))
    approvals: dict[str, str] = {}
    for jws in signatures:
        signer = _signatory(jws, policy, now)
        if signer.agency in approvals:
            raise SuccessionBad(Sentence("succession.twice", agency=signer.agency))
        approvals[signer.agency] = jws
    if missing := sorted(set(agencies) - approvals.keys()):
        raise SuccessionBad(Sentence("succession.unsigned", agencies=", ".join(missing)))

    def find(agency: str, thumbprint: str) -> PublicKey | None:
        found = policy.ring_at(now).find(thumbprint)
        return found.key if found and found.agency == agency else None

    try:
        check_approvals(said, approvals, find)
    except SignatureError as error:
        raise SuccessionBad(Sentence("succession.other-signed", problem=error.message)) from error
    return Draft(_facts(said, approvals, now, exchange))


def _signatory(jws: str, policy: Policy, now: datetime) -> TrustedKey:
    thumbprint = detached_header(jws).get("kid")
    signer = policy.ring_at(now).find(thumbprint) if isinstance(thumbprint, str) else None
    if signer is None:
        raise KeyUnknown(Sentence("policies.statement-signer"))
    if signer.role != Role.SIGNATORY:
        raise KeyRoleWrong(Sentence("succession.signer-role", role=signer.role, key=signer.key.thumbprint))
    return signer


def _facts(
    said: Succession, approvals: Mapping[str, str], now: datetime, exchange: str
) -> Mapping[str, Json]:
    return {
        "planner": PLANNER_VERSION,
        "exchange_id": exchange,
        "kind": SUCCEED,
        "outcome": "recorded",
        "times": {"decided_at": {"value": rfc3339(now), "by": "gateway"}},
        "provider": said.agency,
        "epoch": said.epoch,
        "bundle": said.bundle,
        "succession": said.members,
        "approvals": dict(sorted(approvals.items())),
    }
