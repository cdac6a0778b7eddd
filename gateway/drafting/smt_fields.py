"""What a row may hold in a field, for the solver: nothing, a value of its type, or one that does not fit.

Dates and moments are their RFC 3339 texts, whose order is that of time; so the
solver has texts and numbers, and no calendar but the one written here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import z3

from gateway.drafting.smt_logic import BITS, Truth, at_most, below, both, negated, one_of, same, some
from gateway.drafting.smt_texts import Text
from gateway.policy import LogicalType, Scalar

_LAST_CODE_POINT = 0x10FFFF
_BOUND = 1 << 63
_DAY, _MOMENT = "0000-00-00", "0000-00-00T00:00:00.000000"
_DIGITS = tuple(range(ord("0"), ord("9") + 1))
# Of each pair of digits in a moment: its place, and its greatest value.
_PAIRS = ((11, 23), (14, 59), (17, 59))
_LONG_MONTHS = ("01", "03", "05", "07", "08", "10", "12")
# Values that fit no field of the type, as a careless source may hold them.
_MISFIT: dict[LogicalType, Scalar] = {LogicalType.STRING: 0}


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number; `binary` says that it is kept as the nearest binary one (IEEE 754)."""

    term: Any
    binary: Truth = False


@dataclass(frozen=True, slots=True)
class Held:
    """What a row holds in one field: `misfit`, `missing`, or else the content."""

    name: str
    type: LogicalType
    misfit: Any
    missing: Any
    content: Text | Number

    def domain(self) -> Iterator[Truth]:
        """Say what every content of the type keeps to."""
        content = self.content
        if isinstance(content, Number):
            yield from _number_domain(self.type, content)
        elif self.type is LogicalType.STRING:
            for place, char in enumerate(content.chars):
                yield z3.ULE(char, _LAST_CODE_POINT)
                yield z3.Implies(z3.ULE(content.size, place), char == 0)
        else:
            yield from _day_domain(content)
            if self.type is LogicalType.TIMESTAMP:
                yield from _clock_domain(content)

    def plain(self) -> Truth:
        """Say that a reader is spared oddities: small letters, digits and dots, all of them known."""
        kept = [negated(self.misfit)]
        if isinstance(self.content, Number):
            kept.append(negated(self.content.binary))
        elif self.type is LogicalType.STRING:
            kept.append(negated(self.content.goes_on))
            letters = [*_DIGITS, ord("."), *range(ord("a"), ord("z") + 1)]
            for place, char in enumerate(self.content.chars):
                kept.append(some((z3.ULE(self.content.size, place), one_of(char, letters))))
        return both(*kept)

    def value(self, model: Any) -> Scalar:
        """Return the value that a model gives the field."""
        if _is_true(model, self.misfit):
            return _MISFIT.get(self.type, "?")
        if _is_true(model, self.missing):
            return None
        if isinstance(self.content, Number):
            return _number_value(self.type, self.content, model)
        text = _text_value(self.content, model)
        match self.type:
            case LogicalType.DATE:
                return date.fromisoformat(text)
            case LogicalType.TIMESTAMP:
                return datetime.fromisoformat(text).replace(tzinfo=UTC)
            case _:
                return text


def held(prefix: str, field: str, logical_type: LogicalType, width: int) -> Held:
    """Make the terms of one field; `width` characters of a text are known."""
    name = f"{prefix}{field}"
    misfit, missing = z3.Bool(f"{name}!misfit"), z3.Bool(f"{name}!missing")
    content: Text | Number
    match logical_type:
        case LogicalType.STRING:
            content = Text(z3.BitVec(f"{name}!size", BITS), _chars(name, range(width)), is_open=True)
        case LogicalType.DATE:
            content = _shaped(name, _DAY)
        case LogicalType.TIMESTAMP:
            content = _shaped(name, _MOMENT)
        case LogicalType.INTEGER:
            content = Number(z3.Int(name))
        case LogicalType.NUMBER:
            content = Number(z3.Real(name), z3.Bool(f"{name}!binary"))
        case LogicalType.BOOLEAN:
            content = Number(z3.If(z3.Bool(name), 1, 0))
    return Held(name, logical_type, misfit, missing, content)


def _chars(name: str, places: range) -> tuple[Any, ...]:
    return tuple(z3.BitVec(f"{name}!{place}", BITS) for place in places)


def _shaped(name: str, shape: str) -> Text:
    chars = _chars(name, range(len(shape)))
    return Text(
        len(shape),
        tuple(char if sign == "0" else ord(sign) for char, sign in zip(chars, shape, strict=True)),
    )


def _number_domain(logical_type: LogicalType, content: Number) -> Iterator[Truth]:
    if logical_type is LogicalType.INTEGER:
        yield content.term >= -_BOUND
        yield content.term < _BOUND


def _day_domain(text: Text) -> Iterator[Truth]:
    for char in text.chars:
        if not isinstance(char, int):
            yield one_of(char, _DIGITS)
    month, day = text.chars[5:7], text.chars[8:10]
    yield some(negated(same(char, ord("0"))) for char in text.chars[:4])
    yield both(negated(_says(month, "00")), _no_more(month, 12))
    yield both(negated(_says(day, "00")), _no_more(day, 31))
    yield some((_no_more(day, 30), *(_says(month, number) for number in _LONG_MONTHS)))
    february = _says(month, "02")
    yield z3.Implies(february, _no_more(day, 29))
    yield z3.Implies(both(february, _says(day, "29")), _leap(text.chars[:4]))


def _leap(year: tuple[Any, ...]) -> Truth:
    """Say whether a year has 366 days (ISO 8601): by four, and where it ends in 00 by four hundred."""
    ends_in_00 = _says(year[2:], "00")
    return some(
        (both(ends_in_00, _by_four(year[:2])), both(negated(ends_in_00), _by_four(year[2:]))),
    )


def _by_four(pair: tuple[Any, ...]) -> Truth:
    tens, ones = pair
    even = one_of(tens, map(ord, "02468"))
    return some(
        (both(even, one_of(ones, map(ord, "048"))), both(negated(even), one_of(ones, map(ord, "26")))),
    )


def _clock_domain(text: Text) -> Iterator[Truth]:
    for place, most in _PAIRS:
        yield _no_more(text.chars[place : place + 2], most)


def _says(chars: tuple[Any, ...], text: str) -> Truth:
    return both(*(same(char, ord(sign)) for char, sign in zip(chars, text, strict=True)))


def _no_more(pair: tuple[Any, ...], most: int) -> Truth:
    tens, ones = divmod(most, 10)
    return some(
        (
            below(pair[0], ord("0") + tens),
            both(same(pair[0], ord("0") + tens), at_most(pair[1], ord("0") + ones)),
        ),
    )


def _is_true(model: Any, term: Any) -> bool:
    return bool(z3.is_true(model.eval(term, model_completion=True)))


def _text_value(text: Text, model: Any) -> str:
    size = text.size if isinstance(text.size, int) else _whole(model, text.size)
    known = [char if isinstance(char, int) else _whole(model, char) for char in text.chars[:size]]
    # What follows is free; how it goes on is tried on the example itself.
    return "".join(map(chr, known)) + "x" * min(size - len(known), len(text.chars))


def _whole(model: Any, term: Any) -> int:
    return int(model.eval(term, model_completion=True).as_long())


def _number_value(logical_type: LogicalType, content: Number, model: Any) -> Scalar:
    found = model.eval(content.term, model_completion=True)
    if logical_type is LogicalType.INTEGER:
        return int(found.as_long())
    if logical_type is LogicalType.BOOLEAN:
        return bool(found.as_long())
    exact = Fraction(found.numerator_as_long(), found.denominator_as_long())
    if _is_true(model, content.binary):
        return float(exact)
    return Decimal(exact.numerator) / Decimal(exact.denominator)
