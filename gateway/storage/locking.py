"""Taking turns at a SQLite database, between processes and threads.

SQLite lets waiting writers sleep and try again, and an unlucky one starves; the
kernel's queue for a file lock is fair. The lock is a courtesy: BEGIN IMMEDIATE
alone keeps the database whole.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the exclusive lock of a file, which is made if need be."""
    # Opened anew each time: an open file that a fork shares would be one holder.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
