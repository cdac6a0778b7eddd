"""What the SDK believes of a list of entries: what the leaves say, and nothing that a gateway adds."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from gateway.audit import Checkpoint, leaf_hash, verify_checkpoint
from gateway.client import EntryPage, filter_whole
from gateway.client.entries import Listing, entry_pages
from gateway.errors import AnswerBad, ProofBad, RefusedByGateway
from gateway.exchange import EVERYTHING, EntryFilter
from tests.simulator import KPU, POLRES, FlaskTransport, Simulator, json_of, keys_of, small_world
from tests.simulator.small import AMAN, TPS

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def world() -> Simulator:
    world = small_world()
    for _ in range(5):
        world.query(POLRES, TPS, AMAN)
    world.query(POLRES, TPS, AMAN | {"fields": ["nik"]})
    return world


def honest(world: Simulator, query: str) -> dict[str, Any]:
    """Return what KPU's gateway answers its auditor."""
    path, signer = "/v1/audit/entries", keys_of(KPU)["auditor"]
    return json_of(world.send(KPU, KPU, "GET", path, query=query, signer=signer))


def read(world: Simulator, change: Change, asked: Mapping[str, str], *, prove: Any = None) -> list[EntryPage]:
    """Read a list of a gateway that changes each page before it signs it."""

    def ask(query: str) -> tuple[str, Mapping[str, Any], bytes]:
        page = honest(world, query)
        change(page)
        return "id", page, json.dumps(page).encode()

    listing = Listing(ask, lambda head: None, world.kpu.origin, [keys_of(KPU)["log"].key], prove)
    return list(entry_pages(listing, asked))


def record(page: dict[str, Any], at: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = page["entries"][at]
    return found


def released(page: dict[str, Any]) -> dict[str, Any]:
    return next(each for each in page["entries"] if each["outcome"] == "released")


LIES: Mapping[str, Change] = {
    "another outcome": lambda page: released(page).update(outcome="refused"),
    "another count of rows": lambda page: record(page).update(rows=1),
    "a verdict left out": lambda page: released(page)["verdicts"].pop(),
    "one member more": lambda page: record(page).update(remark="x"),
    "one member less": lambda page: record(page).pop("purpose"),
    "another hash": lambda page: record(page).update(leaf_hash="0" * 64),
    "another leaf": lambda page: record(page).update(leaf=page["entries"][2]["leaf"]),
    "a leaf that is no entry": lambda page: record(page).update(leaf="{}"),
    "a leaf that is no text": lambda page: record(page).update(leaf=None),
    "a leaf with half a character": lambda page: record(page).update(leaf="\ud800"),
    "another index": lambda page: record(page).update(index=2),
    "an index that is no number": lambda page: record(page).update(index="1"),
    "an entry left out": lambda page: page["entries"].pop(2),
    "the first entry left out": lambda page: page["entries"].pop(0),
    "the last entry left out": lambda page: page["entries"].pop(),
    "an entry twice": lambda page: page["entries"].insert(1, page["entries"][0]),
    "entries in another order": lambda page: page["entries"].reverse(),
    "another root": lambda page: record(page).update(tree_root="0" * 64),
    "a checkpoint that the log did not sign": lambda page: page["checkpoint"].update(
        note=page["checkpoint"]["note"].replace("\n\n— ", "\n\n— x")
    ),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_a_list_of_everything_that_is_not_the_log_is_not_believed(world: Simulator, lie: Change, order: str):
    with pytest.raises(ProofBad):
        read(world, lie, {"order": order})


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda page: page.update(entries={}), id="no list"),
        pytest.param(lambda page: page.update(next_cursor=1), id="no cursor"),
        pytest.param(lambda page: page.update(checkpoint=None), id="no checkpoint"),
        pytest.param(lambda page: page.update(entries=[], next_cursor="x"), id="a page without end"),
    ],
)
def test_a_page_of_another_shape_is_refused(world: Simulator, change: Change):
    with pytest.raises(AnswerBad):
        read(world, change, {})


def test_an_entry_that_does_not_meet_the_filter_is_not_believed(world: Simulator):
    others = honest(world, urlencode({"scope": "exchanges"}))["entries"]

    def slip(page: dict[str, Any]) -> None:
        head = {name: page["checkpoint"][of] for name, of in (("tree_size", "size"), ("tree_root", "root"))}
        page["entries"] = [each | head for each in others]

    with pytest.raises(ProofBad):
        read(world, slip, {"outcome": "refused", "scope": "exchanges"})


def test_a_leaf_that_is_not_in_the_tree_shows_when_its_path_is_asked_for(world: Simulator):
    def forge(page: dict[str, Any]) -> None:
        each = released(page)
        each["leaf"] = each["leaf"].replace('"rows":5', '"rows":4')
        each["rows"] = 4
        each["leaf_hash"] = leaf_hash(each["leaf"].encode()).hex()

    # Made as a record is made, it is believed for what it says of itself, and for no more.
    assert read(world, forge, {"outcome": "released"})
    with pytest.raises(ProofBad):
        read(world, forge, {"outcome": "released"}, prove=world.kpu.log.inclusion)
    assert read(world, lambda page: None, {"outcome": "released"}, prove=world.kpu.log.inclusion)


def test_the_client_follows_the_cursor_and_proves_each_entry(world: Simulator):
    transport = FlaskTransport(world.kpu.app)
    client = world.client(KPU, KPU, signer=keys_of(KPU)["auditor"], transport=transport)
    stood = len(world.kpu.log.leaves)
    pages = list(client.entries({"page_size": 3, "order": "oldest"}, is_proven=True))
    assert [each["index"] for page in pages for each in page.records] == list(range(stood))
    assert all(page.head.size >= stood for page in pages)
    asked = [dict(parse_qsl(each.query)) for each in transport.sent if each.path.endswith("/inclusion")]
    assert len(asked) == stood
    assert next(client.entries({"code": "none-such"})).records == ()


def test_a_list_begun_elsewhere_is_gone_on_with(world: Simulator):
    client = world.client(KPU, KPU, signer=keys_of(KPU)["auditor"])
    for order in ("newest", "oldest"):
        first = next(client.entries({"page_size": 3, "order": order}))
        rest = client.entries({"page_size": 3, "order": order, "cursor": first.next_cursor or ""})
        seen = [each["index"] for each in first.records] + [
            each["index"] for page in rest for each in page.records
        ]
        assert sorted(seen) == list(range(len(seen)))


def test_a_consumers_client_is_refused(world: Simulator):
    with pytest.raises(RefusedByGateway) as refused:
        next(world.client(POLRES, KPU).entries())
    assert refused.value.problem_code == "key-role"


# --- the whole log -----------------------------------------------------------


@pytest.fixture(scope="module")
def head(world: Simulator) -> Checkpoint:
    return verify_checkpoint(world.kpu.log.head(), world.kpu.origin, [keys_of(KPU)["log"].key])


def whole(world: Simulator, head: Checkpoint) -> list[tuple[int, bytes]]:
    return list(enumerate(world.kpu.log.leaves))[: head.size]


def test_a_whole_log_is_filtered_as_the_gateway_filters(world: Simulator, head: Checkpoint):
    wanted = EntryFilter(outcome="released")
    found = [each["index"] for each in filter_whole(whole(world, head), head, wanted)]
    listed = honest(world, urlencode({"outcome": "released", "scope": "exchanges", "order": "oldest"}))
    assert found == [each["index"] for each in listed["entries"]]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda log: log[:-1], id="the end cut off"),
        pytest.param(lambda log: log[:2] + log[3:], id="an entry gone"),
        pytest.param(lambda log: [(at, leaf) for at, (_, leaf) in enumerate(log[1:])], id="the first gone"),
        pytest.param(lambda log: [*log, (len(log), log[0][1])], id="one more"),
        pytest.param(lambda log: [(at, log[-1 - at][1]) for at, _ in log], id="another order"),
    ],
)
def test_what_is_not_the_log_of_its_head_is_refused(world: Simulator, head: Checkpoint, spoil):
    with pytest.raises(ProofBad):
        list(filter_whole(spoil(whole(world, head)), head, EVERYTHING))


@pytest.mark.parametrize("size", [2, 10_000])
def test_a_log_that_does_not_extend_the_head_held_before_is_refused(world, head: Checkpoint, size: int):
    held = Checkpoint(head.origin, size, b"f" * 32)
    with pytest.raises(ProofBad):
        list(filter_whole(whole(world, head), head, EVERYTHING, held=held))
