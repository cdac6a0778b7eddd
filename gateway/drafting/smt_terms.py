"""The third interpreter of terms: from the primitives of `policy` to formulas of z3.

It says what `policy/evaluate` says, for every row at once. A primitive that it does
not know stops it (`assert_never`): nothing is proved about what was not read.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_never

import z3

from gateway.drafting.smt_fields import Held, Number, held
from gateway.drafting.smt_logic import (
    MOST,
    Count,
    Truth,
    below,
    both,
    every,
    negated,
    number,
    number_if,
    same,
    some,
    truth_if,
)
from gateway.drafting.smt_texts import (
    Chance,
    Text,
    before,
    begins,
    chosen_text,
    cut,
    digits_value,
    equal,
    joined,
    known_text,
    stripped,
    without,
)
from gateway.policy import (
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
    Scalar,
    Slice,
    StripLeft,
    Test,
    Value,
)

_BOUND = 1 << 63
# The finest geohash; each begins with every coarser one of its place.
_GEOHASH = 12
# `YYYY-MM-DD`.
_DAY = 10
Function = AsInteger | DateText | FloorTo | Geohash | Hmac | Length | Remove | RoundHalfUp | Slice | StripLeft


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


@dataclass(slots=True)
class Row:
    """One row whatever it holds: its fields as terms, and what was read over them.

    Every node is read once; `facts` holds what free terms keep to.
    """

    prefix: str
    width: int
    chance: Chance
    fields: dict[FieldValue, Held] = field(default_factory=dict)
    facts: list[Truth] = field(default_factory=list)
    _tests: dict[Test, Truth] = field(default_factory=dict)
    _values: dict[Expression, Sym] = field(default_factory=dict)

    def test(self, test: Test) -> Truth:
        """Say when a test holds."""
        if test not in self._tests:
            self._tests[test] = self._read_test(test)
        return self._tests[test]

    def value(self, expression: Expression) -> Sym:
        """Say what an expression comes to."""
        if expression not in self._values:
            self._values[expression] = self._read_value(expression)
        return self._values[expression]

    def held(self, of: FieldValue) -> Held:
        """Return the terms of a field."""
        if of not in self.fields:
            self.fields[of] = held(self.prefix, of.field, of.type, self.width)
        return self.fields[of]

    def _read_test(self, test: Test) -> Truth:
        match test:
            case And(of):
                return every(map(self.test, of))
            case Or(of):
                return some(map(self.test, of))
            case IsMissing(of):
                found = self.value(of)
                return both(negated(found.fails), found.missing)
            case Compare(operator, left, right):
                return self._compare(operator, self.value(left), self.value(right))
            case OneOf(of, values):
                return some(self._compare("=", self.value(of), self.value(value)) for value in values)
            case BeginsWith(of, text):
                found = self.value(of)
                return both(_there(found), begins(_text(found), str(text.value), self.chance))
            case _:
                assert_never(test)

    def _compare(self, operator: str, left: Sym, right: Sym) -> Truth:
        one, other = _sized(left.content, right.content)
        if isinstance(one, Token) or isinstance(other, Token):
            holds = self.alike(one, other) if operator == "=" else self.chance.truth()
        elif operator == "=":
            holds = self.alike(one, other)
        elif operator == "<":
            holds = self._before(one, other)
        elif operator == "<=":
            holds = negated(self._before(other, one))
        else:
            holds = negated(self._before(one, other))
        return both(_there(left), _there(right), holds)

    def alike(self, one: Content, other: Content) -> Truth:
        """Say whether two contents are the same."""
        match one, other:
            case Token(scope, left), Token(other_scope, right) if scope == other_scope:
                return self.alike(left, right)
            case Text(), Text():
                return equal(one, other, self.chance)
            case Size(count), Size(than):
                return same(count, than)
            case Number(), Number():
                left, right, doubt = _beside(one, other)
                return truth_if(doubt, self.chance.truth(), left == right)
            case _:
                return self.chance.truth()

    def unlike(self, one: Sym, other: Sym) -> Truth:
        """Say whether two values that both can be told are told apart."""
        told = both(negated(one.fails), negated(other.fails))
        return both(told, negated(self._same_told(one, other)))

    def same_told(self, one: Sym, other: Sym) -> Truth:
        """Say whether two values are told, and told alike; nothing is like nothing."""
        return both(negated(one.fails), negated(other.fails), self._same_told(one, other))

    def _same_told(self, one: Sym, other: Sym) -> Truth:
        return some(
            (
                both(one.missing, other.missing),
                both(_there(one), _there(other), self.alike(*_sized(one.content, other.content))),
            )
        )

    def _before(self, one: Content, other: Content) -> Truth:
        match one, other:
            case Text(), Text():
                return before(one, other, self.chance)
            case Size(count), Size(than):
                return below(count, than)
            case Number(), Number():
                left, right, doubt = _beside(one, other)
                return truth_if(doubt, self.chance.truth(), left < right)
            case _:
                return self.chance.truth()

    def _read_value(self, expression: Expression) -> Sym:
        match expression:
            case Value(value, _):
                return Sym(False, value is None, _constant(value))
            case Fixed(content):
                return Sym(False, False, _constant(content))
            case FieldValue():
                held = self.held(expression)
                return Sym(held.misfit, held.missing, held.content)
            case Choose(when, then, otherwise):
                return self._choose(self.test(when), self.value(then), otherwise)
            case Concat(of):
                parts = tuple(map(self.value, of))
                return Sym(
                    some(part.fails for part in parts),
                    some(part.missing for part in parts),
                    joined(tuple(map(_text, parts)), self.chance),
                )
        return self._read_function(expression, self.value(expression.of))

    def _read_function(self, function: Function, inner: Sym) -> Sym:
        match function:
            case Geohash(of, precision):
                return self._geohash(inner, of, precision)
            case RoundHalfUp(_, digits):
                return self._rounded(inner, digits)
            case FloorTo(_, width):
                return self._floored(inner, width)
            case Hmac(_, scope):
                content: Content = Token(scope, _plain(inner))
            case DateText():
                content = cut(_text(inner), 0, _DAY, self.chance)
            case Length():
                content = Size(_text(inner).size)
            case Slice(_, start, length):
                content = cut(_text(inner), start, length, self.chance)
            case Remove(_, character):
                content = without(_text(inner), character, self.chance)
            case StripLeft(_, characters):
                content = stripped(_text(inner), characters, self.chance)
            case AsInteger():
                content = Number(digits_value(_text(inner)))
            case _:
                assert_never(function)
        return Sym(inner.fails, inner.missing, content)

    def _choose(self, when: Truth, then: Sym, otherwise: Expression | None) -> Sym:
        other = Sym(False, True, then.content) if otherwise is None else self.value(otherwise)
        one, two = then.content, other.content
        content: Content
        if isinstance(one, Text) and isinstance(two, Text):
            content = chosen_text(when, one, two)
        elif isinstance(one, Number) and isinstance(two, Number):
            content = Number(number_if(when, one.term, two.term), truth_if(when, one.binary, two.binary))
        elif one is two:
            content = one
        else:
            raise TypeError("a choice between contents of two kinds")
        return Sym(
            truth_if(when, then.fails, other.fails), truth_if(when, then.missing, other.missing), content
        )

    def _geohash(self, found: Sym, of: FieldValue, precision: int) -> Sym:
        """A text of characters that nobody knows, of which a coarser geohash has the first."""
        finest = FieldValue(f"{of.field}!geohash", of.type)
        hashed = self.held(finest)
        chars = _text(Sym(False, False, hashed.content)).chars[:_GEOHASH]
        text = Text(_GEOHASH, chars)
        return Sym(found.fails, some((found.missing, hashed.missing)), cut(text, 0, precision, self.chance))

    def _rounded(self, found: Sym, digits: int) -> Sym:
        of = _number(found)
        size = z3.If(of.term < 0, -of.term, of.term)
        if z3.is_int(of.term):
            step = 10 ** max(0, -digits)
            whole = (size + step // 2) / step if digits < 0 else size
            return self._whole_steps(found, z3.If(of.term < 0, -whole, whole) * step)
        unit = number(Fraction(10) ** -digits)
        whole = z3.ToInt(size / unit + z3.RealVal("1/2"))
        return self._stepped(found, of, z3.ToReal(z3.If(of.term < 0, -whole, whole)) * unit)

    def _floored(self, found: Sym, width: int) -> Sym:
        of = _number(found)
        if z3.is_int(of.term):
            # Division of whole numbers rounds down, as long as the divisor is positive.
            return self._whole_steps(found, of.term / width * width)
        return self._stepped(found, of, z3.ToReal(z3.ToInt(of.term / width)) * width)

    def _whole_steps(self, found: Sym, term: Any) -> Sym:
        beyond = both(negated(found.missing), some((term < -_BOUND, term >= _BOUND)))
        return Sym(some((found.fails, beyond)), found.missing, Number(term))

    def _stepped(self, found: Sym, of: Number, term: Any) -> Sym:
        # What a binary number comes to is decided in decimal places and kept in binary: left free.
        term = number_if(of.binary, self.chance.real(), term)
        return Sym(found.fails, found.missing, Number(term, of.binary))


def _there(found: Sym) -> Truth:
    return both(negated(found.fails), negated(found.missing))


def _plain(found: Sym) -> Text | Number:
    if isinstance(found.content, Token | Size):
        raise TypeError("a token of a token")
    return found.content


def _text(found: Sym) -> Text:
    if not isinstance(found.content, Text):
        raise TypeError(f"no text: {found.content}")
    return found.content


def _number(found: Sym) -> Number:
    if not isinstance(found.content, Number):
        raise TypeError(f"no number: {found.content}")
    return found.content


def _constant(value: Scalar) -> Content:
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


def _sized(one: Content, other: Content) -> tuple[Content, Content]:
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
