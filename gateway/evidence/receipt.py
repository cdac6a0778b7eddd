"""Receipts: one JWS that proves an exchange to anybody who holds two public keys.

A receipt carries the exact leaf, the openings of its commitments, the inclusion
proof and the signed checkpoint it leads to. Nothing outside is needed to check
it, years later and offline.

A receipt goes to the consumer, so it opens only what the consumer had in hand
(`SHOWN`). The leaf may commit to more, such as the people concerned or the plan
in full with undisclosed fields; that stays with the provider and its auditors.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from gateway.audit import (
    ANSWER,
    LOOKUP_FOUND,
    LOOKUP_KEY,
    Checkpoint,
    Opening,
    check_opening,
    format_base64url,
    leaf_hash,
    parse_base64url,
    parse_entry,
    verify_checkpoint,
    verify_inclusion,
)
from gateway.errors import ProofBad
from gateway.signing import PublicKey, Signer, sign_token, token_header, verify_token

RECEIPT_TYPE = "sinergi-receipt+jwt"
FORMAT = "sinergi-receipt/1"
MAX_RECEIPT = 1 << 20

SHOWN = frozenset(
    {"request", "signature", ANSWER, "filter", LOOKUP_KEY, LOOKUP_FOUND, "on_behalf_of", "case_ref", "duties"}
)
"""Openings that the consumer already holds; no others enter a receipt."""

_MEMBERS = {
    "format": str,
    "origin": str,
    "index": int,
    "entry": str,
    "openings": dict,
    "inclusion": list,
    "checkpoint": str,
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that verified. `openings` lacks those that were erased before it was made."""

    entry: Mapping[str, Any]
    leaf: bytes
    index: int
    checkpoint: Checkpoint
    note: str
    openings: Mapping[str, Opening]

    def matches_body(self, body: bytes) -> bool:
        """Say whether this is the receipt of an answer with this very body.

        False also when the answer's opening was erased: then nothing shows it.
        """
        opening = self.openings.get(ANSWER)
        return opening is not None and compare_digest(opening.value, sha256(body).digest())


def make_receipt(
    *,
    origin: str,
    index: int,
    entry: bytes,
    openings: Mapping[str, tuple[bytes, bytes]],
    inclusion: Sequence[bytes],
    checkpoint_note: str,
    signer: Signer,
) -> str:
    """Sign a receipt for one entry; openings that are not the consumer's are left out."""
    payload = {
        "format": FORMAT,
        "origin": origin,
        "index": index,
        "entry": entry.decode(),
        "openings": {
            name: {"salt": format_base64url(salt), "value": format_base64url(value)}
            for name, (salt, value) in sorted(openings.items())
            if name in SHOWN
        },
        "inclusion": [format_base64url(item) for item in inclusion],
        "checkpoint": checkpoint_note,
    }
    return sign_token(payload, RECEIPT_TYPE, signer)


def verify_receipt(
    token: str,
    *,
    receipt_key: PublicKey | Callable[[str], PublicKey],
    log_key: PublicKey | Callable[[datetime], Sequence[PublicKey]],
    origin: str,
) -> Receipt:
    """Check every part of a receipt and return what it proves.

    `receipt_key` is the provider's key, or finds it by the thumbprint that the
    receipt names (and raises SignatureError for one it does not trust). `log_key`
    is the log's key, or finds its keys by the moment at which the entry was
    recorded: one that was over by then has sealed nothing of it.

    Raises:
        SignatureError: the receipt or its checkpoint is not signed by the key expected.
        ProofBad: a part does not hold; the message names it.
    """
    if type(token) is not str or len(token) > MAX_RECEIPT:
        raise ProofBad("receipt: too long")
    key = receipt_key if isinstance(receipt_key, PublicKey) else receipt_key(_key_id(token))
    payload = _checked(verify_token(token, key, typ=RECEIPT_TYPE))
    if payload["origin"] != origin:
        raise ProofBad("receipt: of another log")
    leaf = payload["entry"].encode(errors="surrogatepass")
    entry = parse_entry(leaf)
    openings = {name: _parse_opening(value) for name, value in payload["openings"].items()}
    for name, opening in openings.items():
        check_opening(entry, name, *opening)
    checkpoint = verify_checkpoint(payload["checkpoint"], origin, _log_keys(log_key, entry))
    proof = [_bytes(item, "a proof hash") for item in payload["inclusion"]]
    verify_inclusion(leaf_hash(leaf), payload["index"], checkpoint.size, proof, checkpoint.root)
    return Receipt(entry, leaf, payload["index"], checkpoint, payload["checkpoint"], openings)


def _log_keys(
    log_key: PublicKey | Callable[[datetime], Sequence[PublicKey]], entry: Mapping[str, Any]
) -> Sequence[PublicKey]:
    if isinstance(log_key, PublicKey):
        return (log_key,)
    return log_key(datetime.fromisoformat(entry["times"]["recorded_at"]["value"]))


def _key_id(token: str) -> str:
    kid = token_header(token).get("kid")
    if type(kid) is not str:
        raise ProofBad("receipt: names no key")
    return kid


def _checked(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    if payload.keys() != _MEMBERS.keys():
        raise ProofBad("receipt: members are missing or unknown")
    for name, kind in _MEMBERS.items():
        if type(payload[name]) is not kind:
            raise ProofBad(f"receipt: {name} has the wrong type")
    if payload["format"] != FORMAT:
        raise ProofBad("receipt: of a format that is not known here")
    return payload


def _parse_opening(value: object) -> Opening:
    if type(value) is not dict or value.keys() != {"salt", "value"}:
        raise ProofBad("receipt: an opening is not a salt and a value")
    return Opening(_bytes(value["salt"], "a salt"), _bytes(value["value"], "a value"))


def _bytes(value: object, what: str) -> bytes:
    if type(value) is not str:
        raise ProofBad(f"receipt: {what} is not a text")
    return parse_base64url(value, f"receipt: {what}")
