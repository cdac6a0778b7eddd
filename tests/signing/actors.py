"""Who takes part in the tests of this room: keys, a ring, and messages worth signing."""

from dataclasses import dataclass, field, replace
from typing import TypeVar

from gateway.errors import KeyStoreDown
from gateway.signing import (
    Algorithm,
    Answer,
    LocalSigner,
    Message,
    TrustedKey,
    new_nonce,
    new_signer,
    sign_answer,
    sign_request,
)

Signable = TypeVar("Signable", Message, Answer)

NOW = 1_800_000_000
AUTHORITY = "kpu.example"
AUTHORITIES = frozenset({AUTHORITY, "kpu.example:8401"})
NONCE = new_nonce(bytes(range(16)))

ALGORITHMS: tuple[Algorithm, ...] = ("ed25519", "ecdsa-p256-sha256", "rsa-pss-sha512")
CLIENTS: dict[Algorithm, LocalSigner] = {alg: new_signer(alg) for alg in ALGORITHMS}
GATEWAYS: dict[Algorithm, LocalSigner] = {alg: new_signer(alg) for alg in ALGORITHMS}
CLIENT = CLIENTS["ed25519"]
GATEWAY = GATEWAYS["ed25519"]
WITNESS = new_signer("ed25519")
STRANGER = new_signer("ed25519")


@dataclass
class Ring:
    """A key ring in memory, which counts how often it is asked."""

    keys: dict[str, TrustedKey]
    asked: list[str] = field(default_factory=list)

    def find(self, thumbprint: str) -> TrustedKey | None:
        self.asked.append(thumbprint)
        return self.keys.get(thumbprint)


class RingDown:
    def find(self, thumbprint: str) -> TrustedKey | None:
        raise KeyStoreDown("the trusted keys cannot be read")


def ring() -> Ring:
    trusted = [TrustedKey(signer.key, "client", "polres", "sispol") for signer in CLIENTS.values()]
    trusted += [TrustedKey(signer.key, "answer", "kpu", "gateway") for signer in GATEWAYS.values()]
    trusted.append(TrustedKey(WITNESS.key, "witness", "polres", "gateway"))
    return Ring({key.key.thumbprint: key for key in trusted})


# Every field that a request must cover when it is present.
FULL = Message(
    method="POST",
    authority=AUTHORITY,
    path="/v1/datasets/kpu/tps/query",
    query="dry=1&page=2",
    headers=(
        ("host", AUTHORITY),
        ("content-type", "application/json"),
        ("content-length", "13"),
        ("accept", "application/json, text/csv;q=0.5"),
        ("range", "bytes=0-99"),
        ("idempotency-key", '"8e03978e-40d5-43dd-bc93-6894a57f9324"'),
        ("content-encoding", "identity"),
        ("if-match", '"a"'),
        ("if-none-match", '"b", "c"'),
        ("user-agent", "sispol/1.0"),
    ),
    body=b'{"field": 17}',
)
BARE = Message("GET", AUTHORITY, "/v1/catalog", "", (("accept", "application/json"), ("user-agent", "x")))
ANSWER = Answer(
    status=200,
    headers=(
        ("content-type", "application/json"),
        ("exchange-id", "01890a5d-ac96-774b-bcce-b302099a8057"),
        ("log-checkpoint", "kpu.example/log;size=7;root=:AAAA:"),
        ("content-encoding", "gzip"),
        ("content-range", "bytes 0-99/200"),
        ("repr-digest", "sha-256=:AAAA:"),
        ("etag", '"v1"'),
        ("link", '</v1/exchanges/1/receipt>; rel="receipt"'),
        ("server", "granian"),
    ),
    body=b'{"data": []}',
)


def signed(
    message: Message = FULL, signer: LocalSigner = CLIENT, created: int = NOW, lifetime: int = 300
) -> Message:
    return sign_request(message, signer, created=created, expires=created + lifetime, nonce=NONCE)


def answered(
    answer: Answer = ANSWER, request: Message | None = None, signer: LocalSigner = GATEWAY, created: int = NOW
) -> Answer:
    return sign_answer(answer, request or signed(), signer, created=created)


def with_field(message: Signable, name: str, value: str) -> Signable:
    """Replace the value of the first field line of this name, or add the line."""
    lines = list(message.headers)
    places = [place for place, (key, _) in enumerate(lines) if key == name]
    if places:
        lines[places[0]] = (name, value)
    else:
        lines.append((name, value))
    return replace(message, headers=tuple(lines))


def without_field(message: Signable, name: str) -> Signable:
    return replace(message, headers=tuple(line for line in message.headers if line[0] != name))


def with_line(message: Signable, name: str, value: str) -> Signable:
    """Add one more field line."""
    return replace(message, headers=(*message.headers, (name, value)))


def edited(message: Signable, name: str, old: str, new: str) -> Signable:
    """Change a piece of a field's text; the piece must be there."""
    value = message.field(name)
    assert value is not None
    assert old in value
    return with_field(message, name, value.replace(old, new))
