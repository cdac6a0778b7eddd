"""Entry bundles of C2SP tlog-tiles: the entries below one tile of level 0, each after its length.

A bundle proves nothing by itself; whoever reads one hashes its entries and
holds them against the tile of the same index.
"""

from collections.abc import Iterable

from gateway.audit.entry import MAX_ENTRY
from gateway.audit.tiles import Tile, format_tile_path, parse_tile_path
from gateway.errors import ProofBad

_LENGTH = 2
_ENTRIES, _LEAVES = "tile/entries/", "tile/0/"


def format_bundle_path(index: int, width: int) -> str:
    """Write the path of a bundle below a log's prefix, e.g. `tile/entries/x001/234.p/7`."""
    return _ENTRIES + format_tile_path(Tile(0, index, width)).removeprefix(_LEAVES)


def parse_bundle_path(path: str) -> Tile:
    """Read the path of a bundle as the tile of level 0 over its entries; one spelling is known.

    Raises:
        ProofBad: no bundle has this path.
    """
    if not path.startswith(_ENTRIES):
        raise ProofBad("not the path of an entry bundle")
    return parse_tile_path(_LEAVES + path.removeprefix(_ENTRIES))


def write_bundle(leaves: Iterable[bytes]) -> bytes:
    """Join entries, each after its length in 16 bits, most significant first.

    Raises:
        ProofBad: one is longer than an entry may be.
    """
    parts = []
    for leaf in leaves:
        if len(leaf) > MAX_ENTRY:
            raise ProofBad("entry: too long for a bundle")
        parts += [len(leaf).to_bytes(_LENGTH), leaf]
    return b"".join(parts)


def read_bundle_entries(data: bytes) -> list[bytes]:
    """Take a bundle apart.

    Raises:
        ProofBad: it ends within an entry.
    """
    found, at = [], 0
    while at < len(data):
        start = at + _LENGTH
        at = start + int.from_bytes(data[at:start])
        if at > len(data):
            raise ProofBad("an entry bundle ends within an entry")
        found.append(data[start:at])
    return found
