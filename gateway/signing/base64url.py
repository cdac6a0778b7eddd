"""Base64url without padding, in its one canonical form (RFC 7515 section 2, RFC 4648 section 5).

Decoding refuses everything that encoding would not have written: other letters,
padding, and stray bits in the last letter. So one value has one text.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode


def encode(data: bytes) -> str:
    """Write bytes as base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Read canonical base64url.

    Raises:
        ValueError: The text is not what `encode` writes.
    """
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    # The library drops letters it does not know; writing the bytes again shows whether it did.
    if encode(data) != text:
        raise ValueError("not canonical base64url")
    return data
