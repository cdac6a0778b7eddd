"""What a live table looks like, and how far it has drifted from its contract.

Only the schema is read, never a row. A database's own type names are told apart
where they are read; what is compared here is which logical types a column can hold.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Literal

from gateway.catalogue import Sentence
from gateway.policy import Contract, LogicalType
from gateway.sources.names import parse_table

ANY_TYPE = frozenset(LogicalType)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a live table.

    `fits` are the logical types that its values may have; `is_readable` says whether
    our account may read it. Whether it may hold nulls, holds each value once, and has
    an index that our comparison of texts can use: None where that cannot be known, as
    of a view, or does not matter.
    """

    name: str
    type: str
    fits: frozenset[LogicalType]
    is_readable: bool = True
    is_nullable: bool | None = None
    is_unique: bool | None = None
    is_indexed: bool | None = None


def truth_of(number: object) -> bool | None:
    """Read what a database tells of a column as a number; None where it cannot tell."""
    return None if number is None else bool(number)


@dataclass(frozen=True, slots=True)
class WriteGuard:
    """What keeps us from writing to a source.

    `refuses` says that a write, tried in a session as reads have it, was refused;
    `writable` counts what our account itself, outside such a session, might change.
    """

    refuses: bool
    writable: int


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference between a contract and its table.

    A column is `missing`, of another `type`, `unreadable` to our account though its
    field has a use, `nullable` though required, not `unique` though pages go by it, or
    `new`: in no contract, so nobody ever classified it. `index` is a hint and no fault.
    """

    kind: Literal["missing", "type", "unreadable", "nullable", "unique", "new", "index"]
    column: str
    field: str = ""
    found: str = ""
    wanted: str = ""


def find_drift(
    contract: Contract,
    columns: tuple[TableColumn, ...],
    *,
    read: Set[str] | None = None,
    compared: Set[str] = frozenset(),
) -> tuple[Drift, ...]:
    """Compare a contract with the columns of its table, in the order of the contract.

    `read` are the fields with a use (None: all that are not closed), `compared` the
    texts that rows are chosen or ordered by.
    """
    if read is None:
        read = {name for name, field in contract.fields.items() if not field.classification.is_closed}
    return (*_of_fields(contract, columns, read, compared), *_new(contract, columns))


def _of_fields(
    contract: Contract, columns: tuple[TableColumn, ...], read: Set[str], compared: Set[str]
) -> Iterator[Drift]:
    live = {column.name: column for column in columns}
    for field in contract.fields.values():
        column = live.get(field.physical_name)
        if column is None:
            yield Drift("missing", field.physical_name, field.name)
            continue
        if field.logical_type not in column.fits:
            yield Drift("type", column.name, field.name, column.type, field.logical_type)
        elif not column.is_readable and field.name in read:
            yield Drift("unreadable", column.name, field.name)
        if field.required and column.is_nullable:
            yield Drift("nullable", column.name, field.name)
        if field.name == contract.order and column.is_unique is False:
            yield Drift("unique", column.name, field.name)
        if field.name in compared and column.is_indexed is False:
            yield Drift("index", column.name, field.name)


def _new(contract: Contract, columns: tuple[TableColumn, ...]) -> Iterator[Drift]:
    known = {field.physical_name for field in contract.fields.values()}
    for column in columns:
        if column.name not in known:
            yield Drift("new", column.name, found=column.type)


def drift_sentence(contract: Contract, drift: Drift) -> Sentence:
    """Say what differs, and how to mend it."""
    named = {"dataset": contract.dataset, "column": drift.column}
    match drift.kind:
        case "missing":
            return Sentence("doctor.drift-missing", field=drift.field, **named)
        case "unreadable":
            return Sentence("doctor.drift-unreadable", field=drift.field, **named)
        case "type":
            return Sentence("doctor.drift-type", found=drift.found, wanted=drift.wanted, **named)
        case "nullable":
            return Sentence("doctor.drift-nullable", field=drift.field, **named)
        case "unique":
            return Sentence("doctor.drift-unique", field=drift.field, **named)
        case "index":
            table = quoted_table(contract.table)
            return Sentence("doctor.drift-index", field=drift.field, table=table, **named)
        case "new":
            return Sentence("doctor.drift-new", found=drift.found, **named)


def quoted_table(table: str) -> str:
    """Write a table's name as PostgreSQL and SQLite take it."""
    parts = [part for part in parse_table(table) if part is not None]
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)
