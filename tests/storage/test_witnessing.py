"""What a witness holds is swapped in one step, and evidence stays as it was found."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from gateway.audit import (
    AddCheckpoint,
    Checkpoint,
    Verdict,
    cosign,
    format_add_checkpoint,
    format_checkpoint,
    parse_note,
    read_cosignatures,
    sign_note,
)
from gateway.errors import LogBehind, LogForked, ProofBad
from gateway.exchange import Fork, Witness
from gateway.signing import new_signer
from gateway.storage import Witnessing
from tests.storage.making import NOTHING, ORIGIN, Rig, draft, size_of, suspension, together

OTHER = "polres-kapuas-hulu.example/log"
WITNESS = f"{OTHER}/penjamin"
LOG = new_signer("ed25519")
COSIGNER = new_signer("ed25519")


def note(size: int, root: bytes = b"r" * 32, origin: str = OTHER) -> str:
    return sign_note(format_checkpoint(Checkpoint(origin, size, root)), origin, LOG)


@pytest.fixture
def store(rig: Rig):
    storage = rig.storage()
    yield Witnessing(storage)
    storage.close()


def grown(rig: Rig, count: int = 3):
    log = rig.log()
    for _ in range(count):
        log.append(draft(), NOTHING, epoch=0)
    return log


def keep(store: Witnessing, note: str, time: int = 7) -> None:
    line = cosign(parse_note(note).text, WITNESS, COSIGNER, time)
    [found] = read_cosignatures(note + line, {WITNESS: (COSIGNER.key,)})
    store.keep_cosignature(size_of(note), found)


def test_a_head_is_replaced_only_by_who_knows_it(store: Witnessing):
    assert store.held(OTHER) is None
    assert not store.swap(OTHER, note(1), note(2), "t")
    assert store.swap(OTHER, None, note(1), "t")
    assert not store.swap(OTHER, None, note(2), "t")
    assert not store.swap(OTHER, note(3), note(2), "t")
    assert store.held(OTHER) == note(1)
    assert store.swap(OTHER, note(1), note(2), "t")
    assert store.held(OTHER) == note(2)


def test_of_many_nodes_that_would_hold_different_heads_one_does(rig: Rig, store: Witnessing):
    assert store.swap(OTHER, None, note(1), "t")
    stores = [rig.storage(wait_seconds=5) for _ in range(6)]
    offers = [note(2, bytes([at]) * 32) for at in range(6)]
    jobs = [
        lambda at=at: Witnessing(stores[at]).swap(OTHER, note(1), offers[at], "t")
        for at in range(len(stores))
    ]
    done = together(jobs)
    for each in stores:
        each.close()
    assert sorted(map(str, done)) == ["False"] * 5 + ["True"]
    assert store.held(OTHER) == offers[done.index(True)]


def test_a_witness_that_dies_before_it_answers_answers_the_same_next_time(rig: Rig, store: Witnessing):
    witness = Witness(
        WITNESS,
        COSIGNER,
        store,
        lambda origin: [LOG.key] if origin == OTHER else [],
        rig.clock,
        lambda *_: None,
    )
    # The swap is durable, and no answer left: as if the process had been killed in between.
    assert store.swap(OTHER, None, note(4), "t")
    assert witness.consider(AddCheckpoint(0, (), note(4))).verdict is Verdict.CONFLICT
    again = witness.consider(AddCheckpoint(4, (), note(4)))
    assert again.verdict is Verdict.COSIGN
    assert read_cosignatures(note(4) + again.line, {WITNESS: (COSIGNER.key,)})


def test_a_witness_names_the_role_of_a_key_that_is_no_logs(rig: Rig, store: Witnessing):
    receipt, heard = new_signer("ed25519"), []
    witness = Witness(
        WITNESS,
        COSIGNER,
        store,
        lambda _: [LOG.key],
        rig.clock,
        lambda event, facts: heard.append((event, facts["role"])),
        strange_of=lambda _: {"receipt": [receipt.key]},
    )
    text = parse_note(note(4)).text
    for signer, body in ((receipt, b"wrong-role receipt\n"), (new_signer("ed25519"), b"unsigned\n")):
        answer = witness.answer(format_add_checkpoint(AddCheckpoint(0, (), sign_note(text, OTHER, signer))))
        assert (answer.status, answer.body) == (403, body)
    assert heard == [("witness-wrong-role", "receipt")]
    assert store.held(OTHER) is None


def test_a_fork_shown_to_a_witness_is_refused_and_kept(rig: Rig, store: Witnessing):
    witness = Witness(WITNESS, COSIGNER, store, lambda _: [LOG.key], rig.clock, lambda *_: None)
    assert witness.consider(AddCheckpoint(0, (), note(4))).verdict is Verdict.COSIGN
    forked = witness.consider(AddCheckpoint(4, (), note(4, b"x" * 32)))
    assert (forked.verdict, forked.size, forked.line) == (Verdict.FORK, 4, "")
    witness.consider(AddCheckpoint(4, (), note(4, b"x" * 32)))
    [kept] = store.forks()
    assert (kept.kind, kept.held) == ("fork", note(4))
    assert kept.offered.endswith(note(4, b"x" * 32))


def test_suspicions_are_bounded(store: Witnessing):
    for size in range(70):
        store.keep_fork(Fork(OTHER, "unproven", "t", note(1), note(size + 2), "s"))
    store.keep_fork(Fork(OTHER, "fork", "t", note(1), note(1, b"x" * 32), "s"))
    assert [fork.kind for fork in store.forks()].count("unproven") == 64
    assert [fork.kind for fork in store.forks()].count("fork") == 1


@pytest.mark.parametrize("table", ["cosignatures", "forks"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}"])
def test_cosignatures_and_evidence_are_never_changed(rig: Rig, store: Witnessing, table: str, change: str):
    log = grown(rig)
    keep(store, log.head())
    store.keep_fork(Fork(OTHER, "fork", "t", note(1), note(1, b"x" * 32), "s"))
    column = {"cosignatures": "line", "forks": "kind"}[table]
    with pytest.raises(SQLAlchemyError, match=r"INSERT-only|may not be changed"):
        rig.run(change.format(table, column))


def test_the_age_is_that_of_the_oldest_entry_that_nobody_has_seen(sqlite_rig: Rig):
    # On SQLite, for a server has a clock of its own.
    rig = sqlite_rig
    store = Witnessing(rig.storage())
    assert store.unwitnessed_since() is None
    rig.shift = timedelta(hours=-3)
    log = grown(rig, 2)
    first = store.unwitnessed_since()
    assert first is not None
    assert abs(rig.clock() - first) < timedelta(minutes=1)
    keep(store, log.head())
    assert store.unwitnessed_since() is None
    rig.shift = timedelta(hours=-1)
    log.append(draft(), NOTHING, epoch=0)
    newer = store.unwitnessed_since()
    assert newer is not None
    assert newer - first > timedelta(hours=1)


def test_a_cosigned_checkpoint_carries_its_lines(rig: Rig, store: Witnessing):
    log = grown(rig)
    assert store.cosigned(0) is None
    keep(store, log.head())
    keep(store, log.head(), time=8)
    covering = store.cosigned(2)
    assert covering is not None
    assert [each.time for each in read_cosignatures(covering, {WITNESS: (COSIGNER.key,)})] == [7]
    assert store.last_cosigned(WITNESS) == store.last_cosigned() == 3
    assert store.last_cosigned("nobody") == 0


def test_one_process_at_a_time_has_the_lease(rig: Rig, store: Witnessing):
    storage = rig.storage()
    other = Witnessing(storage)
    assert store.take_lease("witness", 100, 30)
    assert store.take_lease("witness", 110, 30)
    assert not other.take_lease("witness", 139, 30)
    assert other.take_lease("witness", 140, 30)
    assert not store.take_lease("witness", 141, 30)
    other.drop_lease("witness")
    assert store.take_lease("witness", 142, 30)
    storage.close()


def test_a_head_that_the_log_extends_teaches_it_nothing(rig: Rig):
    log = grown(rig, 2)
    kept = log.head()
    log.append(draft(), NOTHING, epoch=0)
    log.learn(kept, "penjamin")
    log.learn(log.head(), "penjamin")
    log.append(draft(), NOTHING, epoch=0)
    with pytest.raises(ProofBad):
        log.learn(note(9), "penjamin")


def test_a_backup_restored_with_its_whole_state_folder_is_noticed_by_what_a_witness_holds(
    sqlite_rig: Rig, tmp_path: Path
):
    log = grown(sqlite_rig, 2)
    backup = log.head()
    # A log of the same key that went on from the same beginning stands for the one before the restoring.
    held = sign_note(format_checkpoint(Checkpoint(ORIGIN, 5, b"w" * 32)), ORIGIN, sqlite_rig.signer)
    with pytest.raises(LogBehind):
        log.learn(held, "penjamin")
    with pytest.raises(LogBehind):
        log.append(draft(), NOTHING, epoch=0)
    sqlite_rig.close()
    with pytest.raises(LogBehind):
        sqlite_rig.log().append(draft(), NOTHING, epoch=0)
    assert size_of(backup) == 2


def test_a_log_that_went_another_way_stops_and_keeps_the_evidence(rig: Rig, store: Witnessing):
    log = grown(rig)
    held = sign_note(format_checkpoint(Checkpoint(ORIGIN, 2, b"w" * 32)), ORIGIN, rig.signer)
    with pytest.raises(LogForked):
        log.learn(held, "penjamin")
    for _ in range(2):
        with pytest.raises(LogForked):
            log.append(draft(), NOTHING, epoch=0)
        with pytest.raises(LogForked):
            log.check()
        rig.close()
        log = rig.log()
    [fork] = store.forks()
    assert (fork.origin, fork.kind, fork.held, fork.source) == (ORIGIN, "own", held, "penjamin")
    assert size_of(fork.offered) == size_of(log.head()) == 3
    # A suspension waits until the log may be written again.
    log.spool(*suspension())


def test_two_nodes_on_copies_of_one_state_are_found_when_the_second_is_witnessed(
    sqlite_rig: Rig, tmp_path: Path
):
    log = grown(sqlite_rig, 3)
    sqlite_rig.close()
    twin_home = tmp_path / "twin"
    twin_home.mkdir()
    for name in ("state.db", "log.pem", "high-water"):
        shutil.copy(tmp_path / name, twin_home / name)
    twin_rig = Rig(f"sqlite:///{twin_home}/state.db", twin_home)
    log, twin = sqlite_rig.log(), twin_rig.log()
    for each in (log, twin):
        each.append(draft(), NOTHING, epoch=0)
    storage = sqlite_rig.storage()
    store = Witnessing(storage)
    keys = [sqlite_rig.signer.key]
    witness = Witness(WITNESS, COSIGNER, store, lambda _: keys, sqlite_rig.clock, lambda *_: None)
    assert witness.consider(AddCheckpoint(0, (), log.head())).verdict is Verdict.COSIGN
    # The twin has as many entries and another root; one entry more, and its proof fits nothing.
    assert witness.consider(AddCheckpoint(4, (), twin.head())).verdict is Verdict.FORK
    twin.append(draft(), NOTHING, epoch=0)
    larger = AddCheckpoint(4, tuple(twin.consistency(4, 5)), twin.head())
    assert witness.consider(larger).verdict is Verdict.UNPROVEN
    held = store.held(ORIGIN)
    with pytest.raises(LogForked):
        twin.learn(held, WITNESS)
    with pytest.raises(LogForked):
        twin.append(draft(), NOTHING, epoch=0)
    log.learn(held, WITNESS)
    log.append(draft(), NOTHING, epoch=0)
    twin_rig.close()
    storage.close()
