import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import EMPTY, CompactRange, Node, extend, leaf_hash, node_hash, root_hash
from gateway.errors import ProofBad
from tests.audit import plain

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/rfc9162-tree.json").read_text())
ENTRIES = [bytes.fromhex(entry) for entry in VECTORS["entries"]]
ROOTS = [bytes.fromhex(root) for root in VECTORS["roots"]]


def test_changing_any_entry_changes_the_root():
    honest = root_hash([leaf_hash(entry) for entry in ENTRIES])
    for index in range(len(ENTRIES)):
        forged = ENTRIES.copy()
        forged[index] += b"!"
        assert root_hash([leaf_hash(entry) for entry in forged]) != honest


@pytest.mark.parametrize("size", range(9))
def test_roots_of_the_reference_tree(size):
    assert root_hash([leaf_hash(entry) for entry in ENTRIES[:size]]) == ROOTS[size]
    assert plain.mth(ENTRIES[:size]) == ROOTS[size]


def test_a_node_cannot_be_passed_off_as_a_leaf():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)


@given(st.lists(st.binary(max_size=4), max_size=70), st.data())
def test_growing_by_any_batches_gives_the_root_of_the_whole(entries, data):
    grown = EMPTY
    left = [leaf_hash(entry) for entry in entries]
    while left:
        cut = data.draw(st.integers(1, len(left)))
        grown, _ = extend(grown, left[:cut])
        left = left[cut:]
    assert grown.root() == plain.mth(entries)
    assert grown.size == len(entries)


def test_growing_by_one_is_growing_by_a_batch_of_one():
    grown = EMPTY
    for entry in ENTRIES:
        grown = grown.extend(leaf_hash(entry))
    assert grown == extend(EMPTY, [leaf_hash(entry) for entry in ENTRIES])[0]


def test_every_node_is_returned_once_when_it_is_complete():
    leaves = [leaf_hash(entry) for entry in ENTRIES]
    start, first = extend(EMPTY, leaves[:3])
    _, second = extend(start, leaves[3:])
    nodes = {(node.level, node.index): node.hash for node in first + second}
    assert len(nodes) == len(first + second) == 8 + 4 + 2 + 1
    assert all(
        value == plain.mth(ENTRIES[index << level : (index + 1) << level])
        for (level, index), value in nodes.items()
    )
    assert first == [
        Node(0, 0, leaves[0]),
        Node(0, 1, leaves[1]),
        Node(1, 0, node_hash(*leaves[:2])),
        Node(0, 2, leaves[2]),
    ]


@pytest.mark.parametrize(
    ("size", "hashes"),
    [
        pytest.param(1, (), id="too few hashes"),
        pytest.param(2, (b"x" * 32,) * 2, id="too many hashes"),
        pytest.param(1, (b"x" * 31,), id="a short hash"),
        pytest.param(-1, (b"x" * 32,), id="a negative size"),
        pytest.param(2**63, (b"x" * 32,), id="a size beyond the limit"),
    ],
)
def test_a_range_that_stands_for_no_tree_is_refused(size, hashes):
    with pytest.raises(ProofBad):
        CompactRange(size, hashes)
