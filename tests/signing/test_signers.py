"""Private keys sign and are never shown."""

import json
import pickle
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa, x25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from gateway.errors import KeyMaterialBad
from gateway.signing import Signer, base64url, new_signer, public_key_to_pem, signer_from_pem
from tests.signing.actors import ALGORITHMS, CLIENT, CLIENTS

VECTOR = json.loads(Path("tests/vectors/jwk.json").read_text())["ed25519"]


def pem(key, encryption=None, form=PrivateFormat.PKCS8):
    return key.private_bytes(Encoding.PEM, form, encryption or NoEncryption())


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_private_key_is_never_in_a_text(alg):
    signer = CLIENTS[alg]
    secret = b"".join(signer.to_pem().splitlines()[1:-1]).decode()
    for text in (
        repr(signer),
        str(signer),
        f"{signer}",
        repr([signer]),
        repr({"k": signer}),
        repr(signer.key),
    ):
        assert "PRIVATE" not in text
        assert "object at" not in text
        assert not any(secret[place : place + 8] in text for place in range(0, len(secret) - 8, 8))
        assert signer.key.thumbprint in text


def test_a_private_key_cannot_be_pickled_by_accident():
    with pytest.raises(TypeError):
        pickle.dumps(CLIENT)


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_key_file_holds_the_same_key(alg):
    signer: Signer = CLIENTS[alg]
    again = signer_from_pem(CLIENTS[alg].to_pem())
    assert again.key == signer.key
    signer.key.verify(b"data", again.sign(b"data"))
    assert CLIENTS[alg].to_pem().startswith(b"-----BEGIN PRIVATE KEY-----\n")


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_new_keys_differ(alg):
    assert new_signer(alg).key not in {signer.key for signer in CLIENTS.values()}


def test_the_signature_of_rfc_8037_is_made_byte_for_byte():
    private = ed25519.Ed25519PrivateKey.from_private_bytes(base64url.decode(VECTOR["d"]))
    head, payload, tail = VECTOR["jws"].split(".")
    assert base64url.encode(signer_from_pem(pem(private)).sign(f"{head}.{payload}".encode())) == tail


def test_a_traditional_key_file_is_read_too():
    for key in (ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)):
        signer_from_pem(pem(key, form=PrivateFormat.TraditionalOpenSSL))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(b"", "not a private key", id="empty"),
        pytest.param(b"\xff\xfe", "not a private key", id="not text"),
        pytest.param(CLIENT.to_pem()[:-40], "not a private key", id="cut"),
        pytest.param(public_key_to_pem(CLIENT.key), "not a private key", id="a public key"),
        pytest.param(
            pem(ed25519.Ed25519PrivateKey.generate(), BestAvailableEncryption(b"x")),
            "encrypted",
            id="encrypted",
        ),
        pytest.param(pem(x25519.X25519PrivateKey.generate()), "none of", id="X25519"),
        pytest.param(pem(ec.generate_private_key(ec.SECP384R1())), "P-256", id="P-384"),
        pytest.param(pem(rsa.generate_private_key(65537, 1024)), "1024 bits", id="RSA of 1024 bits"),
    ],
)
def test_an_unusable_key_file_is_refused_with_its_reason(text, says):
    with pytest.raises(KeyMaterialBad, match=says) as caught:
        signer_from_pem(text)
    assert "BEGIN" not in str(caught.value)
