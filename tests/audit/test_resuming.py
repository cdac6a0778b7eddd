"""A check goes on where an earlier one stopped; what was changed below shows, as far as it is promised to."""

import json
import tracemalloc
from dataclasses import replace

import pytest

from gateway.audit import (
    EMPTY,
    Fault,
    LogReport,
    Proven,
    check_log,
    format_proven,
    leaf_hash,
    parse_proven,
)
from gateway.errors import ProofBad
from tests.audit.memory import ORIGIN, MemoryLog, query_draft, seal
from tests.audit.test_verify import recorded

LOG = MemoryLog()
LOG.append(recorded(0, "activate", bundle="b" * 64))
LOG.append(*(seal(number, query_draft(number)).leaf for number in range(1, 10)))
LOG.append(
    recorded(10, "revoke", key="o" * 43), *(seal(n, query_draft(n, epoch=4)).leaf for n in range(11, 20))
)
MIDDLE = 10


def check(
    log: MemoryLog = LOG, start: Proven | None = None, *, first: int = 0, hashes: list[bytes] | None = None
) -> tuple[LogReport, list[Proven]]:
    kept: list[Proven] = []
    report = check_log(
        list(enumerate(log.entries))[first:],
        log.checkpoints,
        origin=ORIGIN,
        key=log.signer.key,
        leaf_hashes=log.leaf_hashes if hashes is None else hashes,
        start=start,
        keep=kept.append,
    )
    return report, kept


PROVEN = {proven.tree.size: proven for proven in check()[1]}


def resume(log: MemoryLog = LOG, **more: object) -> LogReport:
    return check(log, PROVEN[MIDDLE], first=MIDDLE, **more)[0]


def faults(report: LogReport) -> list[tuple[Fault, int]]:
    return [(finding.fault, finding.first) for finding in report.findings]


def test_each_checkpoint_that_holds_is_kept_and_goes_through_its_file():
    assert sorted(PROVEN) == [1, 10, 20]
    for proven in PROVEN.values():
        assert parse_proven(format_proven(proven)) == proven
    assert PROVEN[10].known.bundle == "b" * 64
    assert PROVEN[20].known.keys == {"o" * 43}


def test_a_check_goes_on_from_there():
    report = resume()
    assert report.is_sound
    assert (report.entries, report.size, report.root) == (20, 20, LOG.head.root)


def rewritten(index: int) -> MemoryLog:
    """The log as its owner could write it anew, with his own key, and one entry another."""
    anew = MemoryLog(signer=LOG.signer)
    entries = [*LOG.entries[:index], seal(index, query_draft(99)).leaf, *LOG.entries[index + 1 :]]
    for start, end in ((0, 1), (1, 10), (10, 20)):
        anew.append(*entries[start:end])
    return anew


def test_a_log_written_anew_below_the_point_is_a_fork():
    for index in (0, 4, 9):
        assert (Fault.FORKED, 0) in faults(resume(rewritten(index)))


def test_a_stored_hash_changed_below_the_point_shows():
    hashes = list(LOG.leaf_hashes)
    hashes[3] = b"x" * 32
    assert (Fault.FORKED, 0) in faults(resume(hashes=hashes))


def test_a_log_cut_back_behind_the_point_is_missing_what_was_proven():
    cut = MemoryLog(signer=LOG.signer)
    cut.append(*LOG.entries[:1])
    cut.append(*LOG.entries[1:8])
    assert faults(check(cut, PROVEN[MIDDLE], first=8)[0]) == [(Fault.MISSING, 8)]


def test_an_entry_changed_below_the_point_is_not_read_again():
    changed = MemoryLog(signer=LOG.signer)
    changed.entries = [*LOG.entries]
    changed.entries[4] = changed.entries[4].replace(b'"rows":2', b'"rows":3')
    changed.checkpoints = LOG.checkpoints
    report = check_log(
        list(enumerate(changed.entries))[MIDDLE:],
        LOG.checkpoints,
        origin=ORIGIN,
        key=LOG.signer.key,
        leaf_hashes=LOG.leaf_hashes,
        start=PROVEN[MIDDLE],
    )
    assert report.is_sound
    assert faults(check(changed, hashes=LOG.leaf_hashes)[0]) == [(Fault.CHANGED, 4)]


def test_what_entries_below_said_is_remembered():
    """A release under a key revoked below, a clock behind the last entry, an epoch that is over."""
    for draft, fault in (
        (query_draft(21, epoch=4, consumer={"agency": "polres", "key": "o" * 43}), Fault.WITHDRAWN),
        (query_draft(21, epoch=3), Fault.STALE_POLICY),
    ):
        log = MemoryLog(signer=LOG.signer)
        log.append(*LOG.entries[:1])
        log.append(*LOG.entries[1:10])
        log.append(*LOG.entries[10:])
        log.append(seal(21, draft).leaf)
        assert faults(check(log, PROVEN[20], first=20)[0]) == [(fault, 20)]
    behind = MemoryLog(signer=LOG.signer)
    for start, end in ((0, 1), (1, 10), (10, 20)):
        behind.append(*LOG.entries[start:end])
    behind.append(seal(3, query_draft(77, epoch=4)).leaf)
    assert faults(check(behind, PROVEN[20], first=20)[0]) == [(Fault.CLOCK, 20)]


def test_nothing_is_kept_after_a_finding():
    hashes = list(LOG.leaf_hashes)
    hashes[3] = b"x" * 32
    assert [proven.tree.size for proven in check(hashes=hashes)[1]] == [1]


def test_a_start_is_of_this_log_and_wants_leaf_hashes():
    start = PROVEN[MIDDLE]
    with pytest.raises(ProofBad, match="another log"):
        check(start=replace(start, origin="log.example/other"), first=MIDDLE)
    with pytest.raises(ProofBad, match="leaf hashes"):
        check_log([], [], origin=ORIGIN, key=LOG.signer.key, start=start)


GOOD = json.loads(format_proven(PROVEN[20]))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", "sinergi-log-proven/2"),
        ("origin", ""),
        ("origin", "two words"),
        ("origin", 1),
        ("size", 21),
        ("size", -1),
        ("size", True),
        ("size", "20"),
        ("hashes", ""),
        ("hashes", "eA=="),
        ("hashes", "?"),
        ("hashes", None),
        ("latest", 1),
        ("bundle", 1),
        ("epoch", "4"),
        ("epoch", -1),
        ("keys", ""),
        ("keys", [1]),
        ("agreements", None),
    ],
)
def test_a_file_that_no_check_has_written_is_refused(name, value):
    with pytest.raises(ProofBad):
        parse_proven(json.dumps({**GOOD, name: value}).encode())
    with pytest.raises(ProofBad):
        parse_proven(json.dumps({each: GOOD[each] for each in GOOD if each != name}).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"1", b"null"])
def test_what_is_no_object_is_refused(data):
    with pytest.raises(ProofBad):
        parse_proven(data)


def test_the_empty_tree_can_be_a_start():
    start = parse_proven(format_proven(replace(PROVEN[1], tree=EMPTY)))
    assert check(start=start)[0].entries == 20


def peak_of(leaves: list[bytes]) -> int:
    """Check a log whose entries come one by one; return the most memory that this took."""
    log = MemoryLog()
    for at in range(0, len(leaves), 256):
        log.append(*leaves[at : at + 256])
    tracemalloc.start()
    try:
        report = check_log(
            enumerate(leaves),
            iter(log.checkpoints),
            origin=ORIGIN,
            key=log.signer.key,
            leaf_hashes=map(leaf_hash, leaves),
            window=64,
        )
        assert report.is_sound
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_stays_flat_however_long_the_log():
    leaves = [seal(number).leaf for number in range(2048)]
    peak_of(leaves[:32])
    few, many = peak_of(leaves[:256]), peak_of(leaves)
    assert many < few * 1.5
