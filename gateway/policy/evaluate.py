"""The Python interpreter of terms: what SQL must agree with, and what runs in the gateway itself.

Tests use `holds` and `apply` as the oracle for every database; `finish` applies
the transforms whose keys or arithmetic may not enter SQL.
"""

import hmac
import math
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal

from gateway.catalogue import Sentence
from gateway.errors import SourceError
from gateway.policy.conditions import Condition, Scalar
from gateway.policy.evaluate_numbers import INTEGER_BOUND, floored, rounded, rounded_float, rounded_floats
from gateway.policy.kept import Kept
from gateway.policy.model import LogicalType
from gateway.policy.selection import Column, Output
from gateway.policy.terms import TRANSFORMS, lower_condition, lower_output
from gateway.policy.terms_geohash import geohash
from gateway.policy.terms_nodes import (
    And,
    AsInteger,
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
    Length,
    OneOf,
    Or,
    Remove,
    RoundHalfUp,
    Slice,
    StripLeft,
    Test,
    Value,
)

Row = Mapping[str, Scalar]
# The key for a field's tokens: of an agreement and year for a pseudonym, of one answer for a token.
Keys = Callable[[Literal["pseudonym", "token"], str], bytes]

_PREFIXES = {"pseudonym": "p1_", "token": "t1_"}


def fits(logical_type: LogicalType, value: Scalar) -> bool:
    """Say whether a value is one that a field of this type may hold; null always fits."""
    if value is None:
        return True
    match logical_type:
        case LogicalType.STRING:
            return isinstance(value, str)
        case LogicalType.INTEGER:
            return type(value) is int and -INTEGER_BOUND <= value < INTEGER_BOUND
        case LogicalType.NUMBER:
            return type(value) in {int, float, Decimal} and math.isfinite(value)  # type: ignore[arg-type]
        case LogicalType.BOOLEAN:
            return isinstance(value, bool)
        case LogicalType.DATE:
            return type(value) is date
        case LogicalType.TIMESTAMP:
            return isinstance(value, datetime) and value.utcoffset() is not None


def wire_value(value: Scalar) -> Scalar:
    """Return what an answer says for a value: RFC 3339 text for dates and moments (in UTC)."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
    return value.isoformat() if isinstance(value, date) else value


def holds(condition: Condition, row: Row, types: Mapping[str, LogicalType]) -> bool:
    """Say whether a condition holds for a row of stored values."""
    return _holds(lower_condition(condition, types), row)


def apply(output: Output, logical_type: LogicalType, value: Scalar, keys: Keys | None = None) -> Scalar:
    """Return the wire value of one output of a field that holds `value`.

    Raises:
        SourceError: the value does not fit the field's type; the message does not repeat it.
    """
    return applier(output, logical_type, keys)(value)


def applier(
    output: Output, logical_type: LogicalType, keys: Keys | None = None
) -> Callable[[Scalar], Scalar]:
    """Return what gives one output's wire values, as `apply` does: lowered once for a whole column."""
    expression = lower_output(output, logical_type)
    if isinstance(expression, Value):
        constant = wire_value(expression.value)
        return lambda _: constant

    is_number = logical_type is LogicalType.NUMBER
    digits = expression.digits if is_number and isinstance(expression, RoundHalfUp) else None

    def applied(value: Scalar) -> Scalar:
        if digits is not None and type(value) is float and math.isfinite(value):
            return rounded_float(value, digits)
        # U+0000 is no part of a text that leaves: most databases and formats cannot hold it.
        if not fits(logical_type, value) or (isinstance(value, str) and "\0" in value):
            raise SourceError(Sentence("sources.misfit", field=output.field, type=logical_type))
        found = _value(expression, {output.field: value}, keys)
        # An argument takes the kind of number that the column has: an answer holds one kind.
        return float(found) if isinstance(value, float) and isinstance(found, Decimal) else wire_value(found)

    return applied


def finish(
    outputs: tuple[Output, ...],
    columns: Mapping[str, Column],
    values: tuple[tuple[Scalar, ...], ...],
    keys: Keys,
) -> tuple[tuple[Scalar, ...], ...]:
    """Apply the transforms that run in the gateway to rows that a source gave.

    `keys` returns the key for a field's tokens: of the agreement and period at hand, or of this answer.
    """
    pending = _PENDING.get(lambda: _pending(outputs, columns), outputs, columns)
    if not pending:
        return values
    if not values:
        return ()
    stored = list(zip(*values, strict=True))
    finished: list[Iterable[Scalar]] = [*stored]
    for place, (output, logical_type) in pending.items():
        finished[place] = _applied(output, logical_type, keys, stored[place])
    return tuple(zip(*finished, strict=True))


def _applied(
    output: Output, logical_type: LogicalType, keys: Keys, column: Sequence[Scalar]
) -> Iterable[Scalar]:
    """Apply one output to a column, as `apply` does to each of its values."""
    if {float}.issuperset(map(type, column)) and logical_type is LogicalType.NUMBER:
        expression = lower_output(output, logical_type)
        if isinstance(expression, RoundHalfUp) and expression.digits >= 0:
            found = rounded_floats(column, expression.digits)  # type: ignore[arg-type]
            if found is not None:
                return found
    return map(applier(output, logical_type, keys), column)


def _pending(
    outputs: tuple[Output, ...], columns: Mapping[str, Column]
) -> Mapping[int, tuple[Output, LogicalType]]:
    return {
        place: (output, columns[output.field].logical_type)
        for place, output in enumerate(outputs)
        if output.field in columns and runs_in_gateway(output, columns[output.field].logical_type)
    }


_PENDING: Kept[Mapping[int, tuple[Output, LogicalType]]] = Kept()


def runs_in_gateway(output: Output, logical_type: LogicalType) -> bool:
    """Say whether an output leaves its source untouched, to be transformed in the gateway."""
    return output.transform is not None and TRANSFORMS[output.transform].runs(logical_type) == "gateway"


def _holds(test: Test, row: Row) -> bool:
    match test:
        case And(parts):
            return all(_holds(part, row) for part in parts)
        case Or(parts):
            return any(_holds(part, row) for part in parts)
    try:
        return _compares(test, row)
    except SourceError:
        # A value that does not fit its type satisfies nothing.
        return False


def _compares(test: IsMissing | Compare | OneOf | BeginsWith, row: Row) -> bool:
    match test:
        case BeginsWith(of, text):
            begun = _value(of, row)
            return begun is not None and str(begun).startswith(str(text.value))
        case IsMissing(field):
            return _value(field, row) is None
        case Compare(operator, left, right):
            return _compare(operator, _value(left, row), _value(right, row))
        case OneOf(of, values):
            found = _value(of, row)
            return any(_compare("=", found, _value(value, row)) for value in values)


def _compare(operator: str, left: Scalar, right: Scalar) -> bool:
    if left is None or right is None:
        return False
    if isinstance(left, float) or isinstance(right, float):
        # A database compares a binary number with the binary number nearest to a literal.
        left, right = float(left), float(right)  # type: ignore[arg-type]
    match operator:
        case "=":
            return left == right
        case "<":
            return left < right  # type: ignore[operator]
        case "<=":
            return left <= right  # type: ignore[operator]
        case _:
            return left >= right  # type: ignore[operator]


def _value(expression: Expression, row: Row, keys: Keys | None = None) -> Scalar:
    match expression:
        case Value(value, _):
            return value
        case Fixed(content):
            return content
        case FieldValue(field, logical_type):
            if not fits(logical_type, row[field]):
                raise SourceError(Sentence("sources.misfit", field=field, type=logical_type))
            return row[field]
        case Choose(when, then, otherwise):
            if _holds(when, row):
                return _value(then, row, keys)
            return None if otherwise is None else _value(otherwise, row, keys)
        case Concat(of):
            parts = [_value(part, row) for part in of]
            return None if None in parts else "".join(map(str, parts))
    inner = _value(expression.of, row)
    return None if inner is None else _function(expression, inner, keys)


_Function = (
    Length | Slice | Remove | StripLeft | DateText | AsInteger | RoundHalfUp | FloorTo | Hmac | Geohash
)


def _function(function: _Function, value: Scalar, keys: Keys | None) -> Scalar:
    match function:
        case RoundHalfUp(of, digits):
            return rounded(of, value, digits)
        case FloorTo(of, width):
            return floored(of, value, width)
        case Hmac(of, scope):
            if keys is None:
                raise SourceError(f"no {scope} key for field {of.field}")
            return keyed(scope, keys(scope, of.field), of.field, value)
        case Geohash(_, precision):
            return geohash(str(value), precision)
        case DateText():
            return str(wire_value(value))[:10]
    text = str(value)
    match function:
        case Length():
            return len(text)
        case Slice(_, start, length):
            begin = max(0, len(text) + start) if start < 0 else start
            return text[begin : begin + length]
        case Remove(_, character):
            return text.replace(character, "")
        case StripLeft(_, characters):
            return text.lstrip(characters)
        case AsInteger():
            return int(text)


def keyed(scope: Literal["pseudonym", "token"], key: bytes, field: str, value: Scalar) -> str:
    """Return the token of a value: HMAC-SHA-256 with scope and field in its domain separator."""
    message = b"\0".join((f"sinergi-{scope}-v1".encode(), field.encode(), str(value).encode()))
    digest = urlsafe_b64encode(hmac.digest(key, message, "sha256"))
    return f"{_PREFIXES[scope]}{digest.rstrip(b'=').decode('ascii')}"
