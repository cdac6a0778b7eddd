"""Which processor a process that serves keeps to.

One interpreter computes on one processor at a time, however many threads it has.
Left alone, the system wakes each thread wherever there is room; what the last one
had in its processor's caches the next must fetch again, and waking another
processor costs besides. docs/performance.md says how much.
"""

import fcntl
import os
from contextlib import suppress
from functools import cache
from tempfile import TemporaryFile


class Places:
    """One place for each process: the lowest that is free when it comes, and free again when it is gone."""

    def __init__(self) -> None:
        # Locked byte by byte. Such locks belong to a process: a fork has none of its parent's.
        with TemporaryFile() as file:
            # Open for as long as any of the processes lives.
            self._file = os.dup(file.fileno())

    def take(self) -> int:
        """Take a place, counted from 0, until this process ends."""
        place = 0
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except (BlockingIOError, PermissionError):
                place += 1
            else:
                return place


@cache
def places() -> Places:
    """Return what all processes share that are forked after the first call."""
    return Places()


def keep_to_one_processor(first: int) -> None:
    """Let this thread, and all that it starts, compute on one processor, another for each place.

    Those that the process may use at all are dealt out in turn, from the one numbered `first`. Where
    the system has no such thing, or forbids it, nothing changes but speed.
    """
    if not hasattr(os, "sched_setaffinity"):
        return
    allowed = sorted(os.sched_getaffinity(0))
    with suppress(OSError):
        os.sched_setaffinity(0, {allowed[(first + places().take()) % len(allowed)]})
