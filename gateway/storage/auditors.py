"""Auditors' accounts, as the console and the operator look them up; only the log changes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from gateway.exchange import Account
from gateway.storage.access import account_of, find_account, find_invited, find_signed_in
from gateway.storage.database import Storage
from gateway.storage.tables import auditors, sessions

_listed = (
    select(auditors, func.max(sessions.c.seen_at).label("seen_at"))
    .outerjoin(sessions, sessions.c.account == auditors.c.id)
    .group_by(auditors.c.id)
    .order_by(auditors.c.invited_at, auditors.c.id)
)


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account as the operator sees it; times are RFC 3339."""

    account: Account
    invited_at: str
    dismissed_at: str | None
    seen_at: str | None


class Auditors:
    """Looks accounts up. Every method raises a LogError when it cannot answer."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def account(self, name: str, now: datetime) -> Account | None:
        """Return an open account by its id."""
        return self._storage.ask(lambda connection: find_account(connection, name, now))

    def invited(self, token: str, now: datetime) -> Account | None:
        """Return whom a one-time link would let in now; this does not use it up."""
        return self._storage.ask(lambda connection: find_invited(connection, token, now))

    def signed_in(self, session: str, now: datetime) -> Account | None:
        """Return whose session this is, if it may still be used."""
        return self._storage.ask(lambda connection: find_signed_in(connection, session, now))

    def list_all(self) -> Sequence[ListedAccount]:
        """Return every account there ever was, oldest first."""
        found = self._storage.ask(lambda connection: connection.execute(_listed).mappings().all())
        return [
            ListedAccount(account_of(row), row["invited_at"], row["dismissed_at"], row["seen_at"])
            for row in found
        ]
