"""Sign a request wrongly, with a wrong key or for a wrong moment: a server refuses it, each with its code."""

import json
from collections.abc import Callable, Mapping

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.end_to_end.plain import DERIVED, WITH_BODY, Asking, load_key, thumbprint
from tests.end_to_end.refusing import COMPONENTS, PARAMETERS, full, refuse
from tests.end_to_end.stand import PATH, Node

Wrongly = Callable[[Node], Asking]


def other_key(node: Node, path: str) -> Asking:
    return node.asking(key=load_key((node.state / path).read_bytes()))


def parameters(node: Node, **changed: str | int | None) -> Asking:
    return node.asking(parameters=changed)


def at(node: Node, created: int, lifetime: int = 60) -> Asking:
    now = int(node.now())
    return parameters(node, created=now + created, expires=now + created + lifetime)


def under_the_id_of(node: Node, signer: Ed25519PrivateKey) -> Asking:
    keyid = thumbprint(node.client_key().public_key())
    return node.asking(key=signer, parameters={"keyid": keyid})


WRONGLY_SIGNED: Mapping[str, tuple[Wrongly, str]] = {
    "expired": (lambda node: at(node, -90, 60), "signature-stale"),
    "expired a day ago": (lambda node: at(node, -86_400), "signature-stale"),
    "from the future": (lambda node: at(node, 120), "signature-future"),
    "good for too long": (lambda node: at(node, 0, 301), "signature-malformed"),
    "good for no time": (lambda node: at(node, 0, 0), "signature-malformed"),
    "ended before it began": (lambda node: at(node, 0, -60), "signature-malformed"),
    "for another host": (lambda node: node.asking(authority="other.example"), "authority-unknown"),
    "for our host on another port": (lambda node: node.asking(authority="127.0.0.1:1"), "authority-unknown"),
    "by a stranger": (lambda node: node.asking(key=Ed25519PrivateKey.generate()), "key-unknown"),
    "by a stranger under a known id": (
        lambda node: under_the_id_of(node, Ed25519PrivateKey.generate()),
        "signature-invalid",
    ),
    "by another client under this one's id": (
        lambda node: under_the_id_of(node, node.client_key("kpu")),
        "signature-invalid",
    ),
    "by an answer key": (lambda node: other_key(node, "kpu/keys/answer.pem"), "key-role"),
    "by a log key": (lambda node: other_key(node, "kpu/keys/log.pem"), "key-role"),
    "by a receipt key": (lambda node: other_key(node, "kpu/keys/receipt.pem"), "key-role"),
    "by the consumer's own answer key": (lambda node: other_key(node, "polres/keys/answer.pem"), "key-role"),
    "by a signatory": (lambda node: other_key(node, "officials/polres/signatory.pem"), "key-role"),
    "by a PPID": (lambda node: other_key(node, "officials/polres/ppid.pem"), "key-role"),
    "by a root": (lambda node: other_key(node, "officials/polres/root.pem"), "key-unknown"),
    "under an id that is none": (lambda node: parameters(node, keyid="polres"), "key-unknown"),
    "by another algorithm, it says": (
        lambda node: parameters(node, alg="ecdsa-p256-sha256"),
        "algorithm-mismatch",
    ),
    "by a shared secret, it says": (lambda node: parameters(node, alg="hmac-sha256"), "algorithm-mismatch"),
    "by no algorithm": (lambda node: parameters(node, alg="none"), "algorithm-mismatch"),
    "under another tag": (lambda node: parameters(node, tag="sinergi-answer"), "signature-malformed"),
    "under another label": (lambda node: node.asking(label="sig1"), "signature-missing"),
    "with a nonce too short": (lambda node: parameters(node, nonce="abc"), "signature-malformed"),
    "with a nonce too long": (lambda node: parameters(node, nonce="a" * 100), "signature-malformed"),
    "with an odd nonce": (
        lambda node: parameters(node, nonce="a b/c+d!efghijklmnopqrstuv"),
        "signature-malformed",
    ),
    "with a number as its nonce": (lambda node: parameters(node, nonce=12345678901), "signature-malformed"),
    "with a text as its time": (lambda node: parameters(node, created="2026"), "signature-malformed"),
    **{
        f"without {name}": (lambda node, name=name: parameters(node, **{name: None}), "signature-malformed")
        for name in PARAMETERS
    },
    "with a parameter more": (lambda node: parameters(node, extra="x"), "signature-malformed"),
    **{
        f"without {name} covered": (
            lambda node, name=name: full(node, covered=tuple(each for each in COMPONENTS if each != name)),
            "signature-components",
        )
        for name in COMPONENTS
    },
    "with nothing covered": (lambda node: node.asking(covered=()), "signature-components"),
    "with the host covered too": (
        lambda node: node.asking(covered=(*DERIVED, *WITH_BODY, "host")),
        "signature-components",
    ),
    "with the target's URI covered too": (
        lambda node: node.asking(covered=(*DERIVED, *WITH_BODY, "@target-uri")),
        "signature-components",
    ),
    "with a component twice": (
        lambda node: node.asking(covered=(*DERIVED, *WITH_BODY, "@path")),
        "signature-components",
    ),
    "without a content type": (
        lambda node: node.asking(headers={}, covered=(*DERIVED, "content-digest")),
        "signature-components",
    ),
}


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(("make", "code"), WRONGLY_SIGNED.values(), ids=WRONGLY_SIGNED.keys())
def test_a_request_signed_wrongly_is_refused(node: Node, make: Wrongly, code: str):
    assert refuse(node, make(node).sign()).code == code


@pytest.mark.usefixtures("untouched")
def test_strangers_are_told_the_same_of_every_path(node: Node):
    """Nobody learns without a key what exists here."""
    key = Ed25519PrivateKey.generate()
    paths = (PATH, PATH.replace("tps", "nothing"), "/v1/nothing", "/v1/catalog", "/v1/exchanges/x/receipt")
    told = set()
    for path in paths:
        problem = refuse(node, node.asking(key=key, path=path).sign()).json
        problem.pop("exchange_id")
        told.add(json.dumps(problem))
    assert len(told) == 1
