"""SQLite is read through three locks, within a time, and comes back by itself."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from gateway.errors import SourceDown, SourceError, SourceSlow, StatementRefused
from gateway.policy import Column, Equals, LogicalType, Output, SortKey
from gateway.sources import DatabaseSource, Statement, open_source
from gateway.sources.sqlite import SqliteSource
from tests.sources.conftest import COLUMNS, SECRET, Bench, open_sqlite, selection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "a %20#?b.db")) as owner:
        owner.execute(
            "CREATE TABLE data (id INTEGER PRIMARY KEY, s TEXT COLLATE NOCASE, i INTEGER, secret TEXT)"
        )
        owner.executemany(
            "INSERT INTO data VALUES (?, ?, ?, ?)",
            [(number, f"s{number}", number, SECRET) for number in range(5)],
        )
        owner.commit()
    return tmp_path / "a %20#?b.db"


@pytest.fixture
def source(path: Path) -> Iterator[DatabaseSource]:
    # A URL's `?` would begin its parameters, so the path is given as it is.
    with closing(SqliteSource(path, timeout_seconds=0.3)) as opened:
        yield opened


def connection_of(source: DatabaseSource) -> sqlite3.Connection:
    source.read(selection())
    return cast(SqliteSource, source)._session().connection


WRITES = [
    "INSERT INTO data (id) VALUES (99)",
    "UPDATE data SET i = 0",
    "DELETE FROM data",
    "DROP TABLE data",
    "CREATE TABLE other (id)",
    "CREATE TEMP TABLE other (id)",
    "PRAGMA query_only = OFF",
    "PRAGMA user_version = 1",
    "ATTACH ':memory:' AS other",
    "VACUUM",
]


@pytest.mark.parametrize("statement", WRITES)
def test_a_write_is_refused_by_the_authorizer(source: DatabaseSource, statement: str) -> None:
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited|authoriz"):
        connection_of(source).execute(statement)


@pytest.mark.parametrize("statement", WRITES[:5])
def test_a_write_is_refused_without_the_authorizer_too(source: DatabaseSource, statement: str) -> None:
    connection = connection_of(source)
    connection.set_authorizer(None)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute(statement)
    connection.execute("PRAGMA query_only = OFF")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute(statement)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT secret FROM data",
        "SELECT id FROM data WHERE secret IS NULL",
        "SELECT id FROM data ORDER BY secret",
        "SELECT count(secret) FROM data",
        "SELECT * FROM data",
        "SELECT name FROM sqlite_master",
        "SELECT upper('a')",
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c",
    ],
)
def test_sqlite_itself_refuses_what_the_statement_was_not_said_to_read(
    source: DatabaseSource, text: str
) -> None:
    opened = cast(SqliteSource, source)
    opened.read(selection())
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
        opened._execute(opened._session(), Statement(text, (), frozenset({"id"})), "data")


def test_the_authorizers_refusal_is_ours(source: DatabaseSource, monkeypatch: pytest.MonkeyPatch) -> None:
    lie = Statement("SELECT secret FROM data", (), frozenset({"id"}))
    monkeypatch.setattr("gateway.sources.sqlite.prepare", lambda *_: (lie, None))
    with pytest.raises(StatementRefused):
        source.read(selection())


def test_the_guard_follows_each_statement(source: DatabaseSource) -> None:
    for _ in range(3):
        assert len(source.read(selection(outputs=(Output("s"),))).values) == 5
        assert source.read(selection(filter=Equals("i", 3))).values == ((3,),)


def test_a_column_that_ignores_case_is_compared_by_its_bytes(source: DatabaseSource) -> None:
    assert source.read(selection(filter=Equals("s", "S1"))).values == ()
    assert source.read(selection(filter=Equals("s", "s1"))).values == ((1,),)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"table": "gone"}, "gone"),
        ({"columns": COLUMNS | {"id": Column("Id", LogicalType.INTEGER)}}, None),
        ({"columns": COLUMNS | {"id": Column("hilang", LogicalType.INTEGER)}}, "hilang"),
        (
            {"columns": COLUMNS | {"i": Column("hilang", LogicalType.INTEGER)}, "filter": Equals("i", 1)},
            "hilang",
        ),
    ],
)
def test_a_source_that_differs_from_its_contract_says_where(
    source: DatabaseSource, changes: dict[str, Any], named: str | None
) -> None:
    with pytest.raises(SourceError, match=named) as refusal:
        source.read(selection(**changes))
    assert not isinstance(refusal.value, SourceDown | SourceSlow)
    assert source.read(selection(limit=1)).values == ((0,),)


def test_a_statement_that_runs_too_long_is_stopped(path: Path, source: DatabaseSource) -> None:
    with closing(sqlite3.connect(path)) as owner:
        owner.executemany("INSERT INTO data (id) VALUES (?)", [(number,) for number in range(10, 400)])
        owner.execute("CREATE VIEW slow AS SELECT a.id - b.id AS id FROM data a, data b, data c, data d")
        owner.commit()
    with pytest.raises(SourceSlow):
        source.read(selection(table="slow"))
    assert source.read(selection(limit=1)).values == ((0,),)


def test_a_locked_database_is_given_up_in_time(path: Path, source: DatabaseSource) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as owner:
        owner.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SourceSlow):
            source.read(selection())
        owner.execute("ROLLBACK")
    assert len(source.read(selection()).values) == 5


def test_a_missing_file_is_down_until_it_comes(tmp_path: Path) -> None:
    late = tmp_path / "late.db"
    with closing(open_source(f"sqlite:///{late}")) as source:
        for attempt in (source.ping, lambda: source.read(selection())):
            with pytest.raises(SourceDown):
                attempt()
        assert not late.exists()
        bench = open_sqlite(late)
        with closing(bench.connection), closing(bench.source):
            bench.load([{"id": 1}])
            source.ping()
            assert source.read(selection()).values == ((1,),)


def test_a_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    odd = tmp_path / "odd.db"
    odd.write_bytes(b"no database at all, but long enough to look at it" * 50)
    with closing(open_source(f"sqlite:///{odd}")) as source:
        for attempt in (source.ping, lambda: source.read(selection())):
            with pytest.raises(SourceError):
                attempt()


def test_a_replaced_file_is_read_anew(path: Path, source: DatabaseSource) -> None:
    assert len(source.read(selection()).values) == 5
    successor = path.with_suffix(".new")
    with closing(sqlite3.connect(successor)) as owner:
        owner.execute("CREATE TABLE data (id INTEGER PRIMARY KEY)")
        owner.execute("INSERT INTO data VALUES (77)")
        owner.commit()
    successor.rename(path)
    assert source.read(selection()).values == ((77,),)


def test_a_changed_table_is_read_anew(path: Path, source: DatabaseSource) -> None:
    asked = selection(outputs=(Output("s"),), limit=1)
    assert source.read(asked).values == (("s0",),)
    with closing(sqlite3.connect(path)) as owner:
        owner.execute("ALTER TABLE data RENAME COLUMN s TO t")
        owner.execute("ALTER TABLE data RENAME COLUMN secret TO s")
        owner.commit()
    # The name is the contract's word; whoever moves it says so in the contract.
    assert source.read(asked).values == ((SECRET,),)


def test_text_that_is_no_text_fails_without_being_repeated(path: Path, source: DatabaseSource) -> None:
    with closing(sqlite3.connect(path)) as owner:
        owner.execute("UPDATE data SET s = CAST(x'72616861736961ff' AS TEXT) WHERE id = 1")
        owner.commit()
    with pytest.raises(SourceError) as refusal:
        source.read(selection(outputs=(Output("s"),)))
    assert "rahasia" not in repr(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_a_view_is_read_like_a_table(path: Path, source: DatabaseSource) -> None:
    with closing(sqlite3.connect(path)) as owner:
        owner.execute("CREATE VIEW shown AS SELECT id, i * 2 AS i FROM data WHERE secret IS NOT NULL")
        owner.commit()
    asked = selection(table="shown", outputs=(Output("id"), Output("i")), limit=2)
    assert source.read(asked).values == ((0, 0), (1, 2))


def test_threads_read_side_by_side(source: DatabaseSource) -> None:
    barrier = threading.Barrier(4)

    def read(number: int) -> object:
        barrier.wait()
        return [source.read(selection(filter=Equals("i", number))).values for _ in range(20)]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, range(4))) == [[((number,),)] * 20 for number in range(4)]


def test_the_count_and_the_page_are_of_one_snapshot(source: DatabaseSource) -> None:
    read = source.read(selection(count=True, limit=2))
    assert (read.count, len(read.values)) == (5, 2)
    first, second = read.statement.split(";\n")
    assert first.startswith("SELECT count(1)")
    assert second.endswith("LIMIT ?")


def test_a_closed_source_stays_closed(source: DatabaseSource) -> None:
    source.read(selection())
    source.close()
    with pytest.raises(SourceDown):
        source.read(selection())


def test_whole_numbers_in_a_number_column_stay_whole(sqlite_bench: Bench) -> None:
    sqlite_bench.load([{"id": 1, "q": 5}, {"id": 2, "q": 5.5}, {"id": 3, "q": 2**53 + 1}])
    read = sqlite_bench.source.read(selection(outputs=(Output("q"),), order=(SortKey("q"), SortKey("id"))))
    assert read.values == ((5,), (5.5,), (2**53 + 1,))
