"""The log keeps what it is given, in order, and proves it."""

from datetime import timedelta

import pytest

from gateway.audit import (
    leaf_hash,
    parse_checkpoint,
    parse_entry,
    parse_note,
    verify_checkpoint,
    verify_consistency,
    verify_inclusion,
)
from gateway.errors import ClockWrong, LogBusy, LogError, LogOther, ProofBad
from gateway.exchange import Effects, Recorded, Refused
from tests.storage.making import (
    NOTHING,
    ORIGIN,
    Rig,
    draft,
    new_id,
    nonce,
    size_of,
    statement,
    suspension,
    together,
)


def test_entries_of_many_threads_are_dense_whole_and_provable(rig: Rig):
    log = rig.log()
    results = together([lambda: [log.append(draft(), nonce(), epoch=0) for _ in range(20)]] * 16)
    recorded = [item for batch in results for item in batch]
    assert sorted(item.index for item in recorded) == list(range(320))
    assert rig.check() == 320
    assert dict(rig.leaves()) == {item.index: item.entry for item in recorded}
    head = verify_checkpoint(log.head(), ORIGIN, rig.signer.key)
    assert head.size == 320
    for item in recorded:
        proof = log.inclusion(item.index, head.size)
        verify_inclusion(leaf_hash(item.entry), item.index, head.size, proof, head.root)
    leaves = [leaf for _, leaf in rig.leaves()]
    assert log.tile(0, 1, 64) == b"".join(leaf_hash(leaf) for leaf in leaves[256:])
    assert [log.tile(*beyond) for beyond in ((0, 1, 65), (0, 2, 1), (1, 0, 2), (9, 0, 1))] == [None] * 4
    assert log.read_leaves(256, 256) == leaves[256:]
    assert log.read_leaves(320, 256) == []


def test_a_result_carries_a_checkpoint_that_covers_it(rig: Rig):
    log = rig.log()
    for index in range(3):
        recorded = log.append(draft(), NOTHING, epoch=0)
        assert isinstance(recorded, Recorded)
        head = verify_checkpoint(recorded.checkpoint, ORIGIN, rig.signer.key)
        assert recorded.index == index == head.size - 1
        proof = log.inclusion(index, head.size)
        verify_inclusion(leaf_hash(recorded.entry), index, head.size, proof, head.root)


def test_every_head_is_consistent_with_every_later_one(rig: Rig):
    log = rig.log()
    heads = [
        parse_checkpoint(parse_note(log.append(draft(), NOTHING, epoch=0).checkpoint).text) for _ in range(9)
    ]
    for at, old in enumerate(heads):
        for new in heads[at:]:
            proof = log.consistency(old.size, new.size)
            verify_consistency(old.size, old.root, new.size, new.root, proof)


def test_an_exchange_is_found_with_its_openings_and_the_latest_checkpoint(rig: Rig):
    log = rig.log()
    recorded = log.append(draft(), NOTHING, epoch=0)
    log.append(draft(), NOTHING, epoch=0)
    found = log.find(recorded.exchange_id)
    assert found.entry == recorded.entry
    assert found.index == recorded.index == 0
    assert found.openings == recorded.openings
    assert set(found.openings) == {"request", "answer"}
    assert found.checkpoint == log.head()
    assert size_of(found.checkpoint) == 2


def test_an_exchange_that_never_was_is_not_found(rig: Rig):
    assert rig.log().find(new_id()) is None


def test_an_empty_log_signs_the_empty_tree(rig: Rig):
    assert verify_checkpoint(rig.log().head(), ORIGIN, rig.signer.key).size == 0


@pytest.mark.parametrize(("index", "size"), [(0, 2), (1, 1), (-1, 1), (0, 0)])
def test_what_the_tree_does_not_hold_is_not_proven(rig: Rig, index: int, size: int):
    log = rig.log()
    log.append(draft(), NOTHING, epoch=0)
    with pytest.raises(ProofBad):
        log.inclusion(index, size)


def test_a_replayed_nonce_is_recorded_as_a_refusal_without_rows_or_answer(rig: Rig):
    log = rig.log()
    first = log.append(draft(), nonce("once"), epoch=0)
    again = log.append(draft(), nonce("once"), epoch=0)
    assert isinstance(first, Recorded)
    assert isinstance(again, Refused)
    assert again.code == "replayed"
    entry = parse_entry(again.recorded.entry)
    assert (entry["outcome"], entry["reason"]) == ("refused", "replayed")
    assert "rows" not in entry
    assert "answer" not in again.recorded.openings
    assert again.recorded.index == 1
    assert rig.check() == 2


def test_a_nonce_can_be_spent_without_an_entry_but_once(rig: Rig):
    log = rig.log()
    assert not log.nonce_used("key", "n")
    assert log.append(None, nonce("n", keyid="key"), epoch=0) is None
    assert log.nonce_used("key", "n")
    assert log.append(None, nonce("n", keyid="key"), epoch=0) == Refused("replayed")
    assert log.append(None, nonce("n", keyid="another"), epoch=0) is None
    assert rig.leaves() == []


def test_of_equal_nonces_at_the_same_time_exactly_one_wins(rig: Rig):
    log = rig.log()
    results = together([lambda: log.append(draft(), nonce("same"), epoch=0)] * 12)
    assert sum(isinstance(item, Recorded) for item in results) == 1
    assert sum(isinstance(item, Refused) and item.code == "replayed" for item in results) == 11
    assert rig.check() == 12


def test_an_item_of_another_epoch_leaves_no_trace_and_keeps_its_nonce(rig: Rig):
    log = rig.log()
    for epoch in (1, -1):
        assert log.append(draft(), nonce("n"), epoch=epoch) == Refused("stale-policy")
    assert rig.leaves() == []
    assert not log.nonce_used("k" * 43, "n")
    assert isinstance(log.append(draft(), nonce("n"), epoch=0), Recorded)


def test_whoever_does_not_name_an_epoch_is_not_asked_for_one(rig: Rig):
    log = rig.log()
    assert isinstance(log.append(*suspension(), epoch=None), Recorded)
    assert isinstance(log.append(draft(), NOTHING, epoch=None), Recorded)


def test_a_suspension_refuses_what_was_decided_before_it(rig: Rig):
    log = rig.log()
    log.append(*suspension(), epoch=0)
    assert log.append(draft(), NOTHING, epoch=0) == Refused("stale-policy")
    assert isinstance(log.append(draft(), NOTHING, epoch=1), Recorded)


def test_a_replayed_suspension_moves_nothing(rig: Rig):
    log = rig.log()
    log.append(draft(), nonce("n"), epoch=0)
    entry, effects = suspension()
    outcome = log.append(entry, Effects(nonce=nonce("n").nonce, suspend=effects.suspend), epoch=0)
    assert outcome == Refused("replayed")
    assert isinstance(log.append(draft(), NOTHING, epoch=0), Recorded)


def test_policy_is_never_moved_without_an_entry(rig: Rig):
    with pytest.raises(ValueError, match="entry"):
        rig.log().append(None, Effects(suspend="pks"), epoch=0)


def test_a_draft_that_makes_no_entry_fails_alone(rig: Rig):
    log = rig.log()
    bad = [draft(rows="two"), draft(kind="poem"), draft(extra={"deep": object()}), draft(purpose=1)]
    jobs = [draft() for _ in range(8)] + bad
    results = together([lambda item=item: log.append(item, nonce(), epoch=0) for item in jobs])
    assert all(isinstance(item, Recorded) for item in results[:8])
    assert all(isinstance(item, LogError) for item in results[8:])
    assert rig.check() == 8


def test_an_exchange_id_used_twice_fails_alone(rig: Rig):
    log = rig.log()
    taken = log.append(draft(), NOTHING, epoch=0)
    twin = draft(exchange_id=taken.exchange_id)
    jobs = [draft() for _ in range(8)] + [twin]
    results = together([lambda item=item: log.append(item, nonce(), epoch=0) for item in jobs])
    assert all(isinstance(item, Recorded) for item in results[:8])
    assert isinstance(results[8], LogError)
    assert rig.check() == 9


def test_a_nonce_that_no_database_takes_fails_alone(rig: Rig):
    log = rig.log()
    jobs = [nonce() for _ in range(4)] + [nonce("lone \ud800 surrogate")]
    results = together([lambda item=item: log.append(draft(), item, epoch=0) for item in jobs])
    assert all(isinstance(item, Recorded) for item in results[:4])
    assert isinstance(results[4], LogError)
    assert rig.check() == 4


def test_recorded_times_never_go_back_however_the_clock_does(rig: Rig):
    log = rig.log()
    times = []
    for seconds in (0, -30, 5, -50, 0):
        rig.shift = timedelta(seconds=seconds)
        recorded = log.append(draft(), NOTHING, epoch=0)
        times.append(parse_entry(recorded.entry)["times"]["recorded_at"])
    assert [item["value"] for item in times] == sorted(item["value"] for item in times)
    assert {item["by"] for item in times} == {"log"}


def test_a_clock_set_back_over_a_minute_is_refused_until_it_is_right(rig: Rig):
    log = rig.log()
    log.append(draft(), NOTHING, epoch=0)
    rig.shift = timedelta(seconds=-65)
    with pytest.raises(ClockWrong):
        log.append(draft(), NOTHING, epoch=0)
    with pytest.raises(LogError):
        log.check()
    rig.shift = timedelta()
    log.append(draft(), NOTHING, epoch=0)
    log.check()
    assert rig.check() == 2


def test_a_clock_far_ahead_of_the_database_is_refused(rig: Rig):
    log = rig.log()
    rig.shift = timedelta(seconds=70)
    if rig.is_sqlite:
        # Its database has no clock of its own.
        assert isinstance(log.append(draft(), NOTHING, epoch=0), Recorded)
    else:
        with pytest.raises(ClockWrong):
            log.append(draft(), NOTHING, epoch=0)


def test_a_database_of_another_log_is_refused(rig: Rig):
    rig.log().append(draft(), NOTHING, epoch=0)
    other = rig.log(origin="polres.example/log")
    for ask in (other.check, other.head, lambda: other.append(draft(), NOTHING, epoch=0)):
        with pytest.raises(LogOther, match="polres"):
            ask()
    assert rig.check() == 1


def test_a_full_queue_is_busy_and_loses_nothing(rig: Rig):
    log = rig.log(queue=2)
    results = together([lambda: log.append(draft(), NOTHING, epoch=0)] * 30)
    written = [item for item in results if isinstance(item, Recorded)]
    assert all(isinstance(item, (Recorded, LogBusy)) for item in results)
    assert written
    assert rig.check() == len(written)


def test_closing_finishes_what_waits_and_takes_nothing_more(rig: Rig):
    log = rig.log()
    results = together([lambda: log.append(draft(), NOTHING, epoch=0)] * 8 + [log.close])
    written = [item for item in results if isinstance(item, Recorded)]
    assert rig.check() == len(written) if written else not rig.leaves()
    with pytest.raises(LogError):
        log.append(draft(), NOTHING, epoch=0)


def test_expired_nonces_go_and_others_stay(rig: Rig):
    log = rig.log()
    for count in range(300):
        log.append(None, nonce(f"old {count}", expires=1000), epoch=None)
    log.append(None, nonce("lives", expires=int(rig.clock().timestamp())), epoch=None)
    left = {value for (value,) in rig.run("SELECT nonce FROM nonces")}
    assert "lives" in left
    assert len(left) < 60


def test_two_logs_of_one_database_share_one_tree(rig: Rig):
    one, two = rig.log(), rig.log()
    for _ in range(5):
        one.append(draft(), NOTHING, epoch=0)
        two.append(draft(), NOTHING, epoch=0)
    assert one.head() == two.head()
    assert rig.check() == 10


def test_a_revocation_is_an_entry_like_any_other(rig: Rig):
    log = rig.log()
    recorded = log.append(statement("revoke", key="r" * 43), Effects(revoke="r" * 43), epoch=0)
    assert parse_entry(recorded.entry)["key"] == "r" * 43
