"""What is asked: one kind of question, its rows, and how each contender is asked it over the wire."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlencode

from benchmarks.data import rows
from benchmarks.policies import AGREEMENT, DATASET, EXEMPT, LOOKUP, PROVIDER, QUERY
from gateway.signing import LocalSigner, Message, new_nonce, sign_request

Kind = Literal["query", "lookup", "exempt", "forged"]
# So many different questions of a kind take turns; each reads other rows.
VARIANTS = 16
_MANY = 2_000
LIFETIME = 300
PUBLIC_NAME = "gerbang.kpu.example"
_NONCE_BYTES = 18


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: a page of rows between two keys, or the row of one key."""

    kind: Kind
    low: str
    high: str
    page_size: int
    wide: bool = False

    @property
    def status(self) -> int:
        """The status of the gateway's answer."""
        return {"query": 200, "lookup": 200, "exempt": 403, "forged": 401}[self.kind]

    def released(self) -> Sequence[Mapping[str, object]]:
        """Return the rows that the answer must hold, and no others."""
        if self.kind in {"exempt", "forged"}:
            return ()
        table = rows(self.wide)
        found = (row.released() for row in table if row.is_granted and self.low <= row.kode <= self.high)
        return tuple(row for row, _ in zip(found, range(self.page_size), strict=False))

    @property
    def path(self) -> str:
        """The gateway's path."""
        last = "lookup" if self.kind == "lookup" else "query"
        return f"/v1/datasets/{PROVIDER}/{DATASET}/{last}"

    @property
    def body(self) -> bytes:
        """The gateway's request body."""
        said: dict[str, object] = {"agreement": AGREEMENT, "purpose": QUERY}
        if self.kind == "lookup":
            said |= {"purpose": LOOKUP, "key": self.low}
        else:
            said |= {"filter": {"kode": {"between": [self.low, self.high]}}, "page_size": self.page_size}
        if self.kind == "exempt":
            said["fields"] = ["kode", EXEMPT]
        return json.dumps(said, separators=(",", ":")).encode()


@cache
def asks(kind: Kind, count: int, *, wide: bool = False) -> tuple[Ask, ...]:
    """Make different questions of one kind for so many rows."""
    table = rows(wide)
    variants = VARIANTS if count < _MANY else 2
    if kind == "lookup":
        granted = [row.kode for row in table if row.is_granted]
        return tuple(Ask(kind, kode, kode, 1) for kode in granted[:: len(granted) // variants][:variants])
    # Twice as many rows as the page lie between the keys, so that an answer has a next page.
    width = min(2 * count + 20, len(table) - 1)
    step = (len(table) - 1 - width) // variants
    return tuple(
        Ask(kind, table[first].kode, table[first + width].kode, count, wide)
        for first in range(0, variants * max(step, 1), max(step, 1))
        if first + width < len(table)
    )


def signed_message(ask: Ask, client: LocalSigner, now: int) -> Message:
    """Sign one question with a nonce of its own; a forged one is changed after signing."""
    message = Message(
        method="POST",
        authority=PUBLIC_NAME,
        path=ask.path,
        query="",
        headers=(("content-type", "application/json"),),
        body=ask.body,
    )
    nonce = new_nonce(os.urandom(_NONCE_BYTES))
    signed = sign_request(message, client, created=now, expires=now + LIFETIME, nonce=nonce)
    return _forge(signed) if ask.kind == "forged" else signed


def _forge(message: Message) -> Message:
    """Change one character of the signature; it stays well-formed."""
    return Message(
        message.method,
        message.authority,
        message.path,
        message.query,
        tuple(
            (name, value[:20] + ("A" if value[20] != "A" else "B") + value[21:])
            if name == "signature"
            else (name, value)
            for name, value in message.headers
        ),
        message.body,
    )


def wire(message: Message) -> bytes:
    """Write a message as it goes over the connection."""
    lines = [f"{message.method} {message.path} HTTP/1.1", f"host: {message.authority}"]
    lines += [f"{name}: {value}" for name, value in message.headers]
    lines += [f"content-length: {len(message.body)}", "", ""]
    return "\r\n".join(lines).encode() + message.body


def plain_request(
    ask: Ask, *, list_path: str = "/tps", more: Mapping[str, str] = MappingProxyType({}), headers: str = ""
) -> bytes:
    """Write the same question as a service without a gateway is asked it."""
    if ask.kind == "lookup":
        target = f"/tps/{ask.low}"
    else:
        asked = {"from": ask.low, "until": ask.high, "page_size": ask.page_size, **more}
        target = f"{list_path}?{urlencode(asked)}"
    return f"GET {target} HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\n{headers}\r\n".encode()
