"""How the tree is kept: C2SP tlog-tiles, as layout and as values.

A tile holds up to 256 neighbouring hashes of every eighth level of the tree;
the levels between are hashed again when they are needed. Reads come in as a
function and writes go out as values, so nothing here can half-finish. A full
tile never changes; a partial one is only ever appended to, so an older and
smaller tree is read from the same tiles.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gateway.audit.tree import HASH_SIZE, MAX_SIZE, CompactRange, extend, fold, node_hash
from gateway.errors import ProofBad

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT

ReadTile = Callable[[int, int], bytes]
"""Reads the stored hashes of tile (level, index), concatenated; may be wider than asked for."""

_PATH = re.compile(r"tile/(0|[1-9]\d?)/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile as it stands at some tree size; `width` counts its hashes."""

    level: int
    index: int
    width: int


def format_tile_path(tile: Tile) -> str:
    """Write the path of a tile below a log's prefix, e.g. `tile/0/x001/234.p/7`."""
    groups = f"{tile.index:0{-(-len(str(tile.index)) // 3) * 3}d}"
    parts = [groups[at : at + 3] for at in range(0, len(groups), 3)]
    path = f"tile/{tile.level}/" + "/".join([f"x{part}" for part in parts[:-1]] + parts[-1:])
    return path if tile.width == TILE_WIDTH else f"{path}.p/{tile.width}"


def parse_tile_path(path: str) -> Tile:
    """Read the path of a tile; only the one spelling that C2SP allows is known.

    Raises:
        ProofBad: no tile has this path.
    """
    match = _PATH.fullmatch(path)
    if match and len(match[2]) <= 40:
        tile = Tile(int(match[1]), int(re.sub("[x/]", "", match[2])), int(match[3] or TILE_WIDTH))
        fits = tile.level < 64 and tile.index <= MAX_SIZE and tile.width <= TILE_WIDTH
        if fits and format_tile_path(tile) == path:
            return tile
    raise ProofBad("not the path of a tile")


def tiles_touched(old_size: int, new_size: int) -> list[Tile]:
    """List the tiles that growing from one size to another writes, as wide as they become."""
    touched = []
    level = 0
    while new_size >> (level * TILE_HEIGHT):
        old, new = (size >> (level * TILE_HEIGHT) for size in (old_size, new_size))
        if new > old:
            touched += [
                Tile(level, index, min(TILE_WIDTH, new - index * TILE_WIDTH))
                for index in range(old // TILE_WIDTH, (new - 1) // TILE_WIDTH + 1)
            ]
        level += 1
    return touched


def integrate(
    read_tile: ReadTile, start: CompactRange, leaf_hashes: Iterable[bytes]
) -> tuple[CompactRange, dict[tuple[int, int], bytes]]:
    """Hash new leaves into the tree and return the tiles to write, whole.

    Only partial tiles at the right edge are read, never more than one a level.

    Raises:
        ProofBad: a stored tile is shorter than the tree it belongs to.
    """
    grown, nodes = extend(start, leaf_hashes)
    added: dict[int, list[bytes]] = {}
    for node in nodes:
        if node.level % TILE_HEIGHT == 0:
            added.setdefault(node.level // TILE_HEIGHT, []).append(node.hash)
    written = {}
    taken = dict.fromkeys(added, 0)
    for tile in tiles_touched(start.size, grown.size):
        level, index = tile.level, tile.index
        kept = max(0, (start.size >> (level * TILE_HEIGHT)) - index * TILE_WIDTH)
        before = _hashes(read_tile, level, index, 0, kept) if kept else b""
        new = added[level][taken[level] : taken[level] + tile.width - kept]
        taken[level] += len(new)
        written[level, index] = before + b"".join(new)
    return grown, written


def load_range(read_tile: ReadTile, size: int) -> CompactRange:
    """Rebuild from its tiles what must be remembered of a tree of `size`."""
    return CompactRange(size, tuple(_perfect_hash(read_tile, *node) for node in _perfect_nodes(0, size)))


def subtree_hash(read_tile: ReadTile, begin: int, end: int) -> bytes:
    """Hash entries `begin` to `end` (exclusive); RFC 9162 must have split the tree at `begin`."""
    return fold([_perfect_hash(read_tile, *node) for node in _perfect_nodes(begin, end)])


def _perfect_nodes(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a range into perfect subtrees, as (level, index), the largest first."""
    while begin < end:
        level = (end - begin).bit_length() - 1
        yield level, begin >> level
        begin += 1 << level


def _perfect_hash(read_tile: ReadTile, level: int, index: int) -> bytes:
    height = level % TILE_HEIGHT
    tile, offset = divmod(index << height, TILE_WIDTH)
    row = _hashes(read_tile, level // TILE_HEIGHT, tile, offset, 1 << height)
    hashes = [row[at : at + HASH_SIZE] for at in range(0, len(row), HASH_SIZE)]
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]


def _hashes(read_tile: ReadTile, level: int, index: int, offset: int, count: int) -> bytes:
    row = read_tile(level, index)[offset * HASH_SIZE : (offset + count) * HASH_SIZE]
    if len(row) != count * HASH_SIZE:
        raise ProofBad(f"tile {level}/{index} is shorter than the tree it belongs to")
    return row
