"""Geohash (Niemeyer 2008): a place on earth as a box, and smaller boxes in it by one more character each.

Reckoned in whole fractions: a place on an edge lies in the same box on every machine.
"""

import re
from fractions import Fraction

_PLACE = re.compile(r" *(-?[0-9]{1,2}(?:\.[0-9]{1,30})?) *, *(-?[0-9]{1,3}(?:\.[0-9]{1,30})?) *", re.ASCII)
_LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz"
_BITS = 5


def geohash(text: str, precision: int) -> str | None:
    """Return the geohash of so many characters of `latitude,longitude`; None for any other text."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    latitude, longitude = Fraction(found[1]), Fraction(found[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    bits = precision * _BITS
    east, north = _cell(longitude, 180, (bits + 1) // 2), _cell(latitude, 90, bits // 2)
    # Bits of the two take turns, the longitude first.
    taken, number = [east, north], 0
    for place in range(bits - 1, -1, -1):
        axis = (bits - 1 - place) % 2
        depth = (bits - 1 - place) // 2
        width = (bits + 1) // 2 if axis == 0 else bits // 2
        number = number << 1 | taken[axis] >> (width - 1 - depth) & 1
    return "".join(_LETTERS[number >> shift & 31] for shift in range(bits - _BITS, -1, -_BITS))


def _cell(degrees: Fraction, bound: int, bits: int) -> int:
    """Number the interval in which an angle lies, from the south or west; the last one has both its ends."""
    cells = 1 << bits
    return min(int((degrees + bound) * cells / (2 * bound)), cells - 1)
