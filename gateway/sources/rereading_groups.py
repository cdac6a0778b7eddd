"""The second reading of an aggregate's text: labels show values, all else are figures over many rows."""

from sqlglot import exp

from gateway.errors import StatementRefused
from gateway.policy import Aggregate, condition_fields

_FIGURES: tuple[type[exp.Expr], ...] = (exp.Count, exp.Max, exp.Min, exp.Sum)

GROUPING: frozenset[type[exp.Expr]] = frozenset({exp.Group, *_FIGURES})
"""The kinds of nodes that an aggregate has beside those of a selection."""


def aggregated_columns(aggregate: Aggregate) -> frozenset[str]:
    """Work out anew what an aggregate has a use for."""
    used = {*condition_fields(aggregate.rows), *aggregate.sums, *(each.field for each in aggregate.groups)}
    if not used <= aggregate.columns.keys():
        raise StatementRefused("the aggregate uses a field that has no column in it")
    return frozenset(aggregate.columns[field].physical_name for field in used)


def check_groups(statement: exp.Expr, aggregate: Aggregate) -> None:
    """Hold a text to groups by its first columns, one field each, and to figures after them.

    Raises:
        StatementRefused: it groups otherwise, or shows a value that is no label.
    """
    labels = len(aggregate.groups)
    group = statement.args.get("group")
    if not isinstance(group, exp.Group):
        raise StatementRefused("the statement makes no groups")
    parts = {name for name, part in group.args.items() if part}
    numbers = [str(number) for number in range(1, labels + 1)]
    if parts != {"expressions"} or [each.sql() for each in group.expressions] != numbers:
        raise StatementRefused("the statement makes other groups")
    shown = statement.expressions
    for output, label in zip(aggregate.groups, shown[:labels], strict=True):
        column = aggregate.columns[output.field].physical_name
        if label.find(*_FIGURES) or any(each.name != column for each in label.find_all(exp.Column)):
            raise StatementRefused(f"the label {output.field} shows something else")
    for figure in shown[labels:]:
        if any(not column.find_ancestor(*_FIGURES) for column in figure.find_all(exp.Column)):
            raise StatementRefused("the statement holds a value among the figures")
