"""Which entries an incident is about: those of one key, of one system, or one exchange.

Decided from the leaf alone, and never from what stands beside it to be searched by.
An entry whose time goes back behind an earlier one's is not left out by its time:
somebody set a clock back, so nobody knows when it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.audit import parse_entry
from gateway.errors import ProofBad

Leaves = Iterable[tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class IncidentScope:
    """What an incident is about; one of key, system (with its agency) and exchange is given.

    `since` is included, `until` is not.
    """

    key: str | None = None
    agency: str | None = None
    system: str | None = None
    exchange: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def needle(self) -> bytes:
        """Bytes that stand in the leaf of every entry of this scope: a cheap look before a costly one."""
        return (self.key or self.exchange or f'"system":"{self.system}"').encode()

    def names(self, entry: Mapping[str, Any]) -> bool:
        """Say whether an entry is of this scope, whenever it was."""
        consumer = entry.get("consumer", {})
        if self.key is not None:
            return bool(consumer.get("key") == self.key)
        if self.exchange is not None:
            return bool(entry["exchange_id"] == self.exchange)
        return (consumer.get("agency"), consumer.get("system")) == (self.agency, self.system)

    def spans(self, at: datetime) -> bool:
        """Say whether a moment lies in its time."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Found:
    """One entry of a scope; `is_late` when its time goes back behind that of an earlier entry."""

    index: int
    entry: Mapping[str, Any]
    recorded_at: datetime
    is_late: bool


class Search:
    """Goes through the leaves of a log in their order and gives those of a scope; memory stays flat."""

    def __init__(self, scope: IncidentScope) -> None:
        self._scope = scope
        self._latest: str = ""
        self.unreadable: list[int] = []
        """Leaves that are no entries: nobody can say what they were about."""

    def through(self, leaves: Leaves) -> Iterator[Found]:
        """Yield the entries of the scope."""
        needle = self._scope.needle
        for index, leaf in leaves:
            if needle in leaf:
                found = self._found(index, leaf)
                if found is not None and (found.is_late or self._scope.spans(found.recorded_at)):
                    yield found
            self._latest = max(self._latest, _recorded(leaf))

    def _found(self, index: int, leaf: bytes) -> Found | None:
        try:
            entry = parse_entry(leaf)
        except ProofBad:
            self.unreadable.append(index)
            return None
        if not self._scope.names(entry):
            return None
        at = entry["times"]["recorded_at"]["value"]
        return Found(index, entry, datetime.fromisoformat(at), at < self._latest)


_MARK = b'"recorded_at":{"by":"log","value":"'
_WIDTH = len("2026-11-24T06:00:00.000000Z")


def _recorded(leaf: bytes) -> str:
    """Read the time of a canonical leaf without taking it apart; the log writes all in one width."""
    at = leaf.rfind(_MARK) + len(_MARK)
    return leaf[at : at + _WIDTH].decode("ascii", "replace") if at >= len(_MARK) else ""
