"""The log heads a client holds: what makes a rewritten log show itself.

Every answer carries a head inside its signature. A client that remembers the
greatest one notices when a later head does not extend it.
"""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Protocol

from gateway.audit import Checkpoint, format_checkpoint, parse_base64, parse_checkpoint
from gateway.catalogue import Sentence, problem_of
from gateway.errors import ProofBad
from gateway.evidence import check_heads

Prove = Callable[[int, int], Sequence[bytes]]

# The one text that RFC 9651 section 4.1 writes for it.
_FIELD = re.compile(r'"([^"\\]+)";size=(0|[1-9][0-9]{0,14});root=:([A-Za-z0-9+/=]+):')


def parse_head(text: str, origin: str) -> Checkpoint:
    """Read the Log-Checkpoint field of an answer: `"origin";size=n;root=:...:`.

    Raises:
        ProofBad: it is not written so, or names another log.
    """
    match = _FIELD.fullmatch(text)
    if match is None or match[1] != origin:
        raise ProofBad(Sentence("client.head-other", wanted=origin))
    return Checkpoint(origin, int(match[2]), parse_base64(match[3], "the log head's root"))


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
            ProofBad: the file is damaged or unreadable, or holds the head of another log.
        """
        head = self.held()
        if head is not None and head.origin != origin:
            raise ProofBad(
                Sentence("client.head-of-other", path=self._path, found=head.origin, wanted=origin)
            )
        return head

    def held(self) -> Checkpoint | None:
        """Return the head in the file, of whichever log.

        Raises:
            ProofBad: the file is damaged or unreadable.
        """
        try:
            text = self._path.read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ProofBad(
                Sentence("client.head-unreadable", path=self._path, problem=problem_of(error))
            ) from error
        return parse_checkpoint(text)

    def keep(self, head: Checkpoint) -> None:
        """Write a greater head.

        Raises:
            ProofBad: it cannot be written; the next head would be compared with an old one.
        """
        try:
            replace_whole(self._path, format_checkpoint(head).encode())
        except OSError as error:
            raise ProofBad(
                Sentence("client.head-unwritable", path=self._path, problem=problem_of(error))
            ) from error


def replace_whole(path: Path, content: bytes) -> None:
    """Write a file such that it is there whole or, after a crash, as it was before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
        written = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            written.replace(path)
        except OSError:
            written.unlink(missing_ok=True)
            raise


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
            if held is None or held.size < head.size:
                self._heads.keep(head)
