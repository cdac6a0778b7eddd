"""What a kind of exchange is: how its request is read, decided and performed.

The journey knows the order of these steps and no kind; each kind is one frozen
`Call` in a file of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Generic, Literal, TypeVar

from gateway.audit import Json
from gateway.errors import GatewayError
from gateway.exchange.entry_records import Row
from gateway.exchange.parcels import Mailbox, NoMailbox
from gateway.exchange.ports import Effects, Entries, Log, QuotaUse, Snapshots, Source
from gateway.policy import LogicalType, Plan, Policy
from gateway.signing import CLIENT_ROLES, Answer, Message, Secrets, Signer

Request = TypeVar("Request")
Decision = TypeVar("Decision")
NOTHING = Effects()


WriteTable = Callable[[Mapping[str, LogicalType], Sequence[Row]], bytes]
"""Writes rows under named and typed columns in one form."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the path of a request names."""

    provider: str = ""
    dataset: str = ""
    exchange: str = ""
    table: str = ""
    tile: str = ""
    log: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent the request, as its verified signature proves."""

    agency: str
    system: str
    key: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply before it is signed; `digest`, the SHA-256 of its body, is stated by log and signature."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    digest: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compute the digest, once."""
        object.__setattr__(self, "digest", sha256(self.body).digest())

    def unsigned(self) -> Answer:
        """Return the answer to a request that there is no way to sign for."""
        return Answer(self.status, (("content-type", self.content_type), *self.headers), self.body)


@dataclass(frozen=True, slots=True)
class Performed:
    """What came of a call: the reply, what the log is told of it, and what it takes of a quota.

    `facts` are members of the entry that only this kind has; what it `brings`
    commits with the entry.
    """

    reply: Reply
    outcome: Literal["released", "described", "received", "accepted", "rejected", "recorded", "acknowledged"]
    plan: Plan | None = None
    rows: int | None = None
    openings: Mapping[str, bytes] = field(default_factory=dict)
    quota: QuotaUse | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)
    brings: Effects = NOTHING


@dataclass(frozen=True, slots=True)
class Moment:
    """The circumstances of one request: who, when, under which policy, as which exchange."""

    caller: Caller
    policy: Policy
    now: datetime
    exchange_id: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """One log, with the first head over an entry that was cosigned, and the first that was timestamped."""

    origin: str
    log: Log
    cosigned: Callable[[int], str | None]
    stamped: Callable[[int], tuple[str, bytes] | None]


@dataclass(frozen=True, slots=True)
class World:
    """The ports and values of one gateway; everything here is safe to share between threads.

    `observe` tells the operator's log: never a value of a row or of a request.
    """

    agency: str
    authorities: frozenset[str]
    origin: str
    log: Log
    sources: Mapping[str, Source]
    secrets: Secrets
    answer_signer: Signer
    receipt_signer: Signer
    encode: Callable[[object], bytes]
    describe_refusal: Callable[[GatewayError, str], Reply]
    observe: Callable[[str, Mapping[str, object]], None]
    clock: Callable[[], datetime]
    chance: Callable[[int], bytes]
    snapshots: Snapshots
    entries: Entries
    # By media type; one that needs an extra is missing where that is not installed.
    tables: Mapping[str, WriteTable]
    mailbox: Mailbox = field(default_factory=NoMailbox)
    # When the oldest entry was recorded that no witness has seen, as far as that is before a moment.
    unwitnessed_since: Callable[[datetime], datetime | None] = lambda before: None
    # The same of timestamps, and how long data flows without; None is for ever.
    untimestamped_since: Callable[[datetime], datetime | None] = lambda before: None
    untimestamped_limit: timedelta | None = None
    # The first checkpoint that covers an entry and that somebody else saw: cosigned, or timestamped.
    cosigned: Callable[[int], str | None] = lambda index: None
    stamped: Callable[[int], tuple[str, bytes] | None] = lambda index: None
    # The logs that this one follows, the oldest first.
    former: tuple[Shelf, ...] = ()

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """Every log of this gateway, the present one first."""
        return (Shelf(self.origin, self.log, self.cosigned, self.stamped), *reversed(self.former))


@dataclass(frozen=True, slots=True)
class Call(Generic[Request, Decision]):
    """One kind of exchange.

    `parse` reads the message alone; `decide` asks the policy and reads no data;
    `perform` touches sources and makes the reply. A call that does not `record`
    still spends its nonce and has its policy epoch checked. A call that does not
    `read` its body is refused whatever the body holds. `roles` are those of the keys
    that may sign for it.
    """

    kind: str
    parse: Callable[[Message, Target], Request]
    decide: Callable[[Request, Moment, World], Decision]
    perform: Callable[[Decision, Moment, World], Performed]
    records: bool = True
    reads: bool = True
    roles: frozenset[str] = CLIENT_ROLES
