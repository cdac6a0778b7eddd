import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import (
    Tile,
    format_bundle_path,
    parse_bundle_path,
    read_bundle_entries,
    write_bundle,
)
from gateway.errors import ProofBad

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/c2sp-tlog-tiles.json").read_text())


@pytest.mark.parametrize("case", VECTORS["bundles"], ids=lambda case: case["path"])
def test_a_bundle_of_the_specification(case):
    tile = Tile(0, case["index"], case["width"])
    assert format_bundle_path(tile.index, tile.width) == case["path"]
    assert parse_bundle_path(case["path"]) == tile
    leaves = [bytes.fromhex(leaf) for leaf in case["entries"]]
    assert write_bundle(leaves).hex() == case["bundle"]
    assert read_bundle_entries(bytes.fromhex(case["bundle"])) == leaves


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/000",
        "tile/entries/",
        "tile/entries/0",
        "tile/entries/000.p/256",
        "/tile/entries/000",
        "",
        "tile",
    ],
)
def test_a_path_in_any_other_spelling_is_no_bundle(path):
    with pytest.raises(ProofBad):
        parse_bundle_path(path)


@given(st.integers(0, 2**63 - 1), st.integers(1, 256))
def test_a_path_is_read_as_it_was_written(index, width):
    assert parse_bundle_path(format_bundle_path(index, width)) == Tile(0, index, width)


@given(st.lists(st.binary(max_size=300), max_size=8), st.data())
def test_a_bundle_is_read_as_it_was_written_and_never_when_it_ends_within_an_entry(leaves, data):
    bundle = write_bundle(leaves)
    assert read_bundle_entries(bundle) == leaves
    ends = {0}
    for leaf in leaves:
        ends.add(max(ends) + 2 + len(leaf))
    cut = data.draw(st.integers(0, len(bundle)))
    if cut not in ends:
        with pytest.raises(ProofBad):
            read_bundle_entries(bundle[:cut])


def test_an_entry_too_long_for_its_length_is_refused():
    assert len(write_bundle([b"x" * 65_535])) == 65_537
    with pytest.raises(ProofBad):
        write_bundle([b"x" * 65_536])
