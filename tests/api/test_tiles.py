"""The log's tree as files that anybody may keep, and its entries as files that auditors may."""

import pytest

from gateway.audit import (
    Tile,
    format_bundle_path,
    format_tile_path,
    leaf_hash,
    load_range,
    parse_entry,
    read_bundle_entries,
    verify_checkpoint,
)
from gateway.errors import LogError
from gateway.signing import Message, new_nonce, sign_request
from tests.simulator import KPU, POLRES, answer_of, json_of, keys_of, small_world
from tests.simulator.small import AMAN, TPS

FOREVER = "public, max-age=31536000, immutable"
SIZE = 300


@pytest.fixture(scope="module")
def world():
    """One log for all: it only grows, and never by another tile."""
    return small_world()


@pytest.fixture(scope="module")
def grown(world):
    for _ in range(SIZE - 1):
        world.query(POLRES, TPS, AMAN | {"dry_run": True})
    return world


@pytest.fixture
def ask(world):
    """Give a way to ask with a key of an agency."""

    def send(path, name="auditor", agency=KPU):
        message = Message("GET", world.kpu.authority, path, "", ())
        created = int(world.clock().timestamp())
        nonce = new_nonce(world.kpu.chance(16))
        signed = sign_request(
            message, keys_of(agency)[name], created=created, expires=created + 60, nonce=nonce
        )
        return answer_of(world.kpu.app, signed)

    return send


def test_the_tree_is_rebuilt_from_its_tiles_alone(grown, knock):
    note = knock("GET", "/v1/log/checkpoint")
    assert note.field("cache-control") == "public, max-age=1"
    head = verify_checkpoint(note.body.decode(), grown.kpu.origin, grown.kpu.keys["log"].key)

    def read(level, index):
        width = min(256, (head.size >> 8 * level) - 256 * index)
        answer = knock("GET", f"/v1/log/{format_tile_path(Tile(level, index, width))}")
        assert (answer.status, answer.field("content-type")) == (200, "application/octet-stream")
        assert answer.field("cache-control") == (FOREVER if width == 256 else "public, max-age=300")
        return answer.body

    assert load_range(read, head.size).root() == head.root
    assert read(0, 0)[:32] == leaf_hash(grown.kpu.log.leaves[0])


def test_a_partial_tile_is_given_in_every_width_that_the_tree_has(grown, knock):
    whole = knock("GET", "/v1/log/tile/0/001.p/44").body
    for width in (1, 43, 44):
        assert knock("GET", f"/v1/log/tile/0/001.p/{width}").body == whole[: width * 32]


@pytest.mark.parametrize(
    "place",
    [
        "0/001",
        "0/001.p/255",
        "0/002.p/1",
        "1/000",
        "1/000.p/2",
        "2/000.p/1",
        "0/x999/x999/999",
        "0/0",
        "0/0000",
        "0/x000/000",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/01",
        "0/000/",
        "0//000",
        "00/000",
        "64/000",
        "-1/000",
        "0/000.p",
        "entries",
        "0",
        "",
    ],
)
def test_what_is_beyond_the_tree_or_spelled_otherwise_is_not_there_and_not_to_be_kept(grown, knock, place):
    answer = knock("GET", f"/v1/log/tile/{place}")
    assert (answer.status, json_of(answer)["code"]) == (404, "path-unknown")
    assert answer.field("cache-control") == "no-store"


def test_tiles_are_unavailable_with_the_log(grown, knock, monkeypatch):
    def gone(*numbers):
        raise LogError("gone")

    monkeypatch.setattr(grown.kpu.log, "tile", gone)
    answer = knock("GET", "/v1/log/tile/0/000")
    assert (answer.status, json_of(answer)["code"]) == (503, "log-unavailable")


def test_an_auditor_reads_entries_and_each_reading_is_an_entry(grown, ask):
    leaves = list(grown.kpu.log.leaves)
    before = len(leaves)
    for path, first, count in (("tile/entries/000", 0, 256), ("tile/entries/001.p/44", 256, 44)):
        answer = ask(f"/v1/log/{path}")
        assert (answer.status, answer.field("content-type")) == (200, "application/octet-stream")
        assert answer.field("cache-control") == "no-store"
        assert read_bundle_entries(answer.body) == leaves[first : first + count]
        entry = parse_entry(grown.kpu.log.leaves[-1])
        assert (entry["kind"], entry["outcome"], entry["page"]) == ("audit-entries", "described", path)
        assert entry["consumer"]["key"] == keys_of(KPU)["auditor"].key.thumbprint
    assert len(grown.kpu.log.leaves) == before + 2


@pytest.mark.parametrize(
    ("name", "agency", "told"),
    [
        pytest.param("client", KPU, (401, "key-role"), id="a system of the agency"),
        pytest.param("client", POLRES, (401, "key-role"), id="a consumer's system"),
        pytest.param("stray", KPU, (401, "key-unknown"), id="a stranger"),
        pytest.param("auditor", POLRES, (403, "auditor-unknown"), id="another agency's auditor"),
    ],
)
def test_nobody_else_reads_entries(grown, ask, name, agency, told):
    answer = ask("/v1/log/tile/entries/000", name, agency)
    assert (answer.status, json_of(answer)["code"]) == told


def test_an_auditors_key_opens_nothing_but_entries(grown, ask):
    answer = ask("/v1/catalog")
    assert (answer.status, json_of(answer)["code"], json_of(answer)["role"]) == (401, "key-role", "client")


def test_entries_want_a_signature(grown, knock):
    answer = knock("GET", "/v1/log/tile/entries/000")
    assert (answer.status, json_of(answer)["code"]) == (401, "signature-missing")


@pytest.mark.parametrize(
    "place", ["001", "001.p/255", "002.p/1", "0", "x000/000", "000.p/0", "000.p/256", "000/x"]
)
def test_entries_beyond_the_log_or_under_another_spelling_are_not_there(grown, ask, place):
    answer = ask(f"/v1/log/tile/entries/{place}")
    assert (answer.status, json_of(answer)["code"]) == (404, "path-unknown")


def test_a_bundle_of_which_entries_are_gone_has_fewer(grown, ask, monkeypatch):
    kept = grown.kpu.log.leaves[256:299]
    monkeypatch.setattr(grown.kpu.log, "read_leaves", lambda first, count: kept)
    assert len(read_bundle_entries(ask(f"/v1/log/{format_bundle_path(1, 44)}").body)) == 43
