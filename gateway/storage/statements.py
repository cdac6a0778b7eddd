"""Statements as the hot path runs them: compiled once, handed to the driver as they are.

SQLAlchemy's own way through a statement costs more than SQLite's. Errors are
still SQLAlchemy's, so a caller knows one family of them.

A driver's executemany costs PostgreSQL one message a row; arrays cost one a
batch. SQLite has no round trips, so there a prepared statement is fastest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Connection, Dialect, Insert, Table, Update, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Found = list[tuple[Any, ...]]

_DIALECTS: Mapping[str, Dialect] = {"sqlite": sqlite.dialect(), "postgresql": psycopg.dialect()}  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement's text, the order of its parameters (None: by name), and those that it brings along."""

    text: str
    order: Sequence[str] | None
    brought: Values

    def parameters(self, values: Values) -> Any:
        given = {**self.brought, **values}
        return given if self.order is None else [given[name] for name in self.order]


def run(connection: Connection, statement: ClauseElement, values: Values | None = None) -> Found:
    """Execute a statement of a module; return all its rows, as tuples of what the driver gives."""
    values = values or {}
    ready = _ready(statement, connection.dialect.name, frozenset(values))
    return send(connection, ready.text, ready.parameters(values))


def send(connection: Connection, text: str, parameters: Any = None) -> Found:
    """Execute a text; return all its rows."""
    return _ask(connection, "execute", text, () if parameters is None else (parameters,))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows that are known to be new; each row gives every column."""
    _put(connection, table, rows)


def upsert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows, or overwrite those with the same key; of each key there is one."""
    _put(connection, table, rows, _overwriting(table))


def insert_new(connection: Connection, table: Table, rows: Sequence[Values]) -> Found:
    """Insert the rows whose key is not there yet; return the keys of those inserted."""
    if not rows:
        return []
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    if connection.dialect.name == "sqlite":
        ready = _ready(_insert(table), "sqlite")
        text = f"{ready.text} ON CONFLICT DO NOTHING RETURNING {keys}"
        return [key for row in rows for key in send(connection, text, ready.parameters(row))]
    text = f"{_insert_arrays(table)} ON CONFLICT DO NOTHING RETURNING {keys}"
    return send(connection, text, _columns(table, rows))


def _put(connection: Connection, table: Table, rows: Sequence[Values], conflict: str = "") -> None:
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        send(connection, f"{_insert_arrays(table)}{conflict}", _columns(table, rows))
        return
    ready = _ready(_insert(table), "sqlite")
    _ask(connection, "executemany", f"{ready.text}{conflict}", ([ready.parameters(row) for row in rows],))


def _ask(connection: Connection, how: str, text: str, parameters: tuple[Any, ...]) -> Found:
    """Hand a text to the driver: the one place where that is done."""
    try:
        cursor = getattr(connection.connection.driver_connection, how)(text, *parameters)
        return cursor.fetchall() if cursor.description else []
    except connection.dialect.loaded_dbapi.Error as error:
        raise _wrapped(error, text, connection) from error


def _wrapped(error: Exception, text: str, connection: Connection) -> BaseException:
    """Say it in SQLAlchemy's words; a connection that is lost is not used again."""
    dialect = connection.dialect
    is_lost = dialect.is_disconnect(error, connection.connection, None)  # type: ignore[arg-type]
    if is_lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=dialect,
    )


def _columns(table: Table, rows: Sequence[Values]) -> Values:
    return {column.name: [row[column.name] for row in rows] for column in table.columns}


@lru_cache(maxsize=256)
def _ready(statement: ClauseElement, dialect: str, names: frozenset[str] = frozenset()) -> _Ready:
    keys = sorted(names) if names and isinstance(statement, Insert | Update) else None
    compiled: Any = statement.compile(dialect=_DIALECTS[dialect], column_keys=keys)
    return _Ready(str(compiled), compiled.positiontup, compiled.params)


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
def _overwriting(table: Table) -> str:
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    changed = [f'"{column.name}"' for column in table.columns if not column.primary_key]
    return f" ON CONFLICT ({keys}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in changed)}"
