"""Auditors: invited, signed in, shown a page, dismissed; each is an entry of the log like any other.

The leaf names an account by its id alone. Who the person is, and what was
searched for, goes in as commitments: both may name people.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from gateway.audit import Draft, Json
from gateway.exchange.access import (
    INVITATION_LIFE,
    SESSION_LIFE,
    Access,
    Account,
    Admission,
    Attendance,
    Dismissal,
    SignIn,
)
from gateway.exchange.administration import Change
from gateway.exchange.ports import Effects
from gateway.exchange.record import rfc3339
from gateway.policy import PLANNER_VERSION


def plan_invitation(account: Account, token: str, *, is_new: bool, now: datetime, exchange: str) -> Change:
    """Decide to give out a one-time link; `token` is the SHA-256 (hex) of its secret."""
    admission = Admission(account, is_new, token, now, min(now + INVITATION_LIFE, account.expires))
    said = {"name": account.name, "body": account.body, "letter": account.letter}
    return _change(
        "invite",
        "recorded",
        now,
        exchange,
        {"account": {"id": account.id, "until": account.until}},
        admission,
        {name: value.encode() for name, value in said.items()},
    )


def plan_sign_in(account: Account, token: str, session: str, *, now: datetime, exchange: str) -> Change:
    """Decide to use a link up for a new session."""
    sign_in = SignIn(token, session, now, min(now + SESSION_LIFE, account.expires))
    return _change("sign-in", "recorded", now, exchange, _named(account.id), sign_in)


def plan_sign_out(account: Account, session: str, *, now: datetime, exchange: str) -> Change:
    """Decide to end a session."""
    ending = Attendance(session, now, ends=True)
    return _change("sign-out", "recorded", now, exchange, _named(account.id), ending)


def plan_dismissal(account: str, *, now: datetime, exchange: str) -> Change:
    """Decide to close an account at once."""
    return _change("dismiss", "recorded", now, exchange, _named(account), Dismissal(account, now))


def plan_audit_read(
    account: Account,
    session: str,
    page: str,
    exchanges: Sequence[str],
    asked: str,
    *,
    now: datetime,
    exchange: str,
) -> Change:
    """Decide to show a page of data: which page, which exchanges, and what was searched for."""
    facts: dict[str, Json] = {**_named(account.id), "page": page, "exchanges": list(exchanges)}
    shown = Attendance(session, now)
    return _change("audit-read", "shown", now, exchange, facts, shown, {"filter": asked.encode()})


def _named(account: str) -> dict[str, Json]:
    return {"account": {"id": account}}


def _change(
    kind: str,
    outcome: str,
    now: datetime,
    exchange: str,
    facts: Mapping[str, Json],
    access: Access,
    openings: Mapping[str, bytes] | None = None,
) -> Change:
    draft = Draft(
        {
            "planner": PLANNER_VERSION,
            "exchange_id": exchange,
            "kind": kind,
            "outcome": outcome,
            "times": {"decided_at": {"value": rfc3339(now), "by": "gateway"}},
            **facts,
        },
        openings or {},
    )
    # Whoever looks decides nothing about policy, so no epoch is checked.
    return Change(draft, Effects(access=access), None)
