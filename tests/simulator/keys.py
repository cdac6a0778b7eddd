"""Every key of an agency, made once for the whole test run."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256

from gateway.errors import KeyMaterialBad
from gateway.policy import RootPins
from gateway.signing import LocalSigner, new_signer

# Each role once; `client-2` belongs to a second system, `stray` stands in no trust file.
NAMES = (
    "root",
    "root-2",
    "signatory",
    "signatory-2",
    "ppid",
    "client",
    "client-2",
    "answer",
    "log",
    "receipt",
    "witness",
    "auditor",
    "auditor-2",
    "stray",
)


@cache
def keys_of(agency: str) -> Mapping[str, LocalSigner]:
    """Return an agency's keys by name."""
    return {name: new_signer("ed25519") for name in NAMES}


def pins_of(*agencies: str) -> Mapping[str, RootPins]:
    """Return what two agencies compared in person."""
    return {agency: RootPins(1, frozenset({keys_of(agency)["root"].key.thumbprint})) for agency in agencies}


class MemorySecrets:
    """An agency's gateway keys and secrets; fills the `Secrets` port."""

    def __init__(self, agency: str) -> None:
        self._agency = agency

    def signer(self, name: str) -> LocalSigner:
        if name not in {"answer", "log", "receipt"}:
            raise KeyMaterialBad(f"no key {name}")
        return keys_of(self._agency)[name]

    def secret(self, name: str) -> bytes:
        return sha256(f"{self._agency}/{name}".encode()).digest()
