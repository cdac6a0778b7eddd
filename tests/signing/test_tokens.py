"""Tokens prove one key, one type and exact bytes; all else is refused before the signature is tried."""

import json
from pathlib import Path

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import AlgorithmWrong, KeyUnknown, SignatureError, SignatureMalformed
from gateway.signing import (
    base64url,
    detached_header,
    public_key_from_jwk,
    sign_detached,
    sign_token,
    token_header,
    verify_detached,
    verify_token,
)
from gateway.signing.tokens import JOSE_NAMES, MAX_HEADER, MAX_TOKEN
from tests.signing.actors import ALGORITHMS, CLIENT, CLIENTS, GATEWAYS, STRANGER

VECTORS = json.loads(Path("tests/vectors/jwk.json").read_text())
TYP = "sinergi-agreement+jws"
PAYLOAD = "uid: pks\nnama: Kapuas Hulú\n".encode()
HEADER = {"typ": TYP, "uid": "pks-kapuas-hulu", "version": 2}
CLAIMS = {"entry": {"index": 7, "who": "é"}, "proof": ["a", "b"]}


def forged(header, payload=b"", signer=CLIENT, detached=True):
    """A token whose signature is right, whatever its header says."""
    head = base64url.encode(header if isinstance(header, bytes) else json.dumps(header).encode())
    body = base64url.encode(payload)
    tail = base64url.encode(signer.sign(f"{head}.{body}".encode()))
    return f"{head}..{tail}" if detached else f"{head}.{body}.{tail}"


def ours(**more):
    return {"alg": "EdDSA", "kid": CLIENT.key.thumbprint, "typ": TYP, **more}


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_detached_token_proves_its_bytes_and_its_header(alg):
    signer = CLIENTS[alg]
    jws = sign_detached(PAYLOAD, HEADER, signer)
    for other in (PAYLOAD[:-1], PAYLOAD + b"\n", PAYLOAD.replace(b"\n", b"\r\n"), b""):
        with pytest.raises(SignatureError):
            verify_detached(jws, other, signer.key, typ=TYP)
    header = verify_detached(jws, PAYLOAD, signer.key, typ=TYP)
    assert header == {**HEADER, "alg": JOSE_NAMES[alg], "kid": signer.key.thumbprint}
    assert detached_header(jws) == header
    assert b"\n" not in jws.encode()


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_token_proves_its_payload(alg):
    signer = CLIENTS[alg]
    token = sign_token(CLAIMS, "sinergi-receipt+jws", signer)
    assert verify_token(token, signer.key, typ="sinergi-receipt+jws") == CLAIMS
    assert token_header(token) == {
        "alg": JOSE_NAMES[alg],
        "kid": signer.key.thumbprint,
        "typ": "sinergi-receipt+jws",
    }


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_plain_jose_library_reads_our_tokens(alg):
    signer = CLIENTS[alg]
    token = sign_token(CLAIMS, TYP, signer)
    key = jwt.PyJWK({**signer.key.jwk}, algorithm=JOSE_NAMES[alg])
    assert json.loads(jwt.PyJWS().decode(token, key, algorithms=[JOSE_NAMES[alg]])) == CLAIMS
    head, tail = sign_detached(PAYLOAD, HEADER, signer).split("..")
    attached = f"{head}.{base64url.encode(PAYLOAD)}.{tail}"
    assert jwt.PyJWS().decode(attached, key, algorithms=[JOSE_NAMES[alg]]) == PAYLOAD


def test_the_examples_of_the_rfcs_verify():
    es256 = VECTORS["es256"]
    head, tail = es256["detached"].split("..")
    assert es256["jws"] == f"{head}.{base64url.encode(es256['payload'].encode())}.{tail}"
    assert detached_header(es256["detached"]) == {"alg": "ES256"}
    for jws, jwk in (
        (es256["jws"], es256["jwk"]),
        (VECTORS["ed25519"]["jws"], {"kty": "OKP", "crv": "Ed25519", "x": VECTORS["ed25519"]["x"]}),
    ):
        signing_input, _, signature = jws.rpartition(".")
        public_key_from_jwk(jwk).verify(signing_input.encode(), base64url.decode(signature))


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_changed_letter_is_refused(place):
    jws = sign_detached(PAYLOAD, HEADER, CLIENT)
    for at in (place, len(jws) - 1 - place):
        other = "A" if jws[at] != "A" else "B"
        with pytest.raises(SignatureError):
            verify_detached(jws[:at] + other + jws[at + 1 :], PAYLOAD, CLIENT.key, typ=TYP)


@pytest.mark.parametrize(
    ("header", "error"),
    [
        pytest.param(ours(typ="sinergi-receipt+jws"), SignatureMalformed, id="another type"),
        pytest.param({"alg": "EdDSA", "kid": CLIENT.key.thumbprint}, SignatureMalformed, id="no type"),
        pytest.param(ours(alg="ES256"), AlgorithmWrong, id="another algorithm"),
        pytest.param(ours(alg="none"), AlgorithmWrong, id="no algorithm"),
        pytest.param(ours(alg="HS256"), AlgorithmWrong, id="a symmetric algorithm"),
        pytest.param(ours(alg=["EdDSA"]), AlgorithmWrong, id="alg is a list"),
        pytest.param(ours(kid=STRANGER.key.thumbprint), KeyUnknown, id="another key"),
        pytest.param({"alg": "EdDSA", "typ": TYP}, KeyUnknown, id="no key"),
        pytest.param(ours(kid=7), KeyUnknown, id="kid is a number"),
        pytest.param(ours(crit=["exp"], exp=1), SignatureMalformed, id="crit"),
        pytest.param(ours(crit=[]), SignatureMalformed, id="empty crit"),
        pytest.param(ours(b64=False, crit=["b64"]), SignatureMalformed, id="b64 false"),
        pytest.param(ours(b64=True), SignatureMalformed, id="b64 true"),
        pytest.param(b"[]", SignatureMalformed, id="a list"),
        pytest.param(b"", SignatureMalformed, id="nothing"),
        pytest.param(b"{", SignatureMalformed, id="not JSON"),
        pytest.param(b"\xff{}", SignatureMalformed, id="not UTF-8"),
        pytest.param(b"\xef\xbb\xbf{}", SignatureMalformed, id="a byte order mark"),
        pytest.param(b'{"typ":"a","typ":"b"}', SignatureMalformed, id="a name twice"),
        pytest.param(b'{"x":{"a":1,"a":1}}', SignatureMalformed, id="a name twice, deeper"),
        pytest.param(b'{"x":NaN}', SignatureMalformed, id="NaN"),
        pytest.param(b'{"x":"\\ud800"}', SignatureMalformed, id="a lone surrogate"),
        pytest.param(b'{"x":' + b"[" * 5000 + b"]" * 5000 + b"}", SignatureMalformed, id="deep"),
        pytest.param(b'{"x":' + b"9" * 5000 + b"}", SignatureMalformed, id="a huge number"),
        pytest.param(b'{"x":"' + b"a" * MAX_HEADER + b'"}', SignatureMalformed, id="large"),
    ],
)
def test_a_header_outside_the_profile_is_refused_though_signed(header, error):
    with pytest.raises(error):
        verify_detached(forged(header, PAYLOAD), PAYLOAD, CLIENT.key, typ=TYP)
    with pytest.raises(error):
        verify_token(forged(header, b"{}", detached=False), CLIENT.key, typ=TYP)


@pytest.mark.parametrize(
    "payload",
    [b"", b"[]", b"{", b'{"a":1,"a":2}', b'{"a":Infinity}', b"\xff", b'{"a":"\\udfff"}', b"[" * 9999],
)
def test_a_payload_that_is_no_strict_json_object_is_refused_though_signed(payload):
    with pytest.raises(SignatureMalformed):
        verify_token(forged(ours(), payload, detached=False), CLIENT.key, typ=TYP)


def test_a_signature_of_another_key_is_refused():
    jws = forged(ours(), PAYLOAD, signer=STRANGER)
    with pytest.raises(SignatureError):
        verify_detached(jws, PAYLOAD, CLIENT.key, typ=TYP)
    token = sign_token(CLAIMS, TYP, CLIENT)
    for other in (STRANGER.key, GATEWAYS["ed25519"].key):
        with pytest.raises(KeyUnknown):
            verify_token(token, other, typ=TYP)


def test_attached_and_detached_tokens_are_not_taken_for_each_other():
    with pytest.raises(SignatureMalformed):
        verify_detached(forged(ours(), PAYLOAD, detached=False), PAYLOAD, CLIENT.key, typ=TYP)
    with pytest.raises(SignatureMalformed):
        detached_header(forged(ours(), PAYLOAD, detached=False))
    with pytest.raises(SignatureMalformed):
        token_header(forged(ours(), PAYLOAD))
    with pytest.raises(SignatureError):
        verify_token(forged(ours(), b"{}"), CLIENT.key, typ=TYP)


JWS = sign_detached(PAYLOAD, HEADER, CLIENT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "...",
        JWS + "\n",
        " " + JWS,
        JWS + "=",
        JWS + ".",
        JWS.replace("..", "."),
        JWS.replace("..", "..."),
        JWS[:-1],
        JWS + "A",
        JWS.replace("..", "=.."),
        "é" + JWS,
    ],
)
def test_a_text_that_is_no_token_is_malformed(text):
    with pytest.raises(SignatureError):
        verify_detached(text, PAYLOAD, CLIENT.key, typ=TYP)
    with pytest.raises(SignatureError):
        verify_token(text, CLIENT.key, typ=TYP)


@pytest.mark.parametrize(
    "header", [{"crit": ["x"]}, {"b64": False}, {"x": float("nan")}, {"x": b""}, {"x": "\ud800"}]
)
def test_a_header_outside_the_profile_cannot_be_signed(header):
    with pytest.raises(SignatureMalformed):
        sign_detached(PAYLOAD, {"typ": TYP, **header}, CLIENT)


def test_a_token_is_bounded():
    with pytest.raises(SignatureMalformed):
        verify_token(sign_token({"x": "a" * MAX_TOKEN}, TYP, CLIENT), CLIENT.key, typ=TYP)


def test_the_algorithm_and_key_come_from_the_signer_whatever_the_header_says():
    jws = sign_detached(PAYLOAD, {"typ": TYP, "alg": "none", "kid": "x"}, CLIENT)
    assert verify_detached(jws, PAYLOAD, CLIENT.key, typ=TYP)["alg"] == "EdDSA"


@given(text=st.one_of(st.text(max_size=60), st.text(alphabet="eyJ0.-_=A", max_size=60)))
@settings(max_examples=150)
def test_a_hostile_text_is_refused_and_nothing_else_happens(text):
    for reader in (detached_header, token_header):
        with pytest.raises(SignatureError):
            reader(text)
    with pytest.raises(SignatureError):
        verify_token(text, CLIENT.key, typ=TYP)


@given(data=st.binary(max_size=80))
@settings(max_examples=150)
def test_a_hostile_header_is_refused_and_nothing_else_happens(data):
    with pytest.raises(SignatureError):
        verify_detached(forged(data, PAYLOAD), PAYLOAD, CLIENT.key, typ=TYP)
