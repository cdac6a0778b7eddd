"""Keys are named as RFC 7638 says, and unusable ones never enter."""

import json
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.errors import KeyMaterialBad, SignatureError
from gateway.signing import base64url, public_key_from_jwk, public_key_from_pem, public_key_to_pem
from tests.signing.actors import ALGORITHMS, CLIENT, CLIENTS, GATEWAYS

VECTORS = json.loads(Path("tests/vectors/jwk.json").read_text())
RFC9421 = json.loads(Path("tests/vectors/rfc9421-appendix-b.json").read_text())["keys"]
JWKS = {alg: dict(signer.key.jwk) for alg, signer in CLIENTS.items()}
OKP, EC, RSA = (JWKS[alg] for alg in ALGORITHMS)


def pem(key):
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def okp(y):
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url.encode(y.to_bytes(32, "little"))}


@pytest.mark.parametrize("case", VECTORS["thumbprints"], ids=lambda case: case["name"])
def test_the_thumbprint_is_that_of_the_rfc(case):
    assert public_key_from_jwk(case["jwk"]).thumbprint == case["thumbprint"]


@pytest.mark.parametrize("name", sorted(RFC9421))
def test_both_forms_of_a_key_of_rfc_9421_are_the_same_key(name):
    written = RFC9421[name]
    key = public_key_from_jwk(written["jwk"])
    assert key == public_key_from_pem(written["pem"].encode())
    assert dict(key.jwk) == written["jwk"]


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_key_goes_through_pem_and_jwk_unchanged(alg):
    key = CLIENTS[alg].key
    for other in (public_key_from_pem(public_key_to_pem(key)), public_key_from_jwk(key.jwk)):
        assert other == key
        assert hash(other) == hash(key)
        assert (other.alg, other.thumbprint, other.jwk) == (alg, key.thumbprint, key.jwk)
    assert key != GATEWAYS[alg].key


def test_a_jwk_is_read_once():
    assert public_key_from_jwk(OKP) is public_key_from_jwk({**OKP, "kid": "a"})


def test_the_jwk_beside_a_key_cannot_be_changed():
    with pytest.raises(TypeError):
        CLIENT.key.jwk["x"] = "y"
    with pytest.raises(FrozenInstanceError):
        CLIENT.key.alg = "rsa-pss-sha512"


def test_only_an_ed25519_key_has_raw_bytes():
    assert base64url.encode(CLIENT.key.raw) == OKP["x"]
    for alg in ALGORITHMS[1:]:
        with pytest.raises(KeyMaterialBad):
            _ = CLIENTS[alg].key.raw


@pytest.mark.parametrize(
    "jwk",
    [
        pytest.param({}, id="empty"),
        pytest.param({"kty": "oct", "k": "AAAA"}, id="symmetric"),
        pytest.param({"kty": ["OKP"]}, id="kty is a list"),
        pytest.param({**OKP, "crv": "X25519"}, id="another curve"),
        pytest.param({**OKP, "crv": "Ed448"}, id="Ed448"),
        pytest.param({**OKP, "x": 5}, id="x is a number"),
        pytest.param({**OKP, "x": OKP["x"] + "="}, id="padding"),
        pytest.param({**OKP, "x": OKP["x"][:-4]}, id="too short"),
        pytest.param({**OKP, "x": OKP["x"][:-1] + "\n"}, id="a line break"),
        pytest.param({**OKP, "x": "é" * 43}, id="not ASCII"),
        pytest.param({**OKP, "d": OKP["x"]}, id="a private key"),
        pytest.param({"kty": "OKP", "crv": "Ed25519"}, id="no x"),
        pytest.param({**EC, "crv": "P-384"}, id="P-384"),
        pytest.param({**EC, "crv": "secp256k1"}, id="secp256k1"),
        pytest.param({**EC, "y": EC["x"]}, id="off the curve"),
        pytest.param({**EC, "x": "AA" + EC["x"][2:] + "AA"}, id="too long"),
        pytest.param({**EC, "x": "", "y": ""}, id="no point"),
        pytest.param({**RSA, "n": ""}, id="no modulus"),
        pytest.param({**RSA, "e": "Aw"}, id="exponent 3"),
        pytest.param({**RSA, "e": "AQAC"}, id="an even exponent"),
        pytest.param({**RSA, "e": "AAEAAQ"}, id="a leading zero"),
        pytest.param({**RSA, "n": base64url.encode(b"\xff" * 1100)}, id="8800 bits"),
        pytest.param({**RSA, "crv": "P-256", "n": "AAAA"}, id="24 bits"),
    ],
)
def test_an_unusable_jwk_is_refused(jwk):
    with pytest.raises(KeyMaterialBad):
        public_key_from_jwk(jwk)


FIELD_PRIME = 2**255 - 19
ORDER_EIGHT = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826


@pytest.mark.parametrize("sign", [0, 2**255], ids=["plus", "minus"])
@pytest.mark.parametrize(
    "y",
    [0, 1, FIELD_PRIME - 1, ORDER_EIGHT, FIELD_PRIME - ORDER_EIGHT, FIELD_PRIME, FIELD_PRIME + 1, 2**255 - 1],
)
def test_a_point_for_which_anybody_can_sign_is_no_key(y, sign):
    """A low-order key accepts forged signatures; a second encoding would be a second name."""
    with pytest.raises(KeyMaterialBad):
        public_key_from_jwk(okp(y + sign))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xfe", id="not text"),
        pytest.param(public_key_to_pem(CLIENT.key)[:-30], id="cut"),
        pytest.param(CLIENT.to_pem(), id="a private key"),
        pytest.param(pem(ec.generate_private_key(ec.SECP384R1()).public_key()), id="P-384"),
        pytest.param(pem(ed448.Ed448PrivateKey.generate().public_key()), id="Ed448"),
        pytest.param(pem(rsa.generate_private_key(65537, 1024).public_key()), id="RSA of 1024 bits"),
        pytest.param(pem(rsa.generate_private_key(3, 2048).public_key()), id="RSA with exponent 3"),
        pytest.param(pem(dsa.generate_private_key(1024).public_key()), id="DSA"),
    ],
)
def test_an_unusable_pem_is_refused(text):
    with pytest.raises(KeyMaterialBad):
        public_key_from_pem(text)


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_signature_is_that_of_one_key_over_exact_bytes(alg):
    signer = CLIENTS[alg]
    signature = signer.sign(b"data")
    for data, text, key in (
        (b"Data", signature, signer.key),
        (b"", signature, signer.key),
        (b"data", signature[:-1], signer.key),
        (b"data", signature + b"\0", signer.key),
        (b"data", b"", signer.key),
        (b"data", b"\0" * len(signature), signer.key),
        (b"data", signature, GATEWAYS[alg].key),
    ):
        with pytest.raises(SignatureError):
            key.verify(data, text)
    signer.key.verify(b"data", signature)


def test_an_ecdsa_signature_is_64_raw_bytes_and_not_der():
    signer = CLIENTS["ecdsa-p256-sha256"]
    assert {len(signer.sign(b"data")) for _ in range(20)} == {64}
    signature = signer.sign(b"data")
    with pytest.raises(SignatureError):
        signer.key.verify(b"data", signature[:32] + b"\0" + signature[32:])


@pytest.mark.parametrize("text", ["A", "AB", "AA=", "AA==", "A A", "A\n", "+/", "é", "AAA=A"])
def test_base64url_has_one_form(text):
    with pytest.raises(ValueError, match=r".*"):
        base64url.decode(text)
