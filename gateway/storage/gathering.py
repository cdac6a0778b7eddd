"""Rows for several tables that go to the database together, with the statement that closes a batch.

On PostgreSQL all of them are one statement (each INSERT a WITH of its own, which
is carried out whether or not anybody reads it), so a batch is written in one round
trip. SQLite has no round trips; there each INSERT is done as it comes.
"""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import ClauseElement, Connection, Table

from gateway.storage.statements import (
    Found,
    Values,
    as_json,
    insert_from_json,
    overwriting,
    prepare,
    put,
    send,
)


class Gathering:
    """What one transaction writes at its end; `finish` must be the last of it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._is_sqlite = connection.dialect.name == "sqlite"
        self._tables: list[tuple[Table, bool]] = []
        self._rows: dict[str, str] = {}

    def add(self, table: Table, rows: Sequence[Values], *, overwrite: bool = False) -> None:
        """Write rows of a table; once for each table."""
        if not rows:
            return
        if self._is_sqlite:
            put(self.connection, table, rows, overwriting(table) if overwrite else "")
            return
        self._tables.append((table, overwrite))
        self._rows[table.name] = as_json(rows)

    def finish(self, statement: ClauseElement, values: Values) -> Found:
        """Execute a statement, and with it whatever was not written yet; return its rows."""
        ready = prepare(self.connection, statement, values)
        if not self._tables:
            return send(self.connection, ready.text, ready.parameters(values))
        text = f"WITH {', '.join(_part(table, over) for table, over in self._tables)} {ready.text}"
        return send(self.connection, text, {**ready.parameters(values), **self._rows})


def insert_rows(gathering: Gathering, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows that are known to be new; each row gives every column."""
    gathering.add(table, rows)


@cache
def _part(table: Table, overwrite: bool) -> str:
    return f'"put_{table.name}" AS ({insert_from_json(table)}{overwriting(table) if overwrite else ""})'
