"""What the console needs of the world: the log, those who may look, and what they may look at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gateway.audit import Opening
from gateway.exchange import Account, Entries, EntryFilter, Log, StoredEntry
from gateway.policy import Policy
from gateway.signing import PublicKey


class Accounts(Protocol):
    """Auditors' accounts. Every method raises a LogError when it cannot answer."""

    def invited(self, token: str, now: datetime) -> Account | None:
        """Return whom a one-time link would let in now; this does not use it up."""

    def signed_in(self, session: str, now: datetime) -> Account | None:
        """Return whose session this is, if it may still be used."""


class Reads(Entries, Protocol):
    """Entries as they are stored. Every method raises a LogError when it cannot answer."""

    def count(self, wanted: EntryFilter, ceiling: int) -> int:
        """Count the entries that a filter finds, up to a ceiling."""

    def find(self, exchange_id: str) -> StoredEntry | None:
        """Return the entry of an exchange."""

    def openings(self, index: int) -> Mapping[str, Opening]:
        """Return what is kept to open an entry's commitments, whether or not it does."""

    def activated_before(self, index: int) -> datetime | None:
        """Return when the policy that stood before an entry was activated."""

    def stored_hash(self, index: int) -> bytes | None:
        """Return the hash that the tree holds for an entry."""

    def notice_due(self) -> datetime | None:
        """Return by when notice of an incident is due that not both had yet."""

    def export(self) -> Iterator[bytes]:
        """Yield the lines of an export of the whole log."""


@dataclass(frozen=True, slots=True)
class FormerLog:
    """A log that this one follows: its name, and the lines of an export of it."""

    origin: str
    export: Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Desk:
    """The ports and values of one console; there is no data source among them.

    `authorities` are the names under which pages are shown, `is_secure` says
    whether browsers reach them over TLS.
    """

    agency: str
    origin: str
    authorities: frozenset[str]
    is_secure: bool
    is_proxied: bool
    timezone: str
    log: Log
    log_key: PublicKey
    accounts: Accounts
    reads: Reads
    bundle_files: Callable[[str], Mapping[str, bytes]]
    policy: Callable[[], Policy]
    observe: Callable[[str, Mapping[str, object]], None]
    clock: Callable[[], datetime]
    chance: Callable[[int], bytes]
    # Since when the log is unwitnessed, once that is longer than its operator is to be warned after.
    unwitnessed: Callable[[], datetime | None] = lambda: None
    # The same of timestamps, by the limit in this gateway's settings.
    untimestamped: Callable[[], datetime | None] = lambda: None
    # The logs that this one follows, the oldest first.
    former: tuple[FormerLog, ...] = ()
