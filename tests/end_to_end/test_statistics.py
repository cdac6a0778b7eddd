"""Statistics over the wire: many clients ask two nodes at once, and all are told the same."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from urllib.parse import urlencode

from tests.end_to_end.load import read_book
from tests.end_to_end.plain import Asking, Reply, verify_answer
from tests.end_to_end.stand import AGREEMENT, PROVIDER, PUBLIC_NAME, Node, Pair
from tests.end_to_end.wire import connect, exchange

CLIENTS, EACH = 16, 2
PATH = f"/v1/datasets/{PROVIDER}/dpt/statistics/pemilih-per-desa"
QUERY = urlencode({"agreement": AGREEMENT, "purpose": "pengamanan-tps"})


def ask_at_once(nodes: Sequence[Node]) -> list[Reply]:
    start = threading.Barrier(CLIENTS)
    key, trusted = nodes[0].client_key(), nodes[0].answer_key()
    with ExitStack() as stack:
        connections = [
            stack.enter_context(closing(connect(nodes[place % len(nodes)].address)))
            for place in range(CLIENTS)
        ]

        def ask(place: int) -> list[Reply]:
            start.wait()
            replies = []
            for _ in range(EACH):
                sent = Asking(key, PUBLIC_NAME, PATH, method="GET", query=QUERY).sign()
                reply = exchange(connections[place], sent)
                verify_answer(reply, sent, trusted)
                replies.append(reply)
            return replies

        with ThreadPoolExecutor(CLIENTS) as threads:
            return [reply for replies in threads.map(ask, range(CLIENTS)) for reply in replies]


def test_all_are_told_the_table_that_was_frozen_first(pair: Pair):
    nodes = list(pair)
    # The nodes read two files that differ: what either would freeze is another table.
    with closing(sqlite3.connect(nodes[1].source)) as source:
        source.execute("CREATE TABLE dpt_kept AS SELECT * FROM dpt WHERE rowid % 3 = 0")
        source.execute("DELETE FROM dpt WHERE rowid % 3 = 0")
        source.commit()
        replies = ask_at_once(nodes)
        source.execute("INSERT INTO dpt SELECT * FROM dpt_kept")
        source.execute("DROP TABLE dpt_kept")
        source.commit()
    assert Counter(reply.status for reply in replies) == {200: CLIENTS * EACH}
    (body,) = {reply.body for reply in replies}
    (table,) = (reply.json for reply in replies[:1])
    assert len(table["data"]) > 10
    assert b"nama" not in body.replace(b'"field":"nama"', b"")
    book = read_book(nodes[0])
    told = [book.entries[str(reply.field("exchange-id"))][1] for reply in replies]
    assert {(entry["table"], entry["snapshot"], entry["rows"]) for entry in told} == {
        ("pemilih-per-desa", table["snapshot"], len(table["data"]))
    }
