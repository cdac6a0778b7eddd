"""Say what one consumer gets of one dataset for one purpose, field by field, and why."""

from dataclasses import dataclass
from datetime import datetime

from gateway.catalogue import Sentence
from gateway.errors import PolicyError
from gateway.policy import Agreement, Contract, Permission, Policy, Verdict, verdicts_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """One permission: whether it is in force, and the verdict on every field.

    `refusal` is the error that a request would meet whatever it asks for.
    """

    agreement: Agreement
    permission: Permission
    contract: Contract
    refusal: type[PolicyError] | None
    problem: Sentence | None
    verdicts: tuple[Verdict, ...]


def explain(
    policy: Policy,
    consumer: str,
    dataset: str,
    purpose: str,
    now: datetime,
    *,
    agreement: str | None = None,
    field: str | None = None,
) -> tuple[Explanation, ...]:
    """Explain every permission for this consumer, dataset and purpose; one an agreement."""
    return tuple(
        _explain(policy, granted, field, now)
        for granted in policy.granted.get((consumer, dataset), ())
        if granted[1].purpose == purpose and agreement in {None, granted[0].uid}
    )


def _explain(
    policy: Policy, granted: tuple[Agreement, Permission, Contract], field: str | None, now: datetime
) -> Explanation:
    agreement, permission, contract = granted
    force = policy.force(agreement.uid)
    refusal = force.refusal(now)
    complaint = force.contracts.get(contract.name)
    if refusal is None and complaint is not None:
        refusal = complaint.error, complaint.placed
    return Explanation(
        agreement=agreement,
        permission=permission,
        contract=contract,
        refusal=refusal[0] if refusal else None,
        problem=refusal[1] if refusal else None,
        verdicts=tuple(
            verdict for verdict in verdicts_of(policy, granted, now) if field in {None, verdict.field}
        ),
    )
