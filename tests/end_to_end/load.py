"""Clients that ask without pause and remember all they were told; and the book that must agree with them."""

import re
import threading
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from gateway.audit import parse_checkpoint, parse_entry, parse_note
from gateway.evidence import Receipt, verify_receipt
from gateway.settings import load_settings
from gateway.signing import LocalSigner, signer_from_pem
from gateway.storage import open_storage, read_log
from gateway.storage.tables import entries, openings
from tests.end_to_end.plain import Asking, Reply, Sent, verify_answer
from tests.end_to_end.stand import PUBLIC_NAME, Node
from tests.end_to_end.wire import connect, exchange

_HEAD = re.compile(r'"[^"]+";size=(\d+);root=:([^:]+):')
# Every so many answers, the receipt is fetched too.
RECEIPT_EVERY = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One released answer, as its client keeps it."""

    exchange_id: str
    size: int
    root: bytes
    body: bytes


class Load:
    """Some clients, each on a connection of its own, which it opens anew whenever it breaks."""

    def __init__(self, nodes: Sequence[Node], clients: int = 3) -> None:
        self._nodes = nodes
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(number,)) for number in range(clients)]
        self.told: list[Told] = []
        self.receipts: list[str] = []
        self.refusals: Counter[tuple[int, str]] = Counter()
        self.broken = 0
        self.wrong: list[BaseException] = []
        self._answer_key = nodes[0].answer_key()
        self._client_key = nodes[0].client_key()

    def _run(self, number: int) -> None:
        node = self._nodes[number % len(self._nodes)]
        while not self._stopped.is_set():
            try:
                with closing(connect(node.address)) as connection:
                    self._ask_on(connection, node)
            except OSError:
                self.broken += 1
                self._stopped.wait(0.05)
            except BaseException as error:
                self.wrong.append(error)
                raise

    def _ask_on(self, connection: Any, node: Node) -> None:
        while not self._stopped.is_set():
            reply = self._send(connection, node.asking(key=self._client_key, authority=PUBLIC_NAME))
            if reply is None:
                continue
            size, root = _head(reply)
            self.told.append(Told(str(reply.field("exchange-id")), size, root, reply.body))
            if len(self.told) % RECEIPT_EVERY == 0:
                path = f"/v1/exchanges/{reply.field('exchange-id')}/receipt"
                asking = Asking(self._client_key, PUBLIC_NAME, path, method="GET")
                receipt = self._send(connection, asking)
                if receipt is not None:
                    self.receipts.append(receipt.body.decode())

    def _send(self, connection: Any, asking: Asking) -> Reply | None:
        """Send and check; None for a refusal."""
        sent: Sent = asking.sign()
        reply = exchange(connection, sent)
        if reply.status == 200:
            verify_answer(reply, sent, self._answer_key)
            return reply
        self.refusals[reply.status, reply.code] += 1
        # A gateway that is out of order is asked again after a moment.
        self._stopped.wait(0.01)
        return None


def _head(reply: Reply) -> tuple[int, bytes]:
    match = _HEAD.fullmatch(reply.field("log-checkpoint") or "")
    assert match is not None
    return int(match[1]), b64decode(match[2])


@contextmanager
def load_on(*nodes: Node, clients: int = 3) -> Iterator[Load]:
    """Keep clients asking while something happens; none of them may have seen anything odd."""
    load = Load(nodes, clients)
    for thread in load._threads:
        thread.start()
    try:
        yield load
    finally:
        load._stopped.set()
        for thread in load._threads:
            thread.join(60)
    assert not load.wrong, load.wrong


@dataclass(frozen=True, slots=True)
class Book:
    """All that the log holds, read from its database."""

    entries: Mapping[str, tuple[int, Mapping[str, Any]]]
    leaves: Mapping[int, bytes]
    roots: Mapping[int, bytes]
    answers: Mapping[str, bytes]


def read_book(node: Node) -> Book:
    settings = load_settings(node.config, node.environ)
    with closing(open_storage(settings.storage_url)) as storage:
        with read_log(storage) as copy:
            leaves = dict(copy.entries)
            heads = [parse_checkpoint(parse_note(note).text) for note in copy.checkpoints]
        statement = select(entries.c.exchange_id, openings.c.value).join(
            openings, (entries.c.index == openings.c.index) & (openings.c.name == "answer")
        )
        with storage.reading() as connection:
            answers = {row.exchange_id: bytes(row.value) for row in connection.execute(statement)}
    parsed = [(index, parse_entry(leaf)) for index, leaf in leaves.items()]
    by_exchange = {str(entry["exchange_id"]): (index, entry) for index, entry in parsed}
    # No index and no exchange is given twice.
    assert len(by_exchange) == len(leaves)
    assert sorted(leaves) == list(range(len(leaves)))
    return Book(by_exchange, leaves, {head.size: head.root for head in heads}, answers)


def check_told(node: Node, load: Load) -> Book:
    """Hold all that clients were told against the log: nothing is missing, and nothing is otherwise."""
    book = read_book(node)
    for told in load.told:
        index, entry = book.entries[told.exchange_id]
        assert entry["outcome"] == "released"
        assert index < told.size
        assert book.roots[told.size] == told.root
        assert book.answers[told.exchange_id] == sha256(told.body).digest()
    for receipt in map(_verifier(node), load.receipts):
        assert book.leaves[receipt.index] == receipt.leaf
        assert book.roots[receipt.checkpoint.size] == receipt.checkpoint.root
    return book


def _verifier(node: Node) -> Any:
    keys = {name: _signer(node, name).key for name in ("receipt", "log")}
    origin = load_settings(node.config, node.environ).log_origin

    def verify(token: str) -> Receipt:
        return verify_receipt(token, receipt_key=keys["receipt"], log_key=keys["log"], origin=origin)

    return verify


def _signer(node: Node, name: str) -> LocalSigner:
    return signer_from_pem((node.state / f"kpu/keys/{name}.pem").read_bytes())
