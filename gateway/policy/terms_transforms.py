"""The transforms: ways to release less than a field holds, each defined here alone.

A transform is lowered to primitives (`terms_nodes`), and interpreters see those
alone. Whether one may be used on a field at all is told by `terms_misuse`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from gateway.policy.conditions import Argument
from gateway.policy.model import Field, LogicalType
from gateway.policy.terms_ages import NO_AGE, age_band
from gateway.policy.terms_argument import Arguments, Parameter, many, one, whole
from gateway.policy.terms_misuse import (
    MASK_WIDTH,
    bucket_flaws,
    constant_flaws,
    no_flaws,
    partial_flaws,
    shown_from,
    token_flaws,
)
from gateway.policy.terms_nodes import (
    AsInteger,
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
    Length,
    RoundHalfUp,
    Slice,
    Value,
)
from gateway.policy.terms_regions import LEVEL_DIGITS, generalised

Where = Literal["source", "gateway"]


@dataclass(frozen=True, slots=True)
class Transform:
    """One way to release less than a field holds.

    `monotone` says that of two values the greater never becomes the lesser one.
    `dated` says that without its argument `on` the day of the request counts.
    """

    name: str
    parameters: Mapping[str, Parameter]
    accepts: frozenset[LogicalType]
    gives: Callable[[LogicalType], LogicalType]
    runs: Callable[[LogicalType], Where]
    lower: Callable[[FieldValue, Arguments], Expression]
    flaws: Callable[[Field, Arguments], tuple[str, ...]] = no_flaws
    monotone: bool = False
    dated: bool = False

    def check(self, field: Field, arguments: tuple[tuple[str, Argument], ...]) -> tuple[str, ...]:
        """Return what is wrong with this use of the transform, as fault code suffixes.

        `type-not-accepted`, `argument-unknown`, `argument-missing`, or one of `terms_misuse`.
        """
        given = dict(arguments)
        found = []
        if field.logical_type not in self.accepts:
            found.append("type-not-accepted")
        if not given.keys() <= self.parameters.keys():
            found.append("argument-unknown")
        if any(need.required and name not in given for name, need in self.parameters.items()):
            found.append("argument-missing")
        return tuple(found) or self.flaws(field, given)


_EVERY = frozenset(LogicalType)
_STRING = frozenset({LogicalType.STRING})
_MOMENTS = frozenset({LogicalType.DATE, LogicalType.TIMESTAMP})
_NUMBERS = frozenset({LogicalType.INTEGER, LogicalType.NUMBER})


def _lower_constant(of: FieldValue, arguments: Arguments) -> Expression:
    return Value(one(arguments, "value"), of.type)


def _lower_partial(of: FieldValue, arguments: Arguments) -> Expression:
    mask = str(arguments.get("mask", "*"))
    from_start = "keep_first" in arguments
    kept = whole(arguments, "keep_first" if from_start else "keep_last")
    hidden = Value(mask * MASK_WIDTH, LogicalType.STRING)
    shown = Slice(of, 0 if from_start else -kept, kept)
    # A value too short to keep enough hidden is masked whole, at the same width.
    enough = Fixed(shown_from(kept))
    return Choose(
        Compare(">=", Length(of), enough),
        Concat((shown, hidden) if from_start else (hidden, shown)),
        Choose(Compare("<", Length(of), enough), Value(mask * (MASK_WIDTH + kept), LogicalType.STRING)),
    )


def _lower_year(of: FieldValue, arguments: Arguments) -> Expression:
    return AsInteger(Slice(DateText(of), 0, 4))


def _lower_month(of: FieldValue, arguments: Arguments) -> Expression:
    return Slice(DateText(of), 0, 7)


def _lower_region(of: FieldValue, arguments: Arguments) -> Expression:
    return generalised(of, LEVEL_DIGITS[str(arguments["level"])])


def _lower_round(of: FieldValue, arguments: Arguments) -> Expression:
    return RoundHalfUp(of, whole(arguments, "digits"))


def _lower_bucket(of: FieldValue, arguments: Arguments) -> Expression:
    if "width" in arguments:
        return FloorTo(of, whole(arguments, "width"))
    lowest, *others = (Value(edge, of.type) for edge in many(arguments, "edges"))
    # Below the first edge lies the first bucket, too: every value has one.
    bucket: Expression = Choose(Compare(">=", of, lowest), lowest, Choose(Compare("<", of, lowest), lowest))
    for edge in others:
        bucket = Choose(Compare(">=", of, edge), edge, bucket)
    return bucket


def _lower_top_code(of: FieldValue, arguments: Arguments) -> Expression:
    cap = Value(one(arguments, "cap"), of.type)
    return Choose(Compare("<", of, cap), of, Choose(Compare(">=", of, cap), cap))


def _lower_geohash(of: FieldValue, arguments: Arguments) -> Expression:
    return Geohash(of, whole(arguments, "precision"))


def _lower_pseudonym(of: FieldValue, arguments: Arguments) -> Expression:
    return Hmac(of)


def _lower_token(of: FieldValue, arguments: Arguments) -> Expression:
    return Hmac(of, "token")


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


def _whole_in_source(logical_type: LogicalType) -> Where:
    # A source may hold a number in binary, where two databases reckon differently.
    return "source" if logical_type is LogicalType.INTEGER else "gateway"


_KEEP = Parameter("integer", required=False, low=1, high=16)
_KEYED = _STRING | {LogicalType.INTEGER}

TRANSFORMS: Mapping[str, Transform] = MappingProxyType(
    {
        transform.name: transform
        for transform in (
            Transform(
                "constant",
                {"value": Parameter("field")},
                _EVERY,
                _same,
                _in_source,
                _lower_constant,
                constant_flaws,
                monotone=True,
            ),
            Transform(
                "partial",
                {"keep_first": _KEEP, "keep_last": _KEEP, "mask": Parameter("text", required=False)},
                _STRING,
                _string,
                _in_source,
                _lower_partial,
                partial_flaws,
            ),
            Transform("year", {}, _MOMENTS, _integer, _in_source, _lower_year, monotone=True),
            Transform("month", {}, _MOMENTS, _string, _in_source, _lower_month, monotone=True),
            Transform(
                "age_band",
                {
                    "edges": Parameter("integer", low=1, high=NO_AGE - 1, many=True),
                    "on": Parameter("day", required=False),
                },
                _MOMENTS,
                _string,
                _in_source,
                age_band,
                dated=True,
            ),
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
                _whole_in_source,
                _lower_round,
                monotone=True,
            ),
            Transform(
                "bucket",
                {
                    "width": Parameter("integer", required=False, low=2, high=10**9),
                    "edges": Parameter("field", required=False, many=True),
                },
                _NUMBERS,
                _same,
                _whole_in_source,
                _lower_bucket,
                bucket_flaws,
                monotone=True,
            ),
            Transform(
                "top_code",
                {"cap": Parameter("field")},
                _NUMBERS,
                _same,
                _whole_in_source,
                _lower_top_code,
                monotone=True,
            ),
            Transform(
                "geohash",
                # Six characters are a box of about 1.2 by 0.6 km; a seventh would show a house.
                {"precision": Parameter("integer", low=1, high=6)},
                _STRING,
                _string,
                _in_gateway,
                _lower_geohash,
            ),
            Transform("pseudonym", {}, _KEYED, _string, _in_gateway, _lower_pseudonym, token_flaws),
            Transform("token", {}, _KEYED, _string, _in_gateway, _lower_token, token_flaws),
        )
    }
)
