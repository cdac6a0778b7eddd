"""The log's database locked, full, read-only or gone: 503, no data, /readyz says so, and then it goes on."""

import os
import resource
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.end_to_end.plain import Reply
from tests.end_to_end.postgres import Postgres
from tests.end_to_end.stand import Node, answered, served, wait_for
from tests.end_to_end.wire import NoReply, connect, exchange, get, send

# Longer than a gateway waits for several locks, one after the other.
PATIENCE = 40.0


class Rig(NamedTuple):
    """A node and what holds its database."""

    node: Node
    postgres: Postgres | None
    name: str

    def run(self, *statements: str) -> None:
        """Change the database as its owner."""
        if self.postgres is None:
            with closing(sqlite3.connect(self.node.database, isolation_level=None)) as connection:
                for statement in statements:
                    connection.execute(statement)
        else:
            with self.postgres.connect(self.name) as connection:
                for statement in statements:
                    connection.execute(statement)


Outage = Callable[[Rig], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def sqlite_rig(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    node = Node(house, tmp_path_factory.mktemp("outages") / "state").prepare()
    with served(node):
        yield Rig(node, None, "")


@pytest.fixture(scope="module")
def postgres_rig(house: Path, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    with postgres.database() as name:
        yield from _serve_in_a_role(house, postgres, name, tmp_path_factory.mktemp("outages") / "state")


def _serve_in_a_role(house: Path, postgres: Postgres, name: str, state: Path) -> Iterator[Rig]:
    """Serve as a role that owns nothing: only so can a right be taken from it."""
    role = f"r_{name}"
    owner = Node(house, state, environ={"SINERGI_DATABASE": postgres.url(name)}).prepare()
    with postgres.connect(name) as admin:
        admin.execute(f"CREATE ROLE {role} LOGIN")
        admin.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    node = Node(house, owner.state, environ={"SINERGI_DATABASE": postgres.url(name, role)})
    try:
        with served(node):
            yield Rig(node, postgres, name)
    finally:
        with postgres.connect(name) as admin:
            admin.execute(f"DROP OWNED BY {role}")
            admin.execute(f"DROP ROLE {role}")


@pytest.fixture
def rig(request: pytest.FixtureRequest) -> Rig:
    rig: Rig = request.getfixturevalue(request.param)
    return rig


@contextmanager
def locked_file(rig: Rig) -> Iterator[None]:
    with closing(sqlite3.connect(rig.node.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full_disk(rig: Rig) -> Iterator[None]:
    """No file can grow: neither the database nor what lies beside it, nor the operators' log."""
    limits = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in rig.node.workers()}
    for pid, (_, hard) in limits.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    yield
    for pid, limit in limits.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)


@contextmanager
def moved_away(rig: Rig) -> Iterator[None]:
    with file_moved(rig.node.database):
        yield


@contextmanager
def file_moved(path: Path) -> Iterator[None]:
    """Take a SQLite database away, with what lies beside it, and bring it back."""
    away = path.with_name("away")
    away.mkdir()
    for part in path.parent.glob(f"{path.name}*"):
        part.rename(away / part.name)
    yield
    for made in path.parent.glob(f"{path.name}*"):
        made.unlink()
    for part in away.iterdir():
        part.rename(path.with_name(part.name))
    away.rmdir()


@contextmanager
def worker_lost_meanwhile(rig: Rig) -> Iterator[None]:
    """The database is away, and a process falls just then."""
    with file_moved(rig.node.database):
        victim = rig.node.workers()[0]
        os.kill(victim, signal.SIGKILL)
        wait_for(lambda: victim not in rig.node.workers() and len(rig.node.workers()) == 2)
        yield


@contextmanager
def table_missing(rig: Rig) -> Iterator[None]:
    rig.run("ALTER TABLE suspended RENAME TO hidden")
    yield
    rig.run("ALTER TABLE hidden RENAME TO suspended")


@contextmanager
def locked_row(rig: Rig) -> Iterator[None]:
    assert rig.postgres is not None
    with rig.postgres.connect(rig.name) as other, other.transaction():
        other.execute("SELECT * FROM log_state FOR UPDATE")
        yield


@contextmanager
def right_revoked(rig: Rig) -> Iterator[None]:
    rig.run(f"REVOKE INSERT ON entries FROM r_{rig.name}")
    yield
    rig.run(f"GRANT INSERT ON entries TO r_{rig.name}")


@contextmanager
def read_only(rig: Rig) -> Iterator[None]:
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'r_{rig.name}'"
    rig.run(f"ALTER ROLE r_{rig.name} SET default_transaction_read_only = on", cut)
    yield
    rig.run(f"ALTER ROLE r_{rig.name} RESET default_transaction_read_only", cut)


@contextmanager
def stopped(rig: Rig) -> Iterator[None]:
    assert rig.postgres is not None
    rig.postgres.stop()
    yield
    rig.postgres.start()


OUTAGES = {
    "SQLite locked": ("sqlite_rig", locked_file),
    "SQLite without room": ("sqlite_rig", full_disk),
    "SQLite moved away": ("sqlite_rig", moved_away),
    "SQLite moved away, and a process killed": ("sqlite_rig", worker_lost_meanwhile),
    "PostgreSQL locked": ("postgres_rig", locked_row),
    "PostgreSQL that refuses entries": ("postgres_rig", right_revoked),
    "PostgreSQL read-only": ("postgres_rig", read_only),
    "PostgreSQL stopped": ("postgres_rig", stopped),
}


@pytest.mark.parametrize(("rig", "outage"), OUTAGES.values(), ids=OUTAGES.keys(), indirect=["rig"])
def test_without_its_log_a_gateway_releases_nothing_and_then_goes_on(rig: Rig, outage: Outage):
    node = rig.node
    wait_for(lambda: answered(node))
    size, _ = node.head()
    with outage(rig):
        # All at once: a lock is waited for, and /readyz waits for it too.
        with ThreadPoolExecutor(4) as threads:
            readiness = threads.submit(get, node.address, "/readyz")
            for reply in threads.map(ask_patiently, [node] * 3):
                check_refusal(reply)
            assert readiness.result().status in {200, 503}
        wait_for(lambda: node.checks()["log"] != "ok")
        survivors = node.workers()
    wait_for(lambda: answered(node), node.why_not)
    wait_for(lambda: set(node.checks().values()) == {"ok"}, node.checks)
    assert node.workers() == survivors
    # Whichever process answers, and whatever sessions of it the outage ended.
    assert node.head()[0] > size
    verified = node.run("log", "verify", "--config", str(node.config))
    assert verified.exit_code == 0, verified.output


def check_refusal(reply: Reply) -> None:
    assert reply.status == 503
    assert reply.field("content-type") == "application/problem+json"
    assert reply.code == "log-unavailable"
    assert "data" not in reply.json


def ask_patiently(node: Node) -> Reply:
    with closing(connect(node.address, PATIENCE)) as connection:
        return exchange(connection, node.ask())


FIRST_REQUESTS = {
    "SQLite": (moved_away, table_missing),
    "PostgreSQL": (stopped, table_missing),
}


@pytest.mark.parametrize("database", FIRST_REQUESTS)
def test_without_its_keys_a_gateway_believes_nobody(
    request: pytest.FixtureRequest, house: Path, tmp_path: Path, database: str
):
    """The keys come from the policy, and that from the database: before the first request none is known."""
    if database == "SQLite":
        node = Node(house, tmp_path / "state")
        check_first_request(Rig(node, None, ""), FIRST_REQUESTS[database])
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database() as name:
        environ = {"SINERGI_DATABASE": postgres.url(name)}
        node = Node(house, tmp_path / "state", environ=environ)
        check_first_request(Rig(node, postgres, name), FIRST_REQUESTS[database])


def check_first_request(rig: Rig, outages: Sequence[Outage]) -> None:
    node = rig.node.prepare()
    # Witnessing reads the policy before anybody asks; here another node does it.
    rig.run("INSERT INTO leases (job, holder, until) VALUES ('witness', 'another', 4000000000)")
    node.launch()
    try:
        wait_for(lambda: is_alive(node), node.why_not)
        for outage in outages:
            with outage(rig):
                for _ in range(4):
                    check_refusal(send(node.address, node.ask()))
                assert get(node.address, "/readyz").status == 503
        assert not node.observed("source-read")
        wait_for(lambda: answered(node), node.why_not)
    finally:
        node.stop()


def is_alive(node: Node) -> bool:
    try:
        return get(node.address, "/healthz").status == 200
    except (OSError, NoReply):
        return False
