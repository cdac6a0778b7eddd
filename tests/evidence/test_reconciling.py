"""Comparing a consumer's records with a log needs memory for the records, and none for the log."""

import tracemalloc
from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations

import pytest

from gateway.audit import (
    EMPTY,
    Checkpoint,
    CompactRange,
    format_checkpoint,
    leaf_hash,
    parse_checkpoint,
    parse_entry,
)
from gateway.evidence import (
    Differences,
    KeptReceipt,
    Lack,
    Receipt,
    Stamped,
    reconcile_copy,
    take_receipts,
)
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


LEAVES = [OWN, OTHERS, OTHERS]


def grown(size: int) -> CompactRange:
    """The tree of a log that begins with an entry of our own."""
    tree = EMPTY
    for leaf in LEAVES[:size]:
        tree = tree.extend(leaf_hash(leaf))
    return tree


def receipt(size: int, root: bytes) -> Receipt:
    """The receipt of the log's first entry, fetched when the log had that size."""
    return Receipt(parse_entry(OWN), OWN, 0, Checkpoint(ORIGIN, size, root), "", {})


def take(given: dict[str, Receipt], found: Differences) -> Mapping[str, KeptReceipt]:
    """Take receipts that verify; a note is the text of a checkpoint."""
    files = [(file, file) for file in given]
    return take_receipts(
        files, origin=ORIGIN, verify=given.__getitem__, verify_note=parse_checkpoint, found=found
    )


def test_the_head_under_a_timestamp_counts_too():
    later = format_checkpoint(Checkpoint(ORIGIN, 3, grown(3).root()))
    found = Differences()
    kept = take({"a": replace(receipt(1, grown(1).root()), stamped=Stamped(later, (), b""))}, found)
    last = Checkpoint(ORIGIN, 2, grown(2).root())
    copy = enumerate(LEAVES[:2])
    told = reconcile_copy(copy, last, kept, (), consumers=[POLRES], system=None, found=found)
    assert [each.lack for each in told.differences] == [Lack.SHORTER]


def test_a_receipt_with_a_timestamp_on_no_head_of_the_log_is_not_sound():
    found = Differences()
    assert not take({"a": replace(receipt(1, grown(1).root()), stamped=Stamped("x", (), b""))}, found)
    assert [each.lack for each in found.listed] == [Lack.UNSOUND]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_every_head_of_a_receipt_that_was_fetched_again_counts(order):
    fetched = [(f"{size}.jws", receipt(size, grown(size).root())) for size in (1, 3, 2)]
    given = dict(fetched[at] for at in order)

    def agree(last: int, found: Differences) -> list[tuple[Lack, str]]:
        kept = take(given, found)
        head = Checkpoint(ORIGIN, last, grown(last).root())
        copy = enumerate(LEAVES[:last])
        told = reconcile_copy(copy, head, kept, (), consumers=[POLRES], system=None, found=found)
        return [(each.lack, each.file) for each in told.differences]

    assert agree(1, Differences()) == [(Lack.SHORTER, "3.jws")]
    assert agree(2, Differences()) == [(Lack.SHORTER, "3.jws")]
    assert agree(3, Differences()) == []
    given["2.jws"] = receipt(2, b"x" * 32)
    assert agree(3, Differences()) == [(Lack.FORKED, "2.jws")]
