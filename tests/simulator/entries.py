"""Entries found in memory: every leaf is looked at, and judged by what it says."""

from collections.abc import Sequence
from typing import Any

from gateway.audit import leaf_hash, parse_entry
from gateway.exchange import EntryFilter, StoredEntry, matches


class MemoryEntries:
    """Fills the port `Entries` over a log that keeps its leaves at hand."""

    def __init__(self, log: Any) -> None:
        self._log = log

    def page(
        self, wanted: EntryFilter, *, before: int | None, after: int | None, limit: int
    ) -> Sequence[StoredEntry]:
        found = [
            StoredEntry(index, exchange, leaf, self._hash(index) == leaf_hash(leaf))
            for index, (exchange, leaf, _) in enumerate(self._log.entries)
            if (before is None or index < before)
            and (after is None or index > after)
            and matches(wanted, parse_entry(leaf))
        ]
        return found[:limit][::-1] if after is not None else found[::-1][:limit]

    def _hash(self, index: int) -> bytes:
        return bytes(self._log.tile(0, index // 256, index % 256 + 1)[-32:])
