"""What the log is told of an exchange: facts in the open, values as commitments.

The consumer gets the entry in its receipt, so the entry holds in the open only
what this consumer may know: a dataset or agreement that is no business of its
own is recorded exactly as one that does not exist. What was asked for, which
may hold anything, and verdicts on undisclosed fields go in as commitments.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from gateway.audit import SUBJECTS, Draft, Written, gather_verdicts, write_member
from gateway.evidence import UNDISCLOSED
from gateway.exchange.call import Caller, Moment, Performed, Target
from gateway.policy import PLANNER_VERSION, Contract, Kept, Plan, Policy, Verdict
from gateway.signing import VerifiedRequest

ASKED = "asked"
DUTIES = "duties"


@dataclass(frozen=True, slots=True)
class Claims:
    """What the request says it is about, before anything of it is believed."""

    kind: str
    target: Target
    agreement: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """The verdicts of a plan as an entry has them: in the open, and as the value of a commitment."""

    disclosed: Written
    hidden: bytes


_VERDICTS: Kept[_Verdicts] = Kept()


def rfc3339(moment: datetime) -> str:
    """Write a time in UTC, with microseconds and `Z`."""
    in_utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return f"{in_utc.isoformat(timespec='microseconds')[:26]}Z"


def released(claims: Claims, performed: Performed, moment: Moment, verified: VerifiedRequest) -> Draft:
    """Draft the entry of an exchange that answers."""
    facts = _facts(claims, moment, verified) | {"outcome": performed.outcome, **performed.facts}
    openings = {**_request(verified), **performed.openings}
    openings["answer"] = performed.reply.digest
    if performed.brings.subjects is not None:
        openings[SUBJECTS] = performed.brings.subjects.digest(moment.exchange_id)
    if performed.plan is not None:
        facts |= _plan_facts(performed.plan) | {"rows": performed.rows}
        openings[UNDISCLOSED] = _verdicts_of(performed.plan).hidden
        openings |= _duties(performed.plan)
    return Draft(facts, openings)


def refused(claims: Claims, code: str, moment: Moment, verified: VerifiedRequest) -> Draft:
    """Draft the entry of an authenticated request that is refused."""
    facts = _facts(claims, moment, verified) | {"outcome": "refused", "reason": code}
    return Draft(facts, {**_request(verified), ASKED: _asked(claims)})


def _asked(claims: Claims) -> bytes:
    target = claims.target
    return json.dumps([target.provider, target.dataset, claims.agreement, claims.purpose]).encode()


def _request(verified: VerifiedRequest) -> dict[str, bytes]:
    """Commit to the request: its signature base holds the body's digest."""
    return {"request": sha256(verified.base).digest(), "signature": verified.signature}


def _facts(claims: Claims, moment: Moment, verified: VerifiedRequest) -> dict[str, Any]:
    created = datetime.fromtimestamp(verified.created, moment.now.tzinfo)
    return {
        "planner": PLANNER_VERSION,
        "exchange_id": moment.exchange_id,
        "kind": claims.kind,
        "times": {
            "decided_at": {"value": rfc3339(moment.now), "by": "gateway"},
            "created": {"value": rfc3339(created), "by": "client"},
        },
        "consumer": _consumer(moment.caller),
        "epoch": moment.policy.standing.epoch,
        "bundle": moment.policy.standing.bundle,
        **_known(claims, moment.caller.agency, moment.policy),
    }


def _consumer(caller: Caller) -> dict[str, str]:
    return {"agency": caller.agency, "system": caller.system, "key": caller.key}


def _known(claims: Claims, consumer: str, policy: Policy) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if (consumer, f"{claims.target.provider}/{claims.target.dataset}") in policy.granted:
        facts |= {"provider": claims.target.provider, "dataset": claims.target.dataset}
    agreement = policy.bundle.agreements.get(claims.agreement or "")
    if agreement is not None and agreement.find_party(consumer) is not None:
        facts["agreement"] = {"uid": agreement.uid, "version": agreement.version}
        if claims.purpose in agreement.purposes:
            facts["purpose"] = claims.purpose
    return facts


def _duties(plan: Plan) -> dict[str, bytes]:
    """Commit to the duties word by word: the receipt opens them, long after the files are gone."""
    texts = plan.permission.duties
    return {DUTIES: json.dumps(texts, ensure_ascii=False).encode()} if texts else {}


def _plan_facts(plan: Plan) -> dict[str, Any]:
    return {
        "contract": plan.contract.digest,
        "agreement": {
            "uid": plan.agreement.uid,
            "version": plan.agreement.version,
            "permission": plan.permission.id,
        },
        "verdicts": _verdicts_of(plan).disclosed,
        **({"delete_by": plan.delete_by.isoformat()} if plan.delete_by else {}),
    }


def _verdicts_of(plan: Plan) -> _Verdicts:
    return _VERDICTS.get(lambda: _write(plan.verdicts, plan.contract), plan.verdicts, plan.contract)


def _write(verdicts: tuple[Verdict, ...], contract: Contract) -> _Verdicts:
    told: dict[bool, list[Mapping[str, str | None]]] = {False: [], True: []}
    for verdict in verdicts:
        told[contract.fields[verdict.field].undisclosed].append(_verdict(verdict))
    hidden = json.dumps(told[True], sort_keys=True).encode()
    return _Verdicts(write_member("verdicts", gather_verdicts(told[False])), hidden)


def _verdict(verdict: Verdict) -> Mapping[str, str | None]:
    return {
        "field": verdict.field,
        "verdict": verdict.verdict,
        "transform": verdict.transform,
        "reason": verdict.reason,
        "classification": verdict.classification,
        "legal_basis": verdict.legal_basis or None,
    }
