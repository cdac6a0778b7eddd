"""SQLite's schema, and the proof that it cannot be written to through us."""

import re
import sqlite3
from pathlib import Path

from gateway.policy import LogicalType
from gateway.sources.columns import ANY_TYPE, TableColumn, truth_of
from gateway.sources.names import parse_table

# In SQLite's own order (datatype3.html, section 3.1): the first word found in a declared type counts.
_DECLARED: tuple[tuple[str, frozenset[LogicalType]], ...] = (
    ("BOOL", frozenset({LogicalType.BOOLEAN})),
    ("DATETIME|TIMESTAMP", frozenset({LogicalType.TIMESTAMP})),
    ("DATE", frozenset({LogicalType.DATE})),
    ("INT", frozenset({LogicalType.INTEGER, LogicalType.NUMBER, LogicalType.BOOLEAN})),
    ("CHAR|CLOB|TEXT", frozenset({LogicalType.STRING, LogicalType.DATE, LogicalType.TIMESTAMP})),
    # Without a type, values are kept as they come.
    ("BLOB|^$", ANY_TYPE),
    ("REAL|FLOA|DOUB", frozenset({LogicalType.NUMBER})),
)
_NUMERIC = frozenset({LogicalType.NUMBER, LogicalType.INTEGER})
# An INTEGER PRIMARY KEY is the row's own number, which is never null whatever is declared.
_COLUMNS = """
WITH kind AS (SELECT type AS of_table FROM pragma_table_list WHERE schema = :schema AND name = :table),
     keys AS (SELECT count(*) AS parts FROM pragma_table_xinfo(:table, :schema) WHERE pk > 0)
SELECT name, type,
       CASE of_table WHEN 'table' THEN NOT "notnull" AND NOT (pk > 0 AND upper(type) = 'INTEGER') END,
       CASE of_table WHEN 'table' THEN (pk > 0 AND parts = 1) OR EXISTS (
         SELECT 1 FROM pragma_index_list(:table, :schema) i WHERE i."unique" AND NOT i.partial
         AND (SELECT count(*) FROM pragma_index_info(i.name, :schema)) = 1
         AND (SELECT n.name FROM pragma_index_info(i.name, :schema) n) = x.name) END
FROM pragma_table_xinfo(:table, :schema) x, kind, keys WHERE hidden <> 1
"""


def table_columns(connection: sqlite3.Connection, table: str) -> tuple[TableColumn, ...]:
    """Return a table's columns; none when there is no such table."""
    schema, name = parse_table(table)
    found = connection.execute(_COLUMNS, {"table": name, "schema": schema or "main"})
    return tuple(
        TableColumn(column, declared, fits_of(declared), True, *map(truth_of, facts))
        for column, declared, *facts in found
    )


def fits_of(declared: str) -> frozenset[LogicalType]:
    """Return the logical types that values of a declared type may have."""
    upper = declared.upper()
    return next((fits for words, fits in _DECLARED if re.search(words, upper)), _NUMERIC)


def is_write_refused(connection: sqlite3.Connection) -> bool:
    """Try to delete no row of some table: a write that changes nothing even where it is let through."""
    found = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchone()
    if found is None:
        return True
    table = str(found[0]).replace('"', '""')
    try:
        connection.execute(f'DELETE FROM "{table}" WHERE 0')  # noqa: S608
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH}
    return False


def may_write(path: Path, user: int, groups: frozenset[int]) -> bool:
    """Say whether a file's permissions let a user write; root's power to override them is no permission."""
    found = path.stat()
    if found.st_uid == user:
        return bool(found.st_mode & 0o200)
    return bool(found.st_mode & (0o020 if found.st_gid in groups else 0o002))
