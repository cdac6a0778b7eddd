"""What a log says was erased: a row that is gone without such an entry was taken away.

Whoever takes a row out of the database writes no entry; an erasure and its entry are one
transaction, so once a row is seen to be gone, the entry can be read.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable

from gateway.audit import parse_entry
from gateway.errors import ProofBad
from gateway.exchange.erasing import ERASE

ERASE_NEEDLE = f'"kind":"{ERASE}"'.encode()
"""Stands in the leaf of every erasure."""

Span = tuple[int, int]


class Erasures:
    """Says of entries of one log whether what stood beside them was erased.

    `since` gives the leaves from an index on that hold `ERASE_NEEDLE` and fit the tree. It is
    asked again as the log grows, for the log may go on meanwhile.
    """

    def __init__(self, size: Callable[[], int], since: Callable[[int], Iterable[bytes]]) -> None:
        self._size = size
        self._since = since
        self._read_to = 0
        self._spans: list[Span] = []

    def has(self, index: int) -> bool:
        """Say whether an erasure names an entry; asked once something beside it is seen to be gone."""
        if not self._has(index):
            self._read_on()
        return self._has(index)

    def _has(self, index: int) -> bool:
        at = bisect_right(self._spans, index, key=lambda span: span[0])
        return at > 0 and index <= self._spans[at - 1][1]

    def _read_on(self) -> None:
        size = self._size()
        if size > self._read_to:
            found = [span for leaf in self._since(self._read_to) for span in _spans(leaf)]
            self._spans = _merged([*self._spans, *found])
            self._read_to = size


def _spans(leaf: bytes) -> list[Span]:
    try:
        entry = parse_entry(leaf)
    except ProofBad:
        # The pass over the log tells of a leaf that is none; it excuses nothing.
        return []
    return [(span["first"], span["last"]) for span in entry["erased"]] if entry["kind"] == ERASE else []


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged
