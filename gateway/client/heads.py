"""The log heads a client holds: what makes a rewritten log show itself.

Every answer carries a head inside its signature. A client that remembers the
greatest one notices when a later head does not extend it.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Protocol

from gateway.audit import Checkpoint, format_checkpoint, parse_checkpoint
from gateway.errors import ProofBad
from gateway.evidence import check_heads

Prove = Callable[[int, int], Sequence[bytes]]


class Heads(Protocol):
    """Where the greatest head of each log is kept."""

    def last(self, origin: str) -> Checkpoint | None:
        """Return the greatest head held of a log."""

    def keep(self, head: Checkpoint) -> None:
        """Hold a greater head."""


class MemoryHeads:
    """Heads that last as long as the program."""

    def __init__(self) -> None:
        self._heads: dict[str, Checkpoint] = {}

    def last(self, origin: str) -> Checkpoint | None:
        """Return the greatest head held of a log."""
        return self._heads.get(origin)

    def keep(self, head: Checkpoint) -> None:
        """Hold a greater head."""
        self._heads[head.origin] = head


class FileHeads:
    """The head of one log, in one file; replaced as a whole, so that a crash leaves the old one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def last(self, origin: str) -> Checkpoint | None:
        """Return the head in the file.

        Raises:
            ProofBad: the file is damaged, or holds the head of another log.
        """
        with suppress(FileNotFoundError):
            head = parse_checkpoint(self._path.read_text("utf-8"))
            if head.origin != origin:
                raise ProofBad(f"{self._path} holds a head of {head.origin}")
            return head
        return None

    def keep(self, head: Checkpoint) -> None:
        """Write a greater head."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=self._path.parent, delete=False) as file:
            file.write(format_checkpoint(head))
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(self._path)


class HeadWatch:
    """Compares each head with the last one held; one thread at a time."""

    def __init__(self, heads: Heads, prove: Prove) -> None:
        self._heads = heads
        self._prove = prove
        self._lock = Lock()

    def see(self, head: Checkpoint) -> None:
        """Check a head against the last, and hold the greater of the two.

        Raises:
            ProofBad: the two cannot be heads of one log that only grew.
        """
        with self._lock:
            held = self._heads.last(head.origin)
            # Answers overtake each other, so the later answer may carry the smaller head.
            old, new = (head, held) if held and head.size < held.size else (held, head)
            proof: Sequence[bytes] = ()
            if old and 0 < old.size < new.size:
                proof = self._prove(old.size, new.size)
            check_heads(old, new, proof)
            if new is head:
                self._heads.keep(head)
