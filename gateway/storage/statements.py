"""Inserting many rows with few round trips, on both databases.

A driver's executemany costs PostgreSQL one message a row; arrays cost one a
batch. SQLite has no round trips, so there a prepared statement is fastest.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Row, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

Values = Mapping[str, Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows that are known to be new; each row gives every column."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(_insert(table), rows)
    else:
        columns = {column.name: [row[column.name] for row in rows] for column in table.columns}
        connection.exec_driver_sql(_insert_arrays(table), columns)


def insert_new(
    connection: Connection, table: Table, rows: Sequence[Values]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Insert the rows whose key is not there yet; return the keys of those inserted."""
    return connection.execute(_insert_new(table, connection.dialect.name), rows).all() if rows else []


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@cache
def _insert_arrays(table: Table) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    quote = dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in table.columns)
    arrays = ", ".join(f"%({column.name})s::{column.type.compile(dialect)}[]" for column in table.columns)
    # Made of our own table's names alone.
    return f"INSERT INTO {quote(table.name)} ({names}) SELECT * FROM unnest({arrays})"  # noqa: S608


@cache
def _insert_new(table: Table, dialect: str) -> Insert:
    kind = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return kind(table).on_conflict_do_nothing().returning(*table.primary_key.columns)


def upsert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows, or overwrite those with the same key."""
    if rows:
        connection.execute(_upsert(table, connection.dialect.name), rows)


@cache
def _upsert(table: Table, dialect: str) -> Insert:
    kind = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = kind(table)
    changed = {
        column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key
    }
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=changed)
