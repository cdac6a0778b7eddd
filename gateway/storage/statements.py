"""Statements as the hot path runs them: compiled once, handed to the driver as they are.

SQLAlchemy's own way through a statement costs more than SQLite's. Errors are
still SQLAlchemy's, so a caller knows one family of them.

A driver's executemany costs PostgreSQL one message a row; all rows as one JSON
text cost one, and less in the driver than an array for each column. SQLite has no
round trips, but its driver lets go of the interpreter several times for each
statement, and under load every time is a wait: so there one statement has many
rows too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import orjson
from sqlalchemy import ClauseElement, Connection, Dialect, Insert, Table, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Found = list[tuple[Any, ...]]

ROWS = 32
"""The most rows of one statement on SQLite: each number of rows is a statement of its own to prepare."""

_DIALECTS: Mapping[str, Dialect] = {"sqlite": sqlite.dialect(), "postgresql": psycopg.dialect()}  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Ready:
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
    ready = prepare(connection, statement, values)
    return send(connection, ready.text, ready.parameters(values))


def send(connection: Connection, text: str, parameters: Any = None) -> Found:
    """Execute a text; return all its rows."""
    return _ask(connection, "execute", text, () if parameters is None else (parameters,))


def prepare(connection: Connection, statement: ClauseElement, values: Values) -> Ready:
    """Return a statement of a module as the driver takes it."""
    return _ready(statement, connection.dialect.name, frozenset(values))


def upsert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows, or overwrite those with the same key; of each key there is one."""
    put(connection, table, rows, overwriting(table))


def insert_new(connection: Connection, table: Table, rows: Sequence[Values]) -> Found:
    """Insert the rows whose key is not there yet; return the keys of those inserted."""
    if not rows:
        return []
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    return put(connection, table, rows, f" ON CONFLICT DO NOTHING RETURNING {keys}")


def put(connection: Connection, table: Table, rows: Sequence[Values], end: str = "") -> Found:
    """Insert rows, each with every column; `end` is the rest of the statement."""
    if not rows:
        return []
    if connection.dialect.name != "sqlite":
        return send(connection, f"{insert_from_json(table)}{end}", {table.name: as_json(rows)})
    names = [column.name for column in table.columns]
    found: Found = []
    for at in range(0, len(rows), ROWS):
        some = rows[at : at + ROWS]
        values = [row[name] for row in some for name in names]
        found += send(connection, f"{_insert_values(table, len(some))}{end}", values)
    return found


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


def as_json(rows: Sequence[Values]) -> str:
    """Write rows as `insert_from_json` takes them."""
    return orjson.dumps(rows, default=_hex).decode()


def _hex(value: Any) -> str:
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    raise TypeError


@lru_cache(maxsize=256)
def _ready(statement: ClauseElement, dialect: str, names: frozenset[str] = frozenset()) -> Ready:
    keys = sorted(names) if names and isinstance(statement, Insert | Update) else None
    compiled: Any = statement.compile(dialect=_DIALECTS[dialect], column_keys=keys)
    return Ready(str(compiled), compiled.positiontup, compiled.params)


@cache
def _insert_values(table: Table, count: int) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    row = f"({', '.join('?' for _ in table.columns)})"
    # Made of our own table's names alone.
    return f'INSERT INTO "{table.name}" ({names}) VALUES {", ".join([row] * count)}'  # noqa: S608


@cache
def insert_from_json(table: Table) -> str:
    """Write the INSERT of PostgreSQL whose parameter, named like the table, is all rows as JSON."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    typed = ", ".join(f'"{column.name}" {column.type.compile(dialect)}' for column in table.columns)
    rows = f"json_to_recordset(%({table.name})s::json) AS given ({typed})"
    # Made of our own table's names alone.
    return f'INSERT INTO "{table.name}" ({names}) SELECT {names} FROM {rows}'  # noqa: S608


@cache
def overwriting(table: Table) -> str:
    """Write the end of an INSERT that overwrites rows with the same key."""
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    changed = [f'"{column.name}"' for column in table.columns if not column.primary_key]
    return f" ON CONFLICT ({keys}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in changed)}"
