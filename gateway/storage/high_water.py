"""The greatest head this node ever gave out, kept beside the database and not in it.

A database restored from a backup has forgotten entries that others hold heads
of. Signing on from there would fork the log, so a log smaller than the high
water, or with another root there, is refused.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from gateway.catalogue import Sentence
from gateway.errors import LogBehind

_SLOT = 128


def water_of(state_folder: Path, number: int = 1) -> Path:
    """Name the file of a node's log; the second log, which follows the first, has one of its own."""
    return state_folder / ("high-water" if number == 1 else f"high-water-{number}")


class Head(NamedTuple):
    """A tree size and its root."""

    size: int
    root: bytes


class HighWater:
    """One small file, shared by the node's processes; it never falls."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = str(path)
        self._durable = Head(0, b"")
        name, _, number = path.name.rpartition("-")
        self._next = path.with_name(f"{name}-{int(number) + 1}" if number.isdecimal() else f"{path.name}-2")

    def read(self) -> Head:
        """Return the greatest head; of size 0 when none was given out."""
        with self._opened() as descriptor:
            return max(*_read_slots(descriptor), self._durable)

    def look(self) -> Head:
        """Return the greatest head, and make no file where there is none."""
        return self.read() if self._path.exists() else self._durable

    def is_followed(self) -> bool:
        """Say whether this node has given out a head of the log that follows this one."""
        return self._next.exists() and HighWater(self._next).look().size > 0

    def known(self) -> int:
        """Return the greatest size that this node gave out, whichever process did."""
        return self.read().size

    def check(self, size: int, known: int | None = None) -> None:
        """Refuse a size below what this process knows was given out.

        Who reads without the log's lock says what was known before it read: the
        log may grow, and this process learn of it, while a size is on its way.

        Raises:
            LogBehind: the log has shrunk.
        """
        known = self._durable.size if known is None else known
        if size < known:
            raise LogBehind(Sentence("storage.behind", size=size, known=known))

    def check_state(self, state: Head) -> None:
        """Refuse, under the log's lock, a state that this node's heads do not allow.

        A database restored in place keeps its connections, so this is asked
        before every batch and not only of a new connection.

        Raises:
            LogBehind: the log has shrunk, or grew again another way.
        """
        given = self.read()
        if state.size < given.size or (state.size == given.size and state.size and state.root != given.root):
            raise LogBehind(Sentence("storage.behind", size=state.size, known=given.size))

    def advance(self, head: Head) -> None:
        """Make a head durable before it is given out; a smaller one changes nothing."""
        if head.size <= self._durable.size:
            return
        with self._opened() as descriptor:
            slots = _read_slots(descriptor)
            if head.size > max(slots).size:
                # The greater slot stays whole, should this write be torn.
                os.pwrite(descriptor, _format_slot(head), slots.index(min(slots)) * _SLOT)
            # Even an unchanged file: who wrote it may have died before this line.
            os.fdatasync(descriptor)
            self._durable = max(self._durable, head)

    @contextmanager
    def _opened(self) -> Iterator[int]:
        is_new = False
        try:
            descriptor = os.open(self._file, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            is_new = True
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if is_new:
                _sync_folder(self._path.parent)
            yield descriptor
        finally:
            os.close(descriptor)


def _read_slots(descriptor: int) -> list[Head]:
    data = os.pread(descriptor, 2 * _SLOT, 0)
    return [_parse_slot(data[:_SLOT]), _parse_slot(data[_SLOT:])]


def _format_slot(head: Head) -> bytes:
    text = f"{head.size} {head.root.hex()}"
    return f"{text} {crc32(text.encode()):08x}".ljust(_SLOT - 1).encode() + b"\n"


def _parse_slot(data: bytes) -> Head:
    """Read a slot; one that was torn in writing was never given out."""
    text, _, check = data.decode("ascii", "replace").strip().rpartition(" ")
    size, _, root = text.partition(" ")
    if not size.isdecimal() or check != f"{crc32(text.encode()):08x}":
        return Head(0, b"")
    return Head(int(size), bytes.fromhex(root))


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
