"""Signed answers: this gateway said exactly this, in reply to exactly that request.

An answer covers the request's method, path and signature (RFC 9421 section 2.4), so
it cannot be shown as the reply to another request. What of the request cannot be
written down (no parsable signature, a malformed target) is left out by both sides
alike: a refusal can still be signed, and a client that signed well always requires all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gateway.errors import (
    AlgorithmWrong,
    ComponentsWrong,
    KeyUnknown,
    SignatureError,
    SignatureFuture,
    SignatureMissing,
    SignatureStale,
)
from gateway.signing.components import check_coverage, item, method_value, path_value, signature_base
from gateway.signing.digests import check_body, content_digest, format_digest
from gateway.signing.fields import collect, format_bytes, parse_signature, parse_signature_input
from gateway.signing.keys import PublicKey
from gateway.signing.message import Answer, Message, field_values
from gateway.signing.parameters import find_key, format_parameters, read_parameters
from gateway.signing.profile import (
    ANSWER_ALLOWANCE,
    ANSWER_FIELDS,
    ANSWER_PARAMETERS,
    ANSWER_ROLES,
    ANSWER_TAG,
    ANSWER_WHEN_PRESENT,
    BODY_FIELDS,
    LABEL,
    LOG_FIELDS,
    SIGNATURE_FIELDS,
    SKEW,
)
from gateway.signing.ring import KeyRing, TrustedKey
from gateway.signing.signers import Signer

_NOTHING: frozenset[str] = frozenset()
_OURS = frozenset({"content-digest", *SIGNATURE_FIELDS})
_STATUS = item("@status")
_ITEMS = tuple((name, item(name)) for name in (*BODY_FIELDS, *ANSWER_WHEN_PRESENT))


@dataclass(frozen=True, slots=True)
class VerifiedAnswer:
    """A proven answer; `trusted` says whose key it was when a ring was asked."""

    key: PublicKey
    trusted: TrustedKey | None
    created: int
    base: bytes
    signature: bytes


def sign_answer(
    answer: Answer, request: Message, signer: Signer, *, created: int, digest: bytes | None = None
) -> Answer:
    """Add Content-Digest, Signature-Input and Signature to a finished answer.

    Args:
        digest: The SHA-256 of the body, from whoever computed it already.

    Raises:
        SignatureError: The answer lacks a field it must have, or cannot be signed.
    """
    kept = [field for field in answer.headers if field[0] not in _OURS]
    stated = content_digest(answer.body) if digest is None else format_digest(digest)
    headers = (*kept, ("content-digest", stated))
    values = _values(answer, request, collect(headers, ANSWER_FIELDS))
    items = tuple(values)
    text = f"({' '.join(items)});created={created}{_about(signer.key)}"
    signature = signer.sign(signature_base(items, values, text))
    signed = (("signature-input", f"{LABEL}={text}"), ("signature", f"{LABEL}={format_bytes(signature)}"))
    return Answer(answer.status, headers + signed, answer.body)


@lru_cache(maxsize=16)
def _about(key: PublicKey) -> str:
    """Write the parameters that every answer of a key has alike."""
    return format_parameters({"keyid": key.thumbprint, "alg": key.alg, "tag": ANSWER_TAG})


def verify_answer(
    answer: Answer,
    request: Message,
    key: PublicKey | KeyRing,
    *,
    now: int,
    allowance: int = ANSWER_ALLOWANCE,
) -> VerifiedAnswer:
    """Prove an answer, body included, to be the gateway's reply to this request.

    Args:
        request: The request as it was sent, with its signature.
        key: The pinned answer key, or a ring; with a ring the caller must still compare
            the agency of `trusted` with the one it asked.
        allowance: Seconds beyond SKEW by which the clocks may differ. Freshness does not
            hang on it, since the answer covers the request's signature.

    Raises:
        SignatureError: The answer is not proven.
        KeyStoreDown: The ring cannot be read.
    """
    found = collect(answer.headers, ANSWER_FIELDS)
    if not found.keys() >= set(SIGNATURE_FIELDS):
        raise SignatureMissing("the answer is not signed")
    given = parse_signature_input(found["signature-input"])
    signature = parse_signature(found["signature"])
    parameters = read_parameters(given.parameters, ANSWER_PARAMETERS, ANSWER_TAG)
    values = _values(answer, request, found)
    check_coverage(given.items, values, optional=_NOTHING)
    created = int(parameters["created"])
    if created > now + SKEW + allowance:
        raise SignatureFuture(f"answered {created - now} s ahead of this clock")
    if created < now - SKEW - allowance:
        raise SignatureStale(f"answered {now - created} s ago by this clock")
    if isinstance(key, PublicKey):
        trusted, used = None, _pinned(key, parameters)
    else:
        trusted = find_key(key, parameters["keyid"], parameters["alg"], ANSWER_ROLES)
        used = trusted.key
    base = signature_base(given.items, values, given.text)
    used.verify(base, signature)
    check_body(answer)
    return VerifiedAnswer(used, trusted, created, base, signature)


def _pinned(key: PublicKey, parameters: Mapping[str, str]) -> PublicKey:
    if parameters["keyid"] != key.thumbprint:
        raise KeyUnknown("the answer names another key than the pinned one")
    if parameters["alg"] != key.alg:
        raise AlgorithmWrong(f"the pinned key's algorithm is {key.alg}")
    return key


def _values(answer: Answer, request: Message, found: Mapping[str, str]) -> dict[str, str]:
    """All components this answer must cover, in the order in which it is signed."""
    values = {_STATUS: str(answer.status)}
    succeeded = 200 <= answer.status < 300
    for name, written in _ITEMS:
        if name in found:
            values[written] = found[name]
        elif name in BODY_FIELDS or (succeeded and name in LOG_FIELDS):
            raise ComponentsWrong(f"an answer of status {answer.status} needs {name}")
    values.update(_request_values(request))
    return values


def _request_values(request: Message) -> dict[str, str]:
    values = {}
    try:
        method, path = method_value(request), path_value(request)
    except SignatureError:
        method = path = ""
    if path:
        values['"@method";req'] = method
        values['"@path";req'] = path
    signature = _request_signature(request)
    if signature is not None:
        values[f'"signature";req;key="{LABEL}"'] = signature
    return values


def _request_signature(request: Message) -> str | None:
    """Return the signature as it stands in the request: what parses is in its one form."""
    lines = field_values(request.headers, "signature")
    if len(lines) != 1:
        return None
    text = lines[0].strip(" \t")
    try:
        parse_signature(text)
    except SignatureError:
        return None
    return text.removeprefix(f"{LABEL}=")
