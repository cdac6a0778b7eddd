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
    parse_checkpoint,
    parse_entry,
    parse_note,
    verify_checkpoint,
    verify_inclusion,
)
from gateway.errors import GatewayError, ProofBad
from gateway.evidence.parts import FORMAT, Parts, Stamped, parse_parts
from gateway.signing import PublicKey, Signer, sign_token, token_claims, token_header, verify_token

RECEIPT_TYPE = "sinergi-receipt+jwt"
MAX_RECEIPT = 1 << 20

SHOWN = frozenset(
    {"request", "signature", ANSWER, "filter", LOOKUP_KEY, LOOKUP_FOUND, "on_behalf_of", "case_ref", "duties"}
    | {"acknowledged"}
)
"""Openings that the consumer already holds; no others enter a receipt."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that verified. `openings` lacks those that were erased before it was made.

    Cosignatures and timestamp are as they came: whoever trusts a witness or a timestamp
    authority has them checked by `judge_receipt`.
    """

    entry: Mapping[str, Any]
    leaf: bytes
    index: int
    checkpoint: Checkpoint
    note: str
    openings: Mapping[str, Opening]
    cosignatures: tuple[str, ...] = ()
    stamped: Stamped | None = None

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
    cosignatures: Sequence[str] = (),
    stamped: Stamped | None = None,
) -> str:
    """Sign a receipt for one entry; openings that are not the consumer's are left out.

    `cosignatures` are the lines of witnesses under the checkpoint's own text.
    """
    payload: dict[str, object] = {
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
    if cosignatures:
        payload["cosignatures"] = [line.removesuffix("\n") for line in cosignatures]
    if stamped is not None:
        payload["timestamp"] = {
            "checkpoint": stamped.note,
            "consistency": [format_base64url(item) for item in stamped.consistency],
            "token": format_base64url(stamped.token),
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
    check_length(token)
    key = receipt_key if isinstance(receipt_key, PublicKey) else receipt_key(_key_id(token))
    parts = parse_parts(verify_token(token, key, typ=RECEIPT_TYPE))
    if parts.origin != origin:
        raise ProofBad("receipt: of another log")
    entry = parse_entry(parts.leaf)
    check_openings(entry, parts)
    checkpoint = verify_checkpoint(parts.note, origin, _log_keys(log_key, entry))
    check_inclusion(parts, checkpoint)
    return Receipt(
        entry=entry,
        leaf=parts.leaf,
        index=parts.index,
        checkpoint=checkpoint,
        note=parts.note,
        openings=parts.openings,
        cosignatures=parts.cosignatures,
        stamped=parts.stamped,
    )


def check_length(token: str) -> None:
    """Refuse what is too long to be looked at.

    Raises:
        ProofBad: it is.
    """
    if type(token) is not str or len(token) > MAX_RECEIPT:
        raise ProofBad("receipt: too long")


def check_openings(entry: Mapping[str, Any], parts: Parts) -> None:
    """Check that every opening of a receipt is what its entry committed to.

    Raises:
        ProofBad: one is not.
    """
    for name, opening in parts.openings.items():
        check_opening(entry, name, *opening)


def check_inclusion(parts: Parts, checkpoint: Checkpoint) -> None:
    """Check that the entry of a receipt stands in the tree of a checkpoint.

    Raises:
        ProofBad: it does not.
    """
    verify_inclusion(leaf_hash(parts.leaf), parts.index, checkpoint.size, parts.inclusion, checkpoint.root)


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


def receipt_head(token: str) -> Checkpoint | None:
    """Return the checkpoint that a receipt claims to lead to, unproven; None where it claims none."""
    try:
        check_length(token)
        return parse_checkpoint(parse_note(parse_parts(token_claims(token)).note).text)
    except GatewayError:
        return None
