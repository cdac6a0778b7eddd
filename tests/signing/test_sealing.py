"""A sealed value opens only with its key, for its use, unchanged."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import KeyMaterialBad, SealBroken
from gateway.signing import SEAL_KEY_BYTES, SEAL_NONCE_BYTES, seal, unseal

KEY = bytes(range(SEAL_KEY_BYTES))
NONCE = bytes(range(SEAL_NONCE_BYTES))
SEALED = seal(KEY, NONCE, b"position 17", b"cursor v1 polres")


def test_every_changed_byte_breaks_the_seal():
    for place in range(len(SEALED)):
        altered = bytearray(SEALED)
        altered[place] ^= 1
        with pytest.raises(SealBroken):
            unseal(KEY, bytes(altered), b"cursor v1 polres")


@pytest.mark.parametrize(
    ("key", "sealed", "context"),
    [
        pytest.param(KEY[::-1], SEALED, b"cursor v1 polres", id="another key"),
        pytest.param(KEY, SEALED, b"cursor v1 kpu", id="another use"),
        pytest.param(KEY, SEALED, b"", id="no use"),
        pytest.param(KEY, SEALED[:-1], b"cursor v1 polres", id="cut"),
        pytest.param(KEY, SEALED + b"\0", b"cursor v1 polres", id="longer"),
        pytest.param(KEY, SEALED[: SEAL_NONCE_BYTES + 15], b"cursor v1 polres", id="shorter than a tag"),
        pytest.param(KEY, b"", b"cursor v1 polres", id="empty"),
    ],
)
def test_another_key_use_or_length_breaks_the_seal(key, sealed, context):
    with pytest.raises(SealBroken):
        unseal(key, sealed, context)


@pytest.mark.parametrize("size", [0, 16, 24, 31, 33])
def test_a_key_of_another_size_is_refused(size):
    with pytest.raises(KeyMaterialBad):
        seal(bytes(size), NONCE, b"x", b"")
    with pytest.raises(KeyMaterialBad):
        unseal(bytes(size), SEALED, b"")


@pytest.mark.parametrize("size", [0, 11, 13])
def test_a_nonce_of_another_size_is_refused(size):
    with pytest.raises(KeyMaterialBad):
        seal(KEY, bytes(size), b"x", b"")


@given(
    plaintext=st.binary(max_size=100),
    context=st.binary(max_size=40),
    nonce=st.binary(min_size=12, max_size=12),
)
@settings(max_examples=60)
def test_a_sealed_value_comes_back(plaintext, context, nonce):
    sealed = seal(KEY, nonce, plaintext, context)
    assert sealed.startswith(nonce)
    assert unseal(KEY, sealed, context) == plaintext
    assert len(sealed) == len(plaintext) + 28
