"""Texts for the solver: a size and the first so many characters.

A text that is longer than its known characters is `open`: whatever depends on the
rest is left free. So a formula holds for every text that makes the true one hold,
and a proof is a proof; an example that used the freedom fails when it is tried.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Any

import z3

from gateway.drafting.smt_logic import (
    BITS,
    Char,
    Count,
    Truth,
    below,
    bits,
    both,
    char_if,
    every,
    negated,
    number_if,
    one_of,
    same,
    some,
    truth_if,
)


@dataclass(frozen=True, slots=True)
class Text:
    """The known characters, with nothing but zeros after the last one, and the true size.

    The greatest size there is stands for itself and all beyond: none is ever compared with it.
    """

    size: Count
    chars: tuple[Char, ...]
    is_open: bool = False

    @property
    def goes_on(self) -> Truth:
        """Whether there is more than the known characters."""
        return below(len(self.chars), self.size) if self.is_open else False

    def char(self, place: int) -> Char:
        """Return a character; zero after the end."""
        return self.chars[place] if place < len(self.chars) else 0


@dataclass(slots=True)
class Chance:
    """Gives free terms: for what is not known of an open text."""

    made: int = 0

    def truth(self) -> Truth:
        """Return a truth that may be either."""
        self.made += 1
        return z3.Bool(f"free!{self.made}")

    def char(self) -> Char:
        """Return a character that may be any."""
        self.made += 1
        return z3.BitVec(f"free!{self.made}", BITS)

    def real(self) -> Any:
        """Return a number that may be any."""
        self.made += 1
        return z3.Real(f"free!{self.made}")


def known_text(text: str) -> Text:
    """Return a constant."""
    return Text(len(text), tuple(map(ord, text)))


def chosen_text(when: Truth, then: Text, otherwise: Text) -> Text:
    """Choose between two texts."""
    places = range(max(len(then.chars), len(otherwise.chars)))
    return Text(
        char_if(when, then.size, otherwise.size),
        tuple(char_if(when, then.char(place), otherwise.char(place)) for place in places),
        then.is_open or otherwise.is_open,
    )


def equal(one: Text, other: Text, chance: Chance) -> Truth:
    """Say whether two texts are the same."""
    places = range(max(len(one.chars), len(other.chars)))
    alike = both(
        same(one.size, other.size), every(same(one.char(place), other.char(place)) for place in places)
    )
    if not _reaches_past(one, other) and not _reaches_past(other, one):
        return alike
    doubt = both(same(one.size, other.size), some((one.goes_on, other.goes_on)))
    begin = min(len(one.chars), len(other.chars))
    maybe = every(same(one.char(place), other.char(place)) for place in range(begin))
    return truth_if(doubt, both(maybe, chance.truth()), alike)


def _reaches_past(one: Text, other: Text) -> bool:
    """Say whether the second may be of a size at which the first is not wholly known."""
    return one.is_open and (other.is_open or len(other.chars) > len(one.chars))


def before(one: Text, other: Text, chance: Chance) -> Truth:
    """Say whether one text sorts before another, by code points."""
    places = min(len(one.chars), len(other.chars))
    # A text that ends among the first characters is followed by zeros, and no character sorts before zero.
    tie = below(one.size, other.size)
    shorter, longer = (one, other) if len(one.chars) < len(other.chars) else (other, one)
    if shorter.is_open or (one.is_open and other.is_open):
        tie = truth_if(some((one.goes_on, other.goes_on)), chance.truth(), tie)
    elif len(shorter.chars) < len(longer.chars) and shorter.size != len(shorter.chars):
        # Zeros of the shorter may stand against characters that are zeros of the text itself.
        places = len(longer.chars)
    found: Truth = tie
    for place in reversed(range(places)):
        left, right = one.char(place), other.char(place)
        found = truth_if(same(left, right), found, below(left, right))
    return found


def begins(of: Text, text: str, chance: Chance) -> Truth:
    """Say whether a text begins with a known one."""
    if len(text) > len(of.chars):
        return both(of.goes_on, chance.truth())
    alike = every(same(of.chars[place], ord(char)) for place, char in enumerate(text))
    return both(negated(below(of.size, len(text))), alike)


def cut(of: Text, start: int, length: int, chance: Chance) -> Text:
    """Return at most `length` characters from `start`; a negative start counts from the end."""
    if start < 0:
        return _cut_end(of, -start, length, chance)
    chars = tuple(
        of.char(place) if place < len(of.chars) or not of.is_open else chance.char()
        for place in range(start, start + length)
    )
    return Text(_clipped(of.size, start, length), chars)


def _cut_end(of: Text, back: int, length: int, chance: Chance) -> Text:
    width = min(back, length)
    chars = []
    for place in range(width):
        char = chance.char() if of.is_open else 0
        for size in range(len(of.chars) + 1):
            at = max(0, size - back) + place
            char = char_if(same(of.size, size), of.char(at) if at < size else 0, char)
        chars.append(char)
    return Text(_clipped(of.size, 0, width), tuple(chars))


def _clipped(size: Count, start: int, most: int) -> Count:
    """Return how many of a size lie from `start` on, and at most so many."""
    if isinstance(size, int):
        return max(0, min(size - start, most))
    return char_if(below(size, start), 0, char_if(below(size, start + most), size - start, most))


def joined(parts: tuple[Text, ...], chance: Chance) -> Text:
    """Return texts one after the other."""
    return reduce(lambda one, other: _joined(one, other, chance), parts, known_text(""))


def _joined(one: Text, other: Text, chance: Chance) -> Text:
    sizes = range(len(one.chars) + 1)
    chars = []
    for place in range(len(one.chars) + len(other.chars)):
        char: Char = 0
        for size in sizes:
            here = one.char(place) if place < size else other.char(place - size)
            char = char_if(same(one.size, size), here, char)
        chars.append(char)
    known = isinstance(one.size, int) and isinstance(other.size, int)
    whole = Text(
        one.size + other.size if known else bits(one.size) + bits(other.size),
        tuple(chars),
        one.is_open or other.is_open,
    )
    return _unless(some((one.goes_on, other.goes_on)), whole, chance)


def without(of: Text, character: str, chance: Chance) -> Text:
    """Return a text without one character, wherever it stands."""
    rest = known_text("")
    for place in reversed(range(len(of.chars))):
        char = of.chars[place]
        leave_out = some((same(char, ord(character)), negated(below(place, of.size))))
        rest = _put_before(char, rest, leave_out)
    return _unless(of.goes_on, Text(rest.size, rest.chars, of.is_open), chance)


def _put_before(char: Char, rest: Text, leave_out: Truth) -> Text:
    longer = Text(rest.size + 1, (char, *rest.chars))
    return chosen_text(leave_out, rest, longer)


def stripped(of: Text, characters: str, chance: Chance) -> Text:
    """Return a text without its longest beginning made of these characters."""
    points = [ord(each) for each in characters]
    rest: Text = known_text("")
    for place in reversed(range(len(of.chars))):
        here = Text(of.size - place, of.chars[place:], of.is_open)
        is_over = negated(below(place, of.size))
        rest = chosen_text(some((one_of(of.chars[place], points), is_over)), rest, here)
    if not of.is_open:
        return rest
    # Where a known character ends the beginning, something is left; further on nobody knows.
    ends = some(negated(one_of(char, points)) for char in of.chars)
    return _unless(of.goes_on, Text(rest.size, rest.chars, True), chance, keeps_some=ends)


def _unless(doubt: Truth, text: Text, chance: Chance, *, keeps_some: Truth = False) -> Text:
    """Leave a text free where it is not known; `keeps_some` says when it is not empty all the same."""
    if doubt is False:
        return text
    size = chance.char()
    size = char_if(both(keeps_some, same(size, 0)), 1, size)
    return chosen_text(doubt, Text(size, tuple(chance.char() for _ in text.chars), True), text)


def digits_value(of: Text) -> Any:
    """Return the number that a text of known size and ASCII digits writes."""
    found: Any = 0
    for char in of.chars:
        value = reduce(lambda rest, each: number_if(same(char, ord("0") + each), each, rest), range(10), 0)
        found = found * 10 + value
    return found
