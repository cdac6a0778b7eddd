"""What two gateways send each other about their agreements, as values: exact bytes, bounded, by digest.

Nothing here is in force by having come. A parcel waits until somebody accepts
or rejects it, and what it holds counts only once it is signed and activated.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

MAX_FILES = 256
MAX_BYTES = 1024 * 1024
"""Of all files of a parcel together, before they are written as text."""
MAX_OPEN = 32
"""How many parcels of one agency may wait at once; those that were answered do not count."""
INBOX_FULL = "inbox-full"

Direction = Literal["in", "out"]
Verdict = Literal["accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One version of an agreement with all that it refers to, sent by or to another agency.

    `digest` is that of the files as a bundle, `agreement` the SHA-256 (hex) of the
    agreement's own file.
    """

    direction: Direction
    agency: str
    digest: str
    uid: str
    version: int
    agreement: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A parcel that comes or goes, with its files."""

    parcel: Parcel
    files: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settlement:
    """An answer to a parcel; an acceptance brings the signature files of the one who accepts."""

    parcel: Parcel
    verdict: Verdict
    reason: str
    files: Mapping[str, bytes] = field(repr=False)


Mail = Delivery | Settlement


@dataclass(frozen=True, slots=True)
class Stated:
    """What an agency's gateway says is active there between the two: SHA-256 (hex) by uid."""

    agency: str
    active: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StoredParcel:
    """A parcel as it is kept, with what became of it."""

    parcel: Parcel
    at: datetime
    verdict: Verdict | None
    reason: str
    files: Mapping[str, bytes] = field(repr=False)
    answer: Mapping[str, bytes] = field(repr=False)


class Mailbox(Protocol):
    """Where parcels are kept; only the log changes it."""

    def find(self, direction: Direction, agency: str, digest: str) -> StoredParcel | None:
        """Return one parcel."""


class NoMailbox:
    """The mailbox of a gateway that keeps none."""

    def find(self, direction: Direction, agency: str, digest: str) -> StoredParcel | None:
        """Return nothing."""
        return None
