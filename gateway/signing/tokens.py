"""JOSE signatures over files and receipts (RFC 7515): compact, or detached from the exact bytes.

A token is taken apart and judged by this room's strict reading first (bounds, canonical
base64url, no duplicate names, the key's own algorithm, no `crit`, no `b64`); only then
does PyJWT check the signature. The algorithm always comes from the key, never from the
token. An RSA key signs PS512, so that it uses one hash and one padding everywhere.
"""

import json
import re
from collections.abc import Mapping
from typing import NoReturn

import jwt

from gateway.errors import AlgorithmWrong, KeyUnknown, SignatureError, SignatureMalformed
from gateway.signing import base64url
from gateway.signing.keys import Algorithm, PublicKey
from gateway.signing.signers import Signer

MAX_TOKEN = 4 * 1024 * 1024
MAX_HEADER = 16_384

JOSE_NAMES: Mapping[Algorithm, str] = {
    "ed25519": "EdDSA",
    "ecdsa-p256-sha256": "ES256",
    "rsa-pss-sha512": "PS512",
}

_TOKEN = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)\.([A-Za-z0-9_-]+)")
# They would change what is signed (RFC 7797) or ask for rules that we do not have.
_REFUSED_NAMES = frozenset({"crit", "b64"})
_JWS = jwt.PyJWS(algorithms=list(JOSE_NAMES.values()))


def sign_detached(payload: bytes, header: Mapping[str, object], signer: Signer) -> str:
    """Sign the exact bytes and leave them out of the token (RFC 7515 appendix F).

    Args:
        header: The protected header, with `typ`; `alg` and `kid` are added.

    Raises:
        SignatureMalformed: The header cannot be written.
    """
    head, _, tail = _sign(payload, header, signer)
    return f"{head}..{tail}"


def verify_detached(jws: str, payload: bytes, key: PublicKey, *, typ: str) -> Mapping[str, object]:
    """Prove that the key signed these bytes as this type; return the protected header.

    Raises:
        SignatureError: It did not, or the token is not of the profile.
    """
    header = detached_header(jws)
    _check_header(header, key, typ)
    head, tail = jws.split("..")
    _verify(f"{head}.{base64url.encode(payload)}.{tail}", key)
    return header


def detached_header(jws: str) -> Mapping[str, object]:
    """Read the protected header of a detached token, unproven, to find its key by `kid`.

    Raises:
        SignatureMalformed: Not a detached token.
    """
    head, payload, _ = _segments(jws)
    if payload:
        raise SignatureMalformed("the token carries a payload where a detached one is expected")
    return _header(head)


def sign_token(payload: Mapping[str, object], typ: str, signer: Signer) -> str:
    """Sign a JSON object as a compact token of a type.

    Raises:
        SignatureMalformed: The payload cannot be written as JSON.
    """
    return ".".join(_sign(_write(payload), {"typ": typ}, signer))


def verify_token(token: str, key: PublicKey, *, typ: str) -> Mapping[str, object]:
    """Prove that the key signed this token as this type; return its payload.

    Raises:
        SignatureError: It did not, or the token is not of the profile.
    """
    head, payload, _ = _segments(token)
    _check_header(_header(head), key, typ)
    _verify(token, key)
    return _read(_decode(payload))


def token_header(token: str) -> Mapping[str, object]:
    """Read the protected header of a compact token, unproven, to find its key by `kid`.

    Raises:
        SignatureMalformed: Not a compact token.
    """
    head, payload, _ = _segments(token)
    if not payload:
        raise SignatureMalformed("the token carries no payload")
    return _header(head)


def token_claims(token: str) -> Mapping[str, object]:
    """Read the payload of a compact token, unproven: to say which part of it does not hold, and no more.

    Raises:
        SignatureMalformed: Not a compact token.
    """
    _, payload, _ = _segments(token)
    return _read(_decode(payload))


def _sign(payload: bytes, header: Mapping[str, object], signer: Signer) -> tuple[str, str, str]:
    if not _REFUSED_NAMES.isdisjoint(header):
        raise SignatureMalformed("the header may hold neither crit nor b64")
    full = {**header, "alg": JOSE_NAMES[signer.key.alg], "kid": signer.key.thumbprint}
    head, body = base64url.encode(_write(full)), base64url.encode(payload)
    # The key may be in a device: the signer signs, and PyJWT only verifies.
    return head, body, base64url.encode(signer.sign(f"{head}.{body}".encode("ascii")))


def _verify(token: str, key: PublicKey) -> None:
    try:
        _JWS.decode_complete(token, key.handle, algorithms=[JOSE_NAMES[key.alg]])
    except jwt.PyJWTError as error:
        raise SignatureError("the token's signature does not verify") from error


def _check_header(header: Mapping[str, object], key: PublicKey, typ: str) -> None:
    if not _REFUSED_NAMES.isdisjoint(header):
        raise SignatureMalformed("the token's header holds crit or b64")
    if header.get("alg") != JOSE_NAMES[key.alg]:
        raise AlgorithmWrong(f"the token's algorithm is not the key's, {JOSE_NAMES[key.alg]}")
    if header.get("kid") != key.thumbprint:
        raise KeyUnknown("the token names another key")
    if header.get("typ") != typ:
        raise SignatureMalformed(f"the token's type is not {typ}")


def _segments(token: str) -> tuple[str, str, str]:
    match = _TOKEN.fullmatch(token) if len(token) <= MAX_TOKEN else None
    if match is None:
        raise SignatureMalformed("not a token of three base64url parts within bounds")
    head, payload, tail = match.groups()
    return head, payload, tail


def _header(head: str) -> Mapping[str, object]:
    if len(head) > MAX_HEADER:
        raise SignatureMalformed(f"a token header of more than {MAX_HEADER} characters")
    return _read(_decode(head))


def _decode(part: str) -> bytes:
    try:
        return base64url.decode(part)
    except ValueError as error:
        raise SignatureMalformed("a part of the token is not canonical base64url") from error


def _write(value: Mapping[str, object]) -> bytes:
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
        return text.encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise SignatureMalformed("the value cannot be written as JSON") from error


def _read(data: bytes) -> Mapping[str, object]:
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
        # A lone surrogate passes the parser, but no UTF-8 text can hold it.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise SignatureMalformed("a part of the token is not strict JSON") from error
    if not isinstance(value, dict):
        raise SignatureMalformed("a part of the token is not a JSON object")
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a name occurs twice")
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
