"""Servers as they stand during a run: how each program is started, and how it is asked."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from benchmarks.asking import Ask, plain_request
from benchmarks.house import House
from benchmarks.load import Expected, Outcome
from benchmarks.processes import Server, free_port
from benchmarks.proving import Reply, fetch, learn, prove_answer, prove_round
from benchmarks.scenario import Contender
from benchmarks.signing import SigningPool

Address = tuple[str, int]
_THREADS = "8"


class Stand(ABC):
    """One contender, serving."""

    is_repeatable: bool
    keep_heads: bool

    def __init__(self, contender: Contender, folder: Path) -> None:
        self.contender = contender
        self.folder = folder
        self.servers: list[Server] = []
        self.addresses: list[Address] = []

    @abstractmethod
    def start(self) -> None:
        """Start the servers and wait until each answers."""

    @abstractmethod
    def requests(self, asks: Sequence[Ask], kinds: Sequence[int]) -> list[bytes]:
        """Write one request for each number in `kinds`."""

    @abstractmethod
    def learn(self, ask: Ask) -> Expected:
        """Ask twice and check; return what every answer must be like."""

    @abstractmethod
    def prove(
        self, outcome: Outcome, requests: Sequence[bytes], kinds: Sequence[int], expected: Sequence[Expected]
    ) -> None:
        """Verify what was kept of a round."""

    def cpu_seconds(self) -> float:
        """Return the processor time of all its processes so far."""
        return sum(server.cpu_seconds() for server in self.servers)

    def memory(self) -> tuple[int, int]:
        """Return PSS and RSS of all its processes."""
        found = [server.memory() for server in self.servers]
        return sum(each.pss for each in found), sum(each.rss for each in found)

    def stop(self) -> None:
        """End every server."""
        with ExitStack() as ending:
            for server in self.servers:
                ending.callback(server.stop)

    def _serve(self, command: Sequence[str], port: int, ready: str, **more: object) -> None:
        environ = more.get("environ")
        server = Server(
            command,
            self.folder / f"{len(self.servers)}.log",
            environ=environ if isinstance(environ, dict) else None,
        )
        self.servers.append(server)
        self.addresses.append(("127.0.0.1", port))
        request = f"GET {ready} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".encode()

        def is_ready() -> bool:
            with suppress(OSError):
                return fetch(("127.0.0.1", port), request, 5).status == 200
            return False

        server.wait_until(is_ready)


class GatewayStand(Stand):
    """The subject: `gateway serve`, one node or several on one log."""

    is_repeatable = False
    keep_heads = True

    def __init__(self, contender: Contender, folder: Path, house: House, pool: SigningPool) -> None:
        super().__init__(contender, folder)
        self._house = house
        self._pool = pool
        self._key = house.answer_key

    def start(self) -> None:
        """Serve with each node."""
        for _ in range(self.contender.nodes):
            port = free_port()
            self._serve(self._house.command, port, "/readyz", environ=dict(self._house.environ(port)))

    def requests(self, asks: Sequence[Ask], kinds: Sequence[int]) -> list[bytes]:
        """Sign them now."""
        return self._pool.sign(self._house.client.to_pem(), asks, kinds)

    def learn(self, ask: Ask) -> Expected:
        """Ask twice and verify both answers whole."""
        requests = self.requests([ask], [0, 0])
        replies = [fetch(self.addresses[0], request) for request in requests]
        for reply, request in zip(replies, requests, strict=True):
            if ask.kind != "forged":
                prove_answer(reply, request, self._key)
        return learn(ask, ask.status, *replies)

    def prove(
        self, outcome: Outcome, requests: Sequence[bytes], kinds: Sequence[int], expected: Sequence[Expected]
    ) -> None:
        """Compute every digest, verify a sample of the signatures."""
        prove_round(outcome, requests, lambda sent: expected[kinds[sent]], self._key)


class PeerStand(Stand):
    """A service without a gateway."""

    is_repeatable = True
    keep_heads = False

    def __init__(self, contender: Contender, folder: Path, database: str) -> None:
        super().__init__(contender, folder)
        self._database = database

    def start(self) -> None:
        """Serve in the way that its users would."""
        port = free_port()
        module = f"benchmarks.peers.{self.contender.program}:app"
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface=wsgi",
            "--host=127.0.0.1",
            f"--port={port}",
            f"--workers={self.contender.processes}",
            f"--blocking-threads={_THREADS}",
            "--no-ws",
            "--log-level=warning",
            module,
        ]
        self._serve(command, port, "/tps?from=0&until=0", environ={"PEER_DATABASE": self._database})

    def requests(self, asks: Sequence[Ask], kinds: Sequence[int]) -> list[bytes]:
        """Write each question once and repeat it."""
        written = [plain_request(ask) for ask in asks]
        return [written[kind] for kind in kinds]

    def learn(self, ask: Ask) -> Expected:
        """Ask twice and check the rows."""
        (request,) = self.requests([ask], [0])
        replies: list[Reply] = [fetch(self.addresses[0], request) for _ in range(2)]
        return learn(ask, 200, *replies)

    def prove(
        self, outcome: Outcome, requests: Sequence[bytes], kinds: Sequence[int], expected: Sequence[Expected]
    ) -> None:
        """Nothing is signed: each body was compared when it came."""
