"""Sealed values: what leaves as an opaque text and must come back unchanged (cursors).

AES-256-GCM with the context as associated data, so that a value sealed for one use
cannot be opened for another. The nonce is an argument and stands in front; the caller
gives 12 random bytes each time and changes the key well before 2**32 seals.
"""

from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.errors import KeyMaterialBad, SealBroken

SEAL_KEY_BYTES = 32
SEAL_NONCE_BYTES = 12
_TAG_BYTES = 16


def seal(key: bytes, nonce: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Encrypt and authenticate a value for one context.

    Raises:
        KeyMaterialBad: The key is not of 32 or the nonce not of 12 bytes.
    """
    if len(nonce) != SEAL_NONCE_BYTES:
        raise KeyMaterialBad(f"a seal's nonce has {SEAL_NONCE_BYTES} bytes, not {len(nonce)}")
    return nonce + _cipher(key).encrypt(nonce, plaintext, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Return the value that was sealed with this key for this context.

    Raises:
        SealBroken: It was not.
        KeyMaterialBad: The key is not of 32 bytes.
    """
    if len(sealed) < SEAL_NONCE_BYTES + _TAG_BYTES:
        raise SealBroken("too short to be a sealed value")
    try:
        return _cipher(key).decrypt(sealed[:SEAL_NONCE_BYTES], sealed[SEAL_NONCE_BYTES:], context)
    except InvalidTag as error:
        raise SealBroken("sealed with another key, for another use, or altered") from error


# A gateway seals with one key.
@lru_cache(maxsize=4)
def _cipher(key: bytes) -> AESGCM:
    if len(key) != SEAL_KEY_BYTES:
        raise KeyMaterialBad(f"a sealing key has {SEAL_KEY_BYTES} bytes, not {len(key)}")
    return AESGCM(key)
