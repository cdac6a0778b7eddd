import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.audit import (
    EMPTY,
    integrate,
    leaf_hash,
    make_consistency,
    make_inclusion,
    verify_consistency,
    verify_inclusion,
)
from gateway.errors import ProofBad
from tests.audit import plain

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/rfc9162-tree.json").read_text())
VECTOR_ENTRIES = [bytes.fromhex(entry) for entry in VECTORS["entries"]]
VECTOR_ROOTS = [bytes.fromhex(root) for root in VECTORS["roots"]]

ENTRIES = [number.to_bytes(2) for number in range(600)]
_, TILES = integrate(lambda *at: b"", EMPTY, [leaf_hash(entry) for entry in ENTRIES])
ROOTS: dict[int, bytes] = {}


def read(level: int, index: int) -> bytes:
    return TILES[level, index]


def root(size: int) -> bytes:
    if size not in ROOTS:
        ROOTS[size] = plain.mth(ENTRIES[:size])
    return ROOTS[size]


def mutations(proof: list[bytes]) -> list[list[bytes]]:
    """Every way to spoil a proof in one place."""
    spoilt = [[*proof, b"\0" * 32], [b"\0" * 32, *proof]]
    for at, item in enumerate(proof):
        flipped = bytes([item[0] ^ 1]) + item[1:]
        spoilt += [
            [*proof[:at], flipped, *proof[at + 1 :]],
            [*proof[:at], item[:-1] + bytes([item[-1] ^ 128]), *proof[at + 1 :]],
            proof[:at] + proof[at + 1 :],
            [*proof[:at], item, item, *proof[at + 1 :]],
            [*proof[:at], item[:-1], *proof[at + 1 :]],
        ]
        spoilt += [
            [*proof[:at], proof[other], *proof[at + 1 : other], item, *proof[other + 1 :]]
            for other in range(at + 1, len(proof))
        ]
    return spoilt


@pytest.mark.parametrize("case", VECTORS["inclusion"], ids=lambda case: f"{case['index']} in {case['size']}")
def test_inclusion_in_the_reference_tree(case):
    proof = [bytes.fromhex(item) for item in case["proof"]]
    leaf = leaf_hash(VECTOR_ENTRIES[case["index"]])
    for spoilt in mutations(proof):
        with pytest.raises(ProofBad):
            verify_inclusion(leaf, case["index"], case["size"], spoilt, VECTOR_ROOTS[case["size"]])
    verify_inclusion(leaf, case["index"], case["size"], proof, VECTOR_ROOTS[case["size"]])
    assert plain.path(case["index"], VECTOR_ENTRIES[: case["size"]]) == proof


@pytest.mark.parametrize("case", VECTORS["consistency"], ids=lambda case: f"{case['old']} to {case['new']}")
def test_consistency_of_the_reference_tree(case):
    proof = [bytes.fromhex(item) for item in case["proof"]]
    old, new = case["old"], case["new"]
    for spoilt in mutations(proof):
        with pytest.raises(ProofBad):
            verify_consistency(old, VECTOR_ROOTS[old], new, VECTOR_ROOTS[new], spoilt)
    verify_consistency(old, VECTOR_ROOTS[old], new, VECTOR_ROOTS[new], proof)
    assert plain.consistency(old, VECTOR_ENTRIES[:new]) == proof


@settings(max_examples=40)
@given(st.data())
def test_inclusion_agrees_with_a_plain_second_writing_and_refuses_every_mutation(data):
    size = data.draw(st.integers(1, len(ENTRIES)))
    index = data.draw(st.integers(0, size - 1))
    proof = make_inclusion(index, size, read)
    leaf = leaf_hash(ENTRIES[index])
    assert proof == plain.path(index, ENTRIES[:size])
    verify_inclusion(leaf, index, size, proof, root(size))
    assert plain.root_from_path(leaf, index, size, proof) == root(size)
    for spoilt in mutations(proof):
        with pytest.raises(ProofBad):
            verify_inclusion(leaf, index, size, spoilt, root(size))
    for wrong in {0, index - 1, index + 1, size - 1, size, 2 * index} - {index}:
        with pytest.raises(ProofBad):
            verify_inclusion(leaf, wrong, size, proof, root(size))
    with pytest.raises(ProofBad):
        verify_inclusion(leaf_hash(b"another"), index, size, proof, root(size))
    with pytest.raises(ProofBad):
        verify_inclusion(leaf, index, size, proof, root(size)[::-1])


@settings(max_examples=60)
@given(st.data())
def test_the_two_verifiers_of_inclusion_agree_on_wrong_sizes_too(data):
    size = data.draw(st.integers(1, 40))
    index = data.draw(st.integers(0, size - 1))
    claimed = data.draw(st.integers(1, 80))
    at = data.draw(st.integers(0, claimed - 1))
    proof = make_inclusion(index, size, read)
    leaf = leaf_hash(ENTRIES[index])
    expected = plain.root_from_path(leaf, at, claimed, proof) == root(size)
    assert accepts(verify_inclusion, leaf, at, claimed, proof, root(size)) == expected


@settings(max_examples=40)
@given(st.data())
def test_consistency_agrees_with_a_plain_second_writing_and_refuses_every_mutation(data):
    new = data.draw(st.integers(1, len(ENTRIES)))
    old = data.draw(st.integers(1, new))
    proof = make_consistency(old, new, read)
    assert proof == plain.consistency(old, ENTRIES[:new])
    verify_consistency(old, root(old), new, root(new), proof)
    assert plain.roots_from_subproof(old, new, proof, root(old)) == (root(old), root(new))
    for spoilt in mutations(proof):
        with pytest.raises(ProofBad):
            verify_consistency(old, root(old), new, root(new), spoilt)
    with pytest.raises(ProofBad):
        verify_consistency(old, root(old)[::-1], new, root(new), proof)
    with pytest.raises(ProofBad):
        verify_consistency(old, root(old), new, root(new)[::-1], proof)


@settings(max_examples=60)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 50), st.integers(1, 50))
def test_the_two_verifiers_of_consistency_agree_on_wrong_sizes_too(one, other, claimed, reclaimed):
    old, new = sorted((one, other))
    first, second = sorted((claimed, reclaimed))
    proof = make_consistency(old, new, read)
    expected = plain.roots_from_subproof(first, second, proof, root(old)) == (root(old), root(new))
    assert accepts(verify_consistency, first, root(old), second, root(new), proof) == expected


def test_anything_extends_the_empty_tree_and_nothing_else_does():
    verify_consistency(0, EMPTY.root(), 5, root(5), [])
    for old_root, proof in ((root(1), []), (EMPTY.root(), [root(5)])):
        with pytest.raises(ProofBad):
            verify_consistency(0, old_root, 5, root(5), proof)


def test_a_fork_at_the_same_size_has_no_proof():
    with pytest.raises(ProofBad, match="two different roots"):
        verify_consistency(5, root(5), 5, root(6), [])


@pytest.mark.parametrize(
    ("index", "size"), [(0, 0), (5, 5), (-1, 5), (0, -1), (0, 601), (0, 2**63), (True, 5), (0, 5.0)]
)
def test_no_proof_is_made_for_an_entry_that_is_not_there(index, size):
    with pytest.raises((ProofBad, KeyError)):
        make_inclusion(index, size, read)


@pytest.mark.parametrize(("old", "new"), [(6, 5), (-1, 5), (0, 2**63), (True, 5)])
def test_no_proof_is_made_between_sizes_out_of_order(old, new):
    with pytest.raises(ProofBad):
        make_consistency(old, new, read)


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), st.binary(max_size=40)
)
hashes = st.binary(min_size=32, max_size=32)
numbers = st.one_of(anything, st.integers(0, 2**70))
proofs = st.one_of(anything, st.lists(st.one_of(hashes, anything), max_size=8), st.just([b"x" * 32] * 200))


@given(st.one_of(hashes, anything), numbers, numbers, proofs, st.one_of(hashes, anything))
def test_nonsense_is_refused_as_a_bad_proof_and_as_nothing_else(leaf, one, other, proof, root_claimed):
    with pytest.raises(ProofBad):
        verify_inclusion(leaf, one, other, proof, root_claimed)
    # Two equal roots of one size are consistent, whatever they are.
    accepts(verify_consistency, one, leaf, other, root_claimed, proof)


def accepts(verify, *arguments) -> bool:
    try:
        verify(*arguments)
    except ProofBad:
        return False
    return True


LONG = [number.to_bytes(4) for number in range(10_000)]
_, LONG_TILES = integrate(lambda *at: b"", EMPTY, [leaf_hash(entry) for entry in LONG])


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 10_000), st.integers(0, 2**32), st.integers(0, 2**32))
def test_on_random_trees_to_ten_thousand_leaves_the_two_writings_agree(size, one, other):
    index, old = one % size, other % size + 1
    whole = plain.mth(LONG[:size])
    proof = make_inclusion(index, size, lambda *at: LONG_TILES[at])
    leaf = leaf_hash(LONG[index])
    assert proof == plain.path(index, LONG[:size])
    verify_inclusion(leaf, index, size, proof, whole)
    for spoilt in mutations(proof):
        agreed = plain.root_from_path(leaf, index, size, spoilt) == whole
        assert accepts(verify_inclusion, leaf, index, size, spoilt, whole) == agreed
        assert not agreed
    grown = make_consistency(old, size, lambda *at: LONG_TILES[at])
    before = plain.mth(LONG[:old])
    assert grown == plain.consistency(old, LONG[:size])
    verify_consistency(old, before, size, whole, grown)
    for spoilt in mutations(grown):
        agreed = plain.roots_from_subproof(old, size, spoilt, before) == (before, whole)
        assert accepts(verify_consistency, old, before, size, whole, spoilt) == agreed
        assert not agreed
