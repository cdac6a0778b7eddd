"""What an expression comes to, for the solver: a text, a number, a size or a token; and how two compare."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import z3

from gateway.drafting.smt_fields import Number
from gateway.drafting.smt_logic import (
    MOST,
    Count,
    Truth,
    below,
    both,
    negated,
    number,
    same,
    some,
    truth_if,
)
from gateway.drafting.smt_texts import Chance, Text, before, equal, known_text
from gateway.policy import Scalar


@dataclass(frozen=True, slots=True)
class Token:
    """A keyed token: two of one scope are equal as what they stand for is."""

    scope: str
    of: Text | Number


@dataclass(frozen=True, slots=True)
class Size:
    """How many characters there are; compared with constants alone."""

    count: Count


Content = Text | Number | Token | Size


@dataclass(frozen=True, slots=True)
class Sym:
    """What an expression comes to: an error, nothing, or its content."""

    fails: Truth
    missing: Truth
    content: Content


def there(found: Sym) -> Truth:
    """Say that there is a content."""
    return both(negated(found.fails), negated(found.missing))


def plain_of(found: Sym) -> Text | Number:
    """Return what a token may stand for."""
    if isinstance(found.content, Token | Size):
        raise TypeError("a token of a token")
    return found.content


def text_of(found: Sym) -> Text:
    """Return the content of an expression that is a text by its place in a term."""
    if not isinstance(found.content, Text):
        raise TypeError(f"no text: {found.content}")
    return found.content


def number_of(found: Sym) -> Number:
    """Return the content of an expression that is a number by its place in a term."""
    if not isinstance(found.content, Number):
        raise TypeError(f"no number: {found.content}")
    return found.content


def constant(value: Scalar) -> Content:
    """Return a value of the policy or the request."""
    match value:
        case None:
            return known_text("")
        case bool() | int():
            return Number(int(value))
        case float() | Decimal():
            return Number(Fraction(value))
        case datetime():
            return known_text(value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds"))
        case date():
            return known_text(value.isoformat())
        case str():
            return known_text(value)


def alike(one: Content, other: Content, chance: Chance) -> Truth:
    """Say whether two contents are the same."""
    match one, other:
        case Token(scope, left), Token(other_scope, right) if scope == other_scope:
            return alike(left, right, chance)
        case Text(), Text():
            return equal(one, other, chance)
        case Size(count), Size(than):
            return same(count, than)
        case Number(), Number():
            left, right, doubt = _beside(one, other)
            return truth_if(doubt, chance.truth(), left == right)
        case _:
            return chance.truth()


def sorts_before(one: Content, other: Content, chance: Chance) -> Truth:
    """Say whether one content comes before another; tokens have no order that anybody knows."""
    match one, other:
        case Text(), Text():
            return before(one, other, chance)
        case Size(count), Size(than):
            return below(count, than)
        case Number(), Number():
            left, right, doubt = _beside(one, other)
            return truth_if(doubt, chance.truth(), left < right)
        case _:
            return chance.truth()


def told_alike(one: Sym, other: Sym, chance: Chance) -> Truth:
    """Say whether two values are told, and told alike; nothing is like nothing."""
    return both(_are_told(one, other), _are_same(one, other, chance))


def told_apart(one: Sym, other: Sym, chance: Chance) -> Truth:
    """Say whether two values are told, and told apart."""
    return both(_are_told(one, other), negated(_are_same(one, other, chance)))


def _are_told(one: Sym, other: Sym) -> Truth:
    return both(negated(one.fails), negated(other.fails))


def _are_same(one: Sym, other: Sym, chance: Chance) -> Truth:
    contents = alike(*sized(one.content, other.content), chance)
    return some((both(one.missing, other.missing), both(there(one), there(other), contents)))


def sized(one: Content, other: Content) -> tuple[Content, Content]:
    """Count a constant in the bits of a size that it is compared with."""
    if isinstance(one, Size) and isinstance(other, Number):
        return one, Size(_counted(other))
    if isinstance(other, Size) and isinstance(one, Number):
        return Size(_counted(one)), other
    return one, other


def _counted(of: Number) -> int:
    if not isinstance(of.term, int) or not 0 <= of.term < MOST:
        raise TypeError(f"no size: {of.term}")
    return of.term


def _beside(one: Number, other: Number) -> tuple[Any, Any, Truth]:
    """Return two numbers as they are compared, and whether that is not known.

    A binary number is compared with the binary number nearest to a constant.
    """
    left, right = one.term, other.term
    if isinstance(right, int | Fraction):
        return left, _nearest(right, one.binary), False
    if isinstance(left, int | Fraction):
        return _nearest(left, other.binary), right, False
    return left, right, both(some((one.binary, other.binary)), negated(both(one.binary, other.binary)))


def _nearest(constant: int | Fraction, binary: Truth) -> Any:
    if binary is False:
        return number(constant)
    return z3.If(binary, number(Fraction(float(constant))), number(Fraction(constant)))
