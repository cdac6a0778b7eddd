"""A quota of N gives exactly N answers, however many clients ask two processes or two nodes at once."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from gateway.demo.sample import tables, write_sqlite
from gateway.settings import load_settings
from gateway.storage import open_storage
from gateway.storage.tables import quotas
from tests.end_to_end.load import read_book
from tests.end_to_end.plain import Asking, Reply, load_key, verify_answer
from tests.end_to_end.postgres import Postgres
from tests.end_to_end.stand import AGREEMENT, CONSUMER, PROVIDER, PUBLIC_NAME, ROOT, Node, served, wait_for
from tests.end_to_end.wire import connect, exchange, send

# Here KPU asks Polres: `skck-untuk-penegakan` gives a hundred answers a day.
POLRES = ROOT / "config/polres.toml"
DATASET = f"{CONSUMER}/skck"
PATH = f"/v1/datasets/{DATASET}/lookup"
LIMIT = 100
CLIENTS, EACH = 32, 5
WIB = timezone(timedelta(hours=7))
MISS = "SKCK/CONTOH/99999"


def polres_node(house: Path, state: Path, environ: Mapping[str, str] | None = None) -> Node:
    node = Node(house, state, environ=environ, config=POLRES)
    write_sqlite(state / "polres/data.db", CONSUMER)
    return node


@pytest.fixture(params=["two processes on SQLite", "two nodes on PostgreSQL"])
def nodes(request: pytest.FixtureRequest, house: Path, tmp_path: Path) -> Iterator[Sequence[Node]]:
    if "SQLite" in request.param:
        node = polres_node(house, tmp_path / "state").prepare()
        with served(node):
            wait_for(lambda: len(node.workers()) == 2)
            yield [node]
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database() as name:
        environ = {"SINERGI_DATABASE": postgres.url(name)}
        pair = [polres_node(house, tmp_path / each, environ) for each in ("one", "two")]
        pair[0].prepare()
        with served(*pair):
            yield pair


def asking(node: Node, key: str) -> Asking:
    body = {"agreement": AGREEMENT, "purpose": "penegakan-hukum", "key": key}
    return node.asking(body=body, key=node.client_key("kpu"), path=PATH, authority=PUBLIC_NAME)


def answer_key(node: Node) -> Any:
    return load_key((node.state / "polres/keys/answer.pem").read_bytes()).public_key()


def ask_all_at_once(nodes: Sequence[Node], connections: Sequence[socket.socket]) -> list[Reply]:
    """Let every client ask several times on its own connection; every second key is a miss."""
    known = str(tables()[DATASET].rows[0][0])
    start = threading.Barrier(len(connections))
    trusted = answer_key(nodes[0])

    def ask(place: int) -> list[Reply]:
        start.wait()
        replies = []
        for number in range(EACH):
            sent = asking(nodes[0], known if (place + number) % 2 else MISS).sign()
            reply = exchange(connections[place], sent)
            verify_answer(reply, sent, trusted)
            replies.append(reply)
        return replies

    with ThreadPoolExecutor(len(connections)) as threads:
        return [reply for replies in threads.map(ask, range(len(connections))) for reply in replies]


def test_exactly_as_many_are_answered_as_were_agreed_on(nodes: Sequence[Node]):
    with ExitStack() as stack:
        connections = [
            stack.enter_context(connect(nodes[place % len(nodes)].address)) for place in range(CLIENTS)
        ]
        replies = ask_all_at_once(nodes, connections)
        if len(nodes) == 1:
            # Both processes had their share of the clients.
            assert len({nodes[0].worker_of(connection) for connection in connections}) == 2
    statuses = Counter(reply.status for reply in replies)
    assert statuses == {200: LIMIT, 429: CLIENTS * EACH - LIMIT}
    answered = [reply for reply in replies if reply.status == 200]
    # Misses and hits counted alike, and both were among them.
    assert len({reply.body for reply in answered}) == 2
    for reply in replies:
        if reply.status == 429:
            assert reply.code == "quota-exceeded"
            assert 0 < int(reply.field("retry-after") or 0) <= 86_400
            assert not reply.json.keys() & {"found", "data", "withheld"}
    check_log(nodes[0], {str(reply.field("exchange-id")) for reply in answered})
    # Nobody is answered any more, by any node.
    assert [send(node.address, asking(node, MISS).sign()).status for node in nodes] == [429] * len(nodes)


def check_log(node: Node, answered: set[str]) -> None:
    """Hold the log and its counts against what the clients were told."""
    book = read_book(node)
    lookups = [entry for _, entry in book.entries.values() if entry["kind"] == "lookup"]
    released = [entry for entry in lookups if entry["outcome"] == "released"]
    assert {entry["exchange_id"] for entry in released} == answered
    refused = [entry for entry in lookups if entry["outcome"] == "refused"]
    assert len(refused) == CLIENTS * EACH - LIMIT
    assert {entry["reason"] for entry in refused} == {"quota-exceeded"}
    assert not any(entry["commitments"].keys() & {"answer", "found"} for entry in refused)
    days = Counter(str(decided(entry).date()) for entry in released)
    url = load_settings(node.config, node.environ).storage_url
    with closing(open_storage(url)) as storage, storage.reading() as connection:
        counts = connection.execute(select(quotas)).all()
    assert {row.period: row.requests for row in counts} == days
    assert {(row.consumer, row.agreement, row.permission) for row in counts} == {
        (PROVIDER, AGREEMENT, "skck-untuk-penegakan")
    }


def decided(entry: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["times"]["decided_at"]["value"]).astimezone(WIB)
