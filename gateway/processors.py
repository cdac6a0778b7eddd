"""Which processor a process that serves keeps to.

One interpreter computes on one processor at a time, however many threads it has.
Left alone, the system wakes each thread wherever there is room; what the last one
had in its processor's caches the next must fetch again, and waking another
processor costs besides (docs/performance.md says how much). Nobody is crowded out:
processes keep to processors only where there is one for each processor.
"""

import fcntl
import os
from contextlib import suppress
from functools import cache


class Places:
    """Numbered places: one for each process that was forked since, and free again when it is gone."""

    def __init__(self) -> None:
        self._maker = os.getpid()
        # Locked byte by byte. Such locks belong to a process: a fork has none of its parent's.
        self._file = os.memfd_create("places")

    def take(self, count: int) -> int | None:
        """Take the lowest of `count` places that is free; None when none is, or nobody shares them.

        A process that was not forked from the maker, but started anew, has places that nobody else knows of.
        """
        if os.getpid() == self._maker:
            return None
        for place in range(count):
            with suppress(BlockingIOError):
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
                return place
        return None


@cache
def _places() -> Places:
    return Places()


def share_places() -> None:
    """Let the processes that are forked from now on have places to take."""
    with suppress(AttributeError, OSError):
        _places()


def keep_to_one_processor(workers: int) -> None:
    """Let this thread, and all that it starts, compute on one processor, as each of so many workers does.

    Only where every processor that they may use gets a worker: otherwise the system is left to find idle
    ones. So it is while an old worker still has its place, and where the system cannot do it or forbids it.
    """
    with suppress(AttributeError, OSError):
        allowed = sorted(os.sched_getaffinity(0))
        if workers >= len(allowed) and (place := _places().take(workers)) is not None:
            os.sched_setaffinity(0, {allowed[place % len(allowed)]})
