"""Servers as they stand during a run: how each program is started, and how it is asked."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from benchmarks.asking import Ask
from benchmarks.balancer import balance
from benchmarks.commands import peer_command
from benchmarks.house import House
from benchmarks.load import Expected, Outcome
from benchmarks.peering import Speech
from benchmarks.processes import Memory, Server, free_port
from benchmarks.proving import fetch, learn, prove_answer, prove_round
from benchmarks.scenario import Contender
from benchmarks.signing import SigningPool

Address = tuple[str, int]


class Stand(ABC):
    """One contender, serving. A database server counts apart: its peer uses the same one."""

    # A signed request is sent once; a peer's may be sent again.
    is_repeatable = True
    keep_heads = False

    def __init__(self, contender: Contender, folder: Path, database: Server | None) -> None:
        self.contender = contender
        self.folder = folder
        self.addresses: list[Address] = []
        self._database = database
        self._servers: list[Server] = []

    @abstractmethod
    def start(self) -> None:
        """Start the servers and wait until each answers."""

    @abstractmethod
    def requests(self, asks: Sequence[Ask], kinds: Sequence[int]) -> list[bytes]:
        """Write one request for each number in `kinds`."""

    @abstractmethod
    def learn(self, ask: Ask) -> Expected:
        """Ask twice and check; return what every answer must be like."""

    def prove(
        self, outcome: Outcome, requests: Sequence[bytes], kinds: Sequence[int], expected: Sequence[Expected]
    ) -> None:
        """Verify what was kept of a round; nothing, where each body said all when it was compared."""
        return None

    def cpu_seconds(self) -> tuple[float, float]:
        """Return the processor time so far: of the contender's processes, and of its database server."""
        own = sum(server.cpu_seconds() for server in self._servers)
        return own, self._database.cpu_seconds() if self._database else 0.0

    def memory(self) -> Memory:
        """Return what all its processes occupy now."""
        found = [server.memory() for server in self._servers]
        return Memory(sum(each.pss for each in found), sum(each.rss for each in found))

    def file_handles(self) -> int:
        """Count the open files of all its processes."""
        return sum(server.file_handles() for server in self._servers)

    def entries(self) -> int:
        """Return the size of its log; a peer has none."""
        return 0

    def stop(self) -> None:
        """End every server."""
        with ExitStack() as ending:
            for server in self._servers:
                ending.callback(server.stop)
        self._servers.clear()
        self.addresses.clear()

    def _serve(self, command: Sequence[str], port: int, ready: str, environ: Mapping[str, str]) -> None:
        server = Server(command, self.folder / f"{len(self._servers)}.log", environ=environ)
        self._servers.append(server)
        request = f"GET {ready} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".encode()

        def is_ready() -> bool:
            with suppress(OSError):
                return fetch(("127.0.0.1", port), request, 5).status in {200, 401}
            return False

        server.wait_until(is_ready)


class GatewayStand(Stand):
    """The subject: `gateway serve`, one node, or several on one log behind a load balancer."""

    is_repeatable = False
    keep_heads = True

    def __init__(
        self, contender: Contender, folder: Path, house: House, pool: SigningPool, database: Server | None
    ) -> None:
        super().__init__(contender, folder, database)
        self.house = house
        self._pool = pool
        self._key = house.answer_key

    def start(self) -> None:
        """Serve with each node."""
        ports = [free_port() for _ in range(self.contender.nodes)]
        for number, port in enumerate(ports):
            house = self.house if number == 0 else self.house.another_node(f"node{number}")
            self._serve(house.command, port, "/readyz", house.environ(port))
        if len(ports) > 1:
            front = free_port()
            self._serve(balance(self.folder, front, ports), front, "/readyz", {})
            ports = [front]
        self.addresses = [("127.0.0.1", port) for port in ports]

    def requests(self, asks: Sequence[Ask], kinds: Sequence[int]) -> list[bytes]:
        """Sign them now."""
        return self._pool.sign(self.house.client.to_pem(), asks, kinds)

    def learn(self, ask: Ask) -> Expected:
        """Ask twice and verify both answers whole."""
        requests = self.requests([ask], [0, 0])
        replies = [fetch(self.addresses[0], request) for request in requests]
        for reply, request in zip(replies, requests, strict=True):
            prove_answer(reply, request, self._key)
        return learn(ask, ask.status, *replies)

    def prove(
        self, outcome: Outcome, requests: Sequence[bytes], kinds: Sequence[int], expected: Sequence[Expected]
    ) -> None:
        """Compute every digest, verify a sample of the signatures."""
        prove_round(outcome, requests, lambda sent: expected[kinds[sent]], self._key)

    def entries(self) -> int:
        """Return the size of its log."""
        return self.house.entries()

    def log_bytes(self) -> int:
        """Return what the log occupies now."""
        return self.house.log_bytes()


class PeerStand(Stand):
    """A service without a gateway."""

    def __init__(
        self, contender: Contender, folder: Path, url: str, source: Path | None, database: Server | None
    ) -> None:
        super().__init__(contender, folder, database)
        self._url = url
        self._source = source
        self._speech = Speech(contender.program, folder)

    def start(self) -> None:
        """Serve in the way that its users would."""
        port = free_port()
        command = peer_command(self.contender, port, self._source)
        environ = {"PEER_DATABASE": self._url, **self._speech.environ}
        self._serve(command, port, self._speech.ready, environ)
        self.addresses = [("127.0.0.1", port)]

    def requests(self, asks: Sequence[Ask], kinds: Sequence[int]) -> list[bytes]:
        """Write each question once and repeat it."""
        written = [self._speech.request(ask) for ask in asks]
        return [written[kind] for kind in kinds]

    def learn(self, ask: Ask) -> Expected:
        """Ask twice and check the rows."""
        request = self._speech.request(ask)
        replies = [fetch(self.addresses[0], request) for _ in range(2)]
        return learn(ask, 401 if ask.kind == "forged" else 200, *replies)
