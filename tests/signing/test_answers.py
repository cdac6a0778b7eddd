"""An answer is believed only as this gateway gave it, and only for the request it was given to."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import (
    AlgorithmWrong,
    ComponentsWrong,
    DigestMismatch,
    KeyRoleWrong,
    KeyStoreDown,
    KeyUnknown,
    SignatureError,
    SignatureFuture,
    SignatureMalformed,
    SignatureMissing,
    SignatureStale,
)
from gateway.signing import ANSWER_ALLOWANCE, SKEW, Answer, sign_answer, verify_answer
from tests.signing.actors import (
    ALGORITHMS,
    ANSWER,
    BARE,
    CLIENT,
    FULL,
    GATEWAY,
    GATEWAYS,
    NOW,
    STRANGER,
    RingDown,
    answered,
    edited,
    ring,
    signed,
    with_field,
    with_line,
    without_field,
)

REQUEST = signed()
ANSWERED = answered()
FIELDS = (
    "content-digest",
    "content-type",
    "exchange-id",
    "log-checkpoint",
    "content-encoding",
    "content-range",
    "repr-digest",
    "etag",
    "link",
)
LOGGED = ("exchange-id", "log-checkpoint")
REFUSAL = Answer(403, (("content-type", "application/problem+json"),), b"{}")


def verify(answer, request=REQUEST, key=GATEWAY.key, now=NOW, **more):
    return verify_answer(answer, request, key, now=now, **more)


def refused(answer, error=SignatureError, **more):
    with pytest.raises(error) as caught:
        verify(answer, **more)
    assert isinstance(caught.value, SignatureError)


def test_the_base_names_the_status_every_field_and_the_request():
    items = [line.split(": ")[0] for line in verify(ANSWERED).base.decode().split("\n")]
    assert items == [
        '"@status"',
        *(f'"{name}"' for name in FIELDS),
        '"@method";req',
        '"@path";req',
        '"signature";req;key="sig"',
        '"@signature-params"',
    ]


@pytest.mark.parametrize("status", [201, 206, 403, 500])
def test_a_changed_status_is_refused(status):
    refused(replace(ANSWERED, status=status))


@pytest.mark.parametrize("name", FIELDS)
def test_a_changed_dropped_or_repeated_covered_field_is_refused(name):
    refused(with_field(ANSWERED, name, ANSWERED.field(name) + "x"))
    refused(without_field(ANSWERED, name), ComponentsWrong)
    refused(with_line(ANSWERED, name, ANSWERED.field(name)))


@pytest.mark.parametrize("name", FIELDS[2:])
def test_a_field_that_matters_may_not_be_added_unsigned(name):
    refused(with_line(answered(REFUSAL), name, "x"), ComponentsWrong)


def test_a_changed_body_is_refused():
    refused(replace(ANSWERED, body=ANSWERED.body + b" "), DigestMismatch)
    refused(replace(ANSWERED, body=b""), DigestMismatch)


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(replace(REQUEST, method="PUT"), id="another method"),
        pytest.param(replace(REQUEST, path="/v1/catalog"), id="another path"),
        pytest.param(signed(created=NOW - 1), id="the same request signed at another time"),
        pytest.param(signed(BARE), id="another request"),
        pytest.param(FULL, id="the request before it was signed"),
    ],
)
def test_an_answer_to_another_request_is_refused(request_):
    refused(ANSWERED, request=request_)


def test_an_answer_to_no_signature_is_refused_by_a_client_that_signed():
    refused(answered(request=FULL), ComponentsWrong)


@pytest.mark.parametrize("item", ['"@method";req', '"@path";req', '"signature";req;key="sig"', '"@status"'])
def test_a_component_dropped_from_the_coverage_is_refused(item):
    text = ANSWERED.field("signature-input")
    shorter = text.replace(f"{item} ", "", 1) if f"{item} " in text else text.replace(f" {item}", "", 1)
    assert shorter != text
    refused(with_field(ANSWERED, "signature-input", shorter), ComponentsWrong)


@pytest.mark.parametrize(
    "item", ['"server"', '"@query";req', '"etag"', '"@method"', '"signature";key="sig";req']
)
def test_a_component_added_to_the_coverage_is_refused(item):
    refused(edited(ANSWERED, "signature-input", ");created", f" {item});created"), ComponentsWrong)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(f"created={NOW}", f'created="{NOW}"', id="created as text"),
        pytest.param(f";created={NOW}", "", id="no created"),
        pytest.param(";keyid", ";expires=1;keyid", id="an unknown parameter"),
        pytest.param("sinergi-answer", "sinergi-request", id="the requests' tag"),
    ],
)
def test_what_breaks_the_profile_is_malformed(old, new):
    refused(edited(ANSWERED, "signature-input", old, new), SignatureMalformed)


def test_a_changed_time_is_refused():
    refused(edited(ANSWERED, "signature-input", f"created={NOW}", f"created={NOW + 1}"))


def test_an_unsigned_answer_is_refused():
    refused(ANSWER, SignatureMissing)
    refused(without_field(ANSWERED, "signature"), SignatureMissing)


def test_an_answer_of_another_key_is_refused():
    refused(answered(signer=STRANGER), KeyUnknown)
    refused(answered(signer=STRANGER), KeyUnknown, key=ring())
    refused(answered(signer=CLIENT), KeyRoleWrong, key=ring())
    forged = edited(
        answered(signer=STRANGER), "signature-input", STRANGER.key.thumbprint, GATEWAY.key.thumbprint
    )
    refused(forged)


def test_a_swapped_algorithm_is_refused():
    swapped = edited(ANSWERED, "signature-input", "ed25519", "rsa-pss-sha512")
    refused(swapped, AlgorithmWrong)
    refused(swapped, AlgorithmWrong, key=ring())


def test_a_ring_that_is_down_says_so():
    with pytest.raises(KeyStoreDown):
        verify(ANSWERED, key=RingDown())


def test_an_answer_may_differ_from_the_clock_by_skew_and_allowance_and_not_one_second_more():
    reach = SKEW + ANSWER_ALLOWANCE
    verify(ANSWERED, now=NOW + reach)
    verify(ANSWERED, now=NOW - reach)
    refused(ANSWERED, SignatureStale, now=NOW + reach + 1)
    refused(ANSWERED, SignatureFuture, now=NOW - reach - 1)


def test_a_client_whose_clock_is_wrong_may_read_the_time_of_a_refusal():
    stale = answered(REFUSAL, created=NOW + 500)
    refused(stale, SignatureFuture)
    assert verify(stale, allowance=600).created == NOW + 500


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_an_honest_answer_is_accepted_with_the_pinned_key_and_with_a_ring(alg):
    answer = answered(signer=GATEWAYS[alg])
    pinned = verify(answer, key=GATEWAYS[alg].key)
    found = verify(answer, key=ring())
    assert pinned.key == found.key == GATEWAYS[alg].key
    assert pinned.trusted is None
    assert (found.trusted.agency, found.trusted.role) == ("kpu", "answer")
    assert pinned.base == found.base
    assert pinned.created == NOW


@pytest.mark.parametrize("name", LOGGED)
@pytest.mark.parametrize("status", [200, 202, 206, 299])
def test_a_successful_answer_must_name_its_entry(name, status):
    with pytest.raises(ComponentsWrong):
        answered(replace(without_field(ANSWER, name), status=status))


@pytest.mark.parametrize("name", LOGGED)
def test_a_successful_answer_without_its_entry_is_refused_even_if_signed(name):
    """Signed as a refusal, which needs no entry, and shown as a success."""
    bare = answered(replace(without_field(ANSWER, name), status=403))
    refused(replace(bare, status=200), ComponentsWrong)


@pytest.mark.parametrize("status", [304, 400, 401, 404, 503])
def test_a_refusal_may_lack_an_entry_but_covers_it_when_present(status):
    verify(answered(replace(REFUSAL, status=status)))
    verified = verify(answered(replace(ANSWER, status=status)))
    assert b'"exchange-id"' in verified.base


def test_an_answer_without_content_type_cannot_be_signed():
    with pytest.raises(ComponentsWrong):
        answered(without_field(ANSWER, "content-type"))


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(FULL, id="unsigned"),
        pytest.param(with_line(FULL, "signature", "sig=:A:"), id="not base64"),
        pytest.param(with_line(FULL, "signature", "other=:AAAA:"), id="another label"),
        pytest.param(with_line(REQUEST, "signature", "sig=:AAAA:"), id="two lines"),
        pytest.param(with_line(FULL, "signature", "sig=:AAAA:, b=:AAAA:"), id="two labels"),
        pytest.param(replace(FULL, path="/a b\n"), id="malformed path"),
        pytest.param(replace(FULL, path="*"), id="no path"),
        pytest.param(replace(FULL, method="m\n"), id="malformed method"),
    ],
)
def test_a_refusal_of_an_unsignable_request_is_still_signed(request_):
    answer = sign_answer(REFUSAL, request_, GATEWAY, created=NOW)
    verified = verify(answer, request=request_)
    assert b'"signature";req' not in verified.base
    assert b"\n\n" not in verified.base


def test_several_links_are_covered_in_order():
    answer = answered(with_line(ANSWER, "link", '</v1/next>; rel="next"'))
    verify(answer)
    links = [line for line in answer.headers if line[0] == "link"]
    refused(
        replace(without_field(answer, "link"), headers=(*without_field(answer, "link").headers, *links[::-1]))
    )


def test_the_answer_to_an_empty_body_has_a_digest_too():
    answer = answered(replace(ANSWER, body=b""))
    assert answer.field("content-digest") == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
    verify(answer)


@given(
    text=st.text(max_size=120),
    name=st.sampled_from(["signature-input", "signature", "content-digest", "etag"]),
)
@settings(max_examples=150)
def test_hostile_fields_are_refused_and_nothing_else_happens(text, name):
    if text.strip(" \t") != ANSWERED.field(name):
        refused(with_field(ANSWERED, name, text))
