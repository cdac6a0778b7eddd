"""A request is believed only as it was signed: every change to the message is refused."""

from dataclasses import replace

import pytest

from gateway.errors import ComponentsWrong, DigestMismatch, SignatureMalformed
from gateway.signing import check_body, verify_request
from tests.signing.actors import (
    AUTHORITIES,
    BARE,
    FULL,
    NOW,
    edited,
    ring,
    signed,
    with_field,
    with_line,
    without_field,
)
from tests.signing.request_checks import COVERED, SIGNED, refused, verify


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"method": "PUT"}, id="method"),
        pytest.param({"method": "post"}, id="method in lower case"),
        pytest.param({"method": "POST\n"}, id="method with a line break"),
        pytest.param({"authority": "kpu.example:8401"}, id="another of our authorities"),
        pytest.param({"authority": "polres.example"}, id="another authority"),
        pytest.param({"authority": "kpu.example@evil.example"}, id="authority with user info"),
        pytest.param({"authority": ""}, id="no authority"),
        pytest.param({"path": "/v1/datasets/kpu/dct/query"}, id="path"),
        pytest.param({"path": "/v1/datasets/kpu/tps/query/"}, id="path with a slash more"),
        pytest.param({"path": "/v1/datasets/kpu/t%70s/query"}, id="path encoded otherwise"),
        pytest.param({"path": "/v1/datasets/kpu/./tps/query"}, id="path with a dot segment"),
        pytest.param({"path": ""}, id="no path"),
        pytest.param({"query": "dry=1&page=3"}, id="query"),
        pytest.param({"query": "page=2&dry=1"}, id="query in another order"),
        pytest.param({"query": ""}, id="no query"),
        pytest.param({"query": "dry=1&page=2&"}, id="query with more at its end"),
    ],
)
def test_a_changed_request_line_is_refused(change):
    refused(replace(SIGNED, **change))


@pytest.mark.parametrize("part", ["path", "query"])
@pytest.mark.parametrize(
    "piece", [" ", "\n", "\t", "\x00", "\x7f", "#", "é", "%", "%4", "%zz", '"', "\\", "[", "|"]
)
def test_a_target_that_is_not_rfc_3986_is_malformed(part, piece):
    refused(replace(SIGNED, **{part: getattr(SIGNED, part) + piece}), SignatureMalformed)
    with pytest.raises(SignatureMalformed):
        signed(replace(FULL, **{part: getattr(FULL, part) + piece}))


@pytest.mark.parametrize("name", COVERED)
def test_a_changed_covered_field_is_refused(name):
    refused(with_field(SIGNED, name, SIGNED.field(name) + "x"))


@pytest.mark.parametrize("name", COVERED)
def test_a_dropped_covered_field_is_refused(name):
    refused(without_field(SIGNED, name), ComponentsWrong)


@pytest.mark.parametrize("name", COVERED)
def test_a_repeated_covered_field_is_refused(name):
    refused(with_line(SIGNED, name, SIGNED.field(name)))


@pytest.mark.parametrize("name", ["content-digest", "content-type", "range", "idempotency-key"])
def test_a_repeated_single_field_is_malformed(name):
    refused(with_line(SIGNED, name, SIGNED.field(name)), SignatureMalformed)


@pytest.mark.parametrize(
    "name", ["accept", "range", "idempotency-key", "content-encoding", "if-match", "if-none-match"]
)
def test_a_field_that_matters_may_not_be_added_unsigned(name):
    refused(
        with_line(signed(BARE if name != "accept" else without_field(BARE, "accept")), name, "x"),
        ComponentsWrong,
    )


def test_every_changed_body_byte_is_refused():
    for place in range(len(SIGNED.body)):
        body = bytearray(SIGNED.body)
        body[place] ^= 1
        refused(replace(SIGNED, body=bytes(body)), DigestMismatch)


@pytest.mark.parametrize(
    "body", [b"", SIGNED.body[:-1], SIGNED.body + b" "], ids=["dropped", "cut", "longer"]
)
def test_a_dropped_or_longer_body_is_refused(body):
    refused(replace(SIGNED, body=body), DigestMismatch)


def test_a_body_added_to_a_request_without_one_is_refused():
    bare = signed(BARE)
    # Read already, announced by its length, by its coding, or (as in HTTP/2) by nothing before it comes.
    refused(replace(bare, body=b"{}"), ComponentsWrong)
    refused(with_line(bare, "content-length", "2"), ComponentsWrong)
    refused(with_line(bare, "transfer-encoding", "chunked"), ComponentsWrong)
    verify(bare)
    with pytest.raises(DigestMismatch):
        check_body(replace(bare, body=b"{}"))


def test_a_digest_alone_announces_a_body_whose_type_must_be_covered():
    message = without_field(FULL, "content-length")
    sent = edited(signed(message), "signature-input", ' "content-type"', "")
    with pytest.raises(ComponentsWrong):
        verify_request(replace(sent, body=b""), ring(), now=NOW, authorities=AUTHORITIES)
