"""Cursors: where the next page starts, sealed so that only we can read or make one.

A cursor is bound to the consumer, the permission, the contract and the query it
came from; under any other it is refused. It holds only values already released.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from gateway.errors import CursorBad, CursorExpired, RequestBad, SealBroken
from gateway.policy import LogicalType, Scalar, parse_scalar
from gateway.signing import seal, unseal

LIFETIME = timedelta(hours=1)
NONCE_BYTES = 12
MAX_LENGTH = 4_096


def seal_cursor(key: bytes, exchange_id: str, after: Sequence[Scalar], binding: bytes, now: datetime) -> str:
    """Return a cursor for the page after these sort key values.

    The AES-GCM nonce is the hash of the exchange id: an id seals one cursor, so
    no nonce repeats, and equal ids give equal answers.
    """
    expires = int((now + LIFETIME).timestamp())
    plain = json.dumps([expires, *(_text(value) for value in after)]).encode()
    nonce = sha256(b"sinergi-cursor" + exchange_id.encode()).digest()[:NONCE_BYTES]
    return urlsafe_b64encode(seal(key, nonce, plain, binding)).rstrip(b"=").decode()


def open_cursor(
    key: bytes, cursor: str, types: Sequence[LogicalType], binding: bytes, now: datetime
) -> tuple[Scalar, ...]:
    """Return the sort key values of the last row given.

    Raises:
        CursorBad: not our cursor, or that of another caller, permission or query.
        CursorExpired: older than an hour.
    """
    if len(cursor) > MAX_LENGTH or not cursor.isascii():
        raise CursorBad("cursor is not text that we make")
    try:
        sealed = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        if urlsafe_b64encode(sealed).rstrip(b"=").decode() != cursor:
            raise CursorBad("cursor is not in its one canonical form")
        expires, *values = json.loads(unseal(key, sealed, binding))
        is_late = now.timestamp() > expires
    except (ValueError, TypeError, SealBroken) as error:
        raise CursorBad("cursor does not open for this query") from error
    if is_late:
        raise CursorExpired("cursor is too old")
    try:
        return tuple(
            None if value is None else parse_scalar(kind, value, text=True)
            for kind, value in zip(types, values, strict=True)
        )
    except (ValueError, RequestBad) as error:
        raise CursorBad("cursor holds values of another shape") from error


def _text(value: Scalar) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)
