"""No figure without proof, for a log: what callers hold is what the log holds, and its last head covers it.

Every entry of a run is read back. Its hash must be the one that its caller holds,
times may not fall, and the tree before the run, grown by these hashes, must have
the root of the last signed checkpoint. Some entries are proven one by one besides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from benchmarks.callers import Receipt
from benchmarks.proving import NotProven
from gateway.audit import (
    TILE_WIDTH,
    Checkpoint,
    CompactRange,
    ReadTile,
    extend,
    leaf_hash,
    load_range,
    make_consistency,
    make_inclusion,
    verify_checkpoint,
    verify_inclusion,
)
from gateway.errors import ProofBad
from gateway.storage import LogStore

# So many entries are proven one by one, spread evenly.
SAMPLE = 500
# So many proofs show what a proof reads.
PROOFS = 200
_AT_ONCE = 4_096
_LEVEL_BITS = 8


@dataclass(frozen=True, slots=True)
class Reads:
    """The most tiles, rows of one table each, that a proof read."""

    inclusion: int
    consistency: int


def tree_of(log: LogStore, size: int) -> CompactRange:
    """Read what must be remembered of a tree of this size."""
    return load_range(_tiles(log, size), size)


def count_reads(log: LogStore, size: int) -> Reads:
    """Make proofs at many places of a tree of this size, and count what each reads.

    Raises:
        NotProven: a proof that the log makes is another one.
    """
    places = sorted({size * number // PROOFS for number in range(PROOFS)} | {size - 1})
    inclusion = consistency = 0
    for place in places:
        read = _Counted(_tiles(log, size))
        if make_inclusion(place, size, read) != log.inclusion(place, size):
            raise NotProven(f"two inclusion proofs of entry {place} differ")
        inclusion = max(inclusion, read.count)
        read = _Counted(_tiles(log, size))
        if make_consistency(place, size, read) != log.consistency(place, size):
            raise NotProven(f"two consistency proofs from size {place} differ")
        consistency = max(consistency, read.count)
    return Reads(inclusion, consistency)


class _Counted:
    """Reads tiles and counts them; a proof reads each tile once, and from the table."""

    def __init__(self, read: ReadTile) -> None:
        self._read = read
        self.count = 0

    def __call__(self, level: int, index: int) -> bytes:
        self.count += 1
        return self._read(level, index)


def _tiles(log: LogStore, size: int) -> ReadTile:
    def read(level: int, index: int) -> bytes:
        width = min(TILE_WIDTH, (size >> level * _LEVEL_BITS) - index * TILE_WIDTH)
        return log.tile(level, index, width) or b""

    return read


def check_run(
    log: LogStore, origin: str, before: CompactRange, callers: Sequence[Sequence[Receipt]]
) -> Checkpoint:
    """Check all that callers hold against the log; return its last head.

    Raises:
        NotProven: something does not hold.
    """
    head = verify_checkpoint(log.head(), origin, [log.key])
    held: dict[int, bytes] = {}
    for receipts in callers:
        indexes = [receipt.index for receipt in receipts]
        if indexes != sorted(set(indexes)):
            raise NotProven("a caller's entries are not in the order in which it appended them")
        if held.keys() & set(indexes):
            raise NotProven("two callers hold the same index")
        held |= {receipt.index: receipt.leaf for receipt in receipts}
    if held.keys() != set(range(before.size, head.size)):
        raise NotProven(f"{len(held):,} entries are held, and the log grew by {head.size - before.size:,}")
    _check_entries(log, before, head, held)
    try:
        for receipt in (each for receipts in callers for each in receipts if each.checkpoint):
            if verify_checkpoint(receipt.checkpoint, origin, [log.key]).size <= receipt.index:
                raise NotProven(f"the checkpoint of entry {receipt.index} does not cover it")
        for index in list(held)[:: max(1, len(held) // SAMPLE)]:
            verify_inclusion(held[index], index, head.size, log.inclusion(index, head.size), head.root)
    except ProofBad as error:
        raise NotProven(str(error)) from error
    return head


def _check_entries(log: LogStore, before: CompactRange, head: Checkpoint, held: dict[int, bytes]) -> None:
    last = ""
    hashes = []
    for index, leaf in enumerate(_leaves(log, before.size, head.size), start=before.size):
        hashes.append(leaf_hash(leaf))
        if hashes[-1] != held[index]:
            raise NotProven(f"entry {index} is not what its caller holds")
        recorded = orjson.loads(leaf)["times"]["recorded_at"]["value"]
        if recorded < last:
            raise NotProven(f"entry {index} is older than the one before it")
        last = recorded
    if extend(before, hashes)[0].root() != head.root:
        raise NotProven("the entries do not lead to the root of the last checkpoint")


def _leaves(log: LogStore, first: int, end: int) -> Iterator[bytes]:
    while first < end:
        found = log.read_leaves(first, min(_AT_ONCE, end - first))
        if not found:
            raise NotProven(f"entry {first} is gone")
        yield from found
        first += len(found)
