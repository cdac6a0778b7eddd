"""A log that may not be written on is ended for good, and another one begins where nothing is forgotten."""

import secrets
import threading
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy.exc import SQLAlchemyError

from gateway.audit import (
    Checkpoint,
    Draft,
    Succession,
    check_log,
    format_checkpoint,
    parse_checkpoint,
    parse_entry,
    parse_note,
    sign_note,
    succession_of,
)
from gateway.errors import (
    LogBehind,
    LogError,
    LogForked,
    LogOther,
    LogSucceeded,
    SuccessionBad,
)
from gateway.evidence import old_log_problem
from gateway.exchange import (
    ActivePolicies,
    Effects,
    QuotaUse,
    Refused,
    plan_activation,
    plan_succession,
    sign_succession,
)
from gateway.storage import (
    LogStore,
    Storage,
    Successor,
    Witnessing,
    open_log,
    read_log,
    read_past,
    succeeding,
)
from gateway.storage.high_water import Head, HighWater, water_of
from tests.policy.desk import KPU, POLRES, folder, keys_of, pins_of, sign_folder
from tests.storage.making import NOTHING, ORIGIN, Rig, draft, new_id, nonce, now, rfc3339, size_of, statement

NEXT = "kpu-kapuas-hulu.example/log-2"
LOST = 5
OTHER = "polres-kapuas-hulu.example/log"
QUOTA = QuotaUse("polres-kapuas-hulu", "pks", "tps", "2026-11", 4_000_000_000, 2, 2, 1, None)


def other_database(rig: Rig) -> Iterator[str]:
    """Make a second empty database beside a rig's own."""
    if rig.is_sqlite:
        yield f"sqlite:///{rig.folder}/next-{secrets.token_hex(4)}.db"
        return
    host = rig.url.partition("host=")[2]
    name = f"t_{secrets.token_hex(6)}"
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"postgresql+psycopg://postgres@/{name}?host={host}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def fresh(rig: Rig) -> Iterator[Storage]:
    yield from opened(rig)


@pytest.fixture
def another(rig: Rig) -> Iterator[Storage]:
    yield from opened(rig)


def opened(rig: Rig) -> Iterator[Storage]:
    for url in other_database(rig):
        storage = Rig(url, rig.folder).storage()
        storage.upgrade()
        yield storage
        storage.close()


@pytest.fixture
def last(rig: Rig) -> Iterator[Storage]:
    storage = rig.storage()
    yield storage
    storage.close()


@pytest.fixture
def log(rig: Rig) -> LogStore:
    """A log with a policy, a suspension, a revocation, a spent nonce and a spent quota."""
    log = rig.log()
    change = plan_activation(sign_folder(folder()), None, now=now(), exchange=new_id())
    log.append(change.draft, change.effects, epoch=None)
    log.append(statement("suspend", agreement={"uid": "pks-lama"}), Effects(suspend="pks-lama"), epoch=None)
    for _ in range(2):
        revoke = statement("revoke", key="r" * 43)
        log.append(revoke, Effects(revoke="r" * 43), epoch=None)
    told = draft(4, bundle=change.effects.activation.digest)
    log.append(told, replace(nonce("once"), quota=QUOTA), epoch=4)
    return log


def lose(rig: Rig) -> Checkpoint:
    """Let this node have given out a head that its database does not lead to."""
    size = len(rig.leaves()) + LOST
    HighWater(water_of(rig.folder)).advance(Head(size, b"x" * 32))
    return Checkpoint(ORIGIN, size, b"x" * 32)


def said(rig: Rig, last: Storage, origin: str = NEXT) -> Succession:
    past = read_past(last, ORIGIN, rig.folder, 1, rig.clock)
    return Succession(
        agency=KPU,
        agencies=(KPU, POLRES),
        old=past.head,
        beyond=past.beyond,
        origin=origin,
        epoch=past.epoch,
        bundle=past.bundle,
        activated_at=past.activated_at,
        suspended=past.suspended,
        revoked=past.revoked,
        prepared_at=rfc3339(now()),
    )


def approved(last: Storage, stated: Succession) -> Draft:
    """Let both agencies sign."""
    policy = ActivePolicies(last.standing, last.bundle_files, pins_of(KPU, POLRES)).refresh()
    signed = [sign_succession(stated, keys_of(agency)["signatory"]) for agency in (KPU, POLRES)]
    return plan_succession(stated, signed, policy, now=now(), exchange=new_id())


def successor(rig: Rig, last: Storage, fresh: Storage) -> Successor:
    return Successor(
        last,
        fresh,
        state_folder=rig.folder,
        number=2,
        signer=rig.signer,
        now=rig.clock,
        chance=secrets.token_bytes,
    )


def open_next(rig: Rig, fresh: Storage) -> LogStore:
    return open_log(fresh, origin=NEXT, signer=rig.signer, state_folder=rig.folder, now=rig.clock, number=2)


def test_a_log_that_leads_to_every_known_head_needs_no_successor(rig, log, last, fresh):
    stated = said(rig, last)
    assert stated.beyond == ()
    with pytest.raises(SuccessionBad) as refused:
        successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    assert refused.value.message.name == "succession.nothing-amiss"
    assert log.append(draft(4), NOTHING, epoch=4)


@pytest.mark.parametrize(
    "change",
    [
        lambda said: replace(said, old=replace(said.old, root=b"y" * 32)),
        lambda said: replace(said, old=replace(said.old, size=said.old.size - 1)),
        lambda said: replace(said, beyond=said.beyond[:-1]),
        lambda said: replace(said, beyond=(replace(said.beyond[0], size=said.beyond[0].size - 1),)),
        lambda said: replace(said, suspended=()),
        lambda said: replace(said, revoked=()),
        lambda said: replace(said, epoch=said.epoch - 1),
    ],
    ids=[
        "another root",
        "another size",
        "a head left out",
        "a smaller gap",
        "unsuspended",
        "unrevoked",
        "epoch",
    ],
)
def test_a_statement_that_both_signed_and_that_does_not_fit_ends_nothing(rig, log, last, fresh, change):
    lose(rig)
    stated = change(said(rig, last))
    with pytest.raises(SuccessionBad):
        successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    assert rig.run("SELECT successor FROM log_state") == [(None,)]
    assert fresh.standing() is None


def test_a_statement_on_another_log_ends_nothing(rig, log, last, fresh):
    lose(rig)
    stated = said(rig, last)
    stated = replace(
        stated,
        old=replace(stated.old, origin="lain.example/log"),
        beyond=tuple(replace(each, origin="lain.example/log") for each in stated.beyond),
    )
    with pytest.raises(LogOther):
        successor(rig, last, fresh).carry_out(stated, approved(last, stated))


def test_what_is_learnt_after_the_signatures_makes_them_void(rig, log, last, fresh):
    lose(rig)
    stated = said(rig, last)
    signed = approved(last, stated)
    HighWater(water_of(rig.folder)).advance(Head(400, b"z" * 32))
    with pytest.raises(SuccessionBad) as refused:
        successor(rig, last, fresh).carry_out(stated, signed)
    assert refused.value.message.name == "succession.moved-on"


def test_the_new_log_begins_with_the_old_head_the_gap_and_both_signatures(rig, log, last, fresh):
    beyond = lose(rig)
    log.close()
    stated = said(rig, last)
    note = successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    begun = open_next(rig, fresh)
    assert begun.head() == note
    assert parse_checkpoint(parse_note(note).text).origin == NEXT
    entry = parse_entry(begun.read_leaves(0, 1)[0])
    first = succession_of(entry)
    assert first == stated
    assert (first.old.size, first.beyond, first.lost) == (len(rig.leaves()), (beyond,), LOST)
    assert entry["approvals"].keys() == {KPU, POLRES}
    assert size_of(begun.append(draft(5), NOTHING, epoch=5).checkpoint) == 2
    begun.close()


def test_what_is_said_of_the_policy_is_what_the_entries_come_to(rig, log, last):
    lose(rig)
    stated = said(rig, last)
    with read_log(last) as copy:
        report = check_log(copy.entries, copy.checkpoints, origin=ORIGIN, key=rig.signer.key)
    assert old_log_problem(replace(stated, revoked=()), report) is not None
    assert old_log_problem(replace(stated, epoch=stated.epoch + 1), report) is not None
    assert old_log_problem(stated, report) is None


def test_nothing_spent_or_withdrawn_comes_back(rig, log, last, fresh):
    witnessed = sign_note(format_checkpoint(Checkpoint(OTHER, 3, b"r" * 32)), OTHER, rig.signer)
    assert Witnessing(last).swap(OTHER, None, witnessed, "t")
    lose(rig)
    stated = said(rig, last)
    before = last.standing()
    successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    standing = fresh.standing()
    assert (standing.epoch, standing.bundle) == (before.epoch + 1, before.bundle)
    assert (standing.suspended, standing.revoked) == ({"pks-lama": 0}, {"r" * 43: 0})
    assert standing.recorded == before.recorded
    assert fresh.bundle_files(standing.bundle) == last.bundle_files(standing.bundle)
    assert Witnessing(fresh).held(OTHER) == witnessed
    begun = open_next(rig, fresh)
    assert begun.nonce_used("k" * 43, "once")
    assert begun.append(draft(5), nonce("once"), epoch=5).code == "replayed"
    spent = begun.append(draft(5), Effects(quota=QUOTA), epoch=5)
    assert isinstance(spent, Refused)
    assert spent.code == "quota-exceeded"
    change = plan_activation(sign_folder(folder()), None, now=now(), exchange=new_id())
    names = {
        name: (version - 1, digest) for name, (version, digest) in change.effects.activation.versions.items()
    }
    older = replace(change.effects, activation=replace(change.effects.activation, versions=names))
    assert begun.append(change.draft, older, epoch=None) == Refused("old-version")
    begun.close()


def test_the_old_log_is_read_and_proven_and_never_written_again(rig, log, last, fresh):
    exchange = rig.run('SELECT exchange_id FROM entries WHERE "index" = 4')[0][0]
    head = log.head()
    lose(rig)
    stated = said(rig, last)
    successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    for stale in (log, rig.log()):
        with pytest.raises(LogSucceeded):
            stale.append(draft(4), NOTHING, epoch=4)
        with pytest.raises(LogSucceeded):
            stale.check()
    ended = rig.log()
    assert ended.head() == head
    assert ended.find(exchange).checkpoint == head
    assert ended.inclusion(4, stated.old.size)
    assert ended.consistency(2, stated.old.size)
    assert rig.check() == stated.old.size


def test_a_program_that_knows_nothing_of_it_cannot_write_either(rig, log, last, fresh):
    lose(rig)
    stated = said(rig, last)
    successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    for change in (
        "UPDATE log_state SET size = size + 1",
        "UPDATE log_state SET successor = NULL",
        "DELETE FROM log_state",
        "DELETE FROM successions",
        "UPDATE successions SET origin = 'x'",
    ):
        with pytest.raises(SQLAlchemyError, match=r"succeeded|INSERT-only|may not be changed"):
            rig.run(change)


def test_whoever_appends_while_the_log_is_ended_is_refused(rig, log, last, fresh, monkeypatch):
    lose(rig)
    stated, told = said(rig, last), []

    def append() -> None:
        try:
            log.append(draft(4), NOTHING, epoch=4)
        except LogError as error:
            told.append(type(error))

    thread = threading.Thread(target=append)
    make = Successor._make

    def make_meanwhile(self, *arguments):
        thread.start()
        return make(self, *arguments)

    monkeypatch.setattr(Successor, "_make", make_meanwhile)
    successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    thread.join()
    assert told
    assert len(rig.leaves()) == stated.old.size


def test_a_statement_is_carried_out_once(rig, log, last, fresh, another):
    lose(rig)
    stated = said(rig, last)
    signed = approved(last, stated)
    note = successor(rig, last, fresh).carry_out(stated, signed)
    with pytest.raises(LogSucceeded):
        successor(rig, last, another).carry_out(stated, signed)
    other = replace(stated, origin="kpu-kapuas-hulu.example/log-3")
    with pytest.raises(LogSucceeded):
        successor(rig, last, another).carry_out(other, approved(last, other))
    with pytest.raises(LogSucceeded):
        said(rig, last)
    assert another.standing() is None
    begun = open_next(rig, fresh)
    first = begun.read_leaves(0, 1)
    grown = begun.append(draft(5), NOTHING, epoch=5).checkpoint
    assert successor(rig, last, fresh).carry_out(stated, signed) == note
    assert (begun.head(), begun.read_leaves(0, 1)) == (grown, first)
    begun.close()


def test_a_new_log_that_gave_out_a_head_and_was_lost_does_not_begin_again(rig, log, last, fresh, monkeypatch):
    lose(rig)
    stated = said(rig, last)
    signed = approved(last, stated)
    with monkeypatch.context() as patch:
        patch.setattr(Successor, "_begin", lambda *arguments: None)
        successor(rig, last, fresh).carry_out(stated, signed)
    with pytest.raises(LogSucceeded) as refused:
        successor(rig, last, fresh).carry_out(stated, signed)
    assert refused.value.message.name == "succession.done"
    assert fresh.standing() is None


def test_a_database_left_from_a_rehearsal_is_refused_before_anything_is_closed(
    rig, log, last, fresh, tmp_path
):
    (tmp_path / "elsewhere").mkdir()
    rehearsed = open_log(
        fresh, origin=NEXT, signer=rig.signer, state_folder=tmp_path / "elsewhere", now=rig.clock
    )
    rehearsed.append(draft(), NOTHING, epoch=None)
    rehearsed.close()
    lose(rig)
    stated = said(rig, last)
    with pytest.raises(LogOther) as refused:
        successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    assert refused.value.message.name == "succession.not-empty"
    assert rig.run("SELECT successor FROM log_state") == [(None,)]


@pytest.mark.parametrize("step", ["_begin", "advance"])
def test_whoever_dies_in_between_goes_on_with_the_same_first_entry(
    rig, log, last, fresh, another, step, monkeypatch
):
    lose(rig)
    stated = said(rig, last)
    signed = approved(last, stated)
    with monkeypatch.context() as patch:

        def die(*arguments):
            raise KeyboardInterrupt

        patch.setattr(Successor if step == "_begin" else HighWater, step, die)
        with pytest.raises(KeyboardInterrupt):
            successor(rig, last, fresh).carry_out(stated, signed)
    [(kept,)] = rig.run("SELECT leaf FROM successions")
    assert HighWater(water_of(rig.folder, 2)).look().size == 0
    with pytest.raises(LogSucceeded):
        rig.log().append(draft(4), NOTHING, epoch=4)
    with pytest.raises(LogSucceeded):
        successor(rig, last, another).carry_out(stated, signed)
    successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    begun = open_next(rig, fresh)
    assert begun.read_leaves(0, 2) == [bytes(kept)]
    assert begun.given_out().size == 1
    begun.close()


def test_a_fork_is_named_and_its_evidence_goes_along(rig, log, last, fresh):
    size = len(rig.leaves())
    forked = sign_note(format_checkpoint(Checkpoint(ORIGIN, size - 1, b"f" * 32)), ORIGIN, rig.signer)
    with pytest.raises(LogForked):
        log.learn(forked, "a witness")
    with pytest.raises(LogForked):
        log.append(draft(4), NOTHING, epoch=4)
    stated = said(rig, last)
    assert [(head.size, head.root) for head in stated.beyond] == [(size - 1, b"f" * 32)]
    assert stated.lost == 0
    successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    assert [fork.held for fork in Witnessing(fresh).forks()] == [forked]
    begun = open_next(rig, fresh)
    assert begun.append(draft(5), NOTHING, epoch=5)
    begun.close()


def test_the_new_log_is_guarded_by_a_high_water_of_its_own(rig, log, last, fresh, another):
    lose(rig)
    stated = said(rig, last)
    successor(rig, last, fresh).carry_out(stated, approved(last, stated))
    with pytest.raises(LogOther):
        open_next(rig, last).head()
    with pytest.raises(LogBehind):
        open_next(rig, another).head()


def test_a_log_that_follows_another_does_not_begin_by_itself(rig, fresh):
    begun = open_next(rig, fresh)
    for attempt in (begun.check, lambda: begun.append(draft(), NOTHING, epoch=None)):
        with pytest.raises(LogOther):
            attempt()
    begun.close()
    assert fresh.standing() is None


def test_an_old_log_put_back_from_before_its_end_writes_nothing(sqlite_rig):
    rig = sqlite_rig
    log = rig.log()
    log.append(draft(), NOTHING, epoch=None)
    HighWater(water_of(rig.folder, 2)).advance(Head(1, b"n" * 32))
    assert log.append(draft(), NOTHING, epoch=None)
    for attempt in (rig.log().check, rig.log().head):
        with pytest.raises(LogSucceeded):
            attempt()


def test_a_log_without_a_policy_names_nobody_who_could_agree(rig, last):
    rig.log().append(draft(), NOTHING, epoch=None)
    lose(rig)
    with pytest.raises(SuccessionBad) as refused:
        said(rig, last)
    assert refused.value.message.name == "succession.no-policy"


def test_every_table_either_goes_on_or_stays():
    stays = {"log_state", "successions", "entries", "openings", "tiles", "checkpoints", "cosignatures"}
    stays |= {"timestamps", "entry_facts", "leases", "subjects", "acknowledgements"}
    carried = {table.name for table in succeeding.CARRIED}
    assert carried | stays == set(succeeding.log_state.metadata.tables)
    assert not carried & stays
