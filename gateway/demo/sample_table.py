"""A table of sample data and the SQL that makes it, on SQLite and PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Dialect = Literal["sqlite", "postgresql"]
Kind = Literal["text", "integer", "number", "boolean", "date", "timestamp"]
Value = str | int | bool | Decimal | date | datetime | None
Row = tuple[Value, ...]

_TYPES: dict[Dialect, dict[Kind, str]] = {
    "sqlite": {
        "text": "TEXT",
        "integer": "INTEGER",
        "number": "NUMERIC",
        "boolean": "BOOLEAN",
        "date": "DATE",
        "timestamp": "TIMESTAMP",
    },
    "postgresql": {
        "text": "text",
        "integer": "integer",
        "number": "numeric(12, 7)",
        "boolean": "boolean",
        "date": "date",
        "timestamp": "timestamptz",
    },
}
_PLACEHOLDERS: dict[Dialect, str] = {"sqlite": "?", "postgresql": "%s"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its physical name."""

    name: str
    kind: Kind = "text"
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column is its primary key."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def ddl(self, dialect: Dialect) -> tuple[str, str]:
        """Return the statements that replace the table by an empty one."""
        columns = [f'"{column.name}" {_TYPES[dialect][column.kind]}' for column in self.columns]
        columns = [
            f"{each} NOT NULL" if column.is_required else each
            for each, column in zip(columns, self.columns, strict=True)
        ]
        columns[0] += " PRIMARY KEY"
        return f'DROP TABLE IF EXISTS "{self.name}"', f'CREATE TABLE "{self.name}" ({", ".join(columns)})'

    def insert(self, dialect: Dialect) -> str:
        """Return the statement that adds one row; it takes what `stored` gives."""
        places = ", ".join(_PLACEHOLDERS[dialect] for _ in self.columns)
        # Names are this package's own, never a caller's.
        return f'INSERT INTO "{self.name}" VALUES ({places})'  # noqa: S608

    def stored(self, dialect: Dialect) -> Iterator[tuple[object, ...]]:
        """Yield the rows as the database takes them; SQLite has fewer types."""
        if dialect == "postgresql":
            yield from self.rows
            return
        for row in self.rows:
            yield tuple(_in_sqlite(value) for value in row)


def make_columns(text: str) -> tuple[Column, ...]:
    """Read columns like `kode nama! jumlah:integer`; the first and those with `!` are never null."""
    columns: list[Column] = []
    for word in text.split():
        name, _, kind = word.removesuffix("!").partition(":")
        columns.append(Column(name, _KINDS[kind or "text"], not columns or word.endswith("!")))
    return tuple(columns)


_KINDS: dict[str, Kind] = {kind: kind for kind in _TYPES["sqlite"]}


def _in_sqlite(value: Value) -> object:
    match value:
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return value
