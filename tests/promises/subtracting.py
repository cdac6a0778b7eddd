"""An attacker with paper and pencil: from figures of sets of rows to every figure that they determine.

Rows are sorted into atoms, kinds of rows that no table tells apart any further; a
figure says how many rows some atoms have together. What follows is linear algebra
over the rationals, and that nobody is counted less than zero times.
"""

from collections.abc import Hashable, Iterable
from fractions import Fraction

Atom = Hashable
Equation = tuple[dict[Atom, Fraction], Fraction]


class Attacker:
    """Knows some figures, and finds what else they give away."""

    def __init__(self) -> None:
        self._known: list[tuple[frozenset[Atom], int]] = []

    def learn(self, atoms: Iterable[Atom], rows: int) -> None:
        """Take a figure down."""
        self._known.append((frozenset(atoms), rows))

    def derive(self, wanted: Iterable[frozenset[Atom]]) -> dict[frozenset[Atom], int]:
        """Return the figures of those sets that follow from what is known, and no others."""
        zero = self._zeros()
        pivots = _eliminated([(known - zero, rows) for known, rows in self._known])
        found: dict[frozenset[Atom], int] = {}
        for atoms in wanted:
            left, value = _reduced(dict.fromkeys(atoms - zero, Fraction(1)), Fraction(0), pivots)
            if not left:
                found[atoms] = int(-value)
        return found

    def _zeros(self) -> frozenset[Atom]:
        zero: frozenset[Atom] = frozenset()
        while True:
            more = zero.union(*(known for known, rows in self._known if rows == 0))
            known = [(atoms - more, rows) for atoms, rows in self._known]
            # A figure for a whole that a figure for its part exhausts: what is left of it is nobody.
            for part, few in known:
                for whole, many in known:
                    if part < whole and few == many:
                        more |= whole - part
            if more == zero:
                return zero
            zero = more


def _eliminated(known: list[tuple[frozenset[Atom], int]]) -> dict[Atom, Equation]:
    pivots: dict[Atom, Equation] = {}
    for atoms, rows in known:
        left, value = _reduced(dict.fromkeys(atoms, Fraction(1)), Fraction(rows), pivots)
        if left:
            pivot = min(left, key=repr)
            scale = left[pivot]
            pivots[pivot] = ({atom: part / scale for atom, part in left.items()}, value / scale)
    return pivots


def _reduced(left: dict[Atom, Fraction], value: Fraction, pivots: dict[Atom, Equation]) -> Equation:
    """Take out every atom that has a pivot, until none is left that does."""
    while pivot := next((atom for atom in left if atom in pivots), None):
        equation, rows = pivots[pivot]
        factor = left[pivot]
        for atom, part in equation.items():
            rest = left.get(atom, Fraction(0)) - factor * part
            if rest:
                left[atom] = rest
            else:
                left.pop(atom, None)
        value -= factor * rows
    return left, value
