"""What the words of two conditions say already: enough for most, and quick.

Sound and no more: where it says yes, every row of the one is a row of the other.
Where it says no, nothing is known.
"""

from collections.abc import Mapping

from gateway.policy import (
    All,
    Any,
    Between,
    Condition,
    Equals,
    In,
    IsNull,
    LogicalType,
    Scalar,
    Within,
    holds,
)

Types = Mapping[str, LogicalType]


def implies(one: Condition, other: Condition, types: Types) -> bool:
    """Say whether the words alone show that the second holds for every row of the first."""
    if one == other:
        return True
    match other:
        case All(of):
            return all(implies(one, part, types) for part in of)
        case Any(of) if any(implies(one, part, types) for part in of):
            return True
    match one:
        case Any(of):
            return all(implies(part, other, types) for part in of)
        case All(of):
            return any(implies(part, other, types) for part in of)
    if isinstance(other, Any | All) or one.field != other.field:
        return False
    return _leaf_implies(one, other, types)


_Leaf = Equals | In | Within | Between | IsNull


def _leaf_implies(one: _Leaf, other: _Leaf, types: Types) -> bool:
    match one, other:
        case Within(_, code), Within(_, above):
            return code.startswith(above)
        case Between(_, low, high), Between(_, lowest, highest):
            return _at_most(lowest, low) and _at_most(high, highest)
        case Equals(_, value), _:
            return _holds_for(value, other, types)
        case In(_, values), _:
            return all(_holds_for(value, other, types) for value in values)
    return False


def _at_most(one: Scalar, other: Scalar) -> bool:
    # Of one field, so of one type.
    return one <= other  # type: ignore[operator]


def _holds_for(value: Scalar, other: _Leaf, types: Types) -> bool:
    # It then holds for all that equals the constant: rounding to binary keeps the order of numbers.
    return holds(other, {other.field: value}, types)
