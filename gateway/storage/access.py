"""Who may look at the log, decided under the log's lock and written with the entry.

A link is used up, a session used or ended and an account closed here alone, so
of two who come with the same link one is refused, and nothing is shown after a
dismissal that stands earlier in the log.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from gateway.exchange import (
    ACCOUNT_UNKNOWN,
    IDLE_LIMIT,
    INVITATION_BAD,
    SESSION_ENDED,
    Access,
    Account,
    Admission,
    Attendance,
    Dismissal,
    SignIn,
    rfc3339,
)
from gateway.storage.tables import auditors, invitations, sessions

_open_account = (auditors.c.dismissed_at.is_(None), auditors.c.expires_at > bindparam("at"))

_account = select(auditors).where(auditors.c.id == bindparam("account"), *_open_account)
_invited = (
    select(auditors)
    .join(invitations, invitations.c.account == auditors.c.id)
    .where(
        invitations.c.token == bindparam("token"),
        invitations.c.used_at.is_(None),
        invitations.c.expires_at > bindparam("at"),
        *_open_account,
    )
)
_signed_in = (
    select(auditors)
    .join(sessions, sessions.c.account == auditors.c.id)
    .where(
        sessions.c.session == bindparam("session"),
        sessions.c.ended_at.is_(None),
        sessions.c.expires_at > bindparam("at"),
        sessions.c.seen_at > bindparam("since"),
        *_open_account,
    )
)
_use_up = (
    update(invitations).where(invitations.c.token == bindparam("link")).values(used_at=bindparam("moment"))
)
_see = update(sessions).where(sessions.c.session == bindparam("which")).values(seen_at=bindparam("moment"))
_end = update(sessions).where(sessions.c.session == bindparam("which")).values(ended_at=bindparam("moment"))
_dismiss = update(auditors).where(auditors.c.id == bindparam("who")).values(dismissed_at=bindparam("moment"))


def find_account(connection: Connection, account: str, now: datetime) -> Account | None:
    """Return an account that is open at this moment."""
    return _first(connection, _account, {"account": account, "at": rfc3339(now)})


def find_invited(connection: Connection, token: str, now: datetime) -> Account | None:
    """Return the account that a link, not used and not expired, would let in."""
    return _first(connection, _invited, {"token": token, "at": rfc3339(now)})


def find_signed_in(connection: Connection, session: str, now: datetime) -> Account | None:
    """Return the account of a session that is neither ended, expired nor idle for too long."""
    values = {"session": session, "at": rfc3339(now), "since": rfc3339(now - IDLE_LIMIT)}
    return _first(connection, _signed_in, values)


def refuse_access(connection: Connection, access: Access) -> str | None:
    """Return the code of the reason why an access may not be; None when it may."""
    match access:
        case Admission(account=account, is_new=is_new, issued=at):
            is_known = is_new or find_account(connection, account.id, at)
            return None if is_known and account.expires > at else ACCOUNT_UNKNOWN
        case SignIn(token=token, at=at):
            return None if find_invited(connection, token, at) else INVITATION_BAD
        case Attendance(session=session, at=at):
            return None if find_signed_in(connection, session, at) else SESSION_ENDED
        case Dismissal(account=account_id, at=at):
            return None if find_account(connection, account_id, at) else ACCOUNT_UNKNOWN


def apply_access(connection: Connection, access: Access) -> None:
    """Write an access that was not refused."""
    match access:
        case Admission():
            _admit(connection, access)
        case SignIn():
            _sign_in(connection, access)
        case Attendance(session=session, at=at, ends=ends):
            connection.execute(_end if ends else _see, {"which": session, "moment": rfc3339(at)})
        case Dismissal(account=account, at=at):
            connection.execute(_dismiss, {"who": account, "moment": rfc3339(at)})


def _admit(connection: Connection, admission: Admission) -> None:
    account = admission.account
    if admission.is_new:
        row = {
            "id": account.id,
            "name": account.name,
            "body": account.body,
            "letter": account.letter,
            "until": account.until,
            "expires_at": rfc3339(account.expires),
            "invited_at": rfc3339(admission.issued),
        }
        connection.execute(insert(auditors), row)
    link = {"token": admission.token, "account": account.id, "expires_at": rfc3339(admission.expires)}
    connection.execute(insert(invitations), link)


def _sign_in(connection: Connection, sign_in: SignIn) -> None:
    account = find_invited(connection, sign_in.token, sign_in.at)
    connection.execute(_use_up, {"link": sign_in.token, "moment": rfc3339(sign_in.at)})
    row = {
        "session": sign_in.session,
        "account": account.id if account else None,
        "expires_at": rfc3339(sign_in.expires),
        "seen_at": rfc3339(sign_in.at),
    }
    connection.execute(insert(sessions), row)


def _first(
    connection: Connection, statement: Select[*tuple[Any, ...]], values: Mapping[str, object]
) -> Account | None:
    row = connection.execute(statement, values).first()
    return account_of(row._mapping) if row else None


def account_of(row: Mapping[Any, Any]) -> Account:
    """Read an account out of its row."""
    return Account(
        id=row["id"],
        name=row["name"],
        body=row["body"],
        letter=row["letter"],
        until=row["until"],
        expires=datetime.fromisoformat(row["expires_at"]),
    )
