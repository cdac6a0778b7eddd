"""Taking turns at a SQLite database, between processes and threads.

SQLite lets waiting writers sleep and try again, and an unlucky one starves; the
kernel's queue for a file lock is fair. The lock is a courtesy: BEGIN IMMEDIATE
alone keeps the database whole.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LockHeld(TimeoutError):
    """Somebody else held a lock for as long as was waited."""


@contextmanager
def hold_lock(path: str | Path, wait_seconds: float | None = None) -> Iterator[None]:
    """Hold the exclusive lock of a file, which is made if need be.

    With a limit on waiting, turns are no longer fair.

    Raises:
        LockHeld: somebody else held it all the time.
    """
    # Opened anew each time: an open file that a fork shares would be one holder.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if wait_seconds is None:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        else:
            _try_to_lock(descriptor, wait_seconds)
        yield
    finally:
        os.close(descriptor)


def _try_to_lock(descriptor: int, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise LockHeld("another process holds the lock") from error
            time.sleep(0.01)
        else:
            return
