"""Content-Digest (RFC 9530): the body is the one the signature speaks of.

The field may list several algorithms: every one we know must match, others are passed
over as RFC 9530 section 2 allows, but at least one must be known.
"""

import re
from hashlib import sha256, sha512

from gateway.errors import DigestMismatch
from gateway.signing.fields import decode_bytes, format_bytes
from gateway.signing.message import Answer, Message, field_values

KNOWN = {"sha-256": sha256, "sha-512": sha512}

_MEMBER = re.compile(r"[ \t]*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):[ \t]*")
_MAX_MEMBERS = 8


def content_digest(body: bytes) -> str:
    """Write the Content-Digest of a body; an empty body has one too."""
    return format_digest(sha256(body).digest())


def format_digest(digest: bytes) -> str:
    """Write the Content-Digest that states a SHA-256."""
    return f"sha-256={format_bytes(digest)}"


def check_body(message: Message | Answer) -> None:
    """Require that the body is the one Content-Digest names.

    Whether the field itself was signed is for `verify_request` and `verify_answer`.

    Raises:
        DigestMismatch: Another body, a body without digest, or no usable digest.
    """
    lines = field_values(message.headers, "content-digest")
    if not lines:
        if message.body:
            raise DigestMismatch("a body without Content-Digest")
        return
    if len(lines) > 1:
        raise DigestMismatch("more than one Content-Digest line")
    if lines[0] == content_digest(message.body):
        # What most messages say, and the one way to write it.
        return
    for name, expected in _known_digests(lines[0]).items():
        if KNOWN[name](message.body).digest() != expected:
            raise DigestMismatch(f"the body does not have the {name} it should")


def _known_digests(value: str) -> dict[str, bytes]:
    members = value.split(",")
    if len(members) > _MAX_MEMBERS:
        raise DigestMismatch(f"a Content-Digest of more than {_MAX_MEMBERS} members")
    found: dict[str, bytes | None] = {}
    for member in members:
        match = _MEMBER.fullmatch(member)
        if match is None:
            raise DigestMismatch("the Content-Digest is not a list of named byte sequences")
        name, text = match.groups()
        if name in found:
            raise DigestMismatch("a Content-Digest algorithm occurs twice")
        found[name] = decode_bytes(text)
    known = {name: digest for name, digest in found.items() if digest is not None and name in KNOWN}
    if not known or any(found[name] is None for name in KNOWN.keys() & found.keys()):
        raise DigestMismatch("no usable digest: sha-256 or sha-512 in canonical base64 is needed")
    return known
