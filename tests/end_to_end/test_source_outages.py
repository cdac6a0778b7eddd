"""The source gone, slow or changed: nothing is released, the refusal is on record, and then it goes on."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from gateway.demo.sample import ddl, provider_tables
from tests.end_to_end.load import read_book
from tests.end_to_end.postgres import Postgres
from tests.end_to_end.stand import BODY, CONFIG, PROVIDER, Node, answered, served, wait_for
from tests.end_to_end.wire import send


class Rig(NamedTuple):
    """A node and its source; the log is always elsewhere."""

    node: Node
    postgres: Postgres | None
    name: str


Outage = Callable[[Rig], AbstractContextManager[None]]


def configured(house: Path, root: Path, url: str | None = None) -> Node:
    """Prepare a node that gives its source a second, and perhaps has another one."""
    text = CONFIG.read_text().replace("timeout_seconds = 5", "timeout_seconds = 1")
    if url is not None:
        text = text.replace("sqlite:///kpu/data.db", url)
    config = root / "kpu.toml"
    config.write_text(text)
    return Node(house, root / "state", config=config).prepare()


@pytest.fixture(scope="module")
def sqlite_source(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    node = configured(house, tmp_path_factory.mktemp("sources"))
    with served(node):
        yield Rig(node, None, "")


@pytest.fixture(scope="module")
def postgres_source(
    house: Path, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rig]:
    with postgres.database() as name:
        with postgres.connect(name) as connection:
            for statement in ddl(PROVIDER, "postgresql"):
                connection.execute(statement)
            (table,) = [table for table in provider_tables(PROVIDER) if table.name == "tps"]
            connection.cursor().executemany(table.insert("postgresql"), table.stored("postgresql"))
        node = configured(house, tmp_path_factory.mktemp("sources"), postgres.url(name))
        with served(node):
            yield Rig(node, postgres, name)


@pytest.fixture
def rig(request: pytest.FixtureRequest) -> Rig:
    rig: Rig = request.getfixturevalue(request.param)
    return rig


@contextmanager
def file_gone(rig: Rig) -> Iterator[None]:
    away = rig.node.source.with_name("away.db")
    rig.node.source.rename(away)
    yield
    away.rename(rig.node.source)


@contextmanager
def file_of_garbage(rig: Rig) -> Iterator[None]:
    with file_gone(rig):
        rig.node.source.write_bytes(b"no database " * 1000)
        yield
        rig.node.source.unlink()


@contextmanager
def file_locked(rig: Rig) -> Iterator[None]:
    with closing(sqlite3.connect(rig.node.source, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def file_changed(rig: Rig) -> Iterator[None]:
    with closing(sqlite3.connect(rig.node.source, isolation_level=None)) as other:
        other.execute("ALTER TABLE tps RENAME COLUMN lokasi TO tempat")
        yield
        other.execute("ALTER TABLE tps RENAME COLUMN tempat TO lokasi")


@contextmanager
def server_stopped(rig: Rig) -> Iterator[None]:
    assert rig.postgres is not None
    rig.postgres.stop()
    yield
    rig.postgres.start()


@contextmanager
def table_locked(rig: Rig) -> Iterator[None]:
    assert rig.postgres is not None
    with rig.postgres.connect(rig.name) as other, other.transaction():
        other.execute("LOCK TABLE tps IN ACCESS EXCLUSIVE MODE")
        yield


@contextmanager
def table_slow(rig: Rig) -> Iterator[None]:
    assert rig.postgres is not None
    with rig.postgres.connect(rig.name) as owner:
        owner.execute("ALTER TABLE tps RENAME TO quick")
        owner.execute("CREATE VIEW tps AS SELECT quick.* FROM quick, pg_sleep(30)")
        yield
        owner.execute("DROP VIEW tps")
        owner.execute("ALTER TABLE quick RENAME TO tps")


@contextmanager
def table_changed(rig: Rig) -> Iterator[None]:
    assert rig.postgres is not None
    with rig.postgres.connect(rig.name) as owner:
        owner.execute("ALTER TABLE tps RENAME COLUMN lokasi TO tempat")
        yield
        owner.execute("ALTER TABLE tps RENAME COLUMN tempat TO lokasi")


GONE, SLOW, BROKEN = (503, "source-unavailable"), (504, "source-timeout"), (502, "source-failed")

OUTAGES = {
    "a SQLite file that is gone": ("sqlite_source", file_gone, GONE, "source-unavailable"),
    "a SQLite file of garbage": ("sqlite_source", file_of_garbage, BROKEN, "source-failed"),
    "a SQLite file that stays locked": ("sqlite_source", file_locked, SLOW, "source-timeout"),
    "a SQLite table that was changed": ("sqlite_source", file_changed, BROKEN, "ok"),
    "a PostgreSQL that is stopped": ("postgres_source", server_stopped, GONE, "source-unavailable"),
    "a PostgreSQL table that stays locked": ("postgres_source", table_locked, SLOW, "ok"),
    "a PostgreSQL table that is slow": ("postgres_source", table_slow, SLOW, "ok"),
    "a PostgreSQL table that was changed": ("postgres_source", table_changed, BROKEN, "ok"),
}


@pytest.mark.parametrize(
    ("rig", "outage", "refusal", "state"), OUTAGES.values(), ids=OUTAGES.keys(), indirect=["rig"]
)
def test_without_its_source_a_gateway_refuses_on_record_and_then_goes_on(
    rig: Rig, outage: Outage, refusal: tuple[int, str], state: str
):
    node = rig.node
    wait_for(lambda: answered(node), node.why_not)
    with outage(rig):
        for _ in range(2):
            reply = send(node.address, node.ask())
            assert (reply.status, reply.code) == refusal, reply.body
            assert "data" not in reply.json
            index, entry = read_book(node).entries[str(reply.field("exchange-id"))]
            assert (entry["outcome"], entry["reason"]) == ("refused", refusal[1])
            assert node.head()[0] == index + 1
        wait_for(lambda: node.checks()["source.utama"] == state, node.checks)
        # What reads no data is answered meanwhile.
        dry = send(node.address, node.ask(body={**BODY, "dry_run": True}))
        assert dry.status == 200
    wait_for(lambda: answered(node), node.why_not)
    wait_for(lambda: node.checks()["source.utama"] == "ok", node.checks)
