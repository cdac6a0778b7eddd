"""A table in memory: what the Python interpreter of terms says a source must answer.

Like a source it can only touch the columns that a selection names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key

from gateway.catalogue import Sentence
from gateway.errors import SourceError
from gateway.policy import (
    Aggregate,
    LogicalType,
    Output,
    Rows,
    Scalar,
    Selection,
    SortKey,
    Wanted,
    apply,
    fits,
    holds,
    runs_in_gateway,
    tally_rows,
)

Row = Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Table:
    """Stored rows of one table, each by physical column."""

    rows: Sequence[Row]

    def read(self, selection: Wanted) -> Rows:
        """Answer a selection or an aggregate as every source must.

        Raises:
            SourceError: a value does not fit the type of its field.
        """
        types = {name: column.logical_type for name, column in selection.columns.items()}
        rows = [
            {name: row[column.physical_name] for name, column in selection.columns.items()}
            for row in self.rows
        ]
        if isinstance(selection, Aggregate):
            return tally_rows(selection, rows)
        chosen = [
            row for row in rows if holds(selection.rows, row, types) and holds(selection.filter, row, types)
        ]
        for key in selection.order:
            if not all(fits(types[key.field], row[key.field]) for row in chosen):
                raise SourceError(Sentence("sources.misfit", field=key.field, type=types[key.field]))

        def compare(one: Row, other: Row) -> int:
            return _compare(one, other, selection.order)

        ordered = sorted(chosen, key=cmp_to_key(compare))
        if selection.after is not None:
            last = dict(zip((key.field for key in selection.order), selection.after, strict=True))
            ordered = [row for row in ordered if _compare(row, last, selection.order) > 0]
        values = tuple(
            tuple(_output(output, row, selection) for output in selection.outputs)
            for row in ordered[: selection.limit]
        )
        return Rows(values, selection.table, len(chosen) if selection.count else None)


def _output(output: Output, row: Row, selection: Selection) -> Scalar:
    if output.field not in selection.columns:
        # Only a constant reads no column.
        return apply(output, LogicalType.STRING, None)
    logical_type = selection.columns[output.field].logical_type
    if runs_in_gateway(output, logical_type):
        return row[output.field]
    return apply(output, logical_type, row[output.field])


def _compare(one: Row, other: Row, order: Sequence[SortKey]) -> int:
    for key in order:
        left, right = one[key.field], other[key.field]
        if left is None or right is None:
            if left is not right:
                return 1 if left is None else -1
            continue
        if isinstance(left, float) or isinstance(right, float):
            left, right = float(left), float(right)  # type: ignore[arg-type]
        if left != right:
            is_after = left > right  # type: ignore[operator]
            return 1 if is_after != key.descending else -1
    return 0
