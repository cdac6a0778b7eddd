"""The same table in a real SQLite file, a real PostgreSQL and a real MariaDB database."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pymysql
import pytest

from gateway.policy import EVERY_ROW, Column, LogicalType, Output, Selection, SortKey
from gateway.sources import DatabaseSource, open_source

COLUMNS = {
    "id": Column("id", LogicalType.INTEGER, required=True),
    "s": Column("s", LogicalType.STRING),
    "i": Column("i", LogicalType.INTEGER),
    "x": Column("x", LogicalType.NUMBER),
    "q": Column("q", LogicalType.NUMBER),
    "b": Column("b", LogicalType.BOOLEAN),
    "d": Column("d", LogicalType.DATE),
    "t": Column("t", LogicalType.TIMESTAMP),
}
TYPES = {name: column.logical_type for name, column in COLUMNS.items()}
SECRET = "rahasia"

SQLITE_TABLE = (
    "CREATE TABLE data (id INTEGER PRIMARY KEY, s TEXT, i INTEGER, x REAL, q NUMERIC, b BOOLEAN, d DATE,"
    " t DATETIME, secret TEXT)"
)
# SQLite lets any column hold anything; what it is declared as only bends what is stored and compared.
SQLITE_DECLARED = ("TEXT", "TEXT COLLATE NOCASE", "BLOB", "INTEGER", "REAL", "NUMERIC")
POSTGRESQL_TABLE = (
    "CREATE TABLE data (id integer PRIMARY KEY, s text, i bigint, x float8, q numeric, b boolean, d date,"
    " t timestamptz, secret text)"
)

MARIADB_TABLE = (
    "CREATE TABLE data (id integer PRIMARY KEY, s longtext, i bigint, x double, q decimal(65,30), b boolean,"
    " d date, t datetime(6), secret text) CHARACTER SET utf8mb4"
)


@dataclass
class Bench:
    """One database with the table `data`, and a source that reads it."""

    dialect: str
    source: DatabaseSource
    connection: Any
    placeholder: str

    def load(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Replace all rows; the hidden column holds something else each time it is asked to."""
        names = [*COLUMNS, "secret"]
        marks = ", ".join([self.placeholder] * len(names))
        cursor = self.connection.cursor()
        cursor.execute("BEGIN")
        cursor.execute("DELETE FROM data")
        values = [
            [self.stored(row.get(name, SECRET if name == "secret" else None)) for name in names]
            for row in rows
        ]
        if values:
            cursor.executemany(f"INSERT INTO data ({', '.join(names)}) VALUES ({marks})", values)
        cursor.execute("COMMIT")

    def stored(self, value: object) -> object:
        """Return a value as this database's owner would store it."""
        if self.dialect == "postgresql":
            return value
        match value:
            case float() if self.dialect == "mariadb":
                return f"{value:.17e}"
            case Decimal() if self.dialect == "mariadb":
                return value
            case datetime():
                return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
            case date():
                return value.isoformat()
            case Decimal():
                return float(value)
        return value

    def run(self, *statements: str) -> None:
        """Execute plain SQL as the database's owner."""
        cursor = self.connection.cursor()
        for statement in statements:
            cursor.execute(statement)


def open_sqlite(path: Path) -> Bench:
    """Make a file with an empty table."""
    connection = sqlite3.connect(path, isolation_level=None)
    # Readers and the writer of a test take turns within one process.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(SQLITE_TABLE)
    for number, declared in enumerate(SQLITE_DECLARED):
        names = ", ".join(f"{name} {declared}" for name in COLUMNS if name != "id")
        connection.execute(f"CREATE TABLE loose_{number} (id INTEGER PRIMARY KEY, {names})")
    return Bench("sqlite", open_source(f"sqlite:///{path}"), connection, "?")


def open_postgresql(url: str) -> Bench:
    """Fill an empty database with an empty table."""
    connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    connection.execute(POSTGRESQL_TABLE)
    return Bench("postgresql", open_source(url), connection, "%s")


def open_mariadb(socket: str, name: str) -> Bench:
    """Fill an empty database with an empty table."""
    connection = pymysql.connect(unix_socket=socket, user="root", database=name, autocommit=True)
    bench = Bench("mariadb", open_source(f"mariadb://root@/{name}?unix_socket={socket}"), connection, "%s")
    # What an owner may have stored under an older mode is here to be read, too.
    bench.run(
        "SET NAMES utf8mb4",
        "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,ALLOW_INVALID_DATES'",
        MARIADB_TABLE,
    )
    return bench


@pytest.fixture(scope="module")
def sqlite_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = open_sqlite(tmp_path_factory.mktemp("sqlite") / "data.db")
    with closing(bench.connection), closing(bench.source):
        yield bench


@pytest.fixture(scope="module")
def postgresql_bench(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[Bench]:
    name = f"sources_{request.module.__name__.rpartition('.')[2]}"
    with psycopg.connect(host=postgres_server, user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        bench = open_postgresql(f"postgresql+psycopg://postgres@/{name}?host={postgres_server}")
        with closing(bench.connection), closing(bench.source):
            yield bench
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def mariadb_bench(mariadb_server: str, request: pytest.FixtureRequest) -> Iterator[Bench]:
    name = f"sources_{request.module.__name__.rpartition('.')[2]}"
    admin = pymysql.connect(unix_socket=mariadb_server, user="root", autocommit=True)
    with closing(admin), admin.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        bench = open_mariadb(mariadb_server, name)
        with closing(bench.connection), closing(bench.source):
            yield bench
        cursor.execute(f"DROP DATABASE {name}")


@pytest.fixture(scope="module", params=["sqlite", "postgresql", "mariadb"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Give each database in turn."""
    found = request.getfixturevalue(f"{request.param}_bench")
    assert isinstance(found, Bench)
    return found


def selection(**changes: Any) -> Selection:
    """Select the key of every row, changed as said."""
    plain = Selection(
        provider="kpu-kapuas-hulu",
        dataset="data",
        table="data",
        columns=COLUMNS,
        outputs=(Output("id"),),
        rows=EVERY_ROW,
        filter=EVERY_ROW,
        order=(SortKey("id"),),
        after=None,
        limit=1000,
    )
    return replace(plain, **changes)
