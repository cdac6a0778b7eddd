"""Whatever comes for a request, only our refusal answers it, and names the part that is wrong."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import SignatureError
from gateway.signing import Message
from tests.signing.actors import NONCE, NOW, edited, with_field, with_line
from tests.signing.request_checks import COVERED, SIGNED, refused, verify

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
