"""What a receipt is judged by, and what comes of it: every part with its own outcome."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from gateway.audit import Checkpoint
from gateway.evidence.cosigned import Cosigned
from gateway.evidence.ended import Ended
from gateway.evidence.keys_then import KeyStatus, Revocation
from gateway.policy import Trust
from gateway.signing import Stamp

CheckName = Literal[
    "form", "signature", "origin", "end", "entry", "openings", "inclusion", "checkpoint",
    "files", "chain", "policy", "cosignatures", "timestamp", "times", "keys", "log", "body",
]  # fmt: skip
State = Literal["holds", "fails", "open"]
Level = Literal["none", "recorded", "cosigned", "timestamped"]


@dataclass(frozen=True, slots=True)
class Check:
    """One part: it holds, it fails, or nothing at hand can tell (`open`)."""

    name: CheckName
    state: State
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What a receipt is judged by.

    `trusts` are trust files whose root signatures were checked, by agency; `roots` the
    pinned certificates (DER) of timestamp authorities; `revoked` what the log itself says
    of keys; `root_at` returns the root, at a size, of a copy of the log that was found whole.
    `ended` are the logs, by name, that the log called `origin` follows.
    """

    trusts: Mapping[str, Trust]
    origin: str | None = None
    body: bytes | None = None
    roots: Sequence[bytes] = ()
    revoked: Mapping[str, Revocation] = field(default_factory=dict)
    root_at: Callable[[int], bytes | None] | None = None
    ended: Mapping[str, Ended] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of it; `entry` is what the receipt says, proven only if `is_sound`."""

    checks: tuple[Check, ...]
    level: Level
    origin: str = ""
    index: int = -1
    agency: str = ""
    entry: Mapping[str, Any] = field(default_factory=dict)
    answer: str = ""
    checkpoint: Checkpoint | None = None
    keys: tuple[KeyStatus, ...] = ()
    cosigned: tuple[Cosigned, ...] = ()
    stamp: Stamp | None = None
    ended: Ended | None = None

    @property
    def is_sound(self) -> bool:
        """Whether no check fails."""
        return all(check.state != "fails" for check in self.checks)

    def state_of(self, name: CheckName) -> State | None:
        """Return how one check came out; None where there was nothing to check."""
        return next((check.state for check in self.checks if check.name == name), None)
