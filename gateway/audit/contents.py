"""What entries must keep to among themselves, whatever the tree says.

The log's clock never goes back, no exchange is recorded twice, and nothing is
released under an agreement or to a key after its withdrawal was recorded.
"""

from collections.abc import Mapping
from datetime import datetime
from heapq import heappop, heappush
from typing import Any
from uuid import UUID

from gateway.audit.findings import Fault, Findings

WINDOW = 1 << 18
"""How many exchange ids are remembered: some forty megabytes."""


class Contents:
    """Checks one entry after the other, in flat memory."""

    def __init__(self, findings: Findings, window: int = WINDOW) -> None:
        self._findings = findings
        self.uncompared = 0
        self._latest: str | None = None
        self._window = window
        # By the second in the UUIDv7, so that the oldest can be forgotten together.
        self._seen: dict[int, dict[int, int]] = {}
        self._seconds: list[int] = []
        self._count = 0
        self._forgotten = -1
        self._keys: set[str] = set()
        self._agreements: dict[str, set[object]] = {}

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
        if entry["kind"] == "revoke":
            self._keys.add(entry["key"])
        elif entry["kind"] == "suspend":
            agreement = entry["agreement"]
            self._agreements.setdefault(agreement["uid"], set()).add(agreement.get("version"))

    def _is_withdrawn(self, entry: Mapping[str, Any]) -> bool:
        # Suspended without a version, every version is meant.
        agreement = entry["agreement"]
        suspended = self._agreements.get(agreement["uid"], set())
        return entry["consumer"]["key"] in self._keys or bool(suspended & {None, agreement["version"]})

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
