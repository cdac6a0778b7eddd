"""Truth, characters and whole numbers that may be known already: what is known is folded at once.

Terms of the policy are mostly constants. Folding them here keeps what the solver
sees small, and every operation has one place.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import z3

# Code points: 21 bits hold every one. A solver's terms have no types of their own.
BITS = 21
MOST = (1 << BITS) - 1
Truth = Any
Char = Any
# How many characters: counted in the same bits.
Count = Any


def both(*parts: Truth) -> Truth:
    """Say that all hold."""
    return every(parts)


def every(parts: Iterable[Truth]) -> Truth:
    """Say that all hold; of none, they do."""
    open_parts = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            open_parts.append(part)
    return z3.And(open_parts) if len(open_parts) > 1 else (open_parts[0] if open_parts else True)


def some(parts: Iterable[Truth]) -> Truth:
    """Say that one holds; of none, none does."""
    open_parts = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            open_parts.append(part)
    return z3.Or(open_parts) if len(open_parts) > 1 else (open_parts[0] if open_parts else False)


def negated(part: Truth) -> Truth:
    """Say that it does not hold."""
    return (not part) if isinstance(part, bool) else z3.Not(part)


def truth_if(when: Truth, then: Truth, otherwise: Truth) -> Truth:
    """Choose between two truths."""
    return some((both(when, then), both(negated(when), otherwise)))


def char_if(when: Truth, then: Char, otherwise: Char) -> Char:
    """Choose between two characters."""
    if isinstance(when, bool):
        return then if when else otherwise
    if isinstance(then, int) and isinstance(otherwise, int) and then == otherwise:
        return then
    return z3.If(when, bits(then), bits(otherwise))


def number_if(when: Truth, then: Any, otherwise: Any) -> Any:
    """Choose between two numbers."""
    if isinstance(when, bool):
        return then if when else otherwise
    if isinstance(then, int) and isinstance(otherwise, int) and then == otherwise:
        return then
    return z3.If(when, number(then), number(otherwise))


def bits(char: Char) -> Any:
    """Return a character as a term."""
    return z3.BitVecVal(char, BITS) if isinstance(char, int) else char


def number(value: Any) -> Any:
    """Return a number as a term."""
    if isinstance(value, int):
        return z3.IntVal(value)
    return z3.RealVal(str(value)) if isinstance(value, Fraction) else value


def same(one: Char, other: Char) -> Truth:
    """Compare two characters, or two counts."""
    if isinstance(one, int) and isinstance(other, int):
        return one == other
    return one == other if not isinstance(one, int) else other == one


def below(one: Char, other: Char) -> Truth:
    """Say whether one character sorts before another."""
    if isinstance(one, int) and isinstance(other, int):
        return one < other
    return z3.ULT(bits(one), bits(other))


def at_most(one: Char, other: Char) -> Truth:
    """Say whether one character does not sort after another."""
    return negated(below(other, one))


def one_of(char: Char, characters: Iterable[int]) -> Truth:
    """Say whether a character is among known ones; neighbours are asked for as one span."""
    known = sorted(set(characters))
    if isinstance(char, int):
        return char in known
    spans: list[list[int]] = []
    for point in known:
        if spans and spans[-1][1] == point - 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return some(
        same(char, low) if low == high else both(at_most(low, char), at_most(char, high))
        for low, high in spans
    )
