"""C2SP checkpoints: what a log says of itself, as the text of a signed note.

Only the three lines that everybody can audit are allowed; extension lines,
which C2SP advises against, are refused.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from gateway.audit.encoding import format_base64, parse_base64
from gateway.audit.note import check_name, verify_note
from gateway.audit.tree import EMPTY, HASH_SIZE, MAX_SIZE
from gateway.errors import GatewayError, ProofBad
from gateway.signing import PublicKey

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree's size and root, under the name of its log."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        check_name(self.origin)
        if type(self.size) is not int or not 0 <= self.size <= MAX_SIZE:
            raise ProofBad("checkpoint: not a tree size")
        if type(self.root) is not bytes or len(self.root) != HASH_SIZE:
            raise ProofBad("checkpoint: not a root hash")
        if not self.size and self.root != EMPTY.root():
            raise ProofBad("checkpoint: the empty tree has another root")


def log_id(origin: str) -> str:
    """Name a log in paths, for whoever knows its origin: sixteen digits of its SHA-256."""
    return sha256(origin.encode()).hexdigest()[:16]


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """Write the note text of a checkpoint."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{format_base64(checkpoint.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the note text of a checkpoint: exactly three lines, each in its one spelling.

    Raises:
        ProofBad: it is not a checkpoint.
    """
    lines = text.split("\n") if type(text) is str else []
    if len(lines) != 4 or lines[3]:
        raise ProofBad("checkpoint: not exactly three lines")
    if not _SIZE.fullmatch(lines[1]):
        raise ProofBad("checkpoint: not a tree size")
    return Checkpoint(lines[0], int(lines[1]), parse_base64(lines[2], "checkpoint: the root"))


def verify_checkpoint(note: str, origin: str, key: PublicKey | Sequence[PublicKey]) -> Checkpoint:
    """Return the checkpoint in a note that the log `origin` has signed under its own name.

    A log that has exchanged its key has several.

    Raises:
        ProofBad: it is not a checkpoint of this log.
        SignatureError: the log's signature is wrong.
    """
    keys = (key,) if isinstance(key, PublicKey) else key
    checkpoint = parse_checkpoint(verify_note(note, origin, *keys))
    if checkpoint.origin != origin:
        raise ProofBad("checkpoint: of another log")
    return checkpoint


def has_signed(note: str, origin: str, key: PublicKey) -> bool:
    """Say whether a key has signed a note as the checkpoint of a log, be it entitled to or not."""
    try:
        verify_checkpoint(note, origin, key)
    except GatewayError:
        return False
    return True


def find_stranger(
    note: str, origin: str, strange: Mapping[str, Sequence[PublicKey]]
) -> tuple[str, PublicKey] | None:
    """Return the key of another role that has signed a checkpoint, with that role; None where none has."""
    known = ((role, key) for role, keys in strange.items() for key in keys)
    return next(((role, key) for role, key in known if has_signed(note, origin, key)), None)
