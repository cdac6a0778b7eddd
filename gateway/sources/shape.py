"""The shape of a selection: all of it but the values, and the values in a fixed order.

Two selections of one shape have one text, so a text is compiled and re-read once
a shape. Values never take part in the text: here each becomes a numbered slot.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from gateway.policy import (
    And,
    BeginsWith,
    Choose,
    Compare,
    Concat,
    DateText,
    Expression,
    FieldValue,
    Fixed,
    FloorTo,
    Geohash,
    Hmac,
    IsMissing,
    Kept,
    LogicalType,
    OneOf,
    Or,
    Output,
    RoundHalfUp,
    Selection,
    SortKey,
    Test,
    Value,
    lower_condition,
)

Columns = tuple[tuple[str, str, LogicalType, bool], ...]
Form = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What a permission decides of a selection; of equal ones there is one, so they compare at a glance.

    `columns` holds field, physical name, type and whether it is required. In
    `rows` a `Value` holds the number of its slot.
    """

    table: str
    columns: Columns
    outputs: tuple[Output, ...]
    rows: Test


@dataclass(frozen=True, slots=True)
class Shape:
    """A selection without its values.

    In `filter` a `Value` holds the number of its slot. `after` says of each sort
    key whether the last value given was null.
    """

    dialect: str
    frame: Frame
    filter: Test
    order: tuple[SortKey, ...]
    after: tuple[bool, ...] | None
    count: bool

    @property
    def table(self) -> str:
        """The table's name."""
        return self.frame.table

    @property
    def columns(self) -> Columns:
        """The columns that may be read."""
        return self.frame.columns

    @property
    def outputs(self) -> tuple[Output, ...]:
        """What is selected."""
        return self.frame.outputs

    @property
    def rows(self) -> Test:
        """The permission's row rule."""
        return self.frame.rows


@dataclass(frozen=True, slots=True)
class _Framed:
    """A frame, the types of its columns, and the values of its slots."""

    frame: Frame
    types: dict[str, LogicalType]
    values: tuple[Value, ...]


_FRAMED: Kept[_Framed] = Kept()


def shape_of(selection: Selection, dialect: str) -> tuple[Shape, list[Value]]:
    """Part a selection into its shape and the values of its slots.

    The slots: those of `rows`, of `filter`, of `after` without its nulls, and the limit.
    """
    (frame, chosen, after), slots = _parted(selection, numbered)
    return Shape(dialect, frame, chosen, selection.order, after, selection.count), slots


def form_of(selection: Selection, dialect: str) -> tuple[Form, list[Value]]:
    """Part a selection into what stands for its shape, and the values of its slots.

    Equal forms mean equal shapes; a form costs a fraction of a shape to make and to find.
    """
    parted, slots = _parted(selection, _spelled)
    return (dialect, *parted, selection.order, selection.count), slots


Parted = TypeVar("Parted")


def _parted(
    selection: Selection, part: Callable[[Test, list[Value]], Parted]
) -> tuple[tuple[Frame, Parted, tuple[bool, ...] | None], list[Value]]:
    parts = (selection.table, selection.columns, selection.outputs, selection.rows)
    framed = _FRAMED.get(lambda: _framed(selection), *parts)
    slots = list(framed.values)
    chosen = part(lower_condition(selection.filter, framed.types), slots)
    after = None
    if selection.after is not None:
        after = tuple(value is None for value in selection.after)
        slots += (
            Value(value, framed.types[key.field])
            for key, value in zip(selection.order, selection.after, strict=True)
            if value is not None
        )
    slots.append(Value(selection.limit, LogicalType.INTEGER))
    return (framed.frame, chosen, after), slots


def _framed(selection: Selection) -> _Framed:
    columns = tuple(
        (name, column.physical_name, column.logical_type, column.required)
        for name, column in selection.columns.items()
    )
    types = {name: logical_type for name, _, logical_type, _ in columns}
    values: list[Value] = []
    rows = numbered(lower_condition(selection.rows, types), values)
    frame = _frame(selection.table, columns, selection.outputs, repr(selection.outputs), rows)
    return _Framed(frame, types, tuple(values))


@lru_cache(maxsize=256)
def _frame(table: str, columns: Columns, outputs: tuple[Output, ...], spelling: str, rows: Test) -> Frame:
    """Make one frame of equal parts; `spelling` parts outputs equal to Python alone, such as 1 and True."""
    return Frame(table, columns, outputs, rows)


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


def _spelled(node: Test | Expression, slots: list[Value]) -> Hashable:
    """Move values into slots as `numbered` does; what is left only has to differ wherever that would.

    The slots need no numbers, since they are numbered in the order in which they are met.
    """
    match node:
        case FieldValue(field):
            # A frame knows the types of its fields.
            return field
        case Value():
            slots.append(node)
            return (node.type,)
        case Compare(operator, left, right):
            return (operator, _spelled(left, slots), _spelled(right, slots))
        case And(parts) | Or(parts):
            return (type(node), *[_spelled(part, slots) for part in parts])
    return numbered(node, slots)  # type: ignore[type-var]


def _padded(values: tuple[Value | Fixed, ...], slots: list[Value]) -> tuple[Value | Fixed, ...]:
    """Repeat the last value up to a power of two, so that long lists share few shapes."""
    spare = (1 << (len(values) - 1).bit_length()) - len(values)
    padded = values if isinstance(values[-1], Fixed) else values + values[-1:] * spare
    return tuple(value if isinstance(value, Fixed) else _in_slot(value, slots) for value in padded)


def _in_slot(value: Value, slots: list[Value]) -> Value:
    slots.append(value)
    return Value(len(slots) - 1, value.type)
