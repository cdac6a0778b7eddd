"""A consumer's records held against a log of which it may see no more than its own exchanges.

Everybody may ask a log for proofs, and a consumer for its own receipts. That is enough
to show that each entry of a kept receipt still stands in the log that is served now,
and that this log extends every head that was kept. What the log holds beyond that stays
out of sight: an exchange in this consumer's name that it never made, above all.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from gateway.audit import Checkpoint, leaf_hash, verify_inclusion
from gateway.errors import ProofBad
from gateway.evidence.differences import Difference, Differences, Lack, Reconciled
from gateway.evidence.heads import check_heads
from gateway.evidence.kept import KeptHead, KeptReceipt
from gateway.evidence.receipt import Receipt
from gateway.evidence.reconciling import count_receipts, heads_of, note_shorter


class OpenLog(Protocol):
    """What anybody, or the consumer itself, may ask of a log. Raises ProofBad where a proof does not come."""

    def consistency(self, old: int, new: int) -> Sequence[bytes]:
        """Return the consistency proof between two tree sizes."""

    def inclusion(self, index: int, size: int) -> Sequence[bytes]:
        """Return the inclusion proof of an entry in the tree of `size`."""

    def receipt(self, exchange: str) -> Receipt | None:
        """Return the receipt of one of the consumer's own exchanges, verified; None when there is none."""


def reconcile_open(
    log: OpenLog,
    head: Checkpoint,
    kept: Mapping[str, KeptReceipt],
    heads: Iterable[KeptHead],
    *,
    found: Differences,
) -> Reconciled:
    """Compare what can be seen; `head` is the one that the log shows now, its signature checked."""
    held = heads_of(kept, heads)
    for old, file in sorted(held.items(), key=lambda item: item[0].size):
        if old.size <= head.size and (problem := _fork(log, old, head)):
            found.add(Difference(Lack.FORKED, file, remark=problem))
    note_shorter(held, head.size, found)
    for receipt in kept.values():
        difference = _difference(log, head, receipt)
        if difference is not None:
            found.add(difference)
    return Reconciled(
        head.origin, head.size, head.root, *count_receipts(kept), tuple(found.listed), found.unlisted
    )


def _fork(log: OpenLog, old: Checkpoint, new: Checkpoint) -> str | None:
    try:
        proof = log.consistency(old.size, new.size) if 0 < old.size < new.size else ()
        check_heads(old, new, proof)
    except ProofBad as error:
        return str(error)
    return None


def _difference(log: OpenLog, head: Checkpoint, receipt: KeptReceipt) -> Difference | None:
    """Say how the log that is served now differs from a receipt; None when it does not."""
    try:
        if receipt.index < head.size:
            proof = log.inclusion(receipt.index, head.size)
            verify_inclusion(receipt.leaf, receipt.index, head.size, proof, head.root)
            return None
        remark = "the log ends before its place"
    except ProofBad as error:
        remark = str(error)
    # It is not there. What the provider says of the exchange today tells what became of it.
    try:
        today = log.receipt(receipt.exchange)
    except ProofBad as error:
        return receipt.differs(receipt.missing, str(error))
    if today is None:
        return receipt.differs(receipt.missing, remark)
    if leaf_hash(today.leaf) != receipt.leaf:
        return receipt.differs(Lack.CHANGED, f"another entry of this exchange at {today.index}")
    if today.index != receipt.index:
        return receipt.differs(Lack.MOVED, f"stands at {today.index}")
    return receipt.differs(receipt.missing, remark)
