"""Is this the whole log, and the one that was signed? Answered in the pass that looks for something else.

What was searched for in a log is only as complete as the log: a leaf that was changed or
taken out could be the one that was wanted. So every leaf is held against the hash that
the tree keeps for it, and the tree of all of them against the signed head.
"""

from collections.abc import Iterable, Iterator

from gateway.audit import EMPTY, Checkpoint, extend, leaf_hash
from gateway.evidence.incident_scope import Leaves

BATCH = 256
NAMED = 20
"""How many entries at fault are named; all are counted."""


class Wholeness:
    """Holds leaves against the tree as they pass; memory stays flat."""

    def __init__(self) -> None:
        self._tree = EMPTY
        self._next = 0
        self._waiting: list[bytes] = []
        self.changed = 0
        self.missing = 0
        self.named: list[int] = []
        """The first entries that were changed or are missing."""

    def through(self, leaves: Leaves, hashes: Iterable[bytes], size: int) -> Iterator[tuple[int, bytes]]:
        """Yield the leaves of a log of `size`; `hashes` are what the tree keeps for them, in order."""
        kept = iter(hashes)
        for index, leaf in leaves:
            self._skip(index, kept)
            found = leaf_hash(leaf)
            if next(kept, None) != found:
                self.changed += 1
                self._name(index)
            self._take(found)
            self._next = index + 1
            yield index, leaf
        self._skip(size, kept)

    def is_head(self, head: Checkpoint) -> bool:
        """Say whether all that passed makes the tree that was signed."""
        self._tree, self._waiting = extend(self._tree, self._waiting)[0], []
        return (self._tree.size, self._tree.root()) == (head.size, head.root)

    def _skip(self, index: int, kept: Iterator[bytes]) -> None:
        for gone in range(self._next, index):
            next(kept, None)
            self.missing += 1
            self._name(gone)
        self._next = max(self._next, index)

    def _name(self, index: int) -> None:
        if len(self.named) < NAMED:
            self.named.append(index)

    def _take(self, found: bytes) -> None:
        self._waiting.append(found)
        if len(self._waiting) >= BATCH:
            self._tree, self._waiting = extend(self._tree, self._waiting)[0], []
