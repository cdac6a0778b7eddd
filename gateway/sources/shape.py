"""The shape of a selection: all of it but the values, and the values in a fixed order.

Two selections of one shape have one text, so a text is compiled and re-read once
a shape. Values never take part in the text: here each becomes a numbered slot.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from gateway.policy import (
    And,
    BeginsWith,
    Choose,
    Compare,
    Concat,
    Condition,
    DateText,
    Expression,
    FieldValue,
    Fixed,
    FloorTo,
    Geohash,
    Hmac,
    IsMissing,
    LogicalType,
    OneOf,
    Or,
    Output,
    RoundHalfUp,
    Selection,
    SortKey,
    Test,
    Value,
    condition_fields,
    lower_condition,
)

Columns = tuple[tuple[str, str, LogicalType, bool], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A selection without its values.

    `columns` holds field, physical name, type and whether it is required. In
    `rows` and `filter` a `Value` holds the number of its slot. `after` says of
    each sort key whether the last value given was null. `spelling` parts outputs
    that are equal to Python alone, such as the constants 1 and True.
    """

    dialect: str
    table: str
    columns: Columns
    outputs: tuple[Output, ...]
    spelling: str
    rows: Test
    filter: Test
    order: tuple[SortKey, ...]
    after: tuple[bool, ...] | None
    count: bool


def shape_of(selection: Selection, dialect: str) -> tuple[Shape, list[Value]]:
    """Part a selection into its shape and the values of its slots.

    The slots: those of `rows`, of `filter`, of `after` without its nulls, and the limit.
    """
    columns = tuple(
        (name, column.physical_name, column.logical_type, column.required)
        for name, column in selection.columns.items()
    )
    types = {name: logical_type for name, _, logical_type, _ in columns}
    rows, values = _fixed_rows(selection.rows, repr(selection.rows), _types_of(selection.rows, types))
    slots = list(values)
    chosen = numbered(lower_condition(selection.filter, types), slots)
    after = None
    if selection.after is not None:
        after = tuple(value is None for value in selection.after)
        slots += (
            Value(value, types[key.field])
            for key, value in zip(selection.order, selection.after, strict=True)
            if value is not None
        )
    slots.append(Value(selection.limit, LogicalType.INTEGER))
    shape = Shape(
        dialect,
        selection.table,
        columns,
        selection.outputs,
        repr(selection.outputs),
        rows,
        chosen,
        selection.order,
        after,
        selection.count,
    )
    return shape, slots


def _types_of(condition: Condition, types: dict[str, LogicalType]) -> tuple[tuple[str, LogicalType], ...]:
    return tuple((name, types[name]) for name in sorted(condition_fields(condition)))


@lru_cache(maxsize=256)
def _fixed_rows(
    rows: Condition, spelling: str, types: tuple[tuple[str, LogicalType], ...]
) -> tuple[Test, tuple[Value, ...]]:
    """Lower a permission's row rule once; a caller's filter is never kept.

    `spelling` parts rules that are equal to Python alone: 1, 1.0 and True.
    """
    slots: list[Value] = []
    return numbered(lower_condition(rows, dict(types)), slots), tuple(slots)


Node = TypeVar("Node", Test, Expression)


def numbered(node: Node, slots: list[Value]) -> Node:
    """Move each value of a term into the next slot; what is left holds the slot's number."""
    match node:
        case Value():
            return _in_slot(node, slots)
        case FieldValue() | Fixed() | IsMissing():
            return node
        case Compare(operator, left, right):
            return Compare(operator, numbered(left, slots), numbered(right, slots))
        case BeginsWith(of, text, below, length):
            return BeginsWith(of, _in_slot(text, slots), _in_slot(below, slots), length)
        case OneOf(of, values):
            return OneOf(numbered(of, slots), _padded(values, slots))
        case And(parts):
            return And(tuple(numbered(part, slots) for part in parts))
        case Or(parts):
            return Or(tuple(numbered(part, slots) for part in parts))
        case Concat(parts):
            return Concat(tuple(numbered(part, slots) for part in parts))
        case Choose(when, then, otherwise):
            return Choose(
                numbered(when, slots),
                numbered(then, slots),
                None if otherwise is None else numbered(otherwise, slots),
            )
        case DateText() | RoundHalfUp() | FloorTo() | Hmac() | Geohash():
            return node
    return replace(node, of=numbered(node.of, slots))


def _padded(values: tuple[Value | Fixed, ...], slots: list[Value]) -> tuple[Value | Fixed, ...]:
    """Repeat the last value up to a power of two, so that long lists share few shapes."""
    spare = (1 << (len(values) - 1).bit_length()) - len(values)
    padded = values if isinstance(values[-1], Fixed) else values + values[-1:] * spare
    return tuple(value if isinstance(value, Fixed) else _in_slot(value, slots) for value in padded)


def _in_slot(value: Value, slots: list[Value]) -> Value:
    slots.append(value)
    return Value(len(slots) - 1, value.type)
