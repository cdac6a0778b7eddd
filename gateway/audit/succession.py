"""The succession of a log: what both agencies sign when a log can no longer be written on.

A log that has forked, or lost entries whose heads others hold, signs nothing more.
The way forward is another log under another name, whose first entry says where the
old one ends, which other heads of it are known, and what policy goes on. Whoever
holds the new log's first entry holds that statement and each agency's signature.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from gateway.audit.checkpoint import Checkpoint
from gateway.audit.encoding import format_base64, parse_base64
from gateway.audit.note import check_name
from gateway.audit.schema import SUCCESSION_FORMAT, check_member
from gateway.errors import KeyUnknown, ProofBad
from gateway.signing import PublicKey, detached_header, verify_detached

SUCCESSION_TYPE = "sinergi-succession"
SUCCEED = "succeed"
"""The kind of a log's first entry, where another log came before it."""

LEAST_AGENCIES = 2

Find = Callable[[str, str], PublicKey | None]
"""Returns the key of an agency's signatory by its thumbprint; None where it is no such key."""


@dataclass(frozen=True, slots=True)
class Succession:
    """What is signed.

    `old` is the head with which the old log of `agency` ends; `beyond` are the other
    heads of it that somebody holds. `origin` names the new log. The rest is the policy
    that goes on: nothing suspended or revoked comes back. All of `agencies` must sign.
    """

    agency: str
    agencies: tuple[str, ...]
    old: Checkpoint
    beyond: tuple[Checkpoint, ...]
    origin: str
    epoch: int
    bundle: str
    activated_at: str
    suspended: tuple[str, ...]
    revoked: tuple[str, ...]
    prepared_at: str

    @property
    def lost(self) -> int:
        """How many entries somebody saw that the old log has no more."""
        return max(0, *(head.size - self.old.size for head in self.beyond), 0)

    @property
    def members(self) -> dict[str, Any]:
        """It as a member of an entry."""
        return {
            "format": SUCCESSION_FORMAT,
            "agency": self.agency,
            "agencies": list(self.agencies),
            "old": {"origin": self.old.origin, **_head(self.old)},
            "beyond": [_head(head) for head in self.beyond],
            "lost": self.lost,
            "origin": self.origin,
            "policy": {
                "epoch": self.epoch,
                "bundle": self.bundle,
                "activated_at": self.activated_at,
                "suspended": list(self.suspended),
                "revoked": list(self.revoked),
            },
            "prepared_at": self.prepared_at,
        }


def format_succession(succession: Succession) -> bytes:
    """Write the exact bytes that are signed: the same as in the entry."""
    return orjson.dumps(succession.members, option=orjson.OPT_SORT_KEYS)


def parse_succession(data: bytes) -> Succession:
    """Read a statement: exactly as it is written.

    Raises:
        ProofBad: it is none.
    """
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise ProofBad("succession: not JSON") from error
    check_member("succession", value)
    succession = _read(value)
    if format_succession(succession) != data:
        raise ProofBad("succession: not in canonical form")
    return succession


def succession_of(entry: Mapping[str, Any]) -> Succession | None:
    """Return what a log's first entry says of the log before it; None where there was none.

    What the entry repeats of it outside of what is signed must be the same: by its bundle
    the signatures are judged.

    Raises:
        ProofBad: it contradicts itself.
    """
    if entry["kind"] != SUCCEED:
        return None
    succession = _read(entry["succession"])
    repeated = (entry.get("provider", succession.agency), entry["epoch"], entry["bundle"])
    if succession.members != entry["succession"] or repeated != (
        succession.agency,
        succession.epoch,
        succession.bundle,
    ):
        raise ProofBad("succession: it contradicts itself")
    return succession


def check_approvals(succession: Succession, approvals: Mapping[str, str], find: Find) -> None:
    """Check that a signatory of every agency has signed.

    Raises:
        ProofBad: a signature is missing, or one too many is there.
        SignatureError: one is wrong, or by no signatory of its agency.
    """
    if approvals.keys() != set(succession.agencies):
        missing = sorted(set(succession.agencies) ^ approvals.keys())
        raise ProofBad(f"succession: not signed by exactly its agencies: {', '.join(missing)}")
    for agency, jws in approvals.items():
        thumbprint = detached_header(jws).get("kid")
        key = find(agency, thumbprint) if isinstance(thumbprint, str) else None
        if key is None:
            raise KeyUnknown(f"the succession is signed by no signatory of {agency}")
        verify_detached(jws, format_succession(succession), key, typ=SUCCESSION_TYPE)


def _read(value: Mapping[str, Any]) -> Succession:
    origin, policy = value["old"]["origin"], value["policy"]
    check_name(value["origin"])
    succession = Succession(
        agency=value["agency"],
        agencies=tuple(value["agencies"]),
        old=_checkpoint(origin, value["old"]),
        beyond=tuple(_checkpoint(origin, head) for head in value["beyond"]),
        origin=value["origin"],
        epoch=policy["epoch"],
        bundle=policy["bundle"],
        activated_at=policy["activated_at"],
        suspended=tuple(policy["suspended"]),
        revoked=tuple(policy["revoked"]),
        prepared_at=value["prepared_at"],
    )
    if succession.origin == origin:
        raise ProofBad("succession: the new log has the name of the old one")
    named = succession.agencies
    if not _is_sorted(named) or len(named) < LEAST_AGENCIES or succession.agency not in named:
        raise ProofBad("succession: not two agencies, the log's own among them")
    return succession


def _is_sorted(names: Sequence[str]) -> bool:
    return list(names) == sorted(set(names))


def _head(head: Checkpoint) -> dict[str, Any]:
    return {"size": head.size, "root": format_base64(head.root)}


def _checkpoint(origin: str, head: Mapping[str, Any]) -> Checkpoint:
    return Checkpoint(origin, head["size"], parse_base64(head["root"], "succession: a root"))
