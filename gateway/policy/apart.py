"""Row rules that no row satisfies both of, as far as their words alone show it.

Sound, not complete: two rules are apart only where some value would have to be
two things at once. Everything else counts as overlapping.
"""

from decimal import Decimal

from gateway.policy.conditions import All, Any, Between, Condition, Equals, In, IsNull, Scalar, Within
from gateway.policy.evaluate import holds
from gateway.policy.model import Contract, LogicalType
from gateway.policy.terms_regions import undotted_code

_Leaf = Equals | In | Within | Between | IsNull


def are_apart(one: Condition, contract: Contract, other: Condition, twin: Contract) -> bool:
    """Say whether no row of the table of two contracts can satisfy both rules."""
    match one:
        case Any(parts):
            return all(are_apart(part, contract, other, twin) for part in parts)
        case All(parts):
            return any(are_apart(part, contract, other, twin) for part in parts)
    match other:
        case Any(parts):
            return all(are_apart(one, contract, part, twin) for part in parts)
        case All(parts):
            return any(are_apart(one, contract, part, twin) for part in parts)
    if not (_same_column(one, contract, other, twin) and _exclude(one, contract, other, twin)):
        return False
    # A source may hold numbers in binary, where two constants can be one number.
    is_number = contract.fields[one.field].logical_type is LogicalType.NUMBER
    return not is_number or _exclude(_in_binary(one), contract, _in_binary(other), twin)


def _same_column(one: _Leaf, contract: Contract, other: _Leaf, twin: Contract) -> bool:
    field, counterpart = contract.fields[one.field], twin.fields[other.field]
    return (field.physical_name.lower(), field.logical_type) == (
        counterpart.physical_name.lower(),
        counterpart.logical_type,
    )


def _exclude(one: _Leaf, contract: Contract, other: _Leaf, twin: Contract) -> bool:
    values, others = _values(one), _values(other)
    if values is not None:
        return not any(_holds(other, twin, value) for value in values)
    if others is not None:
        return not any(_holds(one, contract, value) for value in others)
    match one, other:
        case Within(_, code), Within(_, second):
            codes = _digits(code), _digits(second)
            return not codes[0].startswith(codes[1]) and not codes[1].startswith(codes[0])
        case Between(_, low, high), Between(_, low_too, high_too):
            return bool(high < low_too or high_too < low)  # type: ignore[operator]
    return False


def _in_binary(leaf: _Leaf) -> _Leaf:
    match leaf:
        case Equals(field, Decimal() as value):
            return Equals(field, float(value))
        case In(field, values):
            return In(field, tuple(float(each) if isinstance(each, Decimal) else each for each in values))
        case Between(field, Decimal() as low, Decimal() as high):
            return Between(field, float(low), float(high))
    return leaf


def _values(leaf: _Leaf) -> tuple[Scalar, ...] | None:
    match leaf:
        case Equals(_, value):
            return (value,)
        case In(_, values):
            return values
        case IsNull():
            return (None,)
    return None


def _holds(leaf: _Leaf, contract: Contract, value: Scalar) -> bool:
    return holds(leaf, {leaf.field: value}, {leaf.field: contract.fields[leaf.field].logical_type})


def _digits(code: str) -> str:
    return undotted_code(code) or ""
