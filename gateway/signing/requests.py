"""Signed requests: who asks, for exactly what, and until when.

`verify_request` needs no body: it proves the head of the message, so that a stranger's
body is never read. `check_body` then ties the body to the proven Content-Digest. All
cheap refusals come before the key is looked up and the signature computed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from gateway.errors import (
    AuthorityUnknown,
    ComponentsWrong,
    SignatureFuture,
    SignatureMalformed,
    SignatureMissing,
    SignatureStale,
)
from gateway.signing import base64url
from gateway.signing.components import (
    check_coverage,
    item,
    method_value,
    normal_authority,
    path_value,
    query_value,
    signature_base,
)
from gateway.signing.digests import content_digest
from gateway.signing.fields import collect, format_bytes, parse_signature, parse_signature_input
from gateway.signing.message import Headers, Message
from gateway.signing.parameters import find_key, format_parameters, read_parameters
from gateway.signing.profile import (
    BODY_FIELDS,
    CLIENT_ROLES,
    LABEL,
    MAX_LIFETIME,
    MAX_NONCE_BYTES,
    NONCE_BYTES,
    REQUEST_FIELDS,
    REQUEST_PARAMETERS,
    REQUEST_TAG,
    REQUEST_WHEN_PRESENT,
    SIGNATURE_FIELDS,
    SKEW,
)
from gateway.signing.ring import KeyRing, TrustedKey
from gateway.signing.signers import Signer

_NONCE = re.compile(r"[A-Za-z0-9_-]+")
_NOTHING: frozenset[str] = frozenset()
_CONTENT_TYPE = frozenset({item("content-type")})
_METHOD, _AUTHORITY, _PATH, _QUERY = map(item, ("@method", "@authority", "@path", "@query"))
_ITEMS = {name: item(name) for name in (*BODY_FIELDS, *REQUEST_WHEN_PRESENT)}


@dataclass(frozen=True, slots=True)
class VerifiedRequest:
    """A request whose head is proven; `base` identifies it, `signature` never does."""

    key: TrustedKey
    nonce: str
    created: int
    expires: int
    base: bytes
    signature: bytes


def new_nonce(chance: bytes) -> str:
    """Write 16 to 64 random bytes as a nonce.

    Raises:
        SignatureMalformed: Fewer than 128 bits, or more than a nonce may have.
    """
    nonce = base64url.encode(chance)
    _check_nonce(nonce)
    return nonce


def sign_request(message: Message, signer: Signer, *, created: int, expires: int, nonce: str) -> Message:
    """Add Content-Digest (when there is a body), Signature-Input and Signature.

    Raises:
        SignatureError: The message cannot be signed under the profile.
    """
    _check_lifetime(created, expires)
    _check_nonce(nonce)
    headers = _unsigned(message.headers)
    if message.body:
        headers = (*headers, ("content-digest", content_digest(message.body)))
    values, optional = _values(message, collect(headers, REQUEST_FIELDS))
    items = tuple(name for name in values if name not in optional)
    parameters: dict[str, str | int] = {
        "created": created,
        "expires": expires,
        "keyid": signer.key.thumbprint,
        "alg": signer.key.alg,
        "nonce": nonce,
        "tag": REQUEST_TAG,
    }
    text = f"({' '.join(items)}){format_parameters(parameters)}"
    signature = signer.sign(signature_base(items, values, text))
    signed = (("signature-input", f"{LABEL}={text}"), ("signature", f"{LABEL}={format_bytes(signature)}"))
    return replace(message, headers=headers + signed)


def verify_request(
    message: Message,
    ring: KeyRing,
    *,
    now: int,
    authorities: frozenset[str],
    roles: frozenset[str] = CLIENT_ROLES,
) -> VerifiedRequest:
    """Prove who signed the head of a request; the body is not read yet.

    Args:
        authorities: This gateway's public names, as `normal_authority` writes them.

    Raises:
        SignatureError: The request is not proven to come from a key of these roles.
        KeyStoreDown: The trusted keys cannot be read.
    """
    found = collect(message.headers, REQUEST_FIELDS)
    if not found.keys() >= set(SIGNATURE_FIELDS):
        raise SignatureMissing("the request is not signed")
    given = parse_signature_input(found["signature-input"])
    signature = parse_signature(found["signature"])
    parameters = read_parameters(given.parameters, REQUEST_PARAMETERS, REQUEST_TAG)
    values, optional = _values(message, found)
    check_coverage(given.items, values, optional=optional)
    created, expires, nonce = int(parameters["created"]), int(parameters["expires"]), parameters["nonce"]
    _check_nonce(nonce)
    _check_lifetime(created, expires)
    if created > now + SKEW:
        raise SignatureFuture(f"signed {created - now} s ahead of this clock; {SKEW} are allowed")
    if now > expires:
        raise SignatureStale(f"expired {now - expires} s ago")
    if values[_AUTHORITY] not in authorities:
        raise AuthorityUnknown("signed for a host name that is not this gateway's")
    trusted = find_key(ring, parameters["keyid"], parameters["alg"], roles)
    base = signature_base(given.items, values, given.text)
    trusted.key.verify(base, signature)
    return VerifiedRequest(trusted, nonce, created, expires, base, signature)


def _values(message: Message, found: Mapping[str, str]) -> tuple[dict[str, str], frozenset[str]]:
    """All components the profile knows in this message, and those that may stay uncovered."""
    values = {
        _METHOD: method_value(message),
        _AUTHORITY: normal_authority(message.authority),
        _PATH: path_value(message),
        _QUERY: query_value(message),
    }
    has_body = _announces_body(message, found)
    for name in BODY_FIELDS:
        if name in found:
            values[_ITEMS[name]] = found[name]
        elif has_body:
            raise ComponentsWrong(f"a request with a body needs {name}", shown={"part": name})
    for name in REQUEST_WHEN_PRESENT:
        if name in found:
            values[_ITEMS[name]] = found[name]
    # Many clients send Content-Type without a body: it then says nothing and may stay unsigned.
    return values, _NOTHING if has_body else _CONTENT_TYPE


def _announces_body(message: Message, found: Mapping[str, str]) -> bool:
    # RFC 9112 section 6: the body itself may not have been read yet.
    return (
        bool(message.body)
        or "content-digest" in found
        or "transfer-encoding" in found
        or found.get("content-length", "0") != "0"
    )


def _unsigned(headers: Headers) -> Headers:
    """Drop what signing writes anew, so that a request can be signed again."""
    dropped = ("content-digest", *SIGNATURE_FIELDS)
    return tuple((name, value) for name, value in headers if name not in dropped)


def _check_nonce(nonce: str) -> None:
    size = len(nonce) * 3 // 4
    if not NONCE_BYTES <= size <= MAX_NONCE_BYTES or _NONCE.fullmatch(nonce) is None:
        raise SignatureMalformed(
            f"the nonce is not {NONCE_BYTES} to {MAX_NONCE_BYTES} bytes in base64url", shown={"part": "nonce"}
        )


def _check_lifetime(created: int, expires: int) -> None:
    if not 0 < expires - created <= MAX_LIFETIME:
        raise SignatureMalformed(
            f"the lifetime is {expires - created} s; 1 to {MAX_LIFETIME} are allowed",
            shown={"part": "expires"},
        )
