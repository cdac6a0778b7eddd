"""A signed request releases once, however many processes and nodes it reaches, and however fast."""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.end_to_end.plain import Sent
from tests.end_to_end.stand import PUBLIC_NAME, Node, Pair, wait_for
from tests.end_to_end.wire import connect, exchange

Door = Callable[[], socket.socket]
Doors = tuple[Sequence[Node], Door, Door]


@pytest.fixture(params=["two processes on SQLite", "two nodes on PostgreSQL"])
def doors(request: pytest.FixtureRequest) -> Iterator[Doors]:
    """Give the nodes, and two ways in."""
    with ExitStack() as stack:
        if "nodes" in request.param:
            pair: Pair = request.getfixturevalue("pair")
            one, two = (lambda: connect(pair[0].address)), (lambda: connect(pair[1].address))
            nodes: Sequence[Node] = pair
        else:
            node = request.getfixturevalue("node")
            nodes = [node]
            wait_for(lambda: len(node.workers()) == 2)
            one, two = (lambda pid=pid: connected_to(node, pid) for pid in node.workers())
        yield nodes, lambda: stack.enter_context(one()), lambda: stack.enter_context(two())


def connected_to(node: Node, pid: int) -> socket.socket:
    """Connect again and again until the connection is this process's; then hold it."""
    while True:
        connection = connect(node.address)
        exchange(connection, b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
        if node.worker_of(connection) == pid:
            return connection
        connection.close()


def reads_of(nodes: Sequence[Node]) -> int:
    return sum(len(node.observed("source-read")) for node in nodes)


def ask(node: Node) -> Sent:
    return node.ask(authority=PUBLIC_NAME)


def test_a_request_sent_again_elsewhere_is_a_replay(doors: Doors):
    nodes, one, two = doors
    node = nodes[0]
    here, there = one(), two()
    for first, second in ((here, there), (there, here)):
        sent = ask(node)
        assert exchange(first, sent).status == 200
        size, reads = node.head()[0], reads_of(nodes)
        for connection in (second, first, second):
            reply = exchange(connection, sent)
            assert (reply.status, reply.code) == (409, "replayed")
            assert "data" not in reply.json
        assert reads_of(nodes) == reads
        # The sender is known, so each replay is on record.
        assert node.head()[0] == size + 3


def test_a_request_that_races_with_itself_is_released_once(doors: Doors):
    nodes, one, two = doors
    node = nodes[0]
    connections = [door() for door in (one, two) for _ in range(4)]
    start = threading.Barrier(len(connections))

    def race(connection: socket.socket, sent: Sent) -> int:
        start.wait()
        return exchange(connection, sent).status

    with ThreadPoolExecutor(len(connections)) as threads:
        for _ in range(12):
            sent = ask(node)
            statuses = Counter(threads.map(race, connections, [sent] * len(connections)))
            assert statuses == {200: 1, 409: len(connections) - 1}
