"""Base64 with exactly one spelling per value, so that no text has a twin that also verifies."""

import base64

from gateway.errors import ProofBad


def format_base64(data: bytes) -> str:
    """Write RFC 4648 section 4 base64, with padding."""
    return base64.b64encode(data).decode("ascii")


def parse_base64(text: str, what: str) -> bytes:
    """Read base64 that is spelled as `format_base64` spells it."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ProofBad(f"{what} is not base64") from error
    if format_base64(data) != text:
        raise ProofBad(f"{what} is not canonical base64")
    return data


def format_base64url(data: bytes) -> str:
    """Write RFC 4648 section 5 base64, without padding (as JOSE does)."""
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def parse_base64url(text: str, what: str) -> bytes:
    """Read base64url that is spelled as `format_base64url` spells it."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise ProofBad(f"{what} is not base64url") from error
    if format_base64url(data) != text:
        raise ProofBad(f"{what} is not canonical base64url")
    return data
