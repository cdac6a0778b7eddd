"""What conditions and transforms mean, defined once over the primitives.

`lower_condition` and `lower_output` are the only places where an operator or a
transform gets its meaning; interpreters see primitives alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from gateway.errors import PolicyFilesBad, RequestBad
from gateway.policy.conditions import All, Any, Between, Condition, Equals, In, IsNull, Scalar, Within
from gateway.policy.model import Field, LogicalType
from gateway.policy.selection import Output
from gateway.policy.terms_nodes import (
    And,
    AsInteger,
    Choose,
    Compare,
    Concat,
    DateText,
    Expression,
    FieldValue,
    Fixed,
    Hmac,
    IsMissing,
    Length,
    OneOf,
    Or,
    RoundHalfUp,
    Slice,
    Test,
    Value,
)
from gateway.policy.terms_parse import parse_condition, parse_scalar
from gateway.policy.terms_regions import LEVEL_DIGITS, generalised, within

__all__ = [
    "TRANSFORMS",
    "Parameter",
    "Transform",
    "lower_condition",
    "lower_output",
    "parse_condition",
    "parse_scalar",
]

# A mask is this wide for every value, so that it tells nothing of a length.
MASK_WIDTH = 4

Arguments = Mapping[str, Scalar]
Where = Literal["source", "gateway"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument that a transform takes.

    `kind` `field` means a value of the field's own logical type; `low` and `high`
    bound an integer, `choices` a text.
    """

    kind: Literal["integer", "text", "field"]
    required: bool = True
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()

    def parse(self, logical_type: LogicalType, raw: object, *, text: bool) -> Scalar:
        """Read an argument, of a field of this type; `text` as in `parse_scalar`.

        Raises:
            RequestBad: the argument has another type or lies outside its bounds.
        """
        if self.kind == "field":
            return parse_scalar(logical_type, raw, text=text)
        if self.kind == "integer":
            number = parse_scalar(LogicalType.INTEGER, raw, text=text)
            if not isinstance(number, int) or not self.low <= number <= self.high:
                raise RequestBad("argument out of bounds", shown={"reason": "out-of-bounds"})
            return number
        word = parse_scalar(LogicalType.STRING, raw, text=text)
        if self.choices and word not in self.choices:
            raise RequestBad("argument is none of the choices", shown={"reason": "not-a-choice"})
        return word


@dataclass(frozen=True, slots=True)
class Transform:
    """One way to release less than a field holds."""

    name: str
    parameters: Mapping[str, Parameter]
    accepts: frozenset[LogicalType]
    gives: Callable[[LogicalType], LogicalType]
    runs: Callable[[LogicalType], Where]
    lower: Callable[[FieldValue, Arguments], Expression]
    flaws: Callable[[Arguments], tuple[str, ...]] = lambda arguments: ()

    def check(self, field: Field, arguments: tuple[tuple[str, Scalar], ...]) -> tuple[str, ...]:
        """Return what is wrong with this use of the transform, as fault code suffixes.

        `type-not-accepted`, `argument-unknown`, `argument-missing`, `argument-invalid`.
        """
        given = dict(arguments)
        found = []
        if field.logical_type not in self.accepts:
            found.append("type-not-accepted")
        if not given.keys() <= self.parameters.keys():
            found.append("argument-unknown")
        if any(need.required and name not in given for name, need in self.parameters.items()):
            found.append("argument-missing")
        return tuple(found) or self.flaws(given)


_EVERY = frozenset(LogicalType)
_STRING = frozenset({LogicalType.STRING})
_MOMENTS = frozenset({LogicalType.DATE, LogicalType.TIMESTAMP})
_NUMBERS = frozenset({LogicalType.INTEGER, LogicalType.NUMBER})


def _whole(arguments: Arguments, name: str) -> int:
    number = arguments[name]
    if not isinstance(number, int):
        raise PolicyFilesBad(f"argument {name} is not a whole number")
    return number


def _lower_constant(of: FieldValue, arguments: Arguments) -> Expression:
    return Value(arguments["value"], of.type)


def _lower_partial(of: FieldValue, arguments: Arguments) -> Expression:
    mask = str(arguments.get("mask", "*"))
    from_start = "keep_first" in arguments
    kept = _whole(arguments, "keep_first" if from_start else "keep_last")
    hidden = Value(mask * MASK_WIDTH, LogicalType.STRING)
    shown = Slice(of, 0 if from_start else -kept, kept)
    # At most half of a value shows; a shorter one is masked whole, at the same width.
    return Choose(
        Compare(">=", Length(of), Fixed(2 * kept)),
        Concat((shown, hidden) if from_start else (hidden, shown)),
        Choose(
            Compare("<", Length(of), Fixed(2 * kept)), Value(mask * (MASK_WIDTH + kept), LogicalType.STRING)
        ),
    )


def _partial_flaws(arguments: Arguments) -> tuple[str, ...]:
    one_side = ("keep_first" in arguments) != ("keep_last" in arguments)
    one_mask = len(str(arguments.get("mask", "*"))) == 1
    return () if one_side and one_mask else ("argument-invalid",)


def _lower_year(of: FieldValue, arguments: Arguments) -> Expression:
    return AsInteger(Slice(DateText(of), 0, 4))


def _lower_month(of: FieldValue, arguments: Arguments) -> Expression:
    return Slice(DateText(of), 0, 7)


def _lower_region(of: FieldValue, arguments: Arguments) -> Expression:
    return generalised(of, LEVEL_DIGITS[str(arguments["level"])])


def _lower_round(of: FieldValue, arguments: Arguments) -> Expression:
    return RoundHalfUp(of, _whole(arguments, "digits"))


def _lower_pseudonym(of: FieldValue, arguments: Arguments) -> Expression:
    return Hmac(of)


def _same(logical_type: LogicalType) -> LogicalType:
    return logical_type


def _string(logical_type: LogicalType) -> LogicalType:
    return LogicalType.STRING


def _integer(logical_type: LogicalType) -> LogicalType:
    return LogicalType.INTEGER


def _in_source(logical_type: LogicalType) -> Where:
    return "source"


def _in_gateway(logical_type: LogicalType) -> Where:
    return "gateway"


def _round_runs(logical_type: LogicalType) -> Where:
    # A source may hold a number in binary, where two databases round differently.
    return "source" if logical_type is LogicalType.INTEGER else "gateway"


_KEEP = Parameter("integer", required=False, low=1, high=16)

TRANSFORMS: Mapping[str, Transform] = MappingProxyType(
    {
        transform.name: transform
        for transform in (
            Transform("constant", {"value": Parameter("field")}, _EVERY, _same, _in_source, _lower_constant),
            Transform(
                "partial",
                {"keep_first": _KEEP, "keep_last": _KEEP, "mask": Parameter("text", required=False)},
                _STRING,
                _string,
                _in_source,
                _lower_partial,
                _partial_flaws,
            ),
            Transform("year", {}, _MOMENTS, _integer, _in_source, _lower_year),
            Transform("month", {}, _MOMENTS, _string, _in_source, _lower_month),
            Transform(
                "region",
                {"level": Parameter("text", choices=tuple(LEVEL_DIGITS))},
                _STRING,
                _string,
                _in_source,
                _lower_region,
            ),
            Transform(
                "round",
                {"digits": Parameter("integer", low=-9, high=9)},
                _NUMBERS,
                _same,
                _round_runs,
                _lower_round,
            ),
            # Few values tell themselves by how often they occur, key or no key.
            Transform(
                "pseudonym", {}, _STRING | {LogicalType.INTEGER}, _string, _in_gateway, _lower_pseudonym
            ),
        )
    }
)


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
