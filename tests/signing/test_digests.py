"""Content-Digest as RFC 9530 shows it, and everything that is not."""

import json
from base64 import b64encode
from hashlib import sha256, sha512
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import DigestMismatch
from gateway.signing import Answer, Message, check_body, content_digest

VECTORS = json.loads(Path("tests/vectors/rfc9530-content-digest.json").read_text())
BODY = b'{"hello": "world"}'


def member(hasher, body=BODY):
    return f"{hasher().name.replace('sha', 'sha-')}=:{b64encode(hasher(body).digest()).decode()}:"


SHORT, LONG = member(sha256), member(sha512)
WRONG = member(sha512, b"another")


def carrying(body, *fields):
    return Message("POST", "kpu.example", "/", "", tuple(("content-digest", field) for field in fields), body)


@pytest.mark.parametrize("case", VECTORS["valid"], ids=lambda case: case["name"])
def test_an_example_of_the_rfc_is_accepted_and_only_with_its_body(case):
    for other in (b"x" + case["body"].encode(), case["body"].encode() + b"\n", b"another"):
        with pytest.raises(DigestMismatch):
            check_body(carrying(other, case["field"]))
    check_body(carrying(case["body"].encode(), case["field"]))


@pytest.mark.parametrize("case", VECTORS["unknown"], ids=lambda case: case["name"])
def test_an_algorithm_we_do_not_know_is_no_proof_but_may_stand_beside_one(case):
    with pytest.raises(DigestMismatch):
        check_body(carrying(case["body"].encode(), case["field"]))
    check_body(carrying(BODY, f"{case['field']}, {SHORT}"))


@pytest.mark.parametrize(
    "field",
    [
        pytest.param("", id="empty"),
        pytest.param(f"{SHORT}, {WRONG}", id="one of two wrong"),
        pytest.param(f"{WRONG}, {SHORT}", id="the other of two wrong"),
        pytest.param(f"{SHORT}, {SHORT}", id="twice the same"),
        pytest.param(f"{SHORT}, sha-512=:AA=:", id="one of two not base64"),
        pytest.param(f"{SHORT},", id="a comma at the end"),
        pytest.param(f"{SHORT};x", id="a parameter"),
        pytest.param(f"SHA-256{SHORT[7:]}", id="upper case"),
        pytest.param(SHORT.replace("=:", ":", 1), id="no equals sign"),
        pytest.param(SHORT.rstrip(":"), id="not closed"),
        pytest.param(SHORT.replace("=:", '="', 1)[:-1] + '"', id="a string"),
        pytest.param("sha-256=::", id="no bytes"),
        pytest.param("sha-256=:AAAA:", id="too short"),
        pytest.param(SHORT + "".join(f", a{place}=:AA==:" for place in range(8)), id="nine members"),
        pytest.param("sha-256", id="a name alone"),
    ],
)
def test_another_field_is_refused(field):
    with pytest.raises(DigestMismatch):
        check_body(carrying(BODY, field))


def test_two_lines_are_refused():
    with pytest.raises(DigestMismatch):
        check_body(carrying(BODY, SHORT, LONG))


def test_a_body_needs_a_digest_and_no_body_needs_none():
    with pytest.raises(DigestMismatch):
        check_body(carrying(BODY))
    check_body(carrying(b""))


def test_every_known_digest_must_match():
    check_body(carrying(BODY, f"{SHORT}, {LONG}"))
    check_body(carrying(BODY, f"{LONG}\t,  {SHORT}"))
    check_body(carrying(BODY, LONG))


@given(body=st.binary(max_size=100))
@settings(max_examples=60)
def test_a_digest_we_write_is_accepted(body):
    check_body(carrying(body, content_digest(body)))
    check_body(Answer(200, (("content-digest", content_digest(body)),), body))


@given(field=st.text(max_size=60))
@settings(max_examples=150)
def test_a_hostile_field_is_refused_and_nothing_else_happens(field):
    with pytest.raises(DigestMismatch):
        check_body(carrying(BODY, field))
