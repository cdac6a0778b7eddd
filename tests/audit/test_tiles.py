import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.audit import (
    EMPTY,
    TILE_WIDTH,
    Tile,
    extend,
    format_tile_path,
    integrate,
    leaf_hash,
    load_range,
    make_consistency,
    make_inclusion,
    parse_tile_path,
    tiles_touched,
)
from gateway.errors import ProofBad

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/c2sp-tlog-tiles.json").read_text())
LEAVES = [leaf_hash(number.to_bytes(4)) for number in range(1500)]


def build(*sizes: int) -> tuple[dict[tuple[int, int], bytes], list[tuple[int, int]]]:
    """Grow a log through these sizes; return its tiles and every read it made."""
    tiles: dict[tuple[int, int], bytes] = {}
    reads: list[tuple[int, int]] = []

    def read(level: int, index: int) -> bytes:
        reads.append((level, index))
        return tiles[level, index]

    grown = EMPTY
    for size in sizes:
        grown, written = integrate(read, grown, LEAVES[grown.size : size])
        tiles |= written
    assert grown == extend(EMPTY, LEAVES[: grown.size])[0]
    return tiles, reads


@settings(max_examples=25)
@given(st.sets(st.integers(1, len(LEAVES)), min_size=1, max_size=8))
def test_any_batches_write_the_same_tiles_as_one(sizes):
    steps = sorted(sizes)
    tiles, _ = build(*steps)
    assert tiles == build(steps[-1])[0]


def test_only_partial_tiles_at_the_edge_are_read():
    _, reads = build(1, 255, 256, 512, 700, 1500)
    assert reads == [(0, 0), (0, 0), (1, 0), (0, 2), (1, 0)]


def test_a_full_tile_is_never_written_again():
    tiles, _ = build(700)
    _, written = integrate(lambda *at: tiles[at], load_range(lambda *at: tiles[at], 700), LEAVES[700:1500])
    full = {at for at, row in tiles.items() if len(row) == TILE_WIDTH * 32}
    assert full == {(0, 0), (0, 1)}
    assert not full & written.keys()


@pytest.mark.parametrize("tree", VECTORS["trees"], ids=lambda tree: f"size {tree['size']}")
def test_the_tiles_of_the_examples_of_c2sp(tree):
    touched = tiles_touched(0, tree["size"])
    partial = [[tile.level, tile.width] for tile in touched if tile.width < TILE_WIDTH]
    full = Counter(tile.level for tile in touched if tile.width == TILE_WIDTH)
    assert partial == tree["partial"]
    assert [list(item) for item in full.items()] == tree["full"]


@given(st.integers(0, 1500), st.integers(0, 1500))
def test_the_tiles_touched_are_those_written(one, other):
    old, new = sorted((one, other))
    tiles, _ = build(*([old] if old else []))
    start = load_range(lambda *at: tiles[at], old)
    _, written = integrate(lambda *at: tiles[at], start, LEAVES[old:new])
    assert {at: len(row) // 32 for at, row in written.items()} == {
        (tile.level, tile.index): tile.width for tile in tiles_touched(old, new)
    }


@given(st.integers(0, 1500))
def test_a_range_is_rebuilt_from_its_tiles(size):
    tiles, _ = build(1500)
    assert load_range(lambda *at: tiles[at], size) == extend(EMPTY, LEAVES[:size])[0]


def test_tiles_read_again_later_give_the_same_proofs():
    early, _ = build(700)
    late, _ = build(700, 1500)
    for index in (0, 255, 256, 511, 512, 699):
        assert make_inclusion(index, 700, lambda *at: early[at]) == make_inclusion(
            index, 700, lambda *at: late[at]
        )
    assert make_consistency(300, 700, lambda *at: early[at]) == make_consistency(
        300, 700, lambda *at: late[at]
    )


@pytest.mark.parametrize(
    "cut",
    [
        pytest.param((0, 2), id="the leaves"),
        pytest.param((1, 0), id="the level above"),
    ],
)
def test_a_tile_that_lost_hashes_is_noticed_and_never_extended(cut):
    tiles, _ = build(700)
    start = load_range(lambda *at: tiles[at], 700)
    tiles[cut] = tiles[cut][:-32]
    with pytest.raises(ProofBad, match=f"tile {cut[0]}/{cut[1]} is shorter"):
        integrate(lambda *at: tiles[at], start, LEAVES[700:1500])
    with pytest.raises(ProofBad, match="shorter"):
        load_range(lambda *at: tiles[at], 700)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0, 256), "tile/0/000"),
        (Tile(0, 0, 1), "tile/0/000.p/1"),
        (Tile(1, 999, 255), "tile/1/999.p/255"),
        (Tile(63, 1000, 256), "tile/63/x001/000"),
        (
            Tile(VECTORS["path"]["level"], VECTORS["path"]["index"], VECTORS["path"]["width"]),
            VECTORS["path"]["path"],
        ),
    ],
)
def test_the_path_of_a_tile_goes_both_ways(tile, path):
    assert format_tile_path(tile) == path
    assert parse_tile_path(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/100/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/300",
        "tile/0/000.p/",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/\u0660\u0660\u0660",
        "tile/0/../000",
        "tile/entries/000",
        "tile/0/" + "x001/" * 3000 + "000",
    ],
)
def test_a_path_in_any_other_spelling_is_refused(path):
    with pytest.raises(ProofBad):
        parse_tile_path(path)
