"""What a check of a log has proven so far, kept so that a later check can go on from there.

The tree up to that point is held against the later log by its root: whoever changes a
stored hash below it shows. What was read there is not read again: whoever keeps
such a state trusts himself, and the file in which he keeps it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from gateway.audit.checkpoint import Checkpoint
from gateway.audit.encoding import format_base64, parse_base64
from gateway.audit.note import check_name
from gateway.audit.tree import HASH_SIZE, CompactRange
from gateway.errors import ProofBad

FORMAT = "sinergi-log-proven/1"


@dataclass(frozen=True, slots=True)
class Known:
    """What the entries so far said, as far as later ones are judged by it."""

    latest: str | None = None
    activated_at: str | None = None
    epoch: int | None = None
    bundle: str | None = None
    keys: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proven:
    """A log's tree up to a checkpoint under which nothing at all was found."""

    origin: str
    tree: CompactRange
    known: Known

    @property
    def head(self) -> Checkpoint:
        """The head of that tree."""
        return Checkpoint(self.origin, self.tree.size, self.tree.root())


def format_proven(proven: Proven) -> bytes:
    """Write what was proven as JSON."""
    known = proven.known
    members = {
        "format": FORMAT,
        "origin": proven.origin,
        "size": proven.tree.size,
        "hashes": format_base64(b"".join(proven.tree.hashes)),
        "latest": known.latest,
        "activated_at": known.activated_at,
        "epoch": known.epoch,
        "bundle": known.bundle,
        "keys": sorted(known.keys),
        "agreements": sorted(known.agreements),
    }
    return orjson.dumps(members, option=orjson.OPT_INDENT_2) + b"\n"


def parse_proven(data: bytes) -> Proven:
    """Read what was proven.

    Raises:
        ProofBad: it is not written so.
    """
    try:
        members = orjson.loads(data)
        if members.pop("format") != FORMAT:
            raise ProofBad("proven: of a format that is not known here")
        row = parse_base64(_text(members.pop("hashes")), "proven: the tree")
        hashes = tuple(row[at : at + HASH_SIZE] for at in range(0, len(row), HASH_SIZE))
        tree = CompactRange(_number(members.pop("size")), hashes)
        check_name(origin := _text(members.pop("origin")))
        return Proven(origin, tree, _known(members))
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ProofBad("proven: not what a check has kept") from error


def _known(members: Mapping[str, Any]) -> Known:
    epoch = members["epoch"]
    return Known(
        latest=_text_or_none(members["latest"]),
        activated_at=_text_or_none(members["activated_at"]),
        epoch=None if epoch is None else _number(epoch),
        bundle=_text_or_none(members["bundle"]),
        keys=frozenset(map(_text, _list(members["keys"]))),
        agreements=frozenset(map(_text, _list(members["agreements"]))),
    )


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _text(value: object) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return value


def _list(value: object) -> list[object]:
    if type(value) is not list:
        raise TypeError("not a list")
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("not a number")
    return value
