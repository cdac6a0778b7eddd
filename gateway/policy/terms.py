"""What conditions and transforms mean, defined once over the primitives.

`lower_condition` and `lower_output` are the only places where an operator or a
transform gets its meaning; interpreters see primitives alone.
"""

from collections.abc import Mapping

from gateway.policy.conditions import All, Any, Between, Condition, Equals, In, IsNull, Within
from gateway.policy.model import LogicalType
from gateway.policy.selection import Output
from gateway.policy.terms_argument import Parameter
from gateway.policy.terms_nodes import And, Compare, Expression, FieldValue, IsMissing, OneOf, Or, Test, Value
from gateway.policy.terms_parse import parse_condition, parse_scalar
from gateway.policy.terms_regions import within
from gateway.policy.terms_transforms import TRANSFORMS, Transform

__all__ = [
    "TRANSFORMS",
    "Parameter",
    "Transform",
    "lower_condition",
    "lower_output",
    "parse_condition",
    "parse_scalar",
]


def lower_output(output: Output, logical_type: LogicalType) -> Expression:
    """Say in primitives what one output of a row is."""
    of = FieldValue(output.field, logical_type)
    if output.transform is None:
        return of
    return TRANSFORMS[output.transform].lower(of, dict(output.arguments))


def lower_condition(condition: Condition, types: Mapping[str, LogicalType]) -> Test:
    """Say in primitives when a condition holds; `types` covers the fields it names."""
    match condition:
        case All(of):
            return And(tuple(lower_condition(part, types) for part in of))
        case Any(of):
            return Or(tuple(lower_condition(part, types) for part in of))
    field = FieldValue(condition.field, types[condition.field])
    match condition:
        case Equals(_, value):
            return Compare("=", field, Value(value, field.type))
        case In(_, values):
            return OneOf(field, tuple(Value(value, field.type) for value in values))
        case Within(_, code):
            return within(field, code)
        case Between(_, low, high):
            return And(
                (Compare(">=", field, Value(low, field.type)), Compare("<=", field, Value(high, field.type)))
            )
        case IsNull():
            return IsMissing(field)
