"""Whole requests that carry every field of the profile, and what a refusal must look like."""

from typing import Any

from tests.end_to_end.plain import DERIVED, WITH_BODY, Asking, Reply, Sent
from tests.end_to_end.stand import Node
from tests.end_to_end.wire import send

WHEN_PRESENT = {
    "accept": "application/json",
    "range": "rows=0-1",
    "idempotency-key": '"k-1"',
    "content-encoding": "identity",
    "if-match": '"a"',
    "if-none-match": '"b"',
}
COMPONENTS = (*DERIVED, *WITH_BODY, *WHEN_PRESENT)
PARAMETERS = ("created", "expires", "keyid", "alg", "nonce", "tag")


def full(node: Node, **changes: Any) -> Asking:
    """A request with every field that must be covered when it is present."""
    headers = {"content-type": "application/json", **WHEN_PRESENT}
    return node.asking(**({"headers": headers} | changes))


def refuse(node: Node, sent: Sent) -> Reply:
    """Send what must be refused as not proven, and return the refusal."""
    reply = send(node.address, sent)
    assert reply.status == 401, (reply.status, reply.body)
    assert reply.field("content-type") == "application/problem+json"
    if sent.method != "HEAD":
        assert reply.json["status"] == 401
        assert not reply.json.keys() & {"data", "withheld", "next_cursor", "count"}
    return reply
