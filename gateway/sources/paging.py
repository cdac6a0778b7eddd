"""Keyset paging: the rows after the last one given, in a total order with nulls last."""

from sqlalchemy import and_, false, or_

from gateway.policy import LogicalType, Value
from gateway.sources.dialects import Dialect
from gateway.sources.elements import Element, Truth
from gateway.sources.shape import Shape
from gateway.sources.sql import slot


def order_by(shape: Shape, dialect: Dialect, columns: dict[str, Element]) -> list[Element]:
    """Write the order; where nulls stand is always said, since databases differ."""
    keys = _keys(shape, dialect, columns)
    return [
        part
        for key, (element, _, _) in zip(shape.order, keys, strict=True)
        for part in dialect.sorted_by(element, descending=key.descending)
    ]


def after(shape: Shape, dialect: Dialect, columns: dict[str, Element], first_slot: int) -> Truth | None:
    """Write what holds for the rows after the last one given; None on the first page.

    A required first key is also bounded on its own, which an index can serve. A
    null there breaks the contract: the first page fails on it if it meets it.
    """
    if shape.after is None:
        return None
    branches: list[Truth] = []
    equal: list[Truth] = []
    bound: Truth | None = None
    place = first_slot
    keys = _keys(shape, dialect, columns)
    for key, is_null, (element, missing, required) in zip(shape.order, shape.after, keys, strict=True):
        if is_null:
            # Nothing comes after a null; rows with the same null go on by the next key.
            equal.append(missing)
            continue
        last = slot(Value(place, LogicalType.STRING))
        place += 1
        beyond: Truth = element < last if key.descending else element > last
        if not required:
            beyond = or_(beyond, missing)
        elif not equal:
            bound = element <= last if key.descending else element >= last
        branches.append(and_(*equal, beyond))
        equal.append(element == last)
    if bound is None or len(branches) == 1:
        return or_(false(), *branches)
    return and_(bound, or_(*branches))


def _keys(shape: Shape, dialect: Dialect, columns: dict[str, Element]) -> list[tuple[Element, Truth, bool]]:
    """Return of each sort key what is compared, whether it is null, and whether it is required."""
    facts = {name: (logical_type, required) for name, _, logical_type, required in shape.columns}
    found = []
    for key in shape.order:
        logical_type, required = facts[key.field]
        ordered = dialect.ordered(columns[key.field], logical_type)
        found.append((ordered, dialect.missing(ordered, logical_type), required))
    return found
