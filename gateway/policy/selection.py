"""What a source is asked for: the only thing a plan hands to the sources.

A selection holds the columns that have a use in this request and no others;
a field without a use cannot be named here, so it cannot be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.policy.conditions import Argument, Condition, Scalar
from gateway.policy.model import LogicalType


@dataclass(frozen=True, slots=True)
class Column:
    """A column the source may touch, and its type."""

    physical_name: str
    logical_type: LogicalType
    required: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """One value of every row: a field, untouched or transformed.

    `transform` is None for a release. A `constant` reads no column: its
    `field` is not in the selection's columns.
    """

    field: str
    transform: str | None = None
    arguments: tuple[tuple[str, Argument], ...] = ()


@dataclass(frozen=True, slots=True)
class SortKey:
    """One field to order by; nulls come last in either direction."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows to read: outputs of the rows where `rows` and `filter` hold, in order, after a key.

    A query's `order` ends with the contract's unique order field; a lookup, which
    answers one row or none, has no order. `after` holds one value per sort key, of
    the last row already given. `limit` counts rows. `rows` comes from the
    permission, `filter` from the caller.
    """

    provider: str
    dataset: str
    table: str
    columns: Mapping[str, Column]
    outputs: tuple[Output, ...]
    rows: Condition
    filter: Condition
    order: tuple[SortKey, ...]
    after: tuple[Scalar, ...] | None
    limit: int
    count: bool = False


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Groups to count: of the rows where `rows` holds, by `groups`, with tallies of the fields `sums`.

    A group answers its labels in the order of `groups`, then how many rows it has,
    then for each field of `sums` how many values, their sum, the least and the
    greatest. A null is a label like any other. No value of one row is answered.
    """

    provider: str
    dataset: str
    table: str
    columns: Mapping[str, Column]
    groups: tuple[Output, ...]
    sums: tuple[str, ...]
    rows: Condition
    limit: int


Wanted = Selection | Aggregate


@dataclass(frozen=True, slots=True)
class Rows:
    """What a source answered: tuples in the order of the outputs, wire-ready values.

    Values are str, int, float, bool, Decimal or None; dates and timestamps are
    already RFC 3339 text. `count` is set when the selection asked for it.
    """

    values: tuple[tuple[Scalar, ...], ...]
    statement: str
    count: int | None = None
