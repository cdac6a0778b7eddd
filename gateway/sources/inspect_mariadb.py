"""MariaDB's schema, and the proof that it cannot be written to through us."""

from collections.abc import Callable
from types import MappingProxyType

from gateway.policy import LogicalType
from gateway.sources.columns import TableColumn, truth_of
from gateway.sources.mariadb_literals import literal
from gateway.sources.names import parse_table

# Executes one text and returns its rows.
Ask = Callable[[str], list[tuple[object, ...]]]

_WHOLE = frozenset({LogicalType.INTEGER, LogicalType.NUMBER, LogicalType.BOOLEAN})
_TEXT = frozenset({LogicalType.STRING})
FITS = MappingProxyType(
    {
        **dict.fromkeys(("char", "varchar", "tinytext", "text", "mediumtext", "longtext"), _TEXT),
        **dict.fromkeys(("enum", "set", "uuid", "inet4", "inet6"), _TEXT),
        **dict.fromkeys(("tinyint", "smallint", "mediumint", "int", "bigint"), _WHOLE),
        "decimal": frozenset({LogicalType.INTEGER, LogicalType.NUMBER}),
        **dict.fromkeys(("float", "double"), frozenset({LogicalType.NUMBER})),
        "date": frozenset({LogicalType.DATE}),
        **dict.fromkeys(("datetime", "timestamp"), frozenset({LogicalType.TIMESTAMP})),
    }
)

_TYPES = """
SELECT COLUMN_NAME, COLUMN_TYPE, DATA_TYPE, FIND_IN_SET('select', PRIVILEGES) > 0
FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = {schema} AND TABLE_NAME = {table}
ORDER BY ORDINAL_POSITION
"""
_COLUMNS = """
SELECT c.COLUMN_NAME, c.COLUMN_TYPE, c.DATA_TYPE, FIND_IN_SET('select', c.PRIVILEGES) > 0,
       CASE t.TABLE_TYPE WHEN 'BASE TABLE' THEN c.IS_NULLABLE = 'YES' END,
       CASE t.TABLE_TYPE WHEN 'BASE TABLE' THEN c.COLUMN_NAME IN (
         SELECT MIN(s.COLUMN_NAME) FROM information_schema.STATISTICS s
         WHERE s.TABLE_SCHEMA = {schema} AND s.TABLE_NAME = {table} AND s.NON_UNIQUE = 0
         GROUP BY s.INDEX_NAME HAVING COUNT(*) = 1) END
FROM information_schema.COLUMNS c
JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
WHERE c.TABLE_SCHEMA = {schema} AND c.TABLE_NAME = {table} ORDER BY c.ORDINAL_POSITION
"""
_WRITABLE = """
SELECT (SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES WHERE {written})
     + (SELECT COUNT(*) FROM information_schema.SCHEMA_PRIVILEGES WHERE {written})
     + (SELECT COUNT(*) FROM information_schema.TABLE_PRIVILEGES WHERE {written})
     + (SELECT COUNT(*) FROM information_schema.COLUMN_PRIVILEGES WHERE {written})
"""
_WRITTEN = "PRIVILEGE_TYPE IN ('INSERT', 'UPDATE', 'DELETE', 'DROP', 'ALTER', 'CREATE')"


def table_columns(ask: Ask, table: str) -> tuple[TableColumn, ...]:
    """Return a table's columns, those on which our account has a right; none when there is no such table."""
    return _columns(ask, _COLUMNS, table)


def column_types(ask: Ask, table: str) -> tuple[TableColumn, ...]:
    """Return of a table's columns only what every read has to know."""
    return _columns(ask, _TYPES, table)


def _columns(ask: Ask, text: str, table: str) -> tuple[TableColumn, ...]:
    schema, name = parse_table(table)
    of = "DATABASE()" if schema is None else literal(schema)
    return tuple(
        TableColumn(
            str(column), str(declared), FITS.get(str(kind), frozenset()), bool(readable), *map(truth_of, more)
        )
        for column, declared, kind, readable, *more in ask(text.format(schema=of, table=literal(name)))
    )


def count_writable(ask: Ask) -> int:
    """Count the rights to change anything that our account itself has."""
    ((number,),) = ask(_WRITABLE.format(written=_WRITTEN))
    return int(str(number))
