"""What was made of frozen values, kept so that it is made once.

Found by the identity of those values, so nothing is hashed or compared; they are
held, so nothing else can take their place. A new policy brings new values, and so
finds nothing that was made of the old ones. No value of a request may be a key.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Made = TypeVar("Made")

LIMIT = 64


def keep(made: dict[Key, Made], key: Key, value: Made, *, limit: int = LIMIT) -> None:
    """Put one more into what was made; when there are too many, all are made anew."""
    if len(made) >= limit:
        made.clear()
    made[key] = value


class Kept(Generic[Made]):
    """A bounded number of things made of some values."""

    def __init__(self, limit: int = 4 * LIMIT) -> None:
        self._limit = limit
        self._made: dict[tuple[int, ...], tuple[tuple[object, ...], Made]] = {}

    def get(self, make: Callable[[], Made], *of: object) -> Made:
        """Return what was made of these very values, or make it."""
        found = self._made.get(key := tuple(map(id, of)))
        if found is None:
            found = (of, make())
            keep(self._made, key, found, limit=self._limit)
        return found[1]
