"""Inclusion and consistency proofs (RFC 9162 sections 2.1.3 and 2.1.4).

Verifying needs only numbers and hashes, so anybody can do it offline. Every
failure, whatever the input, is `ProofBad`.
"""

from collections.abc import Sequence
from functools import cache
from hmac import compare_digest
from typing import NamedTuple

from gateway.audit.tiles import ReadTile, subtree_hash
from gateway.audit.tree import EMPTY, HASH_SIZE, MAX_SIZE, node_hash
from gateway.errors import ProofBad


def make_inclusion(index: int, size: int, read_tile: ReadTile) -> list[bytes]:
    """Prove that entry `index` is in the tree of `size` (section 2.1.3.1).

    Raises:
        ProofBad: there is no such entry, or the stored tiles are too short.
    """
    _check_size(size)
    if type(index) is not int or not 0 <= index < size:
        raise ProofBad(f"no entry {index} in a tree of size {size}")
    read = cache(read_tile)
    begin, end = 0, size
    proof = []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            proof.append(subtree_hash(read, middle, end))
            end = middle
        else:
            proof.append(subtree_hash(read, begin, middle))
            begin = middle
    return proof[::-1]


class PathStep(NamedTuple):
    """One level of an inclusion proof: the sibling, the side it stands on, and the hash of both."""

    sibling: bytes
    is_left: bool
    result: bytes


def follow_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes]) -> list[PathStep]:
    """Climb from a leaf as an inclusion proof says (section 2.1.3.2); whoever asks compares the root.

    Raises:
        ProofBad: the proof is not one for this place.
    """
    _check_size(size)
    _check_hashes(leaf_hash, *_listed(proof))
    if type(index) is not int or not 0 <= index < size:
        raise ProofBad(f"inclusion: no entry {index} in a tree of size {size}")
    node, last, current = index, size - 1, leaf_hash
    steps = []
    for sibling in proof:
        if not last:
            raise ProofBad("inclusion: the proof is too long")
        is_left = bool(node & 1 or node == last)
        current = node_hash(sibling, current) if is_left else node_hash(current, sibling)
        steps.append(PathStep(sibling, is_left, current))
        if is_left:
            # A node at the ragged right edge has no sibling on these levels.
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        node, last = node >> 1, last >> 1
    if last:
        raise ProofBad("inclusion: the proof is too short")
    return steps


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that a leaf is entry `index` of the tree of `size` with this root (section 2.1.3.2).

    Raises:
        ProofBad: it is not proven.
    """
    _check_hashes(root)
    steps = follow_inclusion(leaf_hash, index, size, proof)
    if not compare_digest(steps[-1].result if steps else leaf_hash, root):
        raise ProofBad(f"inclusion: entry {index} does not lead to the root of size {size}")


def make_consistency(old_size: int, new_size: int, read_tile: ReadTile) -> list[bytes]:
    """Prove that the tree of `new_size` only adds to that of `old_size` (section 2.1.4.1).

    Raises:
        ProofBad: the sizes are not in order, or the stored tiles are too short.
    """
    _check_size(old_size)
    _check_size(new_size)
    if old_size > new_size:
        raise ProofBad(f"size {old_size} does not come before size {new_size}")
    if old_size in {0, new_size}:
        return []
    read = cache(read_tile)
    begin, end = 0, new_size
    proof = []
    while end != old_size:
        middle = begin + _split(end - begin)
        if old_size <= middle:
            proof.append(subtree_hash(read, middle, end))
            end = middle
        else:
            proof.append(subtree_hash(read, begin, middle))
            begin = middle
    # The verifier already holds the old root; anything smaller it must be given.
    if begin:
        proof.append(subtree_hash(read, begin, end))
    return proof[::-1]


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that one tree only adds to an older one (section 2.1.4.2).

    The RFC leaves an old size of 0 open: anything extends the empty tree.

    Raises:
        ProofBad: it is not proven.
    """
    _check_size(old_size)
    _check_size(new_size)
    path = _listed(proof)
    _check_hashes(old_root, new_root, *path)
    if old_size > new_size:
        raise ProofBad(f"consistency: size {old_size} does not come before size {new_size}")
    if old_size in {0, new_size}:
        known = new_root if old_size else EMPTY.root()
        if path or not compare_digest(old_root, known):
            raise ProofBad(f"consistency: two different roots for size {old_size}")
        return
    if old_size & (old_size - 1) == 0:
        path = [old_root, *path]
    if not path:
        raise ProofBad("consistency: the proof is empty")
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if not last:
            raise ProofBad("consistency: the proof is too long")
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofBad("consistency: the proof is too short")
    if not (compare_digest(old, old_root) and compare_digest(new, new_root)):
        raise ProofBad(f"consistency: size {new_size} does not extend size {old_size}")


def _split(count: int) -> int:
    """Return the largest power of two below `count`, where the tree splits."""
    return 1 << (count - 1).bit_length() - 1


def _check_size(size: int) -> None:
    if type(size) is not int or not 0 <= size <= MAX_SIZE:
        raise ProofBad("not a tree size")


def _listed(proof: Sequence[bytes]) -> list[bytes]:
    # No honest proof is longer than two hashes for each level of the tree.
    if not isinstance(proof, list | tuple) or len(proof) > 128:
        raise ProofBad("not a proof")
    return list(proof)


def _check_hashes(*hashes: bytes) -> None:
    if any(type(item) is not bytes or len(item) != HASH_SIZE for item in hashes):
        raise ProofBad("a proof holds something that is not a hash")
