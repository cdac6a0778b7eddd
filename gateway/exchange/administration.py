"""Changes of policy: activation, suspension, revocation; each is an entry of the log like any other.

Widening needs both parties: an activated bundle grants only what both have
signed. Narrowing needs one: a statement signed by a party's signatory or PPID
suspends an agreement, and one of a key's own agency revokes the key. Nothing
here writes; a `Change` is what the log is asked to record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.audit import Draft, Json
from gateway.catalogue import Sentence
from gateway.errors import AgreementUnknown, KeyRoleWrong, KeyUnknown, PolicyFilesBad, SignatureMalformed
from gateway.exchange.ports import Activation, Effects
from gateway.exchange.record import rfc3339
from gateway.exchange.replacing import successor_problems, versions_of
from gateway.policy import (
    PLANNER_VERSION,
    Policy,
    Role,
    read_bundle,
    recorded_digests,
)
from gateway.signing import TrustedKey, token_header, verify_token

STATEMENT_TYPE = "sinergi-statement"
_MAY_NARROW = frozenset({Role.SIGNATORY, Role.PPID})
_MAX_REASON = 500
_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Change:
    """What the log is to record; it refuses a change decided under another epoch."""

    draft: Draft
    effects: Effects
    epoch: int | None


def plan_activation(
    files: Mapping[str, bytes], current: Policy | None, *, now: datetime, exchange: str
) -> Change:
    """Decide to make a folder the active bundle.

    Raises:
        PolicyFilesBad: the folder has faults, or goes back behind the active bundle.
    """
    reading = read_bundle(files)
    if reading.bundle is None:
        first = reading.faults[0]
        raise PolicyFilesBad(
            Sentence("policies.faults", count=len(reading.faults), code=first.code, place=first.place)
        )
    bundle = reading.bundle
    for problem in successor_problems(current, bundle, now) if current else ():
        raise PolicyFilesBad(problem)
    activation = Activation(
        digest=bundle.digest,
        files=bundle.files,
        signatures=recorded_digests(bundle),
        versions=versions_of(bundle),
    )
    return Change(
        _draft("activate", now, exchange, current, {"bundle": bundle.digest}),
        Effects(activation=activation),
        current.standing.epoch if current else None,
    )


def plan_suspension(statement: str, policy: Policy, *, now: datetime, exchange: str) -> Change:
    """Decide to suspend an agreement on the signed statement of one party.

    Raises:
        SignatureError: no party's signatory or PPID key signed it.
        AgreementUnknown: there is no such agreement, or the signer's agency is no party to it.
    """
    said, signer = verify_statement(statement, "suspend", frozenset({"agreement"}), policy, now)
    agreement = policy.bundle.agreements.get(said["agreement"])
    if agreement is None or agreement.find_party(signer.agency) is None:
        raise AgreementUnknown(Sentence("policies.statement-party"))
    facts: dict[str, Json] = {
        "agreement": {"uid": agreement.uid, "version": agreement.version},
        **_signed_by(signer),
    }
    return Change(
        _draft("suspend", now, exchange, policy, facts, statement),
        Effects(suspend=agreement.uid),
        policy.standing.epoch,
    )


def plan_revocation(statement: str, policy: Policy, *, now: datetime, exchange: str) -> Change:
    """Decide to revoke a key on the signed statement of its own agency.

    Raises:
        SignatureError: no signatory or PPID key of the key's agency signed it.
        KeyUnknown: the agency's trust file does not name the key.
    """
    said, signer = verify_statement(statement, "revoke", frozenset({"key"}), policy, now)
    trust = policy.bundle.trusts[signer.agency]
    if said["key"] not in trust.keys and said["key"] not in trust.roots:
        raise KeyUnknown(Sentence("policies.statement-key"))
    return Change(
        _draft("revoke", now, exchange, policy, {"key": said["key"], **_signed_by(signer)}, statement),
        Effects(revoke=said["key"]),
        policy.standing.epoch,
    )


def statement_of(action: str, subject: str, agency: str, reason: str, at: datetime) -> dict[str, object]:
    """Return the payload of a statement to be signed: `suspend` an agreement or `revoke` a key."""
    name = "agreement" if action == "suspend" else "key"
    return {"action": action, name: subject, "agency": agency, "reason": reason, "at": rfc3339(at)}


def _draft(
    kind: str,
    now: datetime,
    exchange: str,
    policy: Policy | None,
    facts: Mapping[str, Json],
    statement: str | None = None,
) -> Draft:
    standing = policy.standing if policy else None
    return Draft(
        {
            "planner": PLANNER_VERSION,
            "exchange_id": exchange,
            "kind": kind,
            "outcome": "recorded",
            "times": {"decided_at": {"value": rfc3339(now), "by": "gateway"}},
            "epoch": standing.epoch if standing else None,
            "bundle": standing.bundle if standing else None,
            **facts,
        },
        {} if statement is None else {"statement": statement.encode()},
    )


def _signed_by(signer: TrustedKey) -> dict[str, Json]:
    """Name who asked for the entry, in the words that every entry uses for it."""
    return {"consumer": {"agency": signer.agency, "system": signer.system, "key": signer.key.thumbprint}}


def verify_statement(
    statement: str, action: str, members: frozenset[str], policy: Policy, now: datetime
) -> tuple[Mapping[str, str], TrustedKey]:
    """Return what a party's signatory or PPID says, beside action, agency, reason and time, and who it is.

    Raises:
        SignatureError: nobody who may signed it, or it does not say just this.
    """
    thumbprint = token_header(statement).get("kid")
    signer = policy.ring_at(now).find(thumbprint) if isinstance(thumbprint, str) else None
    if signer is None:
        raise KeyUnknown(Sentence("policies.statement-signer"))
    if signer.role not in _MAY_NARROW:
        raise KeyRoleWrong(Sentence("policies.statement-role", role=signer.role))
    said = _read(verify_token(statement, signer.key, typ=STATEMENT_TYPE), action, members)
    if said["agency"] != signer.agency:
        raise KeyUnknown(Sentence("policies.statement-agency"))
    if datetime.fromisoformat(said["at"]) > now + _SKEW:
        raise SignatureMalformed(Sentence("policies.statement-future"))
    return said, signer


def _read(payload: Mapping[str, object], action: str, members: frozenset[str]) -> Mapping[str, str]:
    said = {name: value for name, value in payload.items() if isinstance(value, str)}
    if said.keys() != {"action", *members, "agency", "reason", "at"} or len(said) != len(payload):
        raise SignatureMalformed(Sentence("policies.statement-form"))
    if said["action"] != action or len(said["reason"]) > _MAX_REASON:
        raise SignatureMalformed(Sentence("policies.statement-says-other"))
    try:
        at = datetime.fromisoformat(said["at"])
    except ValueError as error:
        raise SignatureMalformed(Sentence("policies.statement-time")) from error
    if at.tzinfo is None:
        raise SignatureMalformed(Sentence("policies.statement-time"))
    return said
