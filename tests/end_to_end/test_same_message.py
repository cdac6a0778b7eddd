"""What is the same message to HTTP is answered once, and exactly as it was signed."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from tests.end_to_end.plain import Sent, verify_answer
from tests.end_to_end.refusing import full
from tests.end_to_end.stand import BODY, Node
from tests.end_to_end.wire import chunked, send

Rewrite = Callable[[Sent], Sent]


def target(change: Callable[[str], str]) -> Rewrite:
    return lambda sent: replace(sent, target=change(sent.target))


# Another way to write the very same message (RFC 9110, RFC 9112, RFC 3986 section 6.2.2): what is
# answered is exactly what was signed, and once.
SAME: Mapping[str, Rewrite] = {
    "as signed": lambda sent: sent,
    "names in upper case": lambda sent: replace(
        sent, lines=tuple((name.upper(), value) for name, value in sent.lines)
    ),
    "lines in another order": lambda sent: replace(sent, lines=tuple(reversed(sent.lines))),
    "spaces around a value": lambda sent: sent.with_line("accept", "  application/json  "),
    "a field nobody covers": lambda sent: sent.with_line("x-request-id", "1"),
    "the body in chunks": chunked,
    "a letter of the path encoded": target(lambda path: path.replace("tps", "%74ps")),
    "an empty query": target(lambda path: f"{path}?"),
    "an absolute target": lambda sent: replace(sent, target=f"http://{sent.value('host')}{sent.target}"),
    "an older version of HTTP": lambda sent: replace(sent, version="HTTP/1.0"),
}

# Another message, which the server hands on as the same one: docs/decisions/0012-wsgi-edge.md.
HIDDEN: Mapping[str, Rewrite] = {
    "a second content type behind the first": lambda sent: sent.doubled("content-type", "text/plain"),
    "a slash of the path encoded": target(lambda path: path.replace("/tps", "%2Ftps")),
    "another host in an absolute target": target(lambda path: f"http://other.example{path}"),
    "a fragment": target(lambda path: f"{path}#data"),
}


@pytest.mark.parametrize("write", SAME.values(), ids=SAME.keys())
def test_another_spelling_of_the_same_message_is_answered_once(node: Node, write: Rewrite):
    answer_once(node, write)


@pytest.mark.parametrize("write", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_the_server_hides_from_us_changes_nothing(node: Node, write: Rewrite):
    answer_once(node, write)


def answer_once(node: Node, write: Rewrite) -> None:
    sent = full(node).sign()
    reply = send(node.address, write(sent))
    assert reply.status == 200
    assert len(reply.json["data"]) == BODY["page_size"]
    verify_answer(reply, sent, node.answer_key())
    again = send(node.address, sent)
    assert (again.status, again.code) == (409, "replayed")
