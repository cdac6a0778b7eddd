"""What the journey needs of the world, as ports that the outer rooms fill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gateway.audit import Draft
from gateway.errors import QuotaExceeded
from gateway.exchange.access import Access
from gateway.exchange.parcels import Mail, Stated
from gateway.exchange.searching import EntryFilter, StoredEntry
from gateway.exchange.subjects import Subjects
from gateway.policy import Policy, Rows, Wanted


@dataclass(frozen=True, slots=True)
class NonceUse:
    """A nonce to be spent with the entry; `expires` is in seconds since 1970."""

    keyid: str
    nonce: str
    expires: int


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """What one answer takes of a permission's quota: one request, and its rows.

    `period` names an hour, day or month of the calendar; `ends`, in seconds since
    1970, is when nobody counts it any more. A limit of None is none. `asked` rows
    must be left, whatever the answer then holds: what is decided by the rows
    found would tell who is refused how many there are. `code` is that of the refusal.
    """

    consumer: str
    agreement: str
    permission: str
    period: str
    ends: int
    rows: int
    asked: int
    max_requests: int | None
    max_rows: int | None
    code: str = QuotaExceeded.code


@dataclass(frozen=True, slots=True)
class Activation:
    """A bundle to become the active one; `signatures` are the SHA-256 (hex) of its JWS texts."""

    digest: str
    files: Mapping[str, bytes]
    signatures: frozenset[str]
    versions: Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Erasure:
    """Spans of entries of which what stands beside them goes, as decided when the log had `size` entries."""

    spans: tuple[tuple[int, int], ...]
    size: int


@dataclass(frozen=True, slots=True)
class Effects:
    """What commits in the same transaction as the entry, or not at all.

    `suspend` names an agreement uid and `revoke` a key thumbprint; these and
    `activation` raise the policy epoch, and so does what a peer has `stated`.
    `access` changes who may look at the log, `mail` what waits in the inbox.
    A `quota` that has not so much left refuses the item. `subjects` are kept beside
    an entry that was not overruled. `acknowledges` names the exchange whose answer its
    consumer says has arrived: a second word on it refuses the item. An `erasure` takes away
    what is kept beside others.
    """

    nonce: NonceUse | None = None
    quota: QuotaUse | None = None
    activation: Activation | None = None
    suspend: str | None = None
    revoke: str | None = None
    access: Access | None = None
    mail: Mail | None = None
    stated: Stated | None = None
    subjects: Subjects | None = None
    acknowledges: str | None = None
    erasure: Erasure | None = None


ALREADY_ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry that is durable. `openings` maps a commitment's name to (salt, value)."""

    index: int
    exchange_id: str
    entry: bytes
    openings: Mapping[str, tuple[bytes, bytes]]
    checkpoint: str


HELD_MEANWHILE = "held-meanwhile"
"""The code of an erasure that was decided before something was held back."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The log refused this item: `replayed`, `quota-exceeded`, `stale-policy` or another word.

    The first two are written as a refused entry in the same transaction, and then
    `recorded` holds it; of the others nothing is written.
    """

    code: str
    recorded: Recorded | None = None


class Log(Protocol):
    """The append-only log. Every method raises a LogError when it cannot answer."""

    def append(
        self, draft: Draft | None, effects: Effects, *, epoch: int | None
    ) -> Recorded | Refused | None:
        """Make an entry and its effects durable, then return; None only for a draft of None.

        An item decided under another `epoch` than the log's is refused; an
        `epoch` of None is not checked.
        """

    def nonce_used(self, keyid: str, nonce: str) -> bool:
        """Say whether a nonce was spent: an early look, `append` decides."""

    def quota_left(self, use: QuotaUse) -> bool:
        """Say whether a quota has so much left: an early look, `append` decides."""

    def head(self) -> str:
        """Return the latest signed checkpoint (a C2SP signed note)."""

    def find(self, exchange_id: str) -> Recorded | None:
        """Return the entry of an exchange with its openings and the latest checkpoint."""

    def acknowledged(self, exchange_id: str) -> str | None:
        """Return the exchange id of the entry that acknowledges an exchange; None before there is one."""

    def tile(self, level: int, index: int, width: int) -> bytes | None:
        """Return the first `width` hashes of a tile; None where the tree has not so many."""

    def read_leaves(self, first: int, count: int) -> Sequence[bytes]:
        """Return what is stored of entries `first` and on, in order; fewer where some are gone."""

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return the inclusion proof of an entry in the tree of `size`."""

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Return the consistency proof between two tree sizes."""


class Entries(Protocol):
    """Entries found by what stands in them. Every method raises a LogError when it cannot answer."""

    def page(
        self, wanted: EntryFilter, *, before: int | None, after: int | None, limit: int
    ) -> Sequence[StoredEntry]:
        """Return entries, newest first: the first ones below `before`, or the last ones above `after`."""


class Source(Protocol):
    """Rows of one provider's datasets. Raises SourceError and nothing else."""

    def read(self, selection: Wanted) -> Rows:
        """Execute a selection or an aggregate read-only and time-limited."""


class Snapshots(Protocol):
    """Statistics as they were frozen. Every method raises a LogError when it cannot answer."""

    def find(self, definition: str, period: str) -> bytes | None:
        """Return a snapshot; None before it is frozen."""

    def freeze(self, definition: str, period: str, content: bytes, at: str) -> bytes:
        """Make a snapshot durable unless there is one; return the one that is kept."""


class Policies(Protocol):
    """The policy in force, as this process knows it."""

    def current(self) -> Policy:
        """Return the cached policy; the log's epoch check makes a stale one harmless."""

    def refresh(self) -> Policy:
        """Read the standing again and return the policy it names."""


class Clock(Protocol):
    """The time, read once per request."""

    def __call__(self) -> datetime:
        """Return the time now, in UTC."""
