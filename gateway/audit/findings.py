"""What the offline check of a log reports: which entries, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gateway.audit.resuming import Known

LIMIT = 1000
"""How many findings are listed; the rest are counted, so that memory stays flat."""


class Fault(StrEnum):
    """The kinds of fault; the words are stable."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    DUPLICATED = "duplicated"
    OUT_OF_ORDER = "out-of-order"
    MALFORMED = "malformed"
    CLOCK = "clock-went-back"
    WITHDRAWN = "released-after-withdrawal"
    STALE_POLICY = "decided-under-other-policy"
    DECISION = "decided-otherwise-by-its-policy"
    KEY = "key-not-in-its-role"
    FORKED = "forked"
    UNCOVERED = "not-covered"
    TILES = "leaf-hashes-wrong"
    CHECKPOINT_SIGNATURE = "checkpoint-signature"
    CHECKPOINT_ROLE = "checkpoint-key-role"
    CHECKPOINT_REVOKED = "checkpoint-key-revoked"
    CHECKPOINT_ORDER = "checkpoint-order"
    CHECKPOINT_ROOT = "checkpoint-root"
    COSIGNATURE = "cosignature"
    SUCCESSION = "succession"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `first` and `last` are indexes of entries, `detail` is for the operator; `named` is a word
    that the fault's text gives too: the role of a key.
    """

    fault: Fault
    first: int
    last: int
    detail: str
    named: str = ""


@dataclass(slots=True)
class Findings:
    """What was found so far."""

    listed: list[Finding] = field(default_factory=list)
    unlisted: int = 0

    def add(self, fault: Fault, first: int, last: int, detail: str, named: str = "") -> None:
        """Note a fault, or only count it when the list is full."""
        if len(self.listed) < LIMIT:
            self.listed.append(Finding(fault, first, last, detail, named))
        else:
            self.unlisted += 1


@dataclass(frozen=True, slots=True)
class LogReport:
    """The outcome of checking a log.

    `size` and `root` are those of the last checkpoint that holds. `findings` are
    in the order of the entries they name; `unlisted` counts those beyond the
    limit. `uncompared` counts entries whose exchange id was too old to be
    compared with all others. `cosigned` is, by witness, the size of the greatest
    checkpoint that holds and that it has cosigned. `known` is what the entries come to:
    which policy was in force at the end, and what had been withdrawn.
    """

    entries: int
    checkpoints: int
    size: int
    root: bytes
    findings: tuple[Finding, ...]
    unlisted: int
    uncompared: int
    cosigned: Mapping[str, int] = field(default_factory=dict)
    known: Known = field(default_factory=Known)

    @property
    def is_sound(self) -> bool:
        """Whether nothing at all was found."""
        return not self.findings
