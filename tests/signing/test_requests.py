"""A request is believed only as it was signed: every single change is refused, and how it is named."""

import re
from base64 import b64encode
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
from gateway.signing import (
    MAX_FIELDS,
    MAX_FIELDS_SIZE,
    MAX_LIFETIME,
    SKEW,
    Message,
    check_body,
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

SIGNED = signed()
COVERED = re.findall(r'"([a-z-]+)"', SIGNED.field("signature-input").split(";")[0])


def verify(message, now=NOW, **more):
    """Head, then body: as the gateway does."""
    verified = verify_request(message, ring(), now=now, authorities=AUTHORITIES, **more)
    check_body(message)
    return verified


def refused(message, error=SignatureError, now=NOW):
    with pytest.raises(error) as caught:
        verify(message, now)
    assert isinstance(caught.value, SignatureError)


# --- tampering: each part of the message --------------------------------------


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


# --- tampering: each parameter of the signature ---------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(f"created={NOW}", f"created={NOW - 1}", id="created"),
        pytest.param(f"expires={NOW + 300}", f"expires={NOW + 299}", id="expires"),
        pytest.param(f'nonce="{NONCE}"', 'nonce="AAAAAAAAAAAAAAAAAAAAAA"', id="nonce"),
    ],
)
def test_a_changed_parameter_is_refused(old, new):
    refused(edited(SIGNED, "signature-input", old, new), SignatureError)


@pytest.mark.parametrize("parameter", ["created", "expires", "keyid", "alg", "nonce", "tag"])
def test_a_missing_repeated_or_mistyped_parameter_is_malformed(parameter):
    whole = re.search(rf';{parameter}=("[^"]*"|\d+)', SIGNED.field("signature-input"))
    token = whole.group(1)
    mistyped = token.strip('"') if token.startswith('"') else f'"{token}"'
    refused(edited(SIGNED, "signature-input", whole.group(), ""), SignatureMalformed)
    refused(edited(SIGNED, "signature-input", whole.group(), whole.group() * 2), SignatureMalformed)
    refused(edited(SIGNED, "signature-input", token, mistyped), SignatureMalformed)
    refused(
        edited(SIGNED, "signature-input", token, "1" if token.startswith('"') else '"x"'), SignatureMalformed
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(";tag=", ";x=1;tag=", id="an unknown parameter"),
        pytest.param('tag="sinergi-request"', 'tag="sinergi-answer"', id="the answers' tag"),
        pytest.param('tag="sinergi-request"', 'tag="SINERGI-REQUEST"', id="the tag in upper case"),
        pytest.param(f"created={NOW}", f"created=0{NOW}", id="a leading zero"),
        pytest.param(f"created={NOW}", f"created=-{NOW}", id="a negative time"),
        pytest.param(f"created={NOW}", f"created={NOW}.0", id="a decimal time"),
        pytest.param(f"created={NOW}", f"created={NOW}000000", id="sixteen digits"),
        pytest.param(f"expires={NOW + 300}", f"expires={NOW + 301}", id="a lifetime of 301 s"),
        pytest.param(f"expires={NOW + 300}", f"expires={NOW}", id="no lifetime"),
        pytest.param(f"expires={NOW + 300}", f"expires={NOW - 1}", id="expired before created"),
        pytest.param(NONCE, NONCE[:-1], id="a nonce of 126 bits"),
        pytest.param(NONCE, NONCE * 4, id="a nonce of 66 bytes"),
        pytest.param(NONCE, NONCE + "+", id="a nonce not in base64url"),
        pytest.param(" ", "  ", id="two spaces"),
        pytest.param("sig=(", "sig= (", id="a space after the label"),
        pytest.param(";created", "; created", id="a space before a parameter"),
    ],
)
def test_what_breaks_the_profile_is_malformed(old, new):
    refused(edited(SIGNED, "signature-input", old, new), SignatureMalformed)


@pytest.mark.parametrize("name", ["@method", "@authority", "@path", "@query", *COVERED])
def test_a_component_dropped_from_the_coverage_is_refused(name):
    text = SIGNED.field("signature-input")
    shorter = re.sub(rf'"{name}" |(?<=\() ?"{name}"| "{name}"', "", text, count=1)
    assert shorter != text
    refused(with_field(SIGNED, "signature-input", shorter), ComponentsWrong)


@pytest.mark.parametrize(
    "item",
    [
        '"@method"',
        '"accept"',
        '"user-agent"',
        '"host"',
        '"date"',
        '"content-length"',
        '"signature"',
        '"@status"',
        '"@target-uri"',
        '"@scheme"',
        '"@request-target"',
        '"@query-param";name="dry"',
        '"@signature-params"',
        '"@method";req',
        '"accept";sf',
        '"accept";bs',
        '"accept";tr',
        '"content-digest";key="sha-256"',
        '"signature";req;key="sig"',
    ],
)
def test_a_component_added_to_the_coverage_is_refused(item):
    refused(edited(SIGNED, "signature-input", ");created", f" {item});created"), ComponentsWrong)


@pytest.mark.parametrize("flag", [";sf", ";bs", ";tr", ";req", ';key="a"', ";key"])
def test_a_parameter_on_a_covered_component_is_refused(flag):
    refused(edited(SIGNED, "signature-input", '"accept"', f'"accept"{flag}'), ComponentsWrong)


def test_an_empty_coverage_is_refused():
    text = SIGNED.field("signature-input")
    refused(with_field(SIGNED, "signature-input", "sig=()" + text[text.index(";created") :]), ComponentsWrong)


def test_components_in_another_order_than_signed_are_refused():
    refused(edited(SIGNED, "signature-input", '"@method" "@authority"', '"@authority" "@method"'))


# --- tampering: the signature itself --------------------------------------------


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_every_changed_signature_byte_is_refused(alg):
    message = signed(signer=CLIENTS[alg])
    text = message.field("signature")
    for place in range(len("sig=:"), len(text) - 1, 7):
        other = "A" if text[place] != "A" else "B"
        refused(with_field(message, "signature", text[:place] + other + text[place + 1 :]))


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("", SignatureMalformed),
        ("sig", SignatureMalformed),
        ("sig=::", SignatureMalformed),
        ("sig=:AAAA:", SignatureError),
        ("sig=:AAA:", SignatureMalformed),
        ("sig=:AB==:", SignatureMalformed),
        ("sig=:====:", SignatureMalformed),
        ("sig=AAAA", SignatureMalformed),
        ('sig="AAAA"', SignatureMalformed),
        ("sig=?1", SignatureMalformed),
        ("sig=:AAAA:;x", SignatureMalformed),
        ("other=:AAAA:", SignatureMissing),
        ("sig=:AAAA:, sig=:AAAA:", SignatureMissing),
        ("sig=:" + "A" * 4096 + ":", SignatureMalformed),
    ],
)
def test_a_signature_field_of_another_form_is_refused(value, error):
    refused(with_field(SIGNED, "signature", value), error)


@pytest.mark.parametrize("name", ["signature", "signature-input"])
def test_a_missing_or_repeated_signature_field_is_refused(name):
    refused(without_field(SIGNED, name), SignatureMissing)
    refused(with_line(SIGNED, name, SIGNED.field(name)), SignatureMalformed)


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_a_second_signature_is_refused(first):
    message = SIGNED
    for name in ("signature", "signature-input"):
        ours = SIGNED.field(name)
        theirs = "other" + ours[3:]
        message = with_field(message, name, f"{theirs}, {ours}" if first else f"{ours}, {theirs}")
    refused(message, SignatureMissing)


def test_another_label_is_refused():
    message = SIGNED
    for name in ("signature", "signature-input"):
        message = with_field(message, name, "pyhms" + SIGNED.field(name)[3:])
    refused(message, SignatureMissing)


# --- keys -------------------------------------------------------------------------


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


# --- time and bounds ----------------------------------------------------------------


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


# --- acceptance -----------------------------------------------------------------------


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


# --- whatever comes, only our refusal ---------------------------------------------------

hostile = st.one_of(
    st.binary(max_size=200).map(lambda data: data.decode("latin-1")),
    st.text(alphabet='sig=():;"\\ ,@abcdefghijklmnopqrstuvwxyz-0123456789?*', max_size=200),
)


@given(signature_input=hostile, signature=hostile)
@settings(max_examples=150)
def test_hostile_signature_fields_are_refused_and_nothing_else_happens(signature_input, signature):
    refused(with_field(with_field(SIGNED, "signature-input", signature_input), "signature", signature))
    refused(with_field(SIGNED, "signature-input", signature_input))
    refused(with_field(SIGNED, "signature", signature))


@given(data=st.data())
@settings(max_examples=150)
def test_a_spliced_signature_input_is_refused(data):
    text = SIGNED.field("signature-input")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    piece = data.draw(
        st.one_of(hostile, st.sampled_from(['"', ";", " ", "sig=", "()", ";created=1", "\n", "1"]))
    )
    spliced = text[:start] + piece + text[end:]
    if spliced.strip(" \t") != text:
        refused(with_field(SIGNED, "signature-input", spliced))


@given(
    method=st.text(max_size=8),
    authority=st.text(max_size=20),
    path=st.text(max_size=20),
    query=st.text(max_size=20),
    headers=st.lists(
        st.tuples(st.sampled_from(["signature", "signature-input", *COVERED]), hostile), max_size=6
    ),
    body=st.binary(max_size=20),
)
@settings(max_examples=150)
def test_any_message_is_refused_with_a_signature_error(method, authority, path, query, headers, body):
    refused(Message(method, authority, path, query, tuple(headers), body))


@pytest.mark.parametrize(
    ("message", "part"),
    [
        pytest.param(edited(SIGNED, "signature-input", NONCE, NONCE[:-1]), "nonce", id="a short nonce"),
        pytest.param(
            edited(SIGNED, "signature-input", f"expires={NOW + 300}", f"expires={NOW + 301}"),
            "expires",
            id="a long life",
        ),
        pytest.param(edited(SIGNED, "signature-input", ';tag="sinergi-request"', ""), "tag", id="no tag"),
        pytest.param(
            edited(SIGNED, "signature-input", ";tag=", ";x=1;tag="), "signature-input", id="one more"
        ),
        pytest.param(edited(SIGNED, "signature-input", '"@path" ', ""), '"@path"', id="not covered"),
        pytest.param(replace(SIGNED, path="/a b"), "@path", id="a path"),
        pytest.param(with_line(SIGNED, "range", "x"), "range", id="a field twice"),
        pytest.param(with_field(SIGNED, "signature", "sig=:x:"), "signature", id="a signature"),
    ],
)
def test_a_refusal_names_the_part_that_is_wrong(message, part):
    with pytest.raises(SignatureError) as refusal:
        verify(message)
    assert refusal.value.shown == {"part": part}
