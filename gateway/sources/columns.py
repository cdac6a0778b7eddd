"""What a live table looks like, and how far it has drifted from its contract.

Only the schema is read, never a row. A database's own type names are told apart
where they are read; what is compared here is which logical types a column can hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gateway.policy import Contract, LogicalType

ANY_TYPE = frozenset(LogicalType)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a live table.

    `fits` are the logical types that its values may have; `is_readable` says whether
    our account may read it.
    """

    name: str
    type: str
    fits: frozenset[LogicalType]
    is_readable: bool = True


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
    field is not closed, or `new`: in no contract, so nobody ever classified it.
    """

    kind: Literal["missing", "type", "unreadable", "new"]
    column: str
    field: str = ""
    found: str = ""
    wanted: str = ""


def find_drift(contract: Contract, columns: tuple[TableColumn, ...]) -> tuple[Drift, ...]:
    """Compare a contract with the columns of its table, in the order of the contract."""
    return (*_of_fields(contract, columns), *_new(contract, columns))


def _of_fields(contract: Contract, columns: tuple[TableColumn, ...]) -> Iterator[Drift]:
    live = {column.name: column for column in columns}
    for field in contract.fields.values():
        column = live.get(field.physical_name)
        if column is None:
            yield Drift("missing", field.physical_name, field.name)
        elif field.logical_type not in column.fits:
            yield Drift("type", column.name, field.name, column.type, field.logical_type)
        elif not column.is_readable and not field.classification.is_closed:
            yield Drift("unreadable", column.name, field.name)


def _new(contract: Contract, columns: tuple[TableColumn, ...]) -> Iterator[Drift]:
    known = {field.physical_name for field in contract.fields.values()}
    for column in columns:
        if column.name not in known:
            yield Drift("new", column.name, found=column.type)
