"""Key files as commands write and read them."""

import os
from pathlib import Path

from gateway.catalogue import Sentence, problem_of
from gateway.cli.opening import read_signer
from gateway.errors import KeyMaterialBad
from gateway.signing import Algorithm, PublicKey, public_key_from_pem

ALGORITHMS: tuple[Algorithm, ...] = ("ed25519", "ecdsa-p256-sha256", "rsa-pss-sha512")
_PRIVATE = b"PRIVATE KEY"


def write_private(path: Path, content: bytes) -> None:
    """Write a private key: never over another key, and never for a moment readable by others.

    Raises:
        KeyMaterialBad: it cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise KeyMaterialBad(Sentence("keys.unwritable", path=path, problem=problem_of(error))) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def read_public(path: Path) -> PublicKey:
    """Read the public half of a key, from a file of either half.

    Raises:
        KeyMaterialBad: it cannot be read or holds no key.
    """
    try:
        pem = path.read_bytes()
    except OSError as error:
        raise KeyMaterialBad(Sentence("keys.unreadable", path=path, problem=problem_of(error))) from error
    if _PRIVATE in pem:
        return read_signer(path).key
    try:
        return public_key_from_pem(pem)
    except KeyMaterialBad as error:
        raise KeyMaterialBad(Sentence("keys.in-file", path=path, problem=error.message)) from error
