"""Comparing a consumer's records with a log needs memory for the records, and none for the log."""

import tracemalloc

from gateway.audit import EMPTY, Checkpoint, leaf_hash
from gateway.evidence import Differences, Lack, reconcile_copy
from gateway.evidence.differences import LIMIT
from tests.audit.memory import ORIGIN, query_draft, seal

POLRES = "polres-kapuas-hulu"
OTHERS = seal(0, query_draft(consumer={"agency": "bawaslu", "system": "lain", "key": "k" * 43})).leaf
OWN = seal(1).leaf


def reconcile(leaf: bytes, size: int):
    tree, entry = EMPTY, leaf_hash(leaf)
    for _ in range(size):
        tree = tree.extend(entry)
    last = Checkpoint(ORIGIN, size, tree.root())
    entries = ((index, leaf) for index in range(size))
    return reconcile_copy(entries, last, {}, (), consumers=[POLRES], system=None, found=Differences())


def peak(leaf: bytes, size: int) -> int:
    tracemalloc.start()
    reconcile(leaf, size)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_the_log():
    reconcile(OTHERS, 10)
    assert peak(OTHERS, 8_000) - peak(OTHERS, 1_000) < 16_384


def test_differences_beyond_the_limit_are_counted_and_not_kept():
    told = reconcile(OWN, LIMIT + 25)
    assert (len(told.differences), told.unlisted) == (LIMIT, 25)
    assert {each.lack for each in told.differences} == {Lack.NOT_KEPT}
    assert not told.agrees
