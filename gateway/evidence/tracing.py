"""The check of one entry step by step, so that a person can see where it holds and where it breaks.

Every step is judged on its own, from the bytes that are there: one that fails
does not hide what the others show. Nothing that was stored is believed but
what the log's signature covers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import Literal

from gateway.audit import (
    Opening,
    PathStep,
    check_opening,
    follow_inclusion,
    leaf_hash,
    parse_checkpoint,
    parse_entry,
    parse_note,
    verifier_key,
    verify_checkpoint,
)
from gateway.errors import GatewayError, ProofBad
from gateway.signing import PublicKey

StepName = Literal["canonical", "openings", "leaf", "path", "root", "signature"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: whether it holds, what it worked on, and for the operator why it does not."""

    name: StepName
    is_sound: bool
    values: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """The check of one entry; `path` is what was climbed, from the leaf up."""

    index: int
    steps: tuple[Step, ...]
    path: tuple[PathStep, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the entry is proven to be the one that was recorded."""
        return all(step.is_sound for step in self.steps)


def trace_inclusion(
    *,
    index: int,
    leaf: bytes,
    stored_hash: bytes | None,
    openings: Mapping[str, Opening],
    proof: Sequence[bytes] | None,
    note: str,
    origin: str,
    key: PublicKey,
) -> Trace:
    """Check one entry against a checkpoint; `proof` is None when none could be made."""
    found = leaf_hash(leaf)
    size, root = _claimed(note)
    path, problem = _climb(found, index, size, proof)
    top = path[-1].result if path else found
    leads_there = not problem and compare_digest(top, root)
    steps = (
        _canonical(leaf),
        _opened(leaf, openings),
        Step("leaf", stored_hash == found, {"hash": found.hex(), "stored": (stored_hash or b"").hex()}),
        Step("path", not problem, {"index": str(index), "size": str(size), "top": top.hex()}, problem),
        Step("root", leads_there, {"top": top.hex(), "root": root.hex()}),
        _signed(note, origin, key),
    )
    return Trace(index, steps, path)


def _claimed(note: str) -> tuple[int, bytes]:
    """Read what a checkpoint claims; whether that is signed is a step of its own."""
    try:
        checkpoint = parse_checkpoint(parse_note(note).text)
    except ProofBad:
        return 0, b""
    return checkpoint.size, checkpoint.root


def _climb(
    found: bytes, index: int, size: int, proof: Sequence[bytes] | None
) -> tuple[tuple[PathStep, ...], str]:
    if proof is None:
        return (), "no path could be made from what is stored"
    try:
        return tuple(follow_inclusion(found, index, size, proof)), ""
    except ProofBad as error:
        return (), str(error)


def _canonical(leaf: bytes) -> Step:
    values = {"bytes": str(len(leaf))}
    try:
        parse_entry(leaf)
    except ProofBad as error:
        return Step("canonical", False, values, str(error))
    return Step("canonical", True, values)


def _opened(leaf: bytes, openings: Mapping[str, Opening]) -> Step:
    values = {"names": ", ".join(sorted(openings))}
    try:
        entry = parse_entry(leaf)
        for name, opening in openings.items():
            check_opening(entry, name, *opening)
    except ProofBad as error:
        return Step("openings", False, values, str(error))
    return Step("openings", True, values)


def _signed(note: str, origin: str, key: PublicKey) -> Step:
    values = {"origin": origin, "key": verifier_key(origin, key)}
    try:
        verify_checkpoint(note, origin, key)
    except GatewayError as error:
        return Step("signature", False, values, str(error))
    return Step("signature", True, values)
