"""Whatever breaks, nobody is told of an entry that is not durable, and the log stays whole."""

import fcntl
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from gateway.errors import LogBehind, LogError
from gateway.exchange import Recorded
from gateway.storage import LogStore, statements
from gateway.storage.high_water import Head, HighWater
from tests.storage.making import NOTHING, Rig, cut_all, draft, nonce, size_of, together

Watch = Callable[[Any, str], None]


def stand_between(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, before: Watch, after: Watch = lambda *_: None
) -> None:
    """Look at each statement of one engine before the driver gets it, and after the database has done it."""
    ask = statements._ask

    def watched(connection: Any, how: str, text: str, parameters: Any) -> Any:
        if connection.engine is not engine:
            return ask(connection, how, text, parameters)
        before(connection, text)
        found = ask(connection, how, text, parameters)
        after(connection, text)
        return found

    monkeypatch.setattr(statements, "_ask", watched)


class Saboteur:
    """Cuts a log's connection at one statement, before or after the database has done it."""

    def __init__(self, rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
        self.log = rig.log()
        engine = rig.opened[-1][1]._engine
        self.countdown = -1
        self.after = False
        self.unreachable = False
        self.statements: list[str] = []
        stand_between(monkeypatch, engine, self._before, self._after)
        event.listen(engine, "do_connect", self._connect)

    def arm(self, step: int, *, after: bool) -> None:
        self.countdown, self.after = step, after

    def _before(self, connection: Any, statement: str) -> None:
        self.statements.append(statement)
        if not self.after:
            self._count(connection, statement)

    def _after(self, connection: Any, statement: str) -> None:
        if self.after:
            self._count(connection, statement)

    def _connect(self, *rest: object) -> None:
        if self.unreachable:
            raise sqlite3.OperationalError("unreachable")

    def _count(self, connection: Any, statement: str) -> None:
        if self.countdown == 0:
            self.countdown = -1
            # SQLite would close only when the statement's result has been read.
            connection.connection.dbapi_connection.rollback()
            connection.connection.dbapi_connection.close()
            raise OperationalError(statement, None, Exception("connection lost"))
        self.countdown -= self.countdown > 0


def steps_of_a_batch(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    saboteur = Saboteur(rig, monkeypatch)
    saboteur.log.append(draft(), nonce(), epoch=0)
    saboteur.statements.clear()
    saboteur.log.append(draft(), nonce(), epoch=0)
    return saboteur.statements


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_connection_cut_at_any_step_loses_nothing_that_was_told(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, after: bool
):
    steps = steps_of_a_batch(rig, monkeypatch)
    assert steps[0].startswith("BEGIN")
    assert steps[-1] == "COMMIT"
    told = 2
    saboteur = Saboteur(rig, monkeypatch)
    for step in range(len(steps)):
        saboteur.log.append(draft(), nonce(), epoch=0)
        saboteur.arm(step, after=after)
        drafts = [draft() for _ in range(4)]
        results = together([lambda item=item: saboteur.log.append(item, nonce(), epoch=0) for item in drafts])
        assert all(isinstance(item, (Recorded, LogError)) for item in results)
        told += 1 + sum(isinstance(item, Recorded) for item in results)
        stored = dict(rig.leaves())
        for result in results:
            if isinstance(result, Recorded):
                assert stored[result.index] == result.entry
        # Nothing was written and kept silent, either: what was not told is not there.
        assert rig.check() == told
    assert isinstance(saboteur.log.append(draft(), nonce(), epoch=0), Recorded)


def test_a_commit_that_was_done_though_the_connection_broke_is_told(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
):
    saboteur = Saboteur(rig, monkeypatch)
    saboteur.log.append(draft(), NOTHING, epoch=0)
    saboteur.statements.clear()
    saboteur.log.append(draft(), NOTHING, epoch=0)
    saboteur.arm(len(saboteur.statements) - 1, after=True)
    recorded = saboteur.log.append(draft(), NOTHING, epoch=0)
    assert isinstance(recorded, Recorded)
    assert dict(rig.leaves())[2] == recorded.entry
    assert HighWater(rig.folder / "high-water").read().size == 3


def test_a_commit_of_which_nobody_can_say_whether_it_was_done_is_not_told(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
):
    saboteur = Saboteur(rig, monkeypatch)
    saboteur.log.append(draft(), NOTHING, epoch=0)
    saboteur.statements.clear()
    saboteur.log.append(draft(), NOTHING, epoch=0)
    saboteur.arm(len(saboteur.statements) - 1, after=True)
    saboteur.unreachable = True
    lost = draft()
    with pytest.raises(LogError):
        saboteur.log.append(lost, NOTHING, epoch=0)
    saboteur.unreachable = False
    # It was done, and released nothing; the next entry stands after it.
    assert saboteur.log.append(draft(), NOTHING, epoch=0).index == 3
    assert rig.exchange_ids()[lost.facts["exchange_id"]] == 2
    assert rig.check() == 4


def test_a_head_that_cannot_be_remembered_is_not_given_out(rig: Rig):
    log = rig.log()
    log.append(draft(), NOTHING, epoch=0)
    water = rig.folder / "high-water"
    water.rename(rig.folder / "aside")
    water.mkdir()
    with pytest.raises(LogError):
        log.append(draft(), NOTHING, epoch=0)
    with pytest.raises(LogError):
        log.check()
    water.rmdir()
    (rig.folder / "aside").rename(water)
    # What cannot be compared with the heads given out is not even written.
    assert log.append(draft(), NOTHING, epoch=0).index == 1
    log.check()
    assert rig.check() == 2


@pytest.mark.parametrize("given", [Head(2, b"r" * 32), Head(1, b"r" * 32)], ids=["greater", "another root"])
def test_a_database_that_lacks_a_head_given_out_is_behind(rig: Rig, given: Head):
    rig.log().append(draft(), NOTHING, epoch=0)
    rig.close()
    (rig.folder / "high-water").unlink()
    HighWater(rig.folder / "high-water").advance(given)
    log = rig.log()
    asks = [log.check, log.head, lambda: log.append(draft(), NOTHING, epoch=0), lambda: log.find("x")]
    for ask in asks:
        with pytest.raises(LogBehind):
            ask()
    assert rig.check() == 1


def locked(rig: Rig) -> Callable[[], None]:
    """Lock the log as a stranger would; return how to let go."""
    if rig.is_sqlite:
        stranger: Any = sqlite3.connect(rig.folder / "state.db", isolation_level=None)
        stranger.execute("BEGIN IMMEDIATE")
    else:
        stranger = psycopg.connect(rig.url.replace("+psycopg", ""))
        stranger.execute("SELECT * FROM log_state FOR UPDATE")

    def let_go() -> None:
        stranger.rollback()
        stranger.close()

    return let_go


def test_a_locked_log_refuses_in_time_and_goes_on_when_unlocked(rig: Rig):
    log = rig.log(wait_seconds=0.2)
    log.append(draft(), NOTHING, epoch=0)
    let_go = locked(rig)
    results = together([lambda: log.append(draft(), nonce(), epoch=0)] * 4)
    assert all(isinstance(item, LogError) for item in results)
    with pytest.raises(LogError):
        log.check()
    # Reading goes on: receipts are still given.
    assert size_of(log.head()) == 1
    let_go()
    assert isinstance(log.append(draft(), NOTHING, epoch=0), Recorded)
    log.check()
    assert rig.check() == 2


def test_a_writer_that_hangs_does_not_hold_callers_for_ever(sqlite_rig: Rig):
    log = sqlite_rig.log(patience_seconds=0.2, wait_seconds=0.1)
    log.append(draft(), NOTHING, epoch=0)
    with (sqlite_rig.folder / "state.db.lock").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        # The first is taken by the committer and may still be written; the others are dropped.
        results = together([lambda: log.append(draft(), NOTHING, epoch=0)] * 4)
        assert all(isinstance(item, LogError) for item in results)
        with pytest.raises(LogError, match="holds the lock"):
            log.check()
    assert log.append(draft(), NOTHING, epoch=0).index in range(1, 6)
    assert sqlite_rig.check() in range(2, 7)


def fill(log: LogStore) -> int:
    """Append until the database is full; return how many entries it took."""
    for count in range(10_000):
        try:
            log.append(draft(), nonce(), epoch=0)
        except LogError:
            return count
    raise AssertionError("never full")


def test_a_full_database_refuses_and_goes_on_when_there_is_room(sqlite_rig: Rig):
    log = sqlite_rig.log()
    engine = sqlite_rig.opened[-1][1]._engine
    limit = 40

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {limit}")

    written = fill(log)
    with pytest.raises(LogError, match="its disk is full"):
        log.append(draft(), nonce(), epoch=0)
    with pytest.raises(LogError):
        log.check()
    assert sqlite_rig.check() == written > 0
    limit = 1_000_000
    # The open connection still has the old limit, as a full disk would stay full.
    sqlite_rig.opened[-1][1].close()
    assert log.append(draft(), NOTHING, epoch=0).index == written
    log.check()


def test_a_database_file_that_is_gone_is_noticed_at_once(sqlite_rig: Rig):
    log = sqlite_rig.log()
    storage = sqlite_rig.opened[-1][1]
    log.append(draft(), NOTHING, epoch=0)
    aside = sqlite_rig.folder / "aside"
    aside.mkdir()
    files = list(sqlite_rig.folder.glob("state.db*"))
    for path in files:
        path.rename(aside / path.name)
    for ask in (
        lambda: log.append(draft(), NOTHING, epoch=0),
        log.head,
        log.check,
        storage.ping,
        storage.standing,
        lambda: log.nonce_used("k", "n"),
    ):
        with pytest.raises(LogError):
            ask()
    # Nothing of ours made a new file in its place.
    assert not (sqlite_rig.folder / "state.db").exists()
    for path in files:
        (aside / path.name).rename(path)
    assert log.append(draft(), NOTHING, epoch=0).index == 1
    storage.ping()
    assert sqlite_rig.check() == 2


def test_a_file_removed_while_it_is_written_is_not_taken_for_durable(
    sqlite_rig: Rig, monkeypatch: pytest.MonkeyPatch
):
    log = sqlite_rig.log()
    log.append(draft(), NOTHING, epoch=0)
    engine = sqlite_rig.opened[-1][1]._engine
    path = sqlite_rig.folder / "state.db"
    kept = sqlite_rig.folder / "kept.db"

    def remove(connection: Any, statement: str) -> None:
        if statement == "COMMIT" and path.exists():
            os.link(path, kept)
            path.unlink()

    stand_between(monkeypatch, engine, remove)
    with pytest.raises(LogError):
        log.append(draft(), NOTHING, epoch=0)
    assert HighWater(sqlite_rig.folder / "high-water").read().size == 1


def test_a_backup_put_in_place_of_a_running_log_is_behind_until_the_right_one_is_back(sqlite_rig: Rig):
    log = sqlite_rig.log()
    path, backup = sqlite_rig.folder / "state.db", sqlite_rig.folder / "backup.db"
    log.append(draft(), NOTHING, epoch=0)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    log.append(draft(), NOTHING, epoch=0)
    with closing(sqlite3.connect(path)) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.rename(sqlite_rig.folder / "right.db")
    for rest in ("-wal", "-shm"):
        Path(f"{path}{rest}").unlink()
    shutil.copy(backup, path)
    for ask in (lambda: log.append(draft(), NOTHING, epoch=0), log.head, log.check):
        with pytest.raises(LogBehind):
            ask()
    sqlite_rig.close()
    path.unlink()
    (sqlite_rig.folder / "right.db").rename(path)
    assert sqlite_rig.log().append(draft(), NOTHING, epoch=0).index == 2
    assert sqlite_rig.check() == 3


def test_a_backup_restored_into_the_open_file_is_behind_for_every_process_of_the_node(sqlite_rig: Rig):
    first, second = sqlite_rig.log(), sqlite_rig.log()
    path, backup = sqlite_rig.folder / "state.db", sqlite_rig.folder / "backup.db"
    first.append(draft(), NOTHING, epoch=0)
    second.append(draft(), NOTHING, epoch=0)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    # Only the first gives this one out; the second must know of it all the same.
    first.append(draft(), NOTHING, epoch=0)
    with closing(sqlite3.connect(backup)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    for log in (second, first):
        for ask in (partial(log.append, draft(), NOTHING, epoch=0), log.head, log.check):
            with pytest.raises(LogBehind):
                ask()


def test_sessions_ended_under_load_lose_nothing_that_was_told(postgres_url: str, tmp_path: Path):
    rig = Rig(postgres_url, tmp_path)
    rig.upgrade()
    log = rig.log()
    told: list[Recorded] = []
    errors: list[Exception] = []
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            try:
                told.append(log.append(draft(), nonce(), epoch=0))
            except LogError as error:
                errors.append(error)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for _ in range(12):
        goal = len(told) + 20
        while len(told) < goal:
            stop.wait(0.005)
        cut_all(postgres_url)
    stop.set()
    for worker in workers:
        worker.join()
    assert errors
    stored = dict(rig.leaves())
    assert all(stored[item.index] == item.entry for item in told)
    assert rig.check() >= len(told)
    assert isinstance(log.append(draft(), NOTHING, epoch=0), Recorded)
    rig.close()


def test_a_session_that_ended_while_idle_costs_the_next_entry_nothing(postgres_url: str, tmp_path: Path):
    rig = Rig(postgres_url, tmp_path)
    rig.upgrade()
    log = rig.log()
    for index in range(3):
        assert log.append(draft(), NOTHING, epoch=0).index == index
        cut_all(postgres_url)
    rig.close()


def test_a_server_that_takes_no_sessions_is_unavailable_until_it_does(postgres_url: str, tmp_path: Path):
    rig = Rig(postgres_url, tmp_path)
    rig.upgrade()
    log = rig.log()
    storage = rig.opened[-1][1]
    log.append(draft(), NOTHING, epoch=0)
    name = postgres_url.rpartition("@/")[2].partition("?")[0]
    elsewhere = postgres_url.replace(f"@/{name}", "@/postgres").replace("+psycopg", "")
    with psycopg.connect(elsewhere, autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        for ask in (lambda: log.append(draft(), NOTHING, epoch=0), log.head, log.check, storage.ping):
            with pytest.raises(LogError):
                ask()
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert log.append(draft(), NOTHING, epoch=0).index == 1
    storage.ping()
    assert rig.check() == 2
    rig.close()
