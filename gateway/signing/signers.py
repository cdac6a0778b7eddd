"""Private keys behind a port: who may sign, without showing with what.

Rooms receive a `Signer` and never a private key, so a key may later live in a
device. `new_signer` is the one place of this room that draws on chance; ECDSA and
RSA-PSS draw their own when they sign.
"""

from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from gateway.catalogue import Sentence
from gateway.errors import KeyMaterialBad
from gateway.signing.keys import ECDSA, P256_BYTES, PSS, RSA_EXPONENT, Algorithm, PublicKey, public_key

NEW_RSA_BITS = 3072

PrivateHandle = Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class Signer(Protocol):
    """Signs with one private key; the encoding is that of RFC 9421 section 3.3."""

    @property
    def key(self) -> PublicKey:
        """The public half."""

    def sign(self, data: bytes) -> bytes:
        """Sign the bytes with the key's one algorithm."""


class Secrets(Protocol):
    """Where private keys and symmetric secrets come from, by name.

    Both raise KeyMaterialBad when the named secret is missing or cannot be used.
    """

    def signer(self, name: str) -> Signer:
        """Return the signer of a private key."""

    def secret(self, name: str) -> bytes:
        """Return the bytes of a symmetric secret."""


@dataclass(frozen=True, slots=True)
class LocalSigner:
    """A private key in this process's memory; its text form shows the public half only."""

    key: PublicKey
    _private: PrivateHandle = field(repr=False, compare=False)

    def sign(self, data: bytes) -> bytes:
        """Sign the bytes with the key's one algorithm."""
        if isinstance(self._private, Ed25519PrivateKey):
            return self._private.sign(data)
        if isinstance(self._private, rsa.RSAPrivateKey):
            return self._private.sign(data, PSS, hashes.SHA512())
        r, s = decode_dss_signature(self._private.sign(data, ECDSA))
        return r.to_bytes(P256_BYTES, "big") + s.to_bytes(P256_BYTES, "big")

    def to_pem(self) -> bytes:
        """Write the private key as unencrypted PKCS#8 in PEM."""
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def new_signer(alg: Algorithm) -> LocalSigner:
    """Make a new key pair with the cryptography library's own randomness."""
    match alg:
        case "ed25519":
            return _signer(Ed25519PrivateKey.generate())
        case "ecdsa-p256-sha256":
            return _signer(ec.generate_private_key(ec.SECP256R1()))
        case "rsa-pss-sha512":
            return _signer(rsa.generate_private_key(RSA_EXPONENT, NEW_RSA_BITS))


def signer_from_pem(pem: bytes) -> LocalSigner:
    """Read an unencrypted private key in PEM.

    Raises:
        KeyMaterialBad: Not a private key, encrypted, or of a kind that is not accepted.
    """
    try:
        private = load_pem_private_key(pem, password=None)
    except TypeError as error:
        raise KeyMaterialBad(Sentence("keys.encrypted")) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyMaterialBad(Sentence("keys.not-private")) from error
    return _signer(private)


def _signer(private: object) -> LocalSigner:
    if not isinstance(private, PrivateHandle):
        raise KeyMaterialBad(Sentence("keys.kind"))
    return LocalSigner(public_key(private.public_key()), private)
