"""A client of a few lines on `cryptography` alone is answered, and can tell a true answer from any other."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.end_to_end import plain
from tests.end_to_end.plain import Asking, NotProven, Reply, Sent, verify_answer
from tests.end_to_end.stand import AGREEMENT, Node
from tests.end_to_end.wire import send

Changed = tuple[Reply, Sent]


def with_field(name: str, change: Callable[[str], str]) -> Callable[[Reply, Sent], Changed]:
    def tamper(reply: Reply, sent: Sent) -> Changed:
        lines = tuple((key, change(value) if key == name else value) for key, value in reply.lines)
        assert lines != reply.lines
        return replace(reply, lines=lines), sent

    return tamper


TAMPERINGS: Mapping[str, Callable[[Reply, Sent], Changed]] = {
    "another status": lambda reply, sent: (replace(reply, status=201), sent),
    "another body": lambda reply, sent: (replace(reply, body=reply.body.replace(b"6106", b"6107")), sent),
    "a byte more": lambda reply, sent: (replace(reply, body=reply.body + b" "), sent),
    "no body": lambda reply, sent: (replace(reply, body=b""), sent),
    "another digest": with_field("content-digest", lambda value: plain.digest(b"{}")),
    "another type": with_field("content-type", lambda value: "text/plain"),
    "another exchange": with_field("exchange-id", lambda value: value[:-1] + "x"),
    "another log head": with_field("log-checkpoint", lambda value: value.replace(";size=", ";size=9")),
    "another receipt": with_field("link", lambda value: value.replace("/v1/", "/v2/")),
    "a later date": with_field("signature-input", lambda value: value.replace("created=1", "created=2")),
    "one component fewer": with_field("signature-input", lambda value: value.replace('"@status" ', "")),
    "another label": with_field("signature-input", lambda value: value.replace("sig=", "sig1=")),
    "another signature": with_field("signature", lambda value: value.replace(value[10:14], "AAAA")),
    "no signature": with_field("signature", lambda value: ""),
    "the answer to another method": lambda reply, sent: (reply, replace(sent, method="PUT")),
    "the answer to another path": lambda reply, sent: (reply, replace(sent, target="/v1/catalog")),
}


@pytest.mark.parametrize("tamper", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_an_answer_changed_on_the_way_is_not_believed(node: Node, tamper: Callable[[Reply, Sent], Changed]):
    sent = node.ask()
    reply = send(node.address, sent)
    verify_answer(reply, sent, node.answer_key())
    with pytest.raises(NotProven):
        verify_answer(*tamper(reply, sent), node.answer_key())


def test_an_answer_to_another_request_is_not_believed(node: Node):
    one, other = node.ask(), node.ask()
    reply = send(node.address, one)
    with pytest.raises(NotProven):
        verify_answer(reply, other, node.answer_key())


def test_an_answer_under_another_key_is_not_believed(node: Node):
    sent = node.ask()
    with pytest.raises(NotProven):
        verify_answer(send(node.address, sent), sent, Ed25519PrivateKey.generate().public_key())


CALLS: Mapping[str, tuple[str, str]] = {
    "the catalogue": ("/v1/catalog", AGREEMENT),
    "a description": ("/v1/datasets/kpu-kapuas-hulu/tps", "pengamanan-tps"),
}


@pytest.mark.parametrize(("path", "told"), CALLS.values(), ids=CALLS.keys())
def test_a_call_without_a_body_is_answered_too(node: Node, path: str, told: str):
    sent = Asking(node.client_key(), node.authority, path, method="GET").sign()
    reply = send(node.address, sent)
    assert reply.status == 200
    assert told in reply.body.decode()
    verify_answer(reply, sent, node.answer_key())


def test_refusals_are_signed_as_well(node: Node):
    for sent in (
        node.ask(body={"agreement": "x", "purpose": "y"}),
        node.ask().with_line("x-more", "1").without("host"),
    ):
        reply = send(node.address, sent)
        assert reply.status in {401, 403}
        verify_answer(reply, sent, node.answer_key())


def test_that_client_knows_nothing_of_the_gateway():
    tree = ast.parse(Path(plain.__file__).read_text())
    imported = {alias.name for each in ast.walk(tree) if isinstance(each, ast.Import) for alias in each.names}
    imported |= {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    assert not [name for name in imported if name.partition(".")[0] in {"gateway", "tests"}]
