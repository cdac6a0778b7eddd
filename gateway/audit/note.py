"""C2SP signed notes: a text, a blank line, and lines that each carry one signature.

A note is parsed in full before any signature counts, and its text is handed out
by `verify_note` alone. Lines of other keys are kept and ignored, so a witness
can add its own without troubling those who do not know it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from gateway.audit.encoding import format_base64, format_base64url, parse_base64
from gateway.errors import KeyMaterialBad, ProofBad
from gateway.signing import PublicKey, Signer, public_key_from_jwk

ED25519_NOTE = b"\x01"
"""The signature type of plain Ed25519, part of the key id."""

MAX_NOTE = 64 * 1024
MAX_SIGNATURES = 64

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_LINE = re.compile(r"— (\S+) (\S+)")


class NoteSignature(NamedTuple):
    """One signature line: whose it claims to be, and the bytes."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A note as parsed: nothing in it is verified yet. `text` ends with a newline."""

    text: str
    signatures: tuple[NoteSignature, ...]


def parse_note(note: str) -> Note:
    """Take a note apart; strict in all that the C2SP text leaves no room for.

    Raises:
        ProofBad: it is not a signed note.
    """
    if type(note) is not str or len(note) > MAX_NOTE or _CONTROLS.search(note):
        raise ProofBad("note: too long, or holds characters that a note may not")
    # The text itself may hold blank lines: the last one is the border.
    text, border, lines = note.rpartition("\n\n")
    if not border or not text or not lines.endswith("\n"):
        raise ProofBad("note: no signatures")
    signatures = tuple(_parse_line(line) for line in lines.split("\n")[:-1])
    if len(signatures) > MAX_SIGNATURES:
        raise ProofBad("note: too many signatures")
    return Note(text + "\n", signatures)


def sign_note(text: str, name: str, signer: Signer) -> str:
    """Sign a text as `name`; the text must end with its own newline.

    Raises:
        KeyMaterialBad: the key is not Ed25519.
        ProofBad: the text or the name cannot stand in a note.
    """
    check_name(name)
    if not text.endswith("\n"):
        raise ProofBad("note: the text does not end with a newline")
    blob = key_id(name, signer.key) + signer.sign(text.encode())
    note = f"{text}\n— {name} {format_base64(blob)}\n"
    parse_note(note)
    return note


def verify_note(note: str, name: str, *keys: PublicKey) -> str:
    """Return the text of a note that one of these keys has signed under this name.

    A name has several keys while one is exchanged for another. Every line that
    names one of them must verify: a note with one bad signature of a known key is
    refused whole.

    Raises:
        ProofBad: it is not a note, or none of the keys has signed it.
        SignatureError: a signature that names one of the keys is wrong.
    """
    parsed = parse_note(note)
    wanted = {key_id(name, key): key for key in keys}
    ours = [line for line in parsed.signatures if line.name == name and line.key_id in wanted]
    if not ours:
        raise ProofBad("note: not signed by the expected key")
    for line in ours:
        wanted[line.key_id].verify(parsed.text.encode(), line.signature)
    return parsed.text


@lru_cache(maxsize=64)
def key_id(name: str, key: PublicKey) -> bytes:
    """Return the four bytes that, with the name, point at a key.

    Raises:
        KeyMaterialBad: the key is not Ed25519.
    """
    return sha256(name.encode() + b"\n" + ED25519_NOTE + key.raw).digest()[:4]


def verifier_key(name: str, key: PublicKey) -> str:
    """Write a public key as `name+id+base64`, to be handed to those who verify."""
    check_name(name)
    return f"{name}+{key_id(name, key).hex()}+{format_base64(ED25519_NOTE + key.raw)}"


def parse_verifier_key(vkey: str) -> tuple[str, PublicKey]:
    """Read a verifier key and check that its id belongs to it.

    Raises:
        ProofBad: it is not the verifier key of an Ed25519 note key, say because it is a witness's.
    """
    return read_vkey(vkey, ED25519_NOTE, verifier_key, "verifier key", "an Ed25519 key of a log")


def read_vkey(
    vkey: str, kind: bytes, write: Callable[[str, PublicKey], str], what: str, wanted: str
) -> tuple[str, PublicKey]:
    """Read a key of one signature type from `name+id+base64`: exactly what `write` makes of it.

    Raises:
        ProofBad: it is no such key; `what` names it in the message, `wanted` what it should be.
    """
    parts = vkey.split("+", 2) if type(vkey) is str else []
    if len(parts) != 3:
        raise ProofBad(f"{what}: not of the form name+id+key")
    name, _, encoded = parts
    check_name(name)
    data = parse_base64(encoded, what)
    if len(data) != 33 or data[:1] != kind:
        raise ProofBad(f"{what}: not {wanted}")
    try:
        key = public_key_from_jwk({"kty": "OKP", "crv": "Ed25519", "x": format_base64url(data[1:])})
    except KeyMaterialBad as error:
        raise ProofBad(f"{what}: not an Ed25519 key") from error
    if write(name, key) != vkey:
        raise ProofBad(f"{what}: the id does not belong to the key")
    return name, key


def _parse_line(line: str) -> NoteSignature:
    match = _LINE.fullmatch(line)
    if not match:
        raise ProofBad("note: a signature line does not parse")
    check_name(match[1])
    blob = parse_base64(match[2], "note: a signature")
    if len(blob) < 5:
        raise ProofBad("note: a signature is too short")
    return NoteSignature(match[1], blob[:4], blob[4:])


def check_name(name: str) -> None:
    """Refuse a key name that would blur a line's parts (also used for origins)."""
    if type(name) is not str or not _is_name(name):
        raise ProofBad("note: not a key name")


@lru_cache(maxsize=64)
def _is_name(name: str) -> bool:
    fits = 0 < len(name) <= 255 and "+" not in name and not _CONTROLS.search(name)
    return fits and not any(character.isspace() for character in name)
