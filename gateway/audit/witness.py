"""C2SP tlog-witness: what a witness may cosign, given what it holds.

A witness never cosigns two heads of one log that do not extend each other. Who
stores its answers must compare and swap: `judge` looks at what was held when it
was asked, and an answer counts only if that is still held when it is stored.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest

from gateway.audit.checkpoint import Checkpoint, parse_checkpoint, verify_checkpoint
from gateway.audit.encoding import format_base64, parse_base64
from gateway.audit.note import parse_note
from gateway.audit.proofs import verify_consistency
from gateway.audit.tree import EMPTY, HASH_SIZE
from gateway.errors import ProofBad, SignatureError
from gateway.signing import PublicKey

MAX_PROOF = 63
"""C2SP: no more proof lines than a tree of 2**63 leaves has levels."""

SIZE_TYPE = "text/x.tlog.size"

_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


class Verdict(StrEnum):
    """What a witness answers."""

    COSIGN = "cosign"
    """200: it extends what is held."""

    MALFORMED = "malformed"
    """400: not a request, or the old size is larger than the new."""

    UNSIGNED = "unsigned"
    """403: no key that is trusted for this origin has signed it."""

    WRONG_ROLE = "wrong-role"
    """403: a key that is trusted for another role has signed it; it is answered with that role."""

    UNKNOWN = "unknown"
    """404: no log of this origin is witnessed here."""

    CONFLICT = "conflict"
    """409: something else is held than the caller supposed."""

    FORK = "fork"
    """409: the log has signed another root for the size that is held."""

    UNPROVEN = "unproven"
    """422: the proof does not show that what is held is extended."""


VERDICT_STATUS = {
    Verdict.COSIGN: 200,
    Verdict.MALFORMED: 400,
    Verdict.UNSIGNED: 403,
    Verdict.WRONG_ROLE: 403,
    Verdict.UNKNOWN: 404,
    Verdict.CONFLICT: 409,
    Verdict.FORK: 409,
    Verdict.UNPROVEN: 422,
}


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """A request to a witness: the size that the caller supposes is held, a proof from there, a note."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    @property
    def checkpoint(self) -> Checkpoint:
        """What the note says; nothing of it is verified."""
        return parse_checkpoint(parse_note(self.note).text)


def parse_add_checkpoint(body: bytes) -> AddCheckpoint:
    """Read the body of an add-checkpoint call.

    Raises:
        ProofBad: it is not one.
    """
    try:
        head, border, note = body.decode("utf-8").partition("\n\n")
    except UnicodeDecodeError as error:
        raise ProofBad("add-checkpoint: not UTF-8") from error
    first, *lines = head.split("\n")
    stated = _OLD.fullmatch(first)
    if not border or not stated or len(lines) > MAX_PROOF:
        raise ProofBad("add-checkpoint: not an old size, a proof and a checkpoint")
    proof = tuple(parse_base64(line, "add-checkpoint: a proof line") for line in lines)
    if any(len(item) != HASH_SIZE for item in proof):
        raise ProofBad("add-checkpoint: a proof line is not a hash")
    request = AddCheckpoint(int(stated[1]), proof, note)
    if request.old > request.checkpoint.size:
        raise ProofBad("add-checkpoint: the old size is larger than the new")
    return request


def format_add_checkpoint(request: AddCheckpoint) -> bytes:
    """Write the body of an add-checkpoint call."""
    lines = [f"old {request.old}", *(format_base64(item) for item in request.proof)]
    return ("\n".join(lines) + "\n\n" + request.note).encode()


def judge(request: AddCheckpoint, origin: str, keys: Sequence[PublicKey], held: Checkpoint | None) -> Verdict:
    """Decide what a witness answers, whatever the origin's keys and head.

    `held` is the last head that was cosigned for this origin; None before the first.
    """
    try:
        offered = verify_checkpoint(request.note, origin, keys)
    except (ProofBad, SignatureError):
        return Verdict.UNSIGNED
    known = held or Checkpoint(origin, 0, EMPTY.root())
    if request.old != known.size:
        return Verdict.CONFLICT
    if offered.size == known.size and not compare_digest(offered.root, known.root):
        return Verdict.FORK
    try:
        verify_consistency(known.size, known.root, offered.size, offered.root, request.proof)
    except ProofBad:
        return Verdict.UNPROVEN
    return Verdict.COSIGN
