"""The strict reading of the signature fields agrees with a full Structured Fields parser."""

import http_sf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import SignatureError, SignatureMalformed, SignatureMissing
from gateway.signing.fields import (
    collect,
    decode_bytes,
    format_bytes,
    parse_signature,
    parse_signature_input,
)

LETTERS = 'sig=():;"\\ ,@abcd-0129?*.\t'
names = st.from_regex(r"@?[a-z][a-z0-9-]{0,10}", fullmatch=True)
keys = st.sampled_from(["created", "expires", "keyid", "alg", "nonce", "tag", "x"])
values = st.one_of(
    st.integers(0, 10**15 - 1),
    st.text(
        alphabet=st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"\\'), max_size=20
    ),
)


def well_formed(items, parameters):
    return http_sf.ser({"sig": ([(name, {}) for name in items], parameters)})


@given(items=st.lists(names, max_size=6), parameters=st.dictionaries(keys, values))
@settings(max_examples=150)
def test_what_a_full_parser_writes_is_read_as_it_was_meant(items, parameters):
    text = well_formed(items, parameters)
    given_ = parse_signature_input(text)
    assert list(given_.items) == [f'"{name}"' for name in items]
    assert given_.parameters == {
        name: str(value) if isinstance(value, int) else f'"{value}"' for name, value in parameters.items()
    }
    assert f"sig={given_.text}" == text


@given(
    text=st.one_of(
        st.text(alphabet=LETTERS, max_size=30).map(lambda tail: f"sig=({tail}"),
        st.tuples(
            st.lists(names, max_size=3),
            st.dictionaries(keys, values, max_size=3),
            st.text(LETTERS, max_size=6),
        ).map(lambda parts: well_formed(*parts[:2]) + parts[2]),
        st.tuples(
            st.lists(names, max_size=3),
            st.text(LETTERS, max_size=6),
            st.dictionaries(keys, values, max_size=3),
        ).map(lambda parts: well_formed(parts[0], parts[2]).replace(")", parts[1] + ")", 1)),
    )
)
@settings(max_examples=400)
def test_whatever_is_accepted_is_already_what_a_full_parser_would_write(text):
    try:
        parse_signature_input(text)
    except SignatureError:
        return
    parsed = http_sf.parse(text.encode(), tltype="dictionary")
    assert list(parsed) == ["sig"]
    assert http_sf.ser(parsed) == text


@given(signature=st.binary(min_size=1, max_size=600))
@settings(max_examples=80)
def test_a_signature_is_read_back_as_written(signature):
    text = f"sig={format_bytes(signature)}"
    assert parse_signature(text) == signature
    assert http_sf.parse(text.encode(), tltype="dictionary") == {"sig": (signature, {})}


@pytest.mark.parametrize("text", ["A", "AB", "AB=", "AB==", "AA=A", "A===", "=", "AAA", "AA A", "AA==AA=="])
def test_base64_of_another_form_is_refused(text):
    assert decode_bytes(text) is None


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", SignatureMalformed),
        ("sig", SignatureMalformed),
        ("SIG=()", SignatureMalformed),
        ("sig=(", SignatureMalformed),
        ("sig=()a", SignatureMalformed),
        ("sig=();", SignatureMalformed),
        ("sig=();a", SignatureMalformed),
        ("sig=();a=1;a=2", SignatureMalformed),
        ("sig=();a=01", SignatureMalformed),
        ("sig=();a=?1", SignatureMalformed),
        ("sig=();a=:AA==:", SignatureMalformed),
        ('sig=();a="\\""', SignatureMalformed),
        ("sig=( )", SignatureMalformed),
        ("sig=(a)", SignatureMalformed),
        ('sig=("A")', SignatureMalformed),
        ('sig=("a""b")', SignatureMalformed),
        ('sig=("a" )', SignatureMalformed),
        ('sig=("a";key="b c")', SignatureMalformed),
        ("sig=1", SignatureMalformed),
        ("sig=()" + ";a=1" * 600, SignatureMalformed),
        ("other=()", SignatureMissing),
        ("sig2=()", SignatureMissing),
        ("sig=(), sig=()", SignatureMissing),
        ("sig=()\t ,other=()", SignatureMissing),
        ("sig=();created=1,", SignatureMissing),
    ],
)
def test_other_forms_are_refused(text, error):
    with pytest.raises(error):
        parse_signature_input(text)


def test_fields_are_trimmed_and_only_lists_are_joined():
    wanted = frozenset({"accept", "etag"})
    assert collect((("accept", " a\t"), ("x", "\n"), ("accept", "b"), ("etag", "")), wanted) == {
        "accept": "a, b",
        "etag": "",
    }
    with pytest.raises(SignatureMalformed):
        collect((("etag", "a"), ("etag", "a")), wanted)
