"""The third interpreter of terms: from the primitives of `policy` to formulas of z3.

It says what `policy/evaluate` says, for every row at once. A primitive that it does
not know stops it (`assert_never`): nothing is proved about what was not read.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, assert_never

import z3

from gateway.drafting.smt_contents import (
    Content,
    Size,
    Sym,
    Token,
    alike,
    constant,
    number_of,
    plain_of,
    sized,
    sorts_before,
    text_of,
    there,
)
from gateway.drafting.smt_fields import Held, Number, held
from gateway.drafting.smt_logic import Truth, both, every, negated, number, number_if, some, truth_if
from gateway.drafting.smt_texts import (
    Chance,
    Text,
    begins,
    chosen_text,
    cut,
    digits_value,
    joined,
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


@dataclass(slots=True)
class Row:
    """One row whatever it holds: its fields as terms, and what was read over them.

    Every node is read once.
    """

    prefix: str
    width: int
    chance: Chance
    fields: dict[FieldValue, Held] = field(default_factory=dict)
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
                return both(there(found), begins(text_of(found), str(text.value), self.chance))
            case _:
                assert_never(test)

    def _compare(self, operator: str, left: Sym, right: Sym) -> Truth:
        one, other = sized(left.content, right.content)
        match operator:
            case "=":
                holds = alike(one, other, self.chance)
            case "<":
                holds = sorts_before(one, other, self.chance)
            case "<=":
                holds = negated(sorts_before(other, one, self.chance))
            case _:
                holds = negated(sorts_before(one, other, self.chance))
        return both(there(left), there(right), holds)

    def _read_value(self, expression: Expression) -> Sym:
        match expression:
            case Value(value, _):
                return Sym(False, value is None, constant(value))
            case Fixed(content):
                return Sym(False, False, constant(content))
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
                    joined(tuple(map(text_of, parts)), self.chance),
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
                content: Content = Token(scope, plain_of(inner))
            case DateText():
                content = cut(text_of(inner), 0, _DAY, self.chance)
            case Length():
                content = Size(text_of(inner).size)
            case Slice(_, start, length):
                content = cut(text_of(inner), start, length, self.chance)
            case Remove(_, character):
                content = without(text_of(inner), character, self.chance)
            case StripLeft(_, characters):
                content = stripped(text_of(inner), characters, self.chance)
            case AsInteger():
                content = Number(digits_value(text_of(inner)))
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
        chars = text_of(Sym(False, False, hashed.content)).chars[:_GEOHASH]
        text = Text(_GEOHASH, chars)
        return Sym(found.fails, some((found.missing, hashed.missing)), cut(text, 0, precision, self.chance))

    def _rounded(self, found: Sym, digits: int) -> Sym:
        of = number_of(found)
        size = z3.If(of.term < 0, -of.term, of.term)
        if z3.is_int(of.term):
            step = 10 ** max(0, -digits)
            whole = (size + step // 2) / step if digits < 0 else size
            return self._whole_steps(found, z3.If(of.term < 0, -whole, whole) * step)
        unit = number(Fraction(10) ** -digits)
        whole = z3.ToInt(size / unit + z3.RealVal("1/2"))
        return self._stepped(found, of, z3.ToReal(z3.If(of.term < 0, -whole, whole)) * unit)

    def _floored(self, found: Sym, width: int) -> Sym:
        of = number_of(found)
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
