"""Files that appear only when whole: written beside their place under a name that nobody can foresee."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp


@contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """Lend a new file that its owner alone can read; at the end it takes the place, durably.

    Two processes that write to one place have a file each. Where something fails none is left; a
    process that is killed leaves its own, `.NAME.XXXXXXXX.new`, for a person to remove: to
    everybody else it might still be written.

    Raises:
        OSError: the folder takes no file, or the file could not be put in its place.
    """
    descriptor, name = mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    os.close(descriptor)
    unfinished = Path(name)
    try:
        yield unfinished
        _flush(unfinished)
        unfinished.replace(path)
        _flush(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
