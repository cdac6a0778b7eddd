"""The Merkle tree of RFC 9162 section 2.1 (the same as RFC 6962): from bytes to hashes.

A leaf and a node never hash alike: 0x00 marks a leaf and 0x01 a node, so an
inner node cannot be passed off as an entry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from gateway.errors import ProofBad

HASH_SIZE = 32
MAX_SIZE = 2**63 - 1


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring subtrees into their parent."""
    return sha256(b"\x01" + left + right).digest()


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """Hash a whole tree of leaf hashes; the empty tree hashes the empty string."""
    return extend(EMPTY, leaves)[0].root()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Join the roots of perfect subtrees, the largest first, into one hash."""
    joined = hashes[-1]
    for left in reversed(hashes[:-1]):
        joined = node_hash(left, joined)
    return joined


@dataclass(frozen=True, slots=True)
class Node:
    """A perfect subtree of 2**level leaves; `index` counts within its level."""

    level: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class CompactRange:
    """All that must be remembered of a tree in order to extend it.

    `hashes` are the roots of the perfect subtrees that `size` leaves split
    into, left to right: one for each bit that is set in `size`.
    """

    size: int
    hashes: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MAX_SIZE or self.size.bit_count() != len(self.hashes):
            raise ProofBad(f"{len(self.hashes)} hashes cannot stand for a tree of size {self.size}")
        if any(len(item) != HASH_SIZE for item in self.hashes):
            raise ProofBad("a hash of the compact range has the wrong length")

    def extend(self, leaf: bytes) -> "CompactRange":
        """Add one leaf hash."""
        return extend(self, (leaf,))[0]

    def root(self) -> bytes:
        """Return the root hash of the tree."""
        return fold(self.hashes) if self.hashes else sha256(b"").digest()


EMPTY = CompactRange(0, ())


def extend(start: CompactRange, leaf_hashes: Iterable[bytes]) -> tuple[CompactRange, list[Node]]:
    """Add leaf hashes; also return every subtree that this completes, leaves included.

    A complete subtree never changes again, so what is returned is all that a
    store has to write.
    """
    size, roots = start.size, list(start.hashes)
    complete: list[Node] = []
    for leaf in leaf_hashes:
        level, index, current = 0, size, leaf
        complete.append(Node(level, index, current))
        while index & 1:
            current = node_hash(roots.pop(), current)
            level, index = level + 1, index >> 1
            complete.append(Node(level, index, current))
        roots.append(current)
        size += 1
    return CompactRange(size, tuple(roots)), complete
