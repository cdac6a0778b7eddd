"""The tree of RFC 9162 section 2.1 written a second time, as the RFC words it: slow and recursive.

It shares nothing with the room it checks.
"""

from hashlib import sha256


def mth(entries: list[bytes]) -> bytes:
    """Section 2.1.1."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = largest_power_below(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: list[bytes]) -> list[bytes]:
    """Section 2.1.3.1."""
    if len(entries) == 1:
        return []
    k = largest_power_below(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def consistency(m: int, entries: list[bytes]) -> list[bytes]:
    """Section 2.1.4.1."""
    return subproof(m, entries, True)


def subproof(m: int, entries: list[bytes], known: bool) -> list[bytes]:
    if m == len(entries):
        return [] if known else [mth(entries)]
    k = largest_power_below(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], known), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def root_from_path(leaf: bytes, m: int, n: int, proof: list[bytes]) -> bytes | None:
    """Fold an inclusion proof by recursion on the shape of the tree; None if it does not fit."""
    if n == 1:
        return leaf if not proof else None
    if not proof:
        return None
    *rest, sibling = proof
    k = largest_power_below(n)
    inner = root_from_path(leaf, m, k, rest) if m < k else root_from_path(leaf, m - k, n - k, rest)
    if inner is None:
        return None
    return sha256(b"\x01" + (inner + sibling if m < k else sibling + inner)).digest()


def roots_from_subproof(
    m: int, n: int, proof: list[bytes], known: bytes | None
) -> tuple[bytes, bytes] | None:
    """Fold a consistency proof into (old root, new root) of one subtree; None if it does not fit."""
    if m == n:
        if known is not None:
            return (known, known) if not proof else None
        return (proof[0], proof[0]) if len(proof) == 1 else None
    if not proof:
        return None
    *rest, sibling = proof
    k = largest_power_below(n)
    if m <= k:
        inner = roots_from_subproof(m, k, rest, known)
        return inner and (inner[0], sha256(b"\x01" + inner[1] + sibling).digest())
    inner = roots_from_subproof(m - k, n - k, rest, None)
    if inner is None:
        return None
    old, new = (sha256(b"\x01" + sibling + part).digest() for part in inner)
    return old, new
