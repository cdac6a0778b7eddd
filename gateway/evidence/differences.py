"""What a consumer's records and a provider's log lack of each other: one list, in stable words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LIMIT = 1000
"""How many differences are listed; the rest are counted, so that memory stays flat."""


class Lack(StrEnum):
    """The kinds of difference; the words are stable."""

    UNSOUND = "receipt-unsound"
    OTHER_LOG = "receipt-of-other-log"
    CONTRADICTED = "receipts-contradict"
    MISSING = "entry-missing"
    CHANGED = "entry-changed"
    MOVED = "entry-moved"
    NOT_KEPT = "receipt-not-kept"
    ACKNOWLEDGEMENT_MISSING = "acknowledgement-missing"
    ACKNOWLEDGEMENT_NOT_KEPT = "acknowledgement-not-kept"
    FORKED = "log-forked"
    SHORTER = "log-shorter"
    UNSEALED = "log-unsealed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two sides do not have alike. `remark` is for experts, in English."""

    lack: Lack
    file: str = ""
    exchange: str = ""
    index: int | None = None
    remark: str = ""


@dataclass(slots=True)
class Differences:
    """What was found so far."""

    listed: list[Difference] = field(default_factory=list)
    unlisted: int = 0

    def add(self, difference: Difference) -> None:
        """Note a difference, or only count it when the list is full."""
        if len(self.listed) < LIMIT:
            self.listed.append(difference)
        else:
            self.unlisted += 1


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of it: what was compared, up to which head of the log, and how it differs."""

    origin: str
    size: int
    root: bytes
    receipts: int
    acknowledgements: int
    differences: Sequence[Difference]
    unlisted: int

    @property
    def agrees(self) -> bool:
        """Whether neither side lacks anything."""
        return not self.differences
