"""A request is believed only as it was signed: every change to the signature is refused."""

import re

import pytest

from gateway.errors import ComponentsWrong, SignatureError, SignatureMalformed, SignatureMissing
from tests.signing.actors import (
    ALGORITHMS,
    CLIENTS,
    NONCE,
    NOW,
    edited,
    signed,
    with_field,
    with_line,
    without_field,
)
from tests.signing.request_checks import COVERED, SIGNED, refused

# --- tampering: each parameter of the signature


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


# --- tampering: the signature itself


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
