"""Drive one server over held connections: the next request leaves when the last answer has been compared.

Requests are bytes made before; of an answer only its status line and its length
are parsed, and its body is compared with the expected bytes where it stands. So
the generator takes little of the processor it shares with the server. Whatever
is signed is verified after the window, from the heads kept here.
"""

import re
import select
import socket
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_START = 1 << 18
# What differs between two answers to one request: a sealed cursor, an exchange id.
MOST_VARYING = 2_000
QUIET_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Expected:
    """The answer to one kind of request: how its body begins and ends; nothing else may vary."""

    status: int
    begins: bytes
    ends: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """What to send: each request once, in turn, with the number of its expected answer."""

    addresses: Sequence[tuple[str, int]]
    requests: Sequence[bytes]
    kinds: Sequence[int]
    expected: Sequence[Expected]
    connections: int
    seconds: float
    keep_heads: bool
    # A peer's request may be sent again and again; a signed one only once.
    is_repeatable: bool


@dataclass(slots=True)
class Outcome:
    """What came back. `bad` says what the first wrong answer was; then nothing else counts."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    latencies: "array[float]" = field(default_factory=lambda: array("d"))
    sent: "array[int]" = field(default_factory=lambda: array("l"))
    heads: list[bytes] = field(default_factory=list)
    varying: list[bytes] = field(default_factory=list)
    bad: str | None = None
    ran_out: bool = False


class _Bad(Exception):
    pass


class _Connection:
    """One held connection and the answer that is arriving on it."""

    __slots__ = ("buffer", "have", "is_chunked", "need", "request", "since", "sock", "start")

    def __init__(self, address: tuple[str, int]) -> None:
        self.sock = socket.create_connection(address, QUIET_SECONDS)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray(_START)
        self.have = self.need = self.start = 0
        self.is_chunked = False
        self.request = -1
        self.since = 0.0

    def receive(self) -> bool:
        """Take what has come; say whether the answer is whole."""
        if self.have == len(self.buffer):
            self.buffer.extend(bytes(len(self.buffer)))
        with memoryview(self.buffer) as view:
            count = self.sock.recv_into(view[self.have :])
        if not count:
            raise _Bad("the server closed the connection")
        self.have += count
        if not self.need and not self.is_chunked:
            self._read_head()
        if self.is_chunked:
            return self.buffer.endswith(b"\r\n0\r\n\r\n", self.start - 2, self.have) and self._dechunk()
        return 0 < self.need <= self.have

    def _read_head(self) -> None:
        end = self.buffer.find(b"\r\n\r\n", 0, self.have)
        if end < 0:
            return
        self.start = end + 4
        found = _LENGTH.search(self.buffer, 0, end)
        if found:
            self.need = self.start + int(found[1])
            if self.need > len(self.buffer):
                self.buffer.extend(bytes(self.need - len(self.buffer)))
        elif _CHUNKED.search(self.buffer, 0, end):
            self.is_chunked = True
        else:
            raise _Bad("the answer does not say how long it is")

    def _dechunk(self) -> bool:
        at, parts = self.start, []
        while True:
            line = self.buffer.find(b"\r\n", at, self.have)
            size = int(self.buffer[at:line], 16)
            if not size:
                break
            parts.append(bytes(self.buffer[line + 2 : line + 2 + size]))
            at = line + 2 + size + 2
            if at > self.have:
                # The end of a chunk that looked like the end of all.
                return False
        body = b"".join(parts)
        self.buffer[self.start : self.start + len(body)] = body
        self.need = self.start + len(body)
        return True

    def send(self, data: bytes, request: int) -> None:
        self.have = self.need = 0
        self.is_chunked = False
        self.request = request
        self.since = time.perf_counter()
        self.sock.sendall(data)


def drive(job: Job) -> Outcome:
    """Send until the time is over or the requests are; every answer is waited for."""
    outcome = Outcome()
    cpu = time.process_time()
    try:
        _drive(job, outcome)
    except (_Bad, OSError, ValueError) as error:
        outcome.bad = str(error) or type(error).__name__
    outcome.cpu_seconds = time.process_time() - cpu
    return outcome


def _drive(job: Job, outcome: Outcome) -> None:
    addresses = [job.addresses[number % len(job.addresses)] for number in range(job.connections)]
    connections = {each.sock.fileno(): each for each in map(_Connection, addresses)}
    poll = select.epoll()
    for descriptor in connections:
        poll.register(descriptor, select.EPOLLIN)
    count, sent, begun = len(job.requests), 0, time.perf_counter()
    until = begun + job.seconds
    waiting = 0
    for connection in connections.values():
        connection.send(job.requests[sent % count], sent % count)
        sent += 1
        waiting += 1
    try:
        while waiting:
            ready = poll.poll(QUIET_SECONDS)
            if not ready:
                raise _Bad(f"no answer within {QUIET_SECONDS:.0f} s")
            for descriptor, _ in ready:
                connection = connections[descriptor]
                if not connection.receive():
                    continue
                now = time.perf_counter()
                outcome.latencies.append(now - connection.since)
                outcome.sent.append(connection.request)
                _compare(connection, job, outcome)
                waiting -= 1
                if now >= until:
                    continue
                if sent >= count and not job.is_repeatable:
                    outcome.ran_out = True
                    continue
                connection.send(job.requests[sent % count], sent % count)
                sent += 1
                waiting += 1
    finally:
        outcome.seconds = time.perf_counter() - begun
        poll.close()
        for connection in connections.values():
            connection.sock.close()


def _compare(connection: _Connection, job: Job, outcome: Outcome) -> None:
    expected = job.expected[job.kinds[connection.request]]
    buffer, start, end = connection.buffer, connection.start, connection.need
    status = int(buffer[9:12])
    varying = end - start - len(expected.begins) - len(expected.ends)
    if (
        status != expected.status
        or not 0 <= varying <= MOST_VARYING
        or not buffer.startswith(expected.begins, start, end)
        or not buffer.endswith(expected.ends, start, end)
    ):
        said = bytes(buffer[start : min(end, start + 200)])
        raise _Bad(f"a wrong answer of status {status}: {said!r}")
    if job.keep_heads:
        outcome.heads.append(bytes(buffer[: start - 4]))
        place = start + len(expected.begins)
        outcome.varying.append(bytes(buffer[place : place + varying]))
