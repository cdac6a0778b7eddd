"""MariaDB's schema, and the proof that it cannot be written to through us."""

from collections.abc import Callable
from types import MappingProxyType

from gateway.policy import LogicalType
from gateway.sources.columns import TableColumn
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

_COLUMNS = """
SELECT COLUMN_NAME, COLUMN_TYPE, DATA_TYPE, FIND_IN_SET('select', PRIVILEGES) > 0
FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = {schema} AND TABLE_NAME = {table}
ORDER BY ORDINAL_POSITION
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
    schema, name = parse_table(table)
    of = "DATABASE()" if schema is None else literal(schema)
    return tuple(
        TableColumn(str(column), str(declared), FITS.get(str(kind), frozenset()), bool(readable))
        for column, declared, kind, readable in ask(_COLUMNS.format(schema=of, table=literal(name)))
    )


def count_writable(ask: Ask) -> int:
    """Count the rights to change anything that our account itself has."""
    ((number,),) = ask(_WRITABLE.format(written=_WRITTEN))
    return int(str(number))
