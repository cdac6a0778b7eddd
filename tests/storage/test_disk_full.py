"""A disk that fills up in mid-batch: named, nothing told that is not durable, and over with the need.

PostgreSQL itself raises its error (SQLSTATE 53100) here, in the batch's own transaction and at each
of its statements in turn, and from triggers for as long as the disk "stays" full: so the driver, the
aborted transaction and the way back are real wherever the tests run. SQLite's own limit is in
test_faults.
"""

from typing import Any

import pytest
from sqlalchemy import Connection

from gateway.errors import LogError
from gateway.exchange import Recorded
from tests.storage.making import NOTHING, Rig, draft, nonce, size_of, together
from tests.storage.test_faults import stand_between

FULL = "its disk is full"
_RAISE = (
    "RAISE EXCEPTION 'could not extend file \"base/5/16396\": No space left on device' "
    "USING ERRCODE = 'disk_full';"
)
# In the order in which a batch writes them.
WRITTEN = ("nonces", "entries", "entry_facts", "openings", "tiles", "checkpoints", "log_state")


@pytest.fixture
def rig(postgres_url: str, tmp_path):
    rig = Rig(postgres_url, tmp_path)
    rig.upgrade()
    yield rig
    rig.close()


class FullAt:
    """Lets the database find no room at one statement of the next batch."""

    def __init__(self, rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
        self.log = rig.log()
        self.countdown = -1
        self.statements: list[str] = []
        stand_between(monkeypatch, rig.opened[-1][1]._engine, self._before)

    def _before(self, connection: Connection, text: str) -> None:
        self.statements.append(text)
        if self.countdown == 0:
            self.countdown = -1
            connection.exec_driver_sql(f"DO $$ BEGIN {_RAISE} END $$")
        self.countdown -= self.countdown > 0

    def append(self, count: int) -> list[Any]:
        drafts = [draft() for _ in range(count)]
        return together([lambda item=item: self.log.append(item, nonce(), epoch=0) for item in drafts])


def test_a_disk_that_is_full_at_any_statement_loses_nothing_that_was_told(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
):
    disk = FullAt(rig, monkeypatch)
    disk.append(1)
    disk.statements.clear()
    disk.append(1)
    steps, told = list(disk.statements), 2
    assert steps[-1] == "COMMIT"
    # Before BEGIN there is no transaction for the error to stand in.
    for step in range(1, len(steps)):
        disk.countdown = step
        results = disk.append(4)
        refused = [result for result in results if isinstance(result, LogError)]
        assert refused, steps[step]
        assert all(FULL in str(error) for error in refused), (steps[step], refused)
        recorded = [result for result in results if isinstance(result, Recorded)]
        assert len(recorded) + len(refused) == 4
        told += len(recorded)
        stored = dict(rig.leaves())
        assert all(stored[result.index] == result.entry for result in recorded)
        assert rig.check() == told
    # There is room again, and nobody had to do anything.
    assert isinstance(disk.append(1)[0], Recorded)


@pytest.mark.parametrize("table", WRITTEN)
def test_while_it_stays_full_heads_are_still_given_and_entries_are_not(rig: Rig, table: str):
    log = rig.log()
    log.append(draft(), nonce(), epoch=0)
    rig.run(f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_RAISE} END $$")
    rig.run(
        f"CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION full_disk()"
    )
    for _ in range(3):
        with pytest.raises(LogError, match=FULL):
            log.append(draft(), nonce(), epoch=0)
    # A gateway that cannot record is not ready, though it can read.
    with pytest.raises(LogError):
        log.check()
    assert size_of(log.head()) == 1
    assert rig.check() == 1
    rig.run(f"DROP TRIGGER full_disk ON {table}")
    assert log.append(draft(), NOTHING, epoch=0).index == 1
    log.check()
    assert rig.check() == 2


def test_a_disk_full_at_the_commit_itself_is_named_and_leaves_nothing(rig: Rig):
    """What a database puts off until COMMIT fails there, in place of the commit."""
    log = rig.log()
    log.append(draft(), nonce(), epoch=0)
    rig.run(f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_RAISE} END $$")
    rig.run(
        "CREATE CONSTRAINT TRIGGER full_disk AFTER INSERT ON entries DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION full_disk()"
    )
    results = together([lambda: log.append(draft(), nonce(), epoch=0)] * 4)
    assert all(isinstance(result, LogError) and FULL in str(result) for result in results), results
    assert rig.check() == 1
    rig.run("DROP TRIGGER full_disk ON entries")
    assert log.append(draft(), NOTHING, epoch=0).index == 1
