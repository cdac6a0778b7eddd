"""Chance that repeats: every drawn value depends on the seed and its own name alone.

Adding a column or a row changes no other value, and no two draws share a
state, so the same seed gives the same data on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")

# No vowels, no 0/1: a mark reads aloud well and is never an ordinary word.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


@dataclass(frozen=True, slots=True)
class Dice:
    """A seed, and the draws made from it."""

    seed: int

    def _digest(self, name: tuple[object, ...]) -> int:
        text = "/".join(str(part) for part in (self.seed, *name))
        return int.from_bytes(sha256(text.encode()).digest(), "big")

    def number(self, low: int, high: int, *name: object) -> int:
        """Draw a whole number from low to high, both included."""
        return low + self._digest(name) % (high - low + 1)

    def pick(self, choices: Sequence[T], *name: object) -> T:
        """Draw one of these."""
        return choices[self._digest(name) % len(choices)]

    def mark(self, *name: object) -> str:
        """Make a mark like `RHS-7K2M9XQB` that occurs nowhere else.

        Withheld texts carry one, so that a search finds them wherever they went.
        """
        rest = self._digest(("mark", *name))
        letters = []
        for _ in range(8):
            rest, letter = divmod(rest, len(_LETTERS))
            letters.append(_LETTERS[letter])
        return "RHS-" + "".join(letters)

    def shuffled(self, items: Sequence[T], *name: object) -> list[T]:
        """Return the items in an order that the seed fixes."""
        numbered = sorted(range(len(items)), key=lambda number: self._digest((*name, number)))
        return [items[number] for number in numbered]
