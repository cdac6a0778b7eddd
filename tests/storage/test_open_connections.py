"""A session that died while it lay unused costs a question nothing, and is never used to write twice."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError

from gateway.errors import LogError
from gateway.storage import AuditReads, LogStore, Parcels, Storage, Timestamps, Witnessing
from gateway.storage.engine import Sessions
from tests.storage.making import KEY, NOTHING, Rig, cut_all, draft

END_MYSELF = text("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.fixture
def rig(postgres_url: str, tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(postgres_url, tmp_path)
    rig.upgrade()
    yield rig
    rig.close()


@pytest.fixture
def log(rig: Rig) -> LogStore:
    log = rig.log()
    for _ in range(2):
        log.append(draft(), NOTHING, epoch=0)
    return log


@pytest.fixture
def storage(rig: Rig, log: LogStore) -> Storage:
    return rig.opened[-1][1]


QUESTIONS: dict[str, Callable[[LogStore, Storage], object]] = {
    "the head": lambda log, _: log.head(),
    "a tile": lambda log, _: log.tile(0, 0, 2),
    "leaves": lambda log, _: log.read_leaves(0, 2),
    "an inclusion": lambda log, _: log.inclusion(0, 2),
    "a consistency": lambda log, _: log.consistency(1, 2),
    "an entry": lambda log, _: log.find(log.exchange_at(1) or ""),
    "an acknowledgement": lambda log, _: log.acknowledged("none"),
    "a nonce": lambda log, _: log.nonce_used(KEY, "none"),
    "whether the log can be locked": lambda log, _: log.check(),
    "whether the database answers": lambda _, storage: storage.ping(),
    "the standing policy": lambda _, storage: storage.standing(),
    "the revision": lambda _, storage: storage.check_revision(),
    "what a witness holds": lambda _, storage: Witnessing(storage).held("other.example/log"),
    "who waits for a witness": lambda _, storage: Witnessing(storage).unwitnessed_since(),
    "a timestamp": lambda _, storage: Timestamps(storage).stamped(0),
    "mail": lambda _, storage: Parcels(storage).list_all(),
    "what an auditor reads": lambda _, storage: AuditReads(storage).stored_hash(1),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_question_after_its_session_died_unused_is_answered(
    rig: Rig, log: LogStore, storage: Storage, question: Callable[[LogStore, Storage], object]
):
    said = question(log, storage)
    cut_all(rig.url)
    assert question(log, storage) == said


def test_a_moment_is_read_after_its_session_died_unused(rig: Rig, storage: Storage):
    for _ in range(2):
        with storage.snapshot() as connection:
            assert connection.execute(text("SELECT count(*) FROM entries")).scalar() == 2
        cut_all(rig.url)


def test_however_many_sessions_died_unused_nobody_meets_one(rig: Rig, log: LogStore, storage: Storage):
    def use(number: int) -> None:
        with ExitStack() as stack:
            for _ in range(number):
                stack.enter_context(storage.reading())

    # Some lie open, the others in the pool.
    use(8)
    cut_all(rig.url)
    head = log.head()
    log.append(draft(), NOTHING, epoch=0)
    with ExitStack() as stack:
        for _ in range(8):
            reading = stack.enter_context(storage.reading())
            assert reading.execute(text("SELECT count(*) FROM entries")).scalar() == 3
    assert head != log.head()
    use(8)
    cut_all(rig.url)
    assert log.append(draft(), NOTHING, epoch=0).index == 3


def test_a_question_that_loses_another_session_too_is_refused(storage: Storage):
    asked: list[Connection] = []

    def question(connection: Connection) -> None:
        asked.append(connection)
        connection.execute(END_MYSELF)

    with pytest.raises(LogError, match="AdminShutdown"):
        storage.ask(question)
    first, second = asked
    assert first is not second
    storage.ping()


def test_a_question_that_fails_on_a_sound_session_is_asked_once(storage: Storage):
    asked: list[Connection] = []

    def question(connection: Connection) -> None:
        asked.append(connection)
        connection.execute(text("SELECT 1 / 0"))

    with pytest.raises(LogError):
        storage.ask(question)
    assert len(asked) == 1


def test_what_was_begun_in_a_session_that_died_is_not_begun_again(rig: Rig, storage: Storage):
    def write(connection: Connection) -> None:
        connection.execute(text("INSERT INTO leases (job, holder, until) VALUES ('a', 'b', 1)"))
        connection.execute(END_MYSELF)

    with pytest.raises(OperationalError, match="AdminShutdown"), storage.writing() as connection:
        write(connection)
    assert rig.run("SELECT count(*) FROM leases") == [(0,)]


def test_sessions_that_were_opened_since_the_loss_are_kept(rig: Rig, log: LogStore, storage: Storage):
    opened: list[object] = []
    event.listen(storage._engine, "connect", lambda connection, _: opened.append(connection))
    cut_all(rig.url)
    for _ in range(3):
        log.head()
        log.append(draft(), NOTHING, epoch=0)
        log.head()
    assert len(opened) == 1


def test_a_loss_told_twice_is_one_loss():
    sessions = Sessions()
    home = sessions.home()
    sessions.lose(home)
    later = sessions.home()
    assert later != home
    sessions.lose(home)
    assert sessions.home() == later


def test_a_transaction_that_failed_loses_no_session_beside_it(rig: Rig, log: LogStore, storage: Storage):
    with storage.reading() as first:
        home = first.info["home"]
        with pytest.raises(ZeroDivisionError), storage.writing():
            raise ZeroDivisionError
    with storage.reading() as again:
        assert again.info["home"] == home
