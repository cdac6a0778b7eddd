"""The Python interpreter of an aggregate: what every database must agree with."""

from collections.abc import Iterable, Mapping, Sequence

from gateway.catalogue import Sentence
from gateway.errors import SourceError
from gateway.policy.conditions import Scalar
from gateway.policy.evaluate import apply, fits, holds
from gateway.policy.model import LogicalType
from gateway.policy.selection import Aggregate, Rows
from gateway.policy.statistics import Group, Key, Tally, joined_groups

StoredRow = Mapping[str, Scalar]

NOTHING = Tally(0, 0, 0, 0)


def tally_rows(aggregate: Aggregate, rows: Iterable[StoredRow]) -> Rows:
    """Count stored rows, which map fields to values, as a source would.

    Raises:
        SourceError: a value that is grouped by or measured does not fit its type.
    """
    types = {name: column.logical_type for name, column in aggregate.columns.items()}
    found = joined_groups(
        (
            tuple(apply(each, types[each.field], row[each.field]) for each in aggregate.groups),
            Group(1, tuple(_tally(name, row[name]) for name in aggregate.sums)),
        )
        for row in rows
        if holds(aggregate.rows, row, types)
    )
    values = tuple((*key, group.rows, *_flat(group)) for key, group in found.items())
    return Rows(values[: aggregate.limit], "")


def _tally(field: str, value: Scalar) -> Tally:
    if value is None:
        return NOTHING
    if not fits(LogicalType.INTEGER, value) or not isinstance(value, int):
        raise SourceError(Sentence("sources.misfit", field=field, type=LogicalType.INTEGER))
    return Tally(1, value, value, value)


def _flat(group: Group) -> Iterable[Scalar]:
    for tally in group.tallies:
        yield from (
            (tally.present, tally.total, tally.low, tally.high) if tally.present else (0, None, None, None)
        )


def read_groups(aggregate: Aggregate, rows: Rows) -> Mapping[Key, Group]:
    """Read what a source answered for an aggregate; groups with equal labels become one."""
    labels = len(aggregate.groups)
    return joined_groups((row[:labels], _group(row[labels:])) for row in rows.values)


def _group(figures: Sequence[Scalar]) -> Group:
    count, *rest = (int(str(figure or 0)) for figure in figures)
    return Group(count, tuple(Tally(*rest[place : place + 4]) for place in range(0, len(rest), 4)))
