"""A request is believed of a known key, in its time, and whatever does not matter may change."""

from base64 import b64encode
from dataclasses import replace

import pytest

from gateway.errors import (
    AlgorithmWrong,
    ComponentsWrong,
    KeyRoleWrong,
    KeyStoreDown,
    KeyUnknown,
    SignatureError,
    SignatureFuture,
    SignatureMalformed,
    SignatureMissing,
    SignatureStale,
)
from gateway.signing import (
    MAX_FIELDS,
    MAX_FIELDS_SIZE,
    MAX_LIFETIME,
    SKEW,
    new_nonce,
    sign_request,
    verify_request,
)
from tests.signing.actors import (
    ALGORITHMS,
    AUTHORITIES,
    BARE,
    CLIENT,
    CLIENTS,
    FULL,
    NONCE,
    NOW,
    STRANGER,
    WITNESS,
    RingDown,
    edited,
    ring,
    signed,
    with_field,
    with_line,
    without_field,
)
from tests.signing.request_checks import COVERED, SIGNED, refused, verify

# --- keys


def test_an_unsigned_request_is_refused():
    refused(FULL, SignatureMissing)


def test_an_unknown_key_is_refused():
    refused(signed(signer=STRANGER), KeyUnknown)


def test_a_keyid_of_another_form_never_reaches_the_ring():
    keys = ring()
    message = edited(SIGNED, "signature-input", CLIENT.key.thumbprint, "test-key")
    with pytest.raises(KeyUnknown):
        verify_request(message, keys, now=NOW, authorities=AUTHORITIES)
    assert keys.asked == []


def test_a_ring_that_returns_another_key_is_not_believed():
    keys = ring()
    keys.keys[CLIENT.key.thumbprint] = keys.keys[CLIENTS["ecdsa-p256-sha256"].key.thumbprint]
    with pytest.raises(KeyUnknown):
        verify_request(SIGNED, keys, now=NOW, authorities=AUTHORITIES)


def test_another_trusted_key_than_the_signer_is_refused():
    other = CLIENTS["ecdsa-p256-sha256"].key
    message = edited(SIGNED, "signature-input", CLIENT.key.thumbprint, other.thumbprint)
    refused(message, AlgorithmWrong)
    refused(edited(message, "signature-input", "ed25519", other.alg), SignatureError)


def test_a_key_of_another_role_is_refused_unless_that_role_is_asked_for():
    message = signed(signer=WITNESS)
    refused(message, KeyRoleWrong)
    verified = verify(message, roles=frozenset({"witness"}))
    assert verified.key.role == "witness"
    with pytest.raises(KeyRoleWrong):
        verify(SIGNED, roles=frozenset({"witness"}))


@pytest.mark.parametrize(
    ("alg", "other"),
    [
        (alg, other)
        for alg in ALGORITHMS
        for other in (*ALGORITHMS, "hmac-sha256", "none", "")
        if other != alg
    ],
)
def test_a_swapped_algorithm_is_refused(alg, other):
    message = edited(signed(signer=CLIENTS[alg]), "signature-input", f'alg="{alg}"', f'alg="{other}"')
    refused(message, AlgorithmWrong)


def test_a_key_store_that_is_down_is_no_fault_of_the_caller():
    with pytest.raises(KeyStoreDown) as caught:
        verify_request(SIGNED, RingDown(), now=NOW, authorities=AUTHORITIES)
    assert not isinstance(caught.value, SignatureError)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(FULL, id="unsigned"),
        pytest.param(with_line(SIGNED, "range", "x"), id="repeated field"),
        pytest.param(replace(SIGNED, authority="polres.example"), id="another authority"),
        pytest.param(signed(created=NOW - 301), id="stale"),
    ],
)
def test_cheap_refusals_come_before_the_ring_is_asked(message):
    keys = ring()
    with pytest.raises(SignatureError):
        verify_request(message, keys, now=NOW, authorities=AUTHORITIES)
    assert keys.asked == []


# --- time and bounds


def test_a_request_is_accepted_until_it_expires_and_not_one_second_longer():
    verify(SIGNED, NOW + MAX_LIFETIME)
    refused(SIGNED, SignatureStale, NOW + MAX_LIFETIME + 1)


def test_a_request_may_be_as_far_ahead_as_the_skew_and_not_one_second_more():
    verify(SIGNED, NOW - SKEW)
    refused(SIGNED, SignatureFuture, NOW - SKEW - 1)


def test_a_short_lifetime_is_kept():
    message = signed(lifetime=1)
    verify(message, NOW + 1)
    refused(message, SignatureStale, NOW + 2)


@pytest.mark.parametrize("lifetime", [-1, 0, MAX_LIFETIME + 1])
def test_a_request_of_another_lifetime_cannot_be_signed(lifetime):
    with pytest.raises(SignatureMalformed):
        signed(lifetime=lifetime)


def test_headers_are_bounded_in_number_and_size():
    padding = MAX_FIELDS - len(SIGNED.headers)
    most = replace(SIGNED, headers=SIGNED.headers + (("x", ""),) * padding)
    verify(most)
    refused(with_line(most, "x", ""), SignatureMalformed)
    size = sum(len(name) + len(value) for name, value in SIGNED.headers)
    largest = with_line(SIGNED, "x", "v" * (MAX_FIELDS_SIZE - size - 1))
    verify(largest)
    refused(with_line(largest, "y", ""), SignatureMalformed)


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\x00b", "a\tb", "é", "\x7f"])
def test_a_covered_field_of_other_than_printable_ascii_is_malformed(value):
    refused(with_field(SIGNED, "accept", value), SignatureMalformed)
    with pytest.raises(SignatureMalformed):
        signed(with_field(FULL, "accept", value))


def test_a_header_name_in_upper_case_cannot_hide_a_field():
    refused(with_line(SIGNED, "Range", "bytes=0-1"), SignatureMalformed)


# --- acceptance


@pytest.mark.parametrize("alg", ALGORITHMS)
@pytest.mark.parametrize("message", [FULL, BARE], ids=["all fields", "bare"])
def test_an_honest_request_is_accepted(alg, message):
    verified = verify(signed(message, CLIENTS[alg]))
    assert (verified.key.agency, verified.key.system, verified.key.role) == ("polres", "sispol", "client")
    assert (verified.nonce, verified.created, verified.expires) == (NONCE, NOW, NOW + 300)
    assert verified.key.key.alg == alg


def test_the_base_names_every_component():
    verified = verify(SIGNED)
    lines = verified.base.decode().split("\n")
    assert lines[:4] == [
        '"@method": POST',
        '"@authority": kpu.example',
        '"@path": /v1/datasets/kpu/tps/query',
        '"@query": ?dry=1&page=2',
    ]
    assert [line.split(":")[0].strip('"') for line in lines[4:-1]] == COVERED


def test_the_base_and_not_the_signature_identifies_a_request():
    ours = [verify(signed(signer=CLIENTS["ecdsa-p256-sha256"])) for _ in range(2)]
    assert ours[0].base == ours[1].base
    assert ours[0].signature != ours[1].signature


def test_what_is_not_covered_may_change():
    verify(with_field(SIGNED, "user-agent", "another/2.0"))
    verify(with_line(SIGNED, "x-forwarded-for", "192.0.2.1"))


def test_surrounding_white_space_of_a_field_does_not_matter():
    verify(with_field(SIGNED, "accept", f"  {FULL.field('accept')}\t"))


def test_lines_of_a_list_field_mean_the_same_as_one_joined_line():
    message = with_line(with_field(BARE, "accept", "text/csv"), "accept", "*/*")
    verify(signed(message))
    verify(with_field(without_field(signed(message), "accept"), "accept", "text/csv, */*"))
    swapped = with_line(
        with_field(without_field(signed(message), "accept"), "accept", "*/*"), "accept", "text/csv"
    )
    refused(swapped)


@pytest.mark.parametrize("authority", ["KPU.example", "kpu.example:443", "kpu.example:80", "Kpu.Example:443"])
def test_the_authority_is_compared_without_case_and_default_port(authority):
    verify(replace(SIGNED, authority=authority))
    verify(signed(replace(FULL, authority=authority)))


def test_an_empty_path_is_signed_as_a_slash():
    verified = verify(signed(replace(BARE, path="")))
    assert b'"@path": /\n' in verified.base
    verify(replace(signed(replace(BARE, path="")), path="/"))


def test_the_components_may_stand_in_any_order():
    text = SIGNED.field("signature-input").removeprefix("sig=")
    items, parameters = text[1 : text.index(")")].split(" "), text[text.index(")") :]
    reversed_text = f"({' '.join(reversed(items))}{parameters}"
    values = dict(line.split(": ", 1) for line in verify(SIGNED).base.decode().split("\n")[:-1])
    lines = [f"{item}: {values[item]}" for item in reversed(items)]
    base = "\n".join([*lines, f'"@signature-params": {reversed_text}']).encode()
    message = with_field(SIGNED, "signature-input", f"sig={reversed_text}")
    message = with_field(message, "signature", f"sig=:{b64encode(CLIENT.sign(base)).decode()}:")
    assert verify(message).base == base


def test_a_content_type_without_a_body_may_be_unsigned_or_signed():
    typed = with_line(BARE, "content-type", "application/json")
    message = signed(typed)
    assert "content-type" not in message.field("signature-input")
    verify(message)
    verify(with_line(message, "content-length", "0"))


def test_a_body_without_type_cannot_be_signed():
    with pytest.raises(ComponentsWrong):
        signed(without_field(FULL, "content-type"))


def test_signing_again_replaces_the_old_signature():
    again = sign_request(SIGNED, CLIENT, created=NOW + 5, expires=NOW + 10, nonce=NONCE)
    assert verify(again, NOW + 5).created == NOW + 5
    assert [name for name, _ in again.headers].count("signature") == 1


@pytest.mark.parametrize("size", [15, 65])
def test_a_nonce_has_16_to_64_bytes(size):
    with pytest.raises(SignatureMalformed):
        new_nonce(bytes(size))
    for good in (16, 64):
        verify(sign_request(BARE, CLIENT, created=NOW, expires=NOW + 9, nonce=new_nonce(b"\xff" * good)))
