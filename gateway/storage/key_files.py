"""Keys as files: one a name, readable by their owner alone.

Under systemd the folder of credentials is looked in first: there the service
manager decrypts keys into memory for this one service.
"""

import os
import stat
from pathlib import Path

from gateway.audit import parse_base64url
from gateway.catalogue import Sentence, problem_of
from gateway.errors import KeyMaterialBad, ProofBad
from gateway.signing import Signer, signer_from_pem

SECRET_BYTES = 32

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class FileSecrets:
    """Reads `<name>.pem` (private key, PEM) and `<name>.key` (32 bytes, base64url); fills the `Secrets` port.

    A name is read once: a key that is replaced takes effect at the next start.
    """

    def __init__(self, folder: Path, *, credentials: str | None = None) -> None:
        """Take the folder of keys, and systemd's $CREDENTIALS_DIRECTORY if it is set."""
        self._folder = folder
        self._credentials = Path(credentials) if credentials else None
        self._signers: dict[str, Signer] = {}
        self._secrets: dict[str, bytes] = {}

    def signer(self, name: str) -> Signer:
        """Return the signer of a private key.

        Raises:
            KeyMaterialBad: the file is missing, open to others, or holds no usable key.
        """
        if name not in self._signers:
            path, content = self._read(f"{name}.pem")
            try:
                self._signers[name] = signer_from_pem(content)
            except KeyMaterialBad as error:
                raise KeyMaterialBad(Sentence("keys.in-file", path=path, problem=error.message)) from error
        return self._signers[name]

    def has_signer(self, name: str) -> bool:
        """Say whether there is a file for a private key, whatever it holds."""
        folders = (self._credentials, self._folder) if self._credentials else (self._folder,)
        return any((folder / f"{name}.pem").exists() for folder in folders)

    def secret(self, name: str) -> bytes:
        """Return the bytes of a symmetric secret.

        Raises:
            KeyMaterialBad: the file is missing, open to others, or does not hold 32 bytes.
        """
        if name not in self._secrets:
            path, content = self._read(f"{name}.key")
            self._secrets[name] = _parse_secret(path, content)
        return self._secrets[name]

    def _read(self, name: str) -> tuple[Path, bytes]:
        credential = self._credentials / name if self._credentials else None
        path = credential if credential and credential.exists() else self._folder / name
        try:
            # Opened once, so that what is judged is what is read.
            with path.open("rb") as file:
                found = os.fstat(file.fileno())
                if path == credential:
                    _check_credential(path, found)
                else:
                    _check_private(path, found)
                return path, file.read()
        except OSError as error:
            raise KeyMaterialBad(Sentence("keys.unreadable", path=path, problem=problem_of(error))) from error


def _check_private(path: Path, found: os.stat_result) -> None:
    if found.st_mode & _OTHERS:
        raise KeyMaterialBad(Sentence("keys.open-to-others", path=path))
    if found.st_uid != os.geteuid():
        raise KeyMaterialBad(Sentence("keys.other-owner", path=path, user=os.geteuid()))


def _check_credential(path: Path, found: os.stat_result) -> None:
    # systemd lets the service in by an ACL, whose mask stat shows as the group's right to read.
    if found.st_mode & _OTHERS & ~stat.S_IRGRP or found.st_uid not in {os.geteuid(), 0}:
        raise KeyMaterialBad(Sentence("keys.credential-mode", path=path))


def _parse_secret(path: Path, content: bytes) -> bytes:
    try:
        secret = parse_base64url(content.decode("ascii").strip(), "the secret")
    except (ProofBad, UnicodeDecodeError) as error:
        raise KeyMaterialBad(Sentence("keys.secret-not-base64url", path=path, needed=SECRET_BYTES)) from error
    if len(secret) != SECRET_BYTES:
        raise KeyMaterialBad(Sentence("keys.secret-size", path=path, size=len(secret), needed=SECRET_BYTES))
    return secret
