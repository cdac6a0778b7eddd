"""Arithmetic on stored numbers: whole, decimal and binary, each staying what it is.

Exact where it decides: a binary number counts as its shortest text, the number that a reader sees.
"""

import decimal
import math
from collections.abc import Sequence
from decimal import Decimal

from gateway.catalogue import Sentence
from gateway.errors import SourceError
from gateway.policy.conditions import Scalar
from gateway.policy.terms_nodes import FieldValue

INTEGER_BOUND = 1 << 63
# Wide enough for every number that PostgreSQL can store, so that rounding never overflows.
_WIDE = decimal.Context(prec=150_000, rounding=decimal.ROUND_HALF_UP)
# Below this a float scaled by a power of ten is off by far less than what keeps it from a tie.
_SURE = float(1 << 40)
_NO_TIE = 0.499


def rounded(of: FieldValue, value: Scalar, digits: int) -> Scalar:
    """Return a number to so many decimal places, in the kind that it had.

    Raises:
        SourceError: a whole number would leave its 64 bits.
    """
    if isinstance(value, float):
        return rounded_float(value, digits)
    if isinstance(value, Decimal):
        return _quantized(value, digits)
    return _within_bounds(of, int(_quantized(Decimal(str(value)), digits)))


def floored(of: FieldValue, value: Scalar, width: int) -> Scalar:
    """Return the multiple of a width at or below a number, in the kind that it had.

    Raises:
        SourceError: a whole number would leave its 64 bits.
    """
    whole = math.floor(value) // width * width  # type: ignore[arg-type]
    if isinstance(value, float):
        return float(whole)
    return Decimal(whole) if isinstance(value, Decimal) else _within_bounds(of, whole)


def _within_bounds(of: FieldValue, number: int) -> int:
    if not -INTEGER_BOUND <= number < INTEGER_BOUND:
        raise SourceError(Sentence("sources.misfit", field=of.field, type=of.type))
    return number


def rounded_float(value: float, digits: int) -> float:
    """Round what the shortest text of a float says: the number that a reader sees."""
    if digits >= 0:
        unit = 10.0**digits
        scaled = abs(value) * unit
        if scaled < _SURE:
            whole = int(scaled + 0.5)
            # Far from a tie every reading of the float rounds alike, and one exact division ends on the
            # float nearest to the decimal. Adding zero drops a minus.
            if abs(scaled - whole) < _NO_TIE:
                return math.copysign(whole / unit, value) + 0.0
    return float(_quantized(Decimal(repr(value)), digits)) + 0.0


def rounded_floats(values: Sequence[float], digits: int) -> Sequence[float] | None:
    """Round each as `rounded_float` does, for less; None where one is too large, or no number."""
    unit = 10.0**digits
    scaled = [abs(value) * unit for value in values]
    if not sum(scaled) < _SURE:
        return None
    return [
        math.copysign(whole / unit, value) + 0.0
        if abs(number - (whole := int(number + 0.5))) < _NO_TIE
        else rounded_float(value, digits)
        for value, number in zip(values, scaled, strict=True)
    ]


def _quantized(number: Decimal, digits: int) -> Decimal:
    found = number.quantize(Decimal(1).scaleb(-digits, _WIDE), context=_WIDE)
    # Hundreds are written 1200, never 1.2E+3; and no zero is negative.
    plain = found.quantize(Decimal(1), context=_WIDE) if digits < 0 else found
    return plain if plain else abs(plain)
