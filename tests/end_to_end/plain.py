"""Signed requests and checked answers on `cryptography` alone: what an integrator without our SDK writes.

Nothing here imports the gateway, so a fault that signing and its checks share cannot hide. Every part
of a request can be changed before it is signed, and every part of what is sent afterwards.
"""

import json
import secrets
import time
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

Lines = tuple[tuple[str, str], ...]

DERIVED = ("@method", "@authority", "@path", "@query")
WITH_BODY = ("content-digest", "content-type")


class NotProven(AssertionError):
    """An answer does not prove that it is the gateway's reply to this request."""


def load_key(pem: bytes) -> Ed25519PrivateKey:
    key = load_pem_private_key(pem, None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def thumbprint(key: Ed25519PublicKey) -> str:
    """RFC 7638 over the members of RFC 8037."""
    x = urlsafe_b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).rstrip(b"=").decode()
    jwk = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": x}, separators=(",", ":"))
    return urlsafe_b64encode(sha256(jwk.encode()).digest()).rstrip(b"=").decode()


def digest(body: bytes) -> str:
    return f"sha-256=:{b64encode(sha256(body).digest()).decode()}:"


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it goes over the wire, line by line."""

    method: str
    target: str
    lines: Lines
    body: bytes
    version: str = "HTTP/1.1"

    def encode(self) -> bytes:
        head = [f"{self.method} {self.target} {self.version}", *(f"{n}: {v}" for n, v in self.lines)]
        return "\r\n".join([*head, "", ""]).encode("latin-1") + self.body

    def value(self, name: str) -> str:
        (value,) = [value for key, value in self.lines if key == name]
        return value

    def with_line(self, name: str, value: str) -> "Sent":
        """Change one line, or add it at the end."""
        if name not in dict(self.lines):
            return replace(self, lines=(*self.lines, (name, value)))
        return replace(self, lines=tuple((n, value if n == name else v) for n, v in self.lines))

    def without(self, *names: str) -> "Sent":
        return replace(self, lines=tuple(line for line in self.lines if line[0] not in names))

    def doubled(self, name: str, value: str | None = None) -> "Sent":
        """Say one line twice, the second time perhaps with another value."""
        at = [key for key, _ in self.lines].index(name)
        twin = (name, self.lines[at][1] if value is None else value)
        return replace(self, lines=(*self.lines[: at + 1], twin, *self.lines[at + 1 :]))


@dataclass(frozen=True, slots=True)
class Asking:
    """A request before it is signed; every default is what the integrator's guide says."""

    key: Ed25519PrivateKey
    authority: str
    path: str
    method: str = "POST"
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    covered: tuple[str, ...] | None = None
    parameters: Mapping[str, str | int | None] = field(default_factory=dict)
    label: str = "sig"

    def sign(self) -> Sent:
        lines = {"host": self.authority, **self.headers}
        if self.body:
            lines |= {"content-digest": digest(self.body), "content-length": str(len(self.body))}
        covered = self.covered if self.covered is not None else self._covered()
        created = int(self.parameters.get("created") or time.time())
        parameters: dict[str, str | int | None] = {
            "created": created,
            "expires": created + 60,
            "keyid": thumbprint(self.key.public_key()),
            "alg": "ed25519",
            "nonce": secrets.token_urlsafe(16),
            "tag": "sinergi-request",
            **self.parameters,
        }
        text = "".join(
            f";{name}={value}" if isinstance(value, int) else f';{name}="{value}"'
            for name, value in parameters.items()
            if value is not None
        )
        text = f"({' '.join(_quote(name) for name in covered)}){text}"
        values = {
            "@method": self.method,
            "@authority": self.authority,
            "@path": self.path,
            "@query": f"?{self.query}",
            "@target-uri": f"http://{self.authority}{self.path}",
            **lines,
        }
        base = "".join(f"{_quote(name)}: {values[name]}\n" for name in covered)
        signature = self.key.sign(f'{base}"@signature-params": {text}'.encode())
        lines["signature-input"] = f"{self.label}={text}"
        lines["signature"] = f"{self.label}=:{b64encode(signature).decode()}:"
        target = self.path + (f"?{self.query}" if self.query else "")
        return Sent(self.method, target, tuple(lines.items()), self.body)

    def _covered(self) -> tuple[str, ...]:
        extra = tuple(name for name in self.headers if name not in WITH_BODY)
        return (*DERIVED, *(WITH_BODY if self.body else ()), *extra)


def _quote(name: str) -> str:
    return f'"{name}"'


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, unchecked."""

    status: int
    lines: Lines
    body: bytes

    def field(self, name: str) -> str | None:
        """Join the lines of one name as RFC 9110 section 5.3 does."""
        values = [value for key, value in self.lines if key == name]
        return ", ".join(values) if values else None

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json["code"])


MUST_COVER = {'"@status"', '"content-digest"', '"content-type"', '"exchange-id"', '"log-checkpoint"'}
MUST_COVER_OF_REQUEST = {'"@method";req', '"@path";req', '"signature";req;key="sig"'}


def verify_answer(reply: Reply, sent: Sent, answer_key: Ed25519PublicKey) -> None:
    """Check an answer as docs/integrator.md says.

    Raises:
        NotProven: it does not hold.
    """
    if reply.field("content-digest") != digest(reply.body):
        raise NotProven("the digest is of another body")
    given = reply.field("signature-input") or ""
    signature = reply.field("signature") or ""
    inner, closed, _ = given.removeprefix("sig=(").partition(")")
    if not given.startswith("sig=(") or not closed or not signature.startswith("sig=:"):
        raise NotProven("not one signature labelled sig")
    covered = inner.split(" ")
    missing = (MUST_COVER | MUST_COVER_OF_REQUEST) - set(covered)
    if missing:
        raise NotProven(f"not covered: {missing}")
    values: dict[str, str | None] = {
        '"@status"': str(reply.status),
        '"@method";req': sent.method,
        '"@path";req': sent.target.partition("?")[0],
        '"signature";req;key="sig"': sent.value("signature").removeprefix("sig="),
    }
    values |= {name: reply.field(name.strip('"')) for name in covered if name not in values}
    base = "".join(f"{name}: {values[name]}\n" for name in covered)
    base += f'"@signature-params": {given.removeprefix("sig=")}'
    try:
        answer_key.verify(b64decode(signature.removeprefix("sig=").strip(":")), base.encode())
    except Exception as error:
        raise NotProven("the signature is not the gateway's") from error
