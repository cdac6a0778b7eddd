"""A check whose outcome stands for a moment: whoever may ask costs little, however often they ask.

/readyz is open to strangers, and its checks lock the log and open connections.
"""

from collections.abc import Callable
from threading import Lock

from gateway.errors import GatewayError

STANDS_SECONDS = 1.0


class Remembered:
    """Runs a check at most once a moment, and one thread at a time."""

    def __init__(self, check: Callable[[], object], clock: Callable[[], float]) -> None:
        self._check = check
        self._clock = clock
        self._lock = Lock()
        self._until = float("-inf")
        self._error: GatewayError | None = None

    def __call__(self) -> None:
        """Raise what the check raised, the last time it ran."""
        with self._lock:
            if self._clock() >= self._until:
                self._error = self._run()
                self._until = self._clock() + STANDS_SECONDS
            if self._error is not None:
                raise self._error

    def _run(self) -> GatewayError | None:
        try:
            self._check()
        except GatewayError as error:
            return error
        return None
