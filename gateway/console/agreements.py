"""The agreements of the active policy: in force or not, why, and for how many days more."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, Response

from gateway.console.entries import reason_title
from gateway.console.gate import Gate
from gateway.console.pages import language, show
from gateway.console.ports import Desk
from gateway.policy import Agreement, Policy, day_of


@dataclass(frozen=True, slots=True)
class ListedAgreement:
    """One agreement; `code` is why it grants nothing now, and `days_left` counts the last day in."""

    agreement: Agreement
    code: str | None
    days_left: int
    closed: tuple[tuple[str, str], ...]


def add_agreements(app: Flask, desk: Desk, gate: Gate) -> None:
    """Add the page about agreements."""

    @app.get("/perjanjian")
    def agreements() -> Response:
        visitor = gate.visitor()
        policy = desk.policy()
        gate.record_read(visitor, "agreements")
        now = desk.clock()
        return show(
            "agreements.html",
            listed=[_listed(policy, each, now) for _, each in sorted(policy.bundle.agreements.items())],
            digest=policy.bundle.digest,
            activated_at=policy.standing.activated_at,
            epoch=policy.standing.epoch,
            reason_title=lambda code: reason_title(code, language()),
        )


def _listed(policy: Policy, agreement: Agreement, now: datetime) -> ListedAgreement:
    force = policy.force(agreement.uid)
    refusal = force.refusal(now)
    today = day_of(now, agreement.timezone)
    return ListedAgreement(
        agreement=agreement,
        code=refusal[0].code if refusal else None,
        days_left=max((agreement.valid_until - today).days + 1, 0),
        closed=tuple((name, complaint.error.code) for name, complaint in sorted(force.contracts.items())),
    )
