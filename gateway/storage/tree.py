"""The tree in its tables: tiles read and written, checkpoints signed."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from gateway.audit import (
    TILE_WIDTH,
    Checkpoint,
    CompactRange,
    ReadTile,
    format_checkpoint,
    integrate,
    leaf_hash,
    sign_note,
)
from gateway.signing import Signer
from gateway.storage.gathering import Gathering, insert_rows
from gateway.storage.statements import run
from gateway.storage.tables import checkpoints, tiles

HASH_SIZE = 32

_tile = select(tiles.c.hashes).where(tiles.c.level == bindparam("level"), tiles.c.index == bindparam("index"))


def tile_reader(connection: Connection) -> ReadTile:
    """Return the function through which proofs and growth read tiles."""

    def read(level: int, index: int) -> bytes:
        found = run(connection, _tile, {"level": level, "index": index})
        return bytes(found[0][0]) if found else b""

    return read


def stored_hash(read: ReadTile, index: int) -> bytes | None:
    """Return the hash that the tree holds for an entry."""
    tile, place = divmod(index, TILE_WIDTH)
    at = place * HASH_SIZE
    return read(0, tile)[at : at + HASH_SIZE] or None


def grow_tree(gathering: Gathering, tree: CompactRange, leaves: Sequence[bytes]) -> CompactRange:
    """Add leaves to the tree and write the tiles that they touch."""
    grown, written = integrate(tile_reader(gathering.connection), tree, [leaf_hash(leaf) for leaf in leaves])
    rows = [{"level": level, "index": index, "hashes": hashes} for (level, index), hashes in written.items()]
    gathering.add(tiles, rows, overwrite=True)
    return grown


def write_checkpoint(gathering: Gathering, origin: str, tree: CompactRange, signer: Signer) -> str:
    """Sign the head of a tree and store it."""
    note = make_checkpoint(origin, tree, signer)
    insert_rows(gathering, checkpoints, [{"size": tree.size, "note": note}])
    return note


def make_checkpoint(origin: str, tree: CompactRange, signer: Signer) -> str:
    """Sign the head of a tree."""
    text = format_checkpoint(Checkpoint(origin, tree.size, tree.root()))
    return sign_note(text, origin, signer)
