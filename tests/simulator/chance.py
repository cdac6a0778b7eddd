"""Time and chance as a test wants them."""

from datetime import datetime, timedelta
from hashlib import sha256


class Clock:
    """A clock that stands still until it is moved, or goes on by `step` at each look."""

    def __init__(self, now: datetime, step: timedelta = timedelta(0)) -> None:
        self.now = now
        self.step = step

    def __call__(self) -> datetime:
        now = self.now
        self.now += self.step
        return now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


class Chance:
    """Bytes that look random and are the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn = 0

    def __call__(self, count: int) -> bytes:
        self._drawn += 1
        block = b"".join(
            sha256(f"{self._seed}/{self._drawn}/{part}".encode()).digest() for part in range(-(-count // 32))
        )
        return block[:count]
