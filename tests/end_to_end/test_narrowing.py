"""A suspension or revocation in the log ends releases at every process and node, at that very index."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.end_to_end.load import check_told, load_on
from tests.end_to_end.plain import thumbprint
from tests.end_to_end.stand import AGREEMENT, Node, served, wait_for
from tests.end_to_end.wire import send


class Narrowing(NamedTuple):
    """A command, and what becomes of those whom it concerns."""

    command: Callable[[Node], tuple[str, ...]]
    kind: str
    status: int
    code: str


def suspend(node: Node) -> tuple[str, ...]:
    return (
        "policies",
        "suspend",
        "--agreement",
        AGREEMENT,
        "--key",
        str(node.state / "officials/kpu/ppid.pem"),
    )


def revoke(node: Node) -> tuple[str, ...]:
    key = node.state / "officials/polres/signatory.pem"
    return ("keys", "revoke", thumbprint(node.client_key().public_key()), "--key", str(key), "--yes")


NARROWINGS = {
    "a suspended agreement": Narrowing(suspend, "suspend", 403, "agreement-suspended"),
    "a revoked key": Narrowing(revoke, "revoke", 401, "key-unknown"),
}


@pytest.mark.parametrize("narrowing", NARROWINGS.values(), ids=NARROWINGS.keys())
def test_nothing_is_released_after_it(nodes: Sequence[Node], narrowing: Narrowing):
    refusal = (narrowing.status, narrowing.code)
    with served(*nodes):
        with load_on(*nodes, clients=6) as load:
            wait_for(lambda: len(load.told) >= 30)
            # By one node's operator, in another process than those that go on releasing.
            done = nodes[0].run(*narrowing.command(nodes[0]), "--config", str(nodes[0].config))
            assert done.exit_code == 0, done.output
            wait_for(lambda: load.refusals[refusal] >= 30, lambda: load.refusals)
        assert load.refusals.keys() <= {refusal, (503, "policy-moved")}
        for node in nodes:
            for _ in range(4):
                reply = send(node.address, node.ask())
                assert (reply.status, reply.code) == refusal
        book = check_told(nodes[0], load)
    entries = dict(book.entries.values())
    (moment,) = [index for index, entry in entries.items() if entry["kind"] == narrowing.kind]
    released = [index for index, entry in entries.items() if is_release(entry)]
    assert max(released) < moment
    assert len(released) >= 30
    # The load went on past it: who is still known leaves refusals behind, who is not leaves nothing.
    later = [entry for index, entry in entries.items() if index > moment]
    assert bool(later) == (narrowing.kind == "suspend")
    assert {entry["reason"] for entry in later} <= {narrowing.code, "exchange-unknown"}


def is_release(entry: Mapping[str, Any]) -> bool:
    return entry["outcome"] == "released" and entry["agreement"]["uid"] == AGREEMENT


def test_a_revoked_key_is_the_only_one_that_is_unknown(house: Path, tmp_path: Path):
    node = Node(house, tmp_path / "state").prepare()
    assert node.run(*revoke(node), "--config", str(node.config)).exit_code == 0
    with served(node):
        assert send(node.address, node.ask()).code == "key-unknown"
        other = send(node.address, node.ask(key=node.client_key("kpu")))
        # Known, if only to be told that KPU has nothing here for itself.
        assert (other.status, other.code) == (404, "dataset-unknown")
