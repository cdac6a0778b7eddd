"""Public keys: one algorithm each, named by their RFC 7638 thumbprint.

A key that anybody could sign for, or that would be slow to check, is refused when
it is read: RSA of fewer than 2048 or more than 8192 bits, RSA exponents other than
65537, Ed25519 points of low order or in a second encoding, EC points off the curve.
The JWK kept beside a key holds public members only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from gateway.catalogue import Sentence
from gateway.errors import KeyMaterialBad, SignatureError
from gateway.signing import base64url

Algorithm = Literal["ed25519", "ecdsa-p256-sha256", "rsa-pss-sha512"]
Handle = Ed25519PublicKey | ec.EllipticCurvePublicKey | RSAPublicKey

RSA_BITS = range(2048, 8193)
RSA_EXPONENT = 65537
# RFC 9421 section 3.3.1: salt of 64 bytes, MGF1 over the same hash.
PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA512()), salt_length=64)
ECDSA = ec.ECDSA(hashes.SHA256())
P256_BYTES = 32

_PUBLIC_MEMBERS = {"OKP": ("crv", "kty", "x"), "EC": ("crv", "kty", "x", "y"), "RSA": ("e", "kty", "n")}
_PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_FIELD_PRIME = 2**255 - 19
# The y coordinates of the eight points of edwards25519 whose order divides eight.
_LOW_ORDER = frozenset(
    {
        0,
        1,
        _FIELD_PRIME - 1,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
    }
)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key and its one algorithm; equal when the thumbprints are.

    `handle` is the cryptography library's object, for this room alone.
    """

    alg: Algorithm = field(compare=False)
    thumbprint: str
    jwk: Mapping[str, str] = field(compare=False, repr=False)
    handle: Handle = field(compare=False, repr=False)

    def verify(self, data: bytes, signature: bytes) -> None:
        """Check a signature in the encoding of RFC 9421 section 3.3.

        Raises:
            SignatureError: This key did not sign these bytes.
        """
        try:
            if isinstance(self.handle, Ed25519PublicKey):
                self.handle.verify(signature, data)
            elif isinstance(self.handle, RSAPublicKey):
                self.handle.verify(signature, data, PSS, hashes.SHA512())
            else:
                self.handle.verify(_der(signature), data, ECDSA)
        except InvalidSignature as error:
            raise SignatureError("the signature does not verify") from error

    @property
    def raw(self) -> bytes:
        """The 32 bytes of an Ed25519 key, as C2SP signed notes carry it.

        Raises:
            KeyMaterialBad: The key is of another kind.
        """
        if not isinstance(self.handle, Ed25519PublicKey):
            raise KeyMaterialBad(Sentence("keys.not-ed25519", alg=self.alg))
        return self.handle.public_bytes_raw()


def public_key_from_jwk(jwk: Mapping[str, object]) -> PublicKey:
    """Read a public JWK (RFC 7517); members such as `kid` and `use` are ignored.

    Raises:
        KeyMaterialBad: Not a usable public key, or it holds private members.
    """
    if not _PRIVATE_MEMBERS.isdisjoint(jwk):
        raise KeyMaterialBad(Sentence("keys.jwk-private"))
    kind = jwk.get("kty")
    names = _PUBLIC_MEMBERS.get(kind) if isinstance(kind, str) else None
    if names is None:
        raise KeyMaterialBad(Sentence("keys.jwk-kind"))
    members = []
    for name in names:
        value = jwk.get(name)
        if not isinstance(value, str):
            raise KeyMaterialBad(Sentence("keys.jwk-member", member=name))
        members.append((name, value))
    return _from_members(tuple(members))


def public_key_from_pem(pem: bytes) -> PublicKey:
    """Read a SubjectPublicKeyInfo in PEM.

    Raises:
        KeyMaterialBad: Not a usable public key.
    """
    try:
        handle = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyMaterialBad(Sentence("keys.not-public")) from error
    return public_key(handle)


def public_key_to_pem(key: PublicKey) -> bytes:
    """Write the SubjectPublicKeyInfo in PEM."""
    return key.handle.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def public_key(handle: object) -> PublicKey:
    """Wrap a key of the cryptography library after judging it."""
    usable = _usable(handle)
    alg, members = _describe(usable)
    # RFC 7638 section 3: required members only, in order, without white space.
    canonical = ",".join(f'"{name}":"{value}"' for name, value in sorted(members.items()))
    thumbprint = base64url.encode(sha256(f"{{{canonical}}}".encode("ascii")).digest())
    return PublicKey(alg, thumbprint, MappingProxyType(members), usable)


@lru_cache(maxsize=1024)
def _from_members(members: tuple[tuple[str, str], ...]) -> PublicKey:
    jwk = dict(members)
    try:
        key = public_key(_load(jwk))
    except ValueError as error:
        raise KeyMaterialBad(Sentence("keys.jwk-numbers")) from error
    if key.jwk != jwk:
        # One key must not have two thumbprints: padding, leading zeros and the like are refused.
        raise KeyMaterialBad(Sentence("keys.jwk-form"))
    return key


def _load(jwk: Mapping[str, str]) -> object:
    match jwk["kty"], jwk.get("crv"):
        case "OKP", "Ed25519":
            return Ed25519PublicKey.from_public_bytes(base64url.decode(jwk["x"]))
        case "EC", "P-256":
            x, y = _integer(jwk["x"]), _integer(jwk["y"])
            return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        case "RSA", None:
            return RSAPublicNumbers(_integer(jwk["e"]), _integer(jwk["n"])).public_key()
        case _:
            raise KeyMaterialBad(Sentence("keys.jwk-curve"))


def _usable(handle: object) -> Handle:
    if isinstance(handle, Ed25519PublicKey):
        # The top bit is the sign of x; what remains is y.
        y = int.from_bytes(handle.public_bytes_raw(), "little") & (2**255 - 1)
        if y >= _FIELD_PRIME or y in _LOW_ORDER:
            raise KeyMaterialBad(Sentence("keys.proves-nothing"))
        return handle
    if isinstance(handle, ec.EllipticCurvePublicKey):
        if not isinstance(handle.curve, ec.SECP256R1):
            raise KeyMaterialBad(Sentence("keys.curve", curve=handle.curve.name))
        return handle
    if isinstance(handle, RSAPublicKey):
        if handle.key_size not in RSA_BITS:
            raise KeyMaterialBad(
                Sentence("keys.rsa-size", bits=handle.key_size, low=RSA_BITS.start, high=RSA_BITS.stop - 1)
            )
        if handle.public_numbers().e != RSA_EXPONENT:
            raise KeyMaterialBad(Sentence("keys.rsa-exponent", exponent=RSA_EXPONENT))
        return handle
    raise KeyMaterialBad(Sentence("keys.kind"))


def _describe(handle: Handle) -> tuple[Algorithm, dict[str, str]]:
    if isinstance(handle, Ed25519PublicKey):
        return "ed25519", {"kty": "OKP", "crv": "Ed25519", "x": base64url.encode(handle.public_bytes_raw())}
    if isinstance(handle, RSAPublicKey):
        numbers = handle.public_numbers()
        return "rsa-pss-sha512", {"kty": "RSA", "n": _text(numbers.n), "e": _text(numbers.e)}
    point = handle.public_numbers()
    # RFC 7518 section 6.2.1.2: coordinates always have their full length.
    return "ecdsa-p256-sha256", {
        "kty": "EC",
        "crv": "P-256",
        "x": base64url.encode(point.x.to_bytes(P256_BYTES, "big")),
        "y": base64url.encode(point.y.to_bytes(P256_BYTES, "big")),
    }


def _der(signature: bytes) -> bytes:
    # RFC 9421 section 3.3.4: r and s, each of 32 bytes; the library wants DER.
    if len(signature) != 2 * P256_BYTES:
        raise SignatureError("an ECDSA signature that is not 64 bytes long")
    r, s = signature[:P256_BYTES], signature[P256_BYTES:]
    return encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))


def _integer(text: str) -> int:
    return int.from_bytes(base64url.decode(text), "big")


def _text(number: int) -> str:
    return base64url.encode(number.to_bytes((number.bit_length() + 7) // 8, "big"))
