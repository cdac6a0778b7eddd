"""C2SP tlog-cosignature, version 1 with Ed25519: another party saw this head, and when.

A cosignature is a line of the same signed note, under a key type of its own: a
log's signature can never pass for a witness's, nor the other way round, even if
somebody used one key for both. It says that, at its time, no larger tree of this
log had been seen, and that this one extends all that were seen before.
"""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from gateway.audit.encoding import format_base64
from gateway.audit.note import NoteSignature, check_name, parse_note, read_vkey
from gateway.errors import ProofBad
from gateway.signing import PublicKey, Signer

COSIGNATURE = b"\x04"
"""The signature type of timestamped Ed25519 cosignatures, part of the key id."""

_TIME_BYTES = 8
_MAX_TIME = 2**63 - 1
_ED25519_BYTES = 64


class Cosignature(NamedTuple):
    """A verified cosignature: whose it is, its time in seconds since 1970, and its line."""

    name: str
    time: int
    line: str


Cosigners = Mapping[str, tuple[PublicKey, ...]]
"""Witnesses by name; while one exchanges its key it has two."""


def cosign(text: str, name: str, signer: Signer, time: int) -> str:
    """Cosign the text of a checkpoint; returns the signature line, with its newline.

    Raises:
        KeyMaterialBad: the key is not Ed25519.
        ProofBad: the text or the name cannot stand in a note.
    """
    check_name(name)
    if not text.endswith("\n") or not 0 <= time <= _MAX_TIME:
        raise ProofBad("cosignature: not a text that can be cosigned, or not a time")
    signature = signer.sign(_message(text, time))
    blob = cosigner_id(name, signer.key) + time.to_bytes(_TIME_BYTES, "big") + signature
    return f"— {name} {format_base64(blob)}\n"


def read_cosignatures(note: str, cosigners: Cosigners) -> list[Cosignature]:
    """Return every cosignature of a known witness that a note carries.

    Lines of unknown keys are passed over, as C2SP asks; a line that names a known
    key and does not verify spoils the note.

    Raises:
        ProofBad: it is not a note, or a known witness's line has the wrong form.
        SignatureError: a known witness's signature is wrong.
    """
    parsed = parse_note(note)
    found = []
    for line in parsed.signatures:
        for key in cosigners.get(line.name, ()):
            if cosigner_id(line.name, key) == line.key_id:
                found.append(_verify(parsed.text, line, key))
    return found


@lru_cache(maxsize=64)
def cosigner_id(name: str, key: PublicKey) -> bytes:
    """Return the four bytes that, with the name, point at a witness's key."""
    return sha256(name.encode() + b"\n" + COSIGNATURE + key.raw).digest()[:4]


def cosigner_key(name: str, key: PublicKey) -> str:
    """Write a witness's public key as `name+id+base64`."""
    check_name(name)
    return f"{name}+{cosigner_id(name, key).hex()}+{format_base64(COSIGNATURE + key.raw)}"


def parse_cosigner_key(vkey: str) -> tuple[str, PublicKey]:
    """Read the verifier key of a witness, and check that its id belongs to it.

    Raises:
        ProofBad: it is not one, say because it is a log's.
    """
    return read_vkey(vkey, COSIGNATURE, cosigner_key, "witness key", "a key for cosignatures")


def _verify(text: str, line: NoteSignature, key: PublicKey) -> Cosignature:
    if len(line.signature) != _TIME_BYTES + _ED25519_BYTES:
        raise ProofBad("cosignature: not a time and a signature")
    time = int.from_bytes(line.signature[:_TIME_BYTES], "big")
    if time > _MAX_TIME:
        raise ProofBad("cosignature: not a time")
    key.verify(_message(text, time), line.signature[_TIME_BYTES:])
    return Cosignature(line.name, time, f"— {line.name} {format_base64(line.key_id + line.signature)}\n")


def _message(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()
