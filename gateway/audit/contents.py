"""What entries must keep to among themselves, whatever the tree says.

The log's clock never goes back, no exchange is recorded twice, nothing is
released under an agreement or to a key after its withdrawal was recorded, and
nothing is decided under another policy than the last one that was activated.
"""

from collections.abc import Mapping, Set
from datetime import datetime
from heapq import heappop, heappush
from typing import Any
from uuid import UUID

from gateway.audit.findings import Fault, Findings
from gateway.audit.resuming import Known
from gateway.audit.succession import SUCCEED

WINDOW = 1 << 18
"""How many exchange ids are remembered: some forty megabytes."""

NOTHING = Known()


class Contents:
    """Checks one entry after the other, in flat memory."""

    def __init__(self, findings: Findings, window: int = WINDOW, known: Known = NOTHING) -> None:
        self._findings = findings
        self.uncompared = 0
        self._latest: str | None = known.latest
        self.activated_at: str | None = known.activated_at
        self._window = window
        # By the second in the UUIDv7, so that the oldest can be forgotten together.
        self._seen: dict[int, dict[int, int]] = {}
        self._seconds: list[int] = []
        self._count = 0
        self._forgotten = -1
        self._keys: set[str] = set(known.keys)
        self._agreements: set[str] = set(known.agreements)
        self._epoch: int | None = known.epoch
        self._bundle: str | None = known.bundle

    @property
    def known(self) -> Known:
        """What a later check must know of these entries."""
        return Known(
            self._latest,
            self.activated_at,
            self._epoch,
            self._bundle,
            frozenset(self._keys),
            frozenset(self._agreements),
        )

    @property
    def revoked(self) -> Set[str]:
        """The keys that entries so far have revoked; it grows as they are read."""
        return self._keys

    def seen_at(self, entry: Mapping[str, Any]) -> int | None:
        """Return the index of an earlier entry with the same exchange id."""
        value = UUID(entry["exchange_id"]).int
        return self._seen.get(_second(value), {}).get(value)

    def check(self, index: int, entry: Mapping[str, Any]) -> None:
        """Check one valid entry against all that came before it."""
        if (earlier := self.seen_at(entry)) is not None:
            self._findings.add(Fault.DUPLICATED, index, index, f"same exchange id as entry {earlier}")
        self._remember(index, UUID(entry["exchange_id"]).int)
        recorded = entry["times"]["recorded_at"]["value"]
        if self._latest is not None and _is_before(recorded, self._latest):
            self._findings.add(Fault.CLOCK, index, index, f"recorded at {recorded}, after {self._latest}")
        else:
            self._latest = recorded
        if entry["outcome"] == "released" and self._is_withdrawn(entry):
            self._findings.add(Fault.WITHDRAWN, index, index, "its key or agreement was withdrawn before")
        if entry["kind"] == SUCCEED and index:
            # What it says of the policy counts for nothing here.
            self._findings.add(Fault.SUCCESSION, index, index, "only a log's first entry follows another log")
            return
        if entry["outcome"] in ("released", "described"):
            self._check_policy(index, entry)
        self._follow(entry)

    def _is_withdrawn(self, entry: Mapping[str, Any]) -> bool:
        # A suspension holds for the agreement's name: no later version slips past it.
        return entry["consumer"]["key"] in self._keys or entry["agreement"]["uid"] in self._agreements

    def _check_policy(self, index: int, entry: Mapping[str, Any]) -> None:
        """Compare an answer's epoch and bundle with what the log itself had recorded by then.

        Each answer is compared with the one before, so that one fault is one finding.
        """
        epoch, bundle = entry.get("epoch", self._epoch), entry.get("bundle", self._bundle)
        if self._epoch is not None and epoch != self._epoch:
            detail = f"decided in epoch {epoch}, the log was in {self._epoch}"
            self._findings.add(Fault.STALE_POLICY, index, index, detail)
        elif self._bundle is not None and bundle != self._bundle:
            self._findings.add(Fault.STALE_POLICY, index, index, "decided under a bundle not active then")
        self._epoch, self._bundle = epoch, bundle

    def _follow(self, entry: Mapping[str, Any]) -> None:
        """Keep what an entry says of the policy; each such entry begins an epoch."""
        match entry["kind"]:
            case "revoke":
                self._keys.add(entry["key"])
            case "suspend":
                self._agreements.add(entry["agreement"]["uid"])
            case kind if kind == SUCCEED:
                # Nothing that was withdrawn in the log before comes back in this one.
                policy = entry["succession"]["policy"]
                self._keys.update(policy["revoked"])
                self._agreements.update(policy["suspended"])
                self._epoch, self._bundle = policy["epoch"], policy["bundle"]
                self.activated_at = policy["activated_at"]
            case "activate":
                self._bundle = entry["bundle"]
                self.activated_at = entry["times"]["recorded_at"]["value"]
            case "compare" if entry["outcome"] == "recorded":
                # What the other gateway said is new, and may put an agreement out of force.
                pass
            case _:
                return
        if self._epoch is not None:
            self._epoch += 1

    def _remember(self, index: int, value: int) -> None:
        second = _second(value)
        if second <= self._forgotten:
            self.uncompared += 1
            return
        if second not in self._seen:
            self._seen[second] = {}
            heappush(self._seconds, second)
        self._seen[second].setdefault(value, index)
        self._count += 1
        while self._count > self._window:
            self._forgotten = heappop(self._seconds)
            self._count -= len(self._seen.pop(self._forgotten))


def _second(value: int) -> int:
    return (value >> 80) // 1000


def _is_before(one: str, other: str) -> bool:
    # Texts of one length compare as the times do; only others are worth parsing.
    if len(one) == len(other):
        return one < other
    return datetime.fromisoformat(one) < datetime.fromisoformat(other)
