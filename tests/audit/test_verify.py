from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.audit import Checkpoint, Draft, Fault, LogReport, check_log, leaf_hash
from gateway.errors import ProofBad
from gateway.signing import PublicKey, new_signer
from tests.audit.memory import KEY, ORIGIN, MemoryLog, query_draft, seal

LEAVES = [seal(number).leaf for number in range(24)]
BATCHES = (1, 2, 5, 9, 16, 20, 24)
LOG = MemoryLog()
for before, after in pairwise((0, *BATCHES)):
    LOG.append(*LEAVES[before:after])
HEAD = LOG.head
STRANGE = seal(77).leaf


@dataclass
class Export:
    """What an operator hands over, to be tampered with before it is checked."""

    entries: list[tuple[int, bytes]] = field(default_factory=lambda: list(enumerate(LEAVES)))
    checkpoints: list[str] = field(default_factory=lambda: list(LOG.checkpoints))
    hashes: list[bytes] | None = field(default_factory=lambda: list(LOG.leaf_hashes))
    head: Checkpoint | None = None
    key: PublicKey = LOG.signer.key

    def check(self) -> LogReport:
        return check_log(
            iter(self.entries),
            iter(self.checkpoints),
            origin=ORIGIN,
            key=self.key,
            leaf_hashes=iter(self.hashes) if self.hashes is not None else None,
            head=self.head,
        )

    def renumbered(self, leaves: list[bytes]) -> "Export":
        return replace(self, entries=list(enumerate(leaves)))


def found(report: LogReport) -> list[tuple[Fault, int, int]]:
    return [(finding.fault, finding.first, finding.last) for finding in report.findings]


def test_a_sound_log_has_no_findings():
    for export in (Export(), Export(hashes=None), Export(head=HEAD)):
        report = export.check()
        assert report.is_sound, report.findings
        assert (report.entries, report.size, report.root) == (24, 24, HEAD.root)
        assert (report.checkpoints, report.unlisted, report.uncompared) == (len(BATCHES), 0, 0)


@pytest.mark.parametrize("index", [0, 1, 4, 23])
def test_a_changed_entry_is_named(index):
    export = Export()
    export.entries[index] = (index, LEAVES[index].replace(b'"rows":2', b'"rows":3'))
    assert found(export.check()) == [(Fault.CHANGED, index, index)]


@settings(max_examples=40)
@given(st.integers(0, 23), st.data())
def test_one_changed_byte_of_any_entry_is_named(index, data):
    at = data.draw(st.integers(0, len(LEAVES[index]) - 1))
    changed = bytearray(LEAVES[index])
    changed[at] ^= data.draw(st.integers(1, 255))
    export = Export()
    export.entries[index] = (index, bytes(changed))
    assert [(fault, first) for fault, first, _ in found(export.check())] in (
        [(Fault.CHANGED, index)],
        # The byte was a digit of the exchange id, and made it that of another entry.
        [(Fault.DUPLICATED, index)],
    )


def test_without_leaf_hashes_a_changed_entry_is_placed_between_two_checkpoints():
    export = Export(hashes=None)
    export.entries[11] = (11, LEAVES[11].replace(b'"rows":2', b'"rows":3'))
    report = export.check()
    assert found(report) == [(Fault.CHECKPOINT_ROOT, 9, 15)]
    assert (report.size, report.checkpoints) == (9, 4)


def test_an_entry_changed_together_with_its_stored_hash_is_placed_between_two_checkpoints():
    export = Export()
    changed = LEAVES[11].replace(b'"rows":2', b'"rows":3')
    export.entries[11] = (11, changed)
    export.hashes[11] = leaf_hash(changed)
    assert found(export.check()) == [(Fault.CHECKPOINT_ROOT, 9, 15)]


def test_a_changed_entry_that_is_no_longer_an_entry_is_named_without_leaf_hashes():
    export = Export(hashes=None)
    export.entries[11] = (11, LEAVES[11][:-1])
    assert found(export.check()) == [(Fault.CHECKPOINT_ROOT, 9, 15), (Fault.MALFORMED, 11, 11)]


def test_a_wrong_stored_hash_is_not_blamed_on_the_entry():
    export = Export()
    export.hashes[11] = b"x" * 32
    report = export.check()
    assert found(report) == [(Fault.TILES, 9, 15)]
    assert report.size == 24


def test_entries_that_changed_places_in_the_log_are_named():
    leaves = LEAVES.copy()
    leaves[3], leaves[17] = leaves[17], leaves[3]
    report = Export().renumbered(leaves).check()
    assert found(report) == [(Fault.OUT_OF_ORDER, 3, 3), (Fault.OUT_OF_ORDER, 17, 17)]


def test_entries_that_changed_places_in_the_export_are_named():
    for hashes in (list(LOG.leaf_hashes), None):
        export = Export(hashes=hashes)
        export.entries[3], export.entries[4] = export.entries[4], export.entries[3]
        assert found(export.check()) == [(Fault.OUT_OF_ORDER, 3, 3)]


def test_a_dropped_entry_is_named():
    for hashes in (list(LOG.leaf_hashes), None):
        export = Export(hashes=hashes)
        del export.entries[6:8]
        assert found(export.check()) == [(Fault.MISSING, 6, 7)]


def test_a_dropped_entry_is_named_when_the_rest_closed_up():
    report = Export().renumbered(LEAVES[:6] + LEAVES[7:]).check()
    assert found(report)[0] == (Fault.MISSING, 6, 6)
    assert {fault for fault, _, _ in found(report)[1:-1]} == {Fault.OUT_OF_ORDER}
    assert found(report)[-1] == (Fault.MISSING, 23, 23)


def test_an_inserted_entry_is_named_when_the_rest_moved_up():
    report = Export().renumbered([*LEAVES[:6], STRANGE, *LEAVES[6:]]).check()
    assert found(report)[0] == (Fault.INSERTED, 6, 6)
    assert {fault for fault, _, _ in found(report)[1:-1]} == {Fault.OUT_OF_ORDER}
    assert found(report)[-1] == (Fault.UNCOVERED, 24, 24)


def test_an_inserted_entry_is_named_in_an_export_that_numbers_it_again():
    export = Export()
    export.entries.insert(6, (6, STRANGE))
    assert found(export.check()) == [(Fault.CHANGED, 6, 6), (Fault.DUPLICATED, 6, 6)]


def test_a_duplicated_entry_is_named():
    export = Export()
    export.entries.insert(6, export.entries[5])
    assert found(export.check()) == [(Fault.DUPLICATED, 5, 5)]


def test_an_entry_copied_over_another_is_named():
    export = Export()
    export.entries[9] = (9, LEAVES[4])
    report = export.check()
    assert found(report) == [(Fault.DUPLICATED, 9, 9)]
    assert "entry 4" in report.findings[0].detail


def test_an_exchange_that_the_log_itself_recorded_twice_is_named():
    log = MemoryLog(signer=LOG.signer)
    again = seal(2, query_draft(1)).leaf
    log.append(LEAVES[0], LEAVES[1], again)
    report = Export(list(enumerate(log.entries)), log.checkpoints, log.leaf_hashes).check()
    assert found(report) == [(Fault.DUPLICATED, 2, 2)]


@pytest.mark.parametrize("hashes", [list(LOG.leaf_hashes), None], ids=["leaf hashes", "checkpoints alone"])
def test_a_truncated_tail_is_named(hashes):
    export = Export(hashes=hashes)
    del export.entries[18:]
    assert found(export.check()) == [(Fault.MISSING, 18, 23)]


def test_a_log_cut_back_to_an_earlier_checkpoint_is_caught_by_a_trusted_head():
    cut = Export(list(enumerate(LEAVES[:16])), LOG.checkpoints[:5], LOG.leaf_hashes[:16])
    assert cut.check().is_sound
    assert found(replace(cut, head=HEAD).check()) == [(Fault.MISSING, 16, 23)]


def test_a_log_written_anew_is_caught_by_a_trusted_head():
    anew = MemoryLog(signer=LOG.signer)
    anew.append(*LEAVES[:5], seal(5, query_draft(5, rows=9)).leaf, *LEAVES[6:])
    export = Export(list(enumerate(anew.entries)), anew.checkpoints, anew.leaf_hashes)
    assert found(export.check()) == []
    assert found(replace(export, head=HEAD).check()) == [(Fault.FORKED, 0, 23)]


def test_a_trusted_head_of_another_log_is_a_mistake_of_the_caller():
    with pytest.raises(ProofBad, match="another log"):
        Export(head=replace(HEAD, origin="log.example/other")).check()


def test_entries_after_the_last_checkpoint_are_not_covered():
    export = Export(checkpoints=LOG.checkpoints[:-1])
    assert found(export.check()) == [(Fault.UNCOVERED, 20, 23)]


def test_a_log_without_any_checkpoint_proves_nothing():
    for export in (Export(checkpoints=[]), Export([], [], [])):
        assert [fault for fault, _, _ in found(export.check())] == [Fault.UNCOVERED]


def test_the_empty_log_is_sound_with_its_checkpoint():
    empty = MemoryLog(signer=LOG.signer)
    assert Export([], [empty.append()], []).check().is_sound


def test_a_replaced_checkpoint_is_named_while_the_rest_still_holds():
    forged = LOG.sign(Checkpoint(ORIGIN, 9, b"f" * 32))
    export = Export()
    export.checkpoints[3] = forged
    report = export.check()
    assert found(report) == [(Fault.CHECKPOINT_ROOT, 5, 8)]
    assert "size 9" in report.findings[0].detail
    assert report.size == 24


def test_a_replaced_last_checkpoint_is_named():
    export = Export()
    export.checkpoints[-1] = LOG.sign(Checkpoint(ORIGIN, 24, b"f" * 32))
    report = export.check()
    assert found(report) == [(Fault.CHECKPOINT_ROOT, 20, 23)]
    assert report.size == 20


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(
            lambda: MemoryLog(signer=new_signer("ed25519")).sign(Checkpoint(ORIGIN, 9, b"f" * 32)),
            id="other key",
        ),
        pytest.param(lambda: LOG.checkpoints[3].replace("\n9\n", "\n8\n"), id="changed size"),
        pytest.param(lambda: LOG.checkpoints[3].partition("\n\n")[0] + "\n", id="no signature"),
        pytest.param(lambda: "", id="nothing"),
        pytest.param(
            lambda: MemoryLog("log.example/other", LOG.signer).sign(replace(HEAD, size=9)), id="other log"
        ),
    ],
)
def test_a_checkpoint_that_the_log_did_not_sign_is_named(forge):
    export = Export()
    export.checkpoints[3] = forge()
    report = export.check()
    assert found(report) == [(Fault.CHECKPOINT_SIGNATURE, 5, 5)]
    assert "number 4" in report.findings[0].detail
    assert report.size == 24


def test_a_log_under_another_key_holds_nowhere():
    report = Export(key=new_signer("ed25519").key).check()
    # One finding for all of them: the key is wrong once.
    assert sorted(fault for fault, _, _ in found(report)) == [Fault.CHECKPOINT_SIGNATURE, Fault.UNCOVERED]
    assert any(f"number 1 to {len(LOG.checkpoints)}" in finding.detail for finding in report.findings)


def test_checkpoints_out_of_order_are_named():
    export = Export()
    export.checkpoints[2], export.checkpoints[3] = export.checkpoints[3], export.checkpoints[2]
    assert found(export.check()) == [(Fault.CHECKPOINT_ORDER, 5, 5)]


def test_two_checkpoints_of_one_size_must_agree():
    export = Export()
    export.checkpoints.insert(3, LOG.checkpoints[2])
    assert export.check().is_sound
    export.checkpoints[3] = LOG.sign(Checkpoint(ORIGIN, 5, b"f" * 32))
    assert [fault for fault, _, _ in found(export.check())] == [Fault.CHECKPOINT_ROOT]


def test_an_index_far_beyond_the_log_costs_nothing():
    export = Export()
    export.entries.append((2**62, STRANGE))
    assert (Fault.MISSING, 24, 2**62 - 1) in found(export.check())


def test_findings_beyond_the_limit_are_counted():
    leaf = LEAVES[0]
    export = Export([(number, leaf) for number in range(1200)], LOG.checkpoints, None)
    report = export.check()
    assert len(report.findings) == 1000
    assert report.unlisted > 0


def test_a_clock_that_went_back_is_named():
    log = MemoryLog(signer=LOG.signer)
    log.append(LEAVES[3], LEAVES[1], LEAVES[2], LEAVES[4])
    report = Export(list(enumerate(log.entries)), log.checkpoints, log.leaf_hashes).check()
    assert found(report) == [(Fault.CLOCK, 1, 1), (Fault.CLOCK, 2, 2)]


def recorded(number: int, kind: str, **facts: object) -> bytes:
    base = query_draft(number).facts
    common = {name: base[name] for name in ("planner", "exchange_id", "times")}
    return seal(number, Draft({**common, "kind": kind, "outcome": "recorded", **facts})).leaf


def suspension(uid: str, **version: int) -> dict[str, object]:
    return {"kind": "suspend", "agreement": {"uid": uid, **version}}


@pytest.mark.parametrize(
    ("withdrawal", "withdrawn"),
    [
        pytest.param({"kind": "revoke", "key": KEY}, True, id="its key"),
        pytest.param({"kind": "revoke", "key": "o" * 43}, False, id="another key"),
        pytest.param(suspension("pks-kapuas-hulu"), True, id="its agreement"),
        pytest.param(suspension("pks-kapuas-hulu", version=1), True, id="its version of the agreement"),
        pytest.param(suspension("pks-kapuas-hulu", version=0), True, id="an older version of it"),
        pytest.param(suspension("pks-lain"), False, id="another agreement"),
    ],
)
def test_a_release_after_a_withdrawal_is_named(withdrawal, withdrawn):
    log = MemoryLog(signer=LOG.signer)
    refusal = query_draft(3)
    refused = seal(3, Draft({**refusal.facts, "outcome": "refused", "reason": "key-unknown", "rows": None}))
    # Whatever is withdrawn begins an epoch.
    released = seal(2, query_draft(2, epoch=4))
    log.append(LEAVES[0], recorded(1, **withdrawal), released.leaf, refused.leaf)
    report = Export(list(enumerate(log.entries)), log.checkpoints, log.leaf_hashes).check()
    assert found(report) == ([(Fault.WITHDRAWN, 2, 2)] if withdrawn else [])


@pytest.mark.parametrize(
    ("between", "after", "is_stale"),
    [
        pytest.param({"kind": "revoke", "key": "o" * 43}, {"epoch": 4}, False, id="the epoch of its time"),
        pytest.param({"kind": "revoke", "key": "o" * 43}, {"epoch": 3}, True, id="the epoch before"),
        pytest.param({"kind": "revoke", "key": "o" * 43}, {"epoch": 5}, True, id="an epoch that never was"),
        pytest.param(
            {"kind": "activate", "bundle": "c" * 64},
            {"epoch": 4, "bundle": "c" * 64},
            False,
            id="the new bundle",
        ),
        pytest.param({"kind": "activate", "bundle": "c" * 64}, {"epoch": 4}, True, id="the old bundle"),
    ],
)
def test_what_was_decided_under_another_policy_is_named(between, after, is_stale):
    log = MemoryLog(signer=LOG.signer)
    log.append(LEAVES[0], recorded(1, **between), seal(2, query_draft(2, **after)).leaf)
    report = Export(list(enumerate(log.entries)), log.checkpoints, log.leaf_hashes).check()
    assert found(report) == ([(Fault.STALE_POLICY, 2, 2)] if is_stale else [])


@settings(max_examples=60)
@given(st.data())
def test_no_tampering_with_an_export_goes_unseen(data):
    """Any list of entries other than the log's own, under its true checkpoints, is found out."""
    leaves = LEAVES.copy()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(leaves) - 1))
        match data.draw(st.sampled_from(["change", "drop", "copy", "swap", "insert", "cut"])):
            case "change":
                leaves[at] = STRANGE
            case "drop":
                del leaves[at]
            case "copy":
                leaves.insert(at, leaves[data.draw(st.integers(0, len(leaves) - 1))])
            case "swap":
                other = data.draw(st.integers(0, len(leaves) - 1))
                leaves[at], leaves[other] = leaves[other], leaves[at]
            case "insert":
                leaves.insert(at, STRANGE)
            case "cut":
                del leaves[max(4, at) :]
    hashes = data.draw(st.sampled_from([None, LOG.leaf_hashes, [leaf_hash(leaf) for leaf in leaves]]))
    report = Export(list(enumerate(leaves)), LOG.checkpoints, hashes).check()
    assert report.is_sound == (leaves == LEAVES)
    if not report.is_sound and hashes is LOG.leaf_hashes and len(leaves) >= len(LEAVES):
        first = next(at for at, leaf in enumerate(leaves) if at >= len(LEAVES) or leaf != LEAVES[at])
        assert report.findings[0].first == first
