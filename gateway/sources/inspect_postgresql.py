"""PostgreSQL's schema, and the proof that it cannot be written to through us."""

from typing import Any

import psycopg
from psycopg import errors

from gateway.policy import LogicalType
from gateway.sources.columns import TableColumn, quoted_table

_WHOLE = frozenset({LogicalType.INTEGER, LogicalType.NUMBER})
_TEXT = frozenset({LogicalType.STRING})
_FITS: dict[str, frozenset[LogicalType]] = {
    **dict.fromkeys(("text", "varchar", "bpchar", "char", "name", "citext", "uuid", "inet"), _TEXT),
    **dict.fromkeys(("int2", "int4", "int8", "numeric"), _WHOLE),
    **dict.fromkeys(("float4", "float8"), frozenset({LogicalType.NUMBER})),
    "bool": frozenset({LogicalType.BOOLEAN}),
    "date": frozenset({LogicalType.DATE}),
    **dict.fromkeys(("timestamp", "timestamptz"), frozenset({LogicalType.TIMESTAMP})),
}

# A domain stands for the type below it; an enumeration is read as text.
_COLUMNS = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod), b.typname, b.typtype::text,
       has_column_privilege(a.attrelid, a.attnum, 'SELECT'),
       CASE WHEN c.relkind IN ('r', 'p') THEN NOT a.attnotnull END,
       CASE WHEN c.relkind IN ('r', 'p') THEN EXISTS (
         SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
         AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum) END,
       CASE WHEN c.relkind IN ('r', 'p') AND a.attcollation <> 0 THEN EXISTS (
         SELECT FROM pg_index i JOIN pg_collation l ON l.oid = i.indcollation[0]
         WHERE i.indrelid = c.oid AND i.indisvalid AND i.indkey[0] = a.attnum
         AND (l.collname IN ('C', 'POSIX') OR l.collname = 'default' AND
              (SELECT datcollate FROM pg_database WHERE datname = current_database()) IN ('C', 'POSIX'))) END
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
"""

# Tables, partitioned ones, views and foreign tables outside the catalogues.
_WRITABLE = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
  AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
"""


def table_columns(connection: "psycopg.Connection[Any]", table: str) -> tuple[TableColumn, ...]:
    """Return a table's columns; none when there is no such table."""
    found = connection.execute(_COLUMNS, (quoted_table(table),))
    return tuple(
        TableColumn(name, declared, _TEXT if kind == "e" else _FITS.get(base, frozenset()), *facts)
        for name, declared, base, kind, *facts in found
    )


def is_write_refused(connection: "psycopg.Connection[Any]") -> bool:
    """Try to make a temporary table, in a transaction that is undone: no table that exists is touched."""
    connection.execute("BEGIN")
    try:
        connection.execute("CREATE TEMPORARY TABLE sinergi_doctor () ON COMMIT DROP")
    except (errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege):
        return True
    finally:
        connection.execute("ROLLBACK")
    return False


def count_writable(connection: "psycopg.Connection[Any]") -> int:
    """Count the tables that our account itself may change."""
    ((number,),) = connection.execute(_WRITABLE).fetchall()
    return int(number)
