"""No figure without proof: what every answer must be, and that it was.

Before a run each kind of question is asked twice: the rows are compared with
those that may leave, and what both answers share becomes what every answer of
the run must begin and end with. After each round the digests of all signed
answers are computed, and the signatures of a sample are verified.
"""

import re
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse

from benchmarks.asking import Ask
from benchmarks.canonical import OtherRows, check_rows
from benchmarks.load import Expected, Outcome
from gateway.errors import SignatureError
from gateway.signing import Answer, Message, PublicKey, content_digest, verify_answer

# So many signatures of a round are verified, spread evenly over it.
SAMPLE = 1_000
_FIELD = re.compile(rb"\r\n([^:\r\n]+): *([^\r\n]*)")


class NotProven(Exception):
    """An answer is not what it must be; its run does not count."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as it came."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def fetch(address: tuple[str, int], request: bytes, timeout: float = 60.0) -> Reply:
    """Send one request on a connection of its own.

    Raises:
        OSError: no connection, or it broke.
    """
    with closing(socket.create_connection(address, timeout)) as connection:
        connection.sendall(request)
        try:
            with closing(HTTPResponse(connection)) as response:
                response.begin()
                body = response.read()
                headers = tuple((name.lower(), value) for name, value in response.getheaders())
                return Reply(response.status, headers, body)
        except HTTPException as error:
            raise ConnectionError(f"broken answer: {error!r}") from error


def learn(ask: Ask, status: int, first: Reply, second: Reply) -> Expected:
    """Check two answers to one question, and say what all later ones must be like.

    Raises:
        NotProven: the status or the rows are others.
    """
    for reply in (first, second):
        if reply.status != status:
            raise NotProven(f"status {reply.status} instead of {status}: {reply.body[:300]!r}")
        if 200 <= status < 300:
            try:
                check_rows(reply.body, ask.released())
            except OtherRows as error:
                raise NotProven(str(error)) from error
    begins, ends = common(first.body, second.body)
    return Expected(status, begins, ends)


def common(first: bytes, second: bytes) -> tuple[bytes, bytes]:
    """Return how two answers begin and end alike.

    Random texts may share characters by chance, so both parts stop at a quotation mark.
    """
    if first == second:
        return first, b""
    begins = first[: _alike(first, second)]
    begins = begins[: begins.rfind(b'"') + 1]
    count = _alike(first[: len(begins) - 1 : -1], second[: len(begins) - 1 : -1])
    ends = first[len(first) - count :]
    return begins, ends[ends.find(b'"') :] if b'"' in ends else b""


def _alike(first: bytes, second: bytes) -> int:
    """Count the bytes with which both begin."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((place for place, (mine, theirs) in pairs if mine != theirs), min(len(first), len(second)))


def prove_round(
    outcome: Outcome,
    requests: Sequence[bytes],
    expected: Callable[[int], Expected],
    key: PublicKey,
) -> None:
    """Verify what the gateway signed during one round.

    Raises:
        NotProven: a digest, a signature or an exchange id does not hold.
    """
    every = max(1, len(outcome.heads) // SAMPLE)
    seen: set[str] = set()
    for place, (head, varying, sent) in enumerate(
        zip(outcome.heads, outcome.varying, outcome.sent, strict=True)
    ):
        template = expected(sent)
        body = b"".join((template.begins, varying, template.ends))
        fields = _fields(head)
        if fields.get("content-digest") != content_digest(body):
            raise NotProven("the digest is of another body")
        seen.add(fields.get("exchange-id", str(place)))
        if place % every == 0:
            prove_answer(Reply(template.status, tuple(fields.items()), body), requests[sent], key)
    if len(seen) != len(outcome.heads):
        raise NotProven("two answers carry one exchange id")


def prove_answer(reply: Reply, request: bytes, key: PublicKey) -> None:
    """Verify one signed answer.

    Raises:
        NotProven: it is not the gateway's answer to this request.
    """
    try:
        verify_answer(
            Answer(reply.status, reply.headers, reply.body), read_request(request), key, now=int(time.time())
        )
    except SignatureError as error:
        raise NotProven(f"the signature does not hold: {error.code} {error}") from error


def read_request(request: bytes) -> Message:
    """Read back the request that `wire` wrote."""
    head, _, body = request.partition(b"\r\n\r\n")
    method, target, _ = head.split(b"\r\n", 1)[0].decode("ascii").split(" ")
    fields = _fields(head)
    return Message(method, fields.pop("host"), target, "", tuple(fields.items()), body)


def _fields(head: bytes) -> dict[str, str]:
    return {name.decode("ascii").lower(): value.decode("latin-1") for name, value in _FIELD.findall(head)}
