"""One look through a copy of a log: the roots at sizes that are asked for, and every revocation of a key."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gateway.audit import EMPTY, SUCCEED, leaf_hash, parse_entry
from gateway.errors import ProofBad
from gateway.evidence.keys_then import Revocation

_REVOKING = (b'"kind":"revoke"', b'"kind":"succeed"')


@dataclass(frozen=True, slots=True)
class Survey:
    """What a copy holds; it proves nothing until one of its roots is a signed one."""

    size: int
    roots: Mapping[int, bytes]
    revoked: Mapping[str, Revocation]


def survey_log(entries: Iterable[tuple[int, bytes]], sizes: Collection[int]) -> Survey:
    """Hash a copy once; memory stays flat.

    Raises:
        ProofBad: an entry is missing, or is none.
    """
    tree = EMPTY
    roots: dict[int, bytes] = {}
    revoked: dict[str, Revocation] = {}
    for index, leaf in entries:
        if index != tree.size:
            raise ProofBad(f"log: entry {tree.size} is missing")
        tree = tree.extend(leaf_hash(leaf))
        if tree.size in sizes:
            roots[tree.size] = tree.root()
        # A cheap look first: most entries revoke nothing.
        if any(kind in leaf for kind in _REVOKING):
            note_revocation(index, leaf, revoked)
    return Survey(tree.size, {**roots, tree.size: tree.root()}, revoked)


def note_revocation(index: int, leaf: bytes, revoked: dict[str, Revocation]) -> None:
    """Add what an entry revokes; the first word on a key counts.

    Raises:
        ProofBad: it is no entry.
    """
    entry = parse_entry(leaf)
    keys = [entry["key"]] if entry["kind"] == "revoke" else []
    if entry["kind"] == SUCCEED:
        # They were revoked in the log before.
        keys = entry["succession"]["policy"]["revoked"]
    at = datetime.fromisoformat(entry["times"]["recorded_at"]["value"])
    for key in keys:
        revoked.setdefault(key, Revocation(index, at))
