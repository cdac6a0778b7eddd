"""Entry bundles for auditors: what a log holds, to whoever the log's own agency lets look.

A bundle shows exchanges with every consumer, so another agency's auditor has no
right to it; who may is in the trust file of this agency, under the role auditor.
Each bundle that is read is an entry itself.
"""

from dataclasses import dataclass

from gateway.audit import TILE_WIDTH, Tile, log_id, parse_bundle_path, write_bundle
from gateway.errors import AuditorUnknown, PathUnknown, ProofBad
from gateway.exchange.call import Call, Moment, Performed, Reply, Target, World
from gateway.exchange.ports import Log
from gateway.signing import Message

AUDITOR_ROLES = frozenset({"auditor"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for the entries below one tile."""

    path: str
    tile: Tile
    log: str = ""


def _parse(message: Message, target: Target) -> Asked:
    try:
        return Asked(target.tile, parse_bundle_path(target.tile), target.log)
    except ProofBad as error:
        raise PathUnknown("not the path of an entry bundle") from error


def _decide(asked: Asked, moment: Moment, world: World) -> Asked:
    if moment.caller.agency != world.agency:
        raise AuditorUnknown("an auditor of another agency")
    if _log_of(asked, world).tile(0, asked.tile.index, asked.tile.width) is None:
        raise PathUnknown("the log has not so many entries")
    return asked


def _perform(asked: Asked, moment: Moment, world: World) -> Performed:
    leaves = _log_of(asked, world).read_leaves(asked.tile.index * TILE_WIDTH, asked.tile.width)
    reply = Reply(200, "application/octet-stream", write_bundle(leaves))
    return Performed(reply, "described", facts={"page": f"{asked.log}/{asked.path}".strip("/")})


def _log_of(asked: Asked, world: World) -> Log:
    """Find the log of a path: by its id, or the gateway's first one, whose path has none."""
    if not asked.log:
        return world.shelves[-1].log
    for shelf in world.shelves:
        if log_id(shelf.origin) == asked.log:
            return shelf.log
    raise PathUnknown("no log of this gateway")


AUDIT_ENTRIES: Call[Asked, Asked] = Call("audit-entries", _parse, _decide, _perform, roles=AUDITOR_ROLES)
