"""How long the log has waited for somebody outside: asked at every request, looked up seldom."""

from collections.abc import Callable
from datetime import datetime

from gateway.exchange import Clock


class WaitingSince:
    """Tells whether an entry from before a moment still waits; `look` finds the oldest that does.

    What was once known not to be older than some moment never becomes older, so
    only a limit that comes near makes it look again.
    """

    def __init__(self, look: Callable[[], datetime | None], clock: Clock) -> None:
        self._look = look
        self._clock = clock
        self._bound: datetime | None = None

    def __call__(self, before: datetime) -> datetime | None:
        """Return when the oldest waiting entry was recorded, if that is before a moment."""
        if self._bound is not None and self._bound >= before:
            return None
        now = self._clock()
        since = self._look()
        self._bound = since or now
        return since if since is not None and since < before else None
