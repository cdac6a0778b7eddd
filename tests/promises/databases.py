"""Real databases under the promises: a table a case, filled as its owner would fill it."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from gateway.policy import LogicalType
from gateway.sources import DatabaseSource, open_source
from tests.promises.generating import ORDER, PREFIX, Case
from tests.promises.values import MISFITS, Misfits, Row

_numbers = count()

_TYPES: Mapping[LogicalType, str] = {
    LogicalType.STRING: "text",
    LogicalType.INTEGER: "numeric",
    LogicalType.NUMBER: "numeric",
    LogicalType.BOOLEAN: "boolean",
    LogicalType.DATE: "date",
    LogicalType.TIMESTAMP: "timestamptz",
}

# What a typed column of PostgreSQL can still hold that has no place in its logical type.
_POSTGRESQL_MISFITS: Misfits = {
    LogicalType.STRING: (),
    LogicalType.INTEGER: (Decimal("1.5"), Decimal(10) ** 30, Decimal("NaN")),
    LogicalType.NUMBER: (float("nan"), float("inf")),
    LogicalType.BOOLEAN: (),
    LogicalType.DATE: ("infinity", "-infinity", "20000-01-01"),
    LogicalType.TIMESTAMP: ("infinity", "-infinity", "20000-01-01 00:00:00+00"),
}


def new_table() -> str:
    """Name a table that nobody has prepared a statement for."""
    return f"data_{next(_numbers)}"


def is_binary(name: str) -> bool:
    """Say whether a number is kept in binary: every other field, so that both kinds occur."""
    return name[-1] in "02468"


@dataclass(frozen=True)
class Database:
    """One database of a provider, and the source that the gateway reads it through."""

    dialect: str
    source: DatabaseSource
    connection: Any
    misfits: Misfits

    def stored(self, name: str, kind: LogicalType, value: Any) -> Any:
        """Say what the database makes of a value; the promises are about this."""
        if kind is LogicalType.NUMBER and isinstance(value, Decimal | float):
            if self.dialect == "sqlite" or is_binary(name):
                return float(value)
            return Decimal(str(value))
        return value

    def fill(self, case: Case, rows: Sequence[Row]) -> None:
        """Make the case's table anew with these rows."""
        cursor = self.connection.cursor()
        cursor.execute("BEGIN")
        columns = ", ".join(f"{PREFIX}{name} {self._type(name, kind)}" for name, kind in case.types.items())
        cursor.execute(f"DROP TABLE IF EXISTS {case.table}")
        cursor.execute(f"CREATE TABLE {case.table} ({columns}, UNIQUE ({PREFIX}{ORDER}))")
        mark = "?" if self.dialect == "sqlite" else "%s"
        marks = ", ".join([mark] * len(case.types))
        for row in rows:
            cursor.execute(
                f"INSERT INTO {case.table} VALUES ({marks})",
                [self._written(row[name]) for name in case.types],
            )
        cursor.execute("COMMIT")

    def drop(self, case: Case) -> None:
        self.connection.cursor().execute(f"DROP TABLE IF EXISTS {case.table}")

    def _type(self, name: str, kind: LogicalType) -> str:
        if self.dialect == "sqlite":
            # Without a declared type SQLite keeps every value as it is given.
            return ""
        return "double precision" if kind is LogicalType.NUMBER and is_binary(name) else _TYPES[kind]

    def _written(self, value: Any) -> Any:
        if self.dialect == "postgresql":
            return value
        match value:
            case datetime():
                return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
            case date():
                return value.isoformat()
        return value


@contextmanager
def sqlite_database(path: Path) -> Iterator[Database]:
    """Make a SQLite file."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    source = open_source(f"sqlite:///{path}")
    try:
        yield Database("sqlite", source, connection, MISFITS)
    finally:
        source.close()
        connection.close()


@contextmanager
def postgresql_database(server: str, name: str) -> Iterator[Database]:
    """Make a PostgreSQL database on the test run's own server."""
    with psycopg.connect(host=server, user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    with psycopg.connect(host=server, user="postgres", dbname=name, autocommit=True) as connection:
        source = open_source(f"postgresql+psycopg://postgres@/{name}?host={server}")
        try:
            yield Database("postgresql", source, connection, _POSTGRESQL_MISFITS)
        finally:
            source.close()
