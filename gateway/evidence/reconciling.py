"""A consumer's receipts, heads and acknowledgements held against a whole copy of the provider's log.

The copy is hashed once from its first entry, in flat memory, and must lead to the
head that the log signed last and to every head that the consumer holds: a copy made
for this occasion shows as another log. What is wrong with entries that are none of
the consumer's business is `check_log`'s to say.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from gateway.audit import EMPTY, Checkpoint, leaf_hash, parse_entry
from gateway.errors import ProofBad
from gateway.evidence.differences import Difference, Differences, Lack, Reconciled
from gateway.evidence.kept import ACKNOWLEDGED, KeptHead, KeptReceipt


def heads_of(kept: Mapping[str, KeptReceipt], heads: Iterable[KeptHead]) -> Mapping[Checkpoint, str]:
    """Return every head that the consumer holds, each with one file that it comes from."""
    held = {each.head: each.file for each in heads}
    for receipt in kept.values():
        for each in receipt.heads:
            held.setdefault(each.head, each.file)
    return held


def count_receipts(kept: Mapping[str, KeptReceipt]) -> tuple[int, int]:
    """Return how many receipts of exchanges were kept, and how many of acknowledgements."""
    acknowledgements = sum(receipt.is_acknowledgement for receipt in kept.values())
    return len(kept) - acknowledgements, acknowledgements


def note_shorter(held: Mapping[Checkpoint, str], size: int, found: Differences) -> None:
    """Note that a log ends before the greatest head that the consumer holds."""
    greatest = max(held, key=lambda head: head.size, default=None)
    if greatest is not None and greatest.size > size:
        remark = f"a head of size {greatest.size} was given out"
        found.add(Difference(Lack.SHORTER, held[greatest], index=size, remark=remark))


def reconcile_copy(
    entries: Iterable[tuple[int, bytes]],
    last: Checkpoint,
    kept: Mapping[str, KeptReceipt],
    heads: Iterable[KeptHead],
    *,
    consumers: Collection[str],
    system: str | None,
    found: Differences,
) -> Reconciled:
    """Compare both ways, and return what either side lacks.

    `last` is the copy's last checkpoint, its signature checked. Of `consumers`, agencies by
    name, the log should hold nothing released without a receipt; `system` narrows that to one.
    """
    held = heads_of(kept, heads)
    comparison = _Comparison(kept, {head.size for head in held} | {last.size}, consumers, system, found)
    for index, leaf in entries:
        comparison.take(index, leaf)
    comparison.finish(last)
    for head, file in sorted(held.items(), key=lambda item: item[0].size):
        root = comparison.roots.get(head.size)
        if root is not None and root != head.root:
            found.add(Difference(Lack.FORKED, file, remark=f"another root at size {head.size}"))
    note_shorter(held, comparison.size, found)
    return Reconciled(
        last.origin, last.size, last.root, *count_receipts(kept), tuple(found.listed), found.unlisted
    )


class _Comparison:
    """One pass through the entries."""

    def __init__(
        self,
        kept: Mapping[str, KeptReceipt],
        sizes: Collection[int],
        consumers: Collection[str],
        system: str | None,
        found: Differences,
    ) -> None:
        self._kept = kept
        self._sizes = sizes
        self._system = system
        self._found = found
        self._met: set[str] = set()
        self._tree = EMPTY
        self._is_whole = True
        self.size = 0
        self._consumers = frozenset(consumers) | {receipt.agency for receipt in kept.values()}
        # A cheap look first: most entries of a large log are other agencies'.
        self._marks = [f'"agency":"{agency}"'.encode() for agency in sorted(self._consumers)]
        self._wanted = frozenset(consumers)
        self.roots: dict[int, bytes] = {0: EMPTY.root()}

    def take(self, index: int, leaf: bytes) -> None:
        """Look at the next entry of the copy."""
        found = leaf_hash(leaf)
        self.size = max(self.size, index + 1)
        self._grow(index, found)
        if not any(mark in leaf for mark in self._marks):
            return
        try:
            entry = parse_entry(leaf)
        except ProofBad:
            # No entry; whoever kept its receipt misses it below.
            return
        receipt = self._kept.get(entry["exchange_id"])
        if receipt is not None:
            self._compare(receipt, index, found)
        elif entry.get("consumer", {}).get("agency") in self._wanted:
            self._note_unkept(index, entry)

    def finish(self, last: Checkpoint) -> None:
        """Say what the end of the copy shows."""
        if self._is_whole and (self._tree.size != last.size or self.roots.get(last.size) != last.root):
            remark = f"the last checkpoint is of size {last.size}, the copy of {self._tree.size}"
            self._found.add(Difference(Lack.UNSEALED, index=min(last.size, self._tree.size), remark=remark))
        for receipt in self._kept.values():
            if receipt.exchange not in self._met:
                self._found.add(receipt.differs(receipt.missing))

    def _grow(self, index: int, found: bytes) -> None:
        if self._is_whole and index != self._tree.size:
            remark = f"entry {index} stands where {self._tree.size} belongs"
            self._found.add(Difference(Lack.UNSEALED, index=self._tree.size, remark=remark))
            self._is_whole = False
        # Beyond a gap no root can be known.
        self._tree = self._tree.extend(found)
        if self._is_whole and self._tree.size in self._sizes:
            self.roots[self._tree.size] = self._tree.root()

    def _compare(self, receipt: KeptReceipt, index: int, found: bytes) -> None:
        self._met.add(receipt.exchange)
        if found != receipt.leaf:
            self._found.add(receipt.differs(Lack.CHANGED, f"another entry of this exchange at {index}"))
        elif index != receipt.index:
            self._found.add(receipt.differs(Lack.MOVED, f"stands at {index}"))

    def _note_unkept(self, index: int, entry: Mapping[str, Any]) -> None:
        if self._system is not None and entry["consumer"].get("system") != self._system:
            return
        lacks = {"released": Lack.NOT_KEPT, ACKNOWLEDGED: Lack.ACKNOWLEDGEMENT_NOT_KEPT}
        lack = lacks.get(entry["outcome"])
        if lack is not None:
            self._found.add(Difference(lack, exchange=entry["exchange_id"], index=index))
