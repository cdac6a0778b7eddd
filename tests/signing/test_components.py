"""Component values are raw, well formed and of one reading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import ComponentsWrong, SignatureMalformed
from gateway.signing import Message, normal_authority
from gateway.signing.components import (
    check_coverage,
    method_value,
    path_value,
    query_value,
    signature_base,
)


def request(method="GET", path="/", query=""):
    return Message(method, "kpu.example", path, query, ())


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("kpu.example", "kpu.example"),
        ("KPU.Example:8401", "kpu.example:8401"),
        ("kpu.example:443", "kpu.example"),
        ("kpu.example:80", "kpu.example"),
        ("127.0.0.1:8401", "127.0.0.1:8401"),
        ("[::1]:443", "[::1]"),
        ("[2001:DB8::1]:8401", "[2001:db8::1]:8401"),
    ],
)
def test_an_authority_has_one_form(written, normal):
    assert normal_authority(written) == normal
    assert normal_authority(normal) == normal


@pytest.mark.parametrize(
    "authority",
    [
        "",
        ":80",
        "a b",
        "a\n",
        "user@kpu.example",
        "kpu.example:",
        "kpu.example:x",
        "kpu.example:123456",
        "::1",
        "[::1",
        "é",
    ],
)
def test_another_form_of_authority_is_malformed(authority):
    with pytest.raises(SignatureMalformed):
        normal_authority(authority)


@pytest.mark.parametrize("method", ["", "get", "GET ", "GE\nT", "G" * 21, "É"])
def test_a_method_is_a_short_upper_case_word(method):
    with pytest.raises(SignatureMalformed):
        method_value(request(method=method))


@pytest.mark.parametrize("path", ["*", "a", "http://kpu.example/", "/a?b", "/" + "a" * 8192])
def test_a_path_begins_with_a_slash_and_holds_no_query(path):
    with pytest.raises(SignatureMalformed):
        path_value(request(path=path))


def test_a_query_is_bounded():
    assert query_value(request(query="a" * 8192)) == "?" + "a" * 8192
    with pytest.raises(SignatureMalformed):
        query_value(request(query="a" * 8193))


def test_raw_octets_stay_raw():
    assert path_value(request(path="/a%2Fb//c/../%7e")) == "/a%2Fb//c/../%7e"
    assert query_value(request(query="a=%20+b&&/?")) == "?a=%20+b&&/?"
    assert path_value(request(path="")) == "/"
    assert query_value(request()) == "?"


@given(text=st.text(max_size=12))
@settings(max_examples=200)
def test_no_accepted_value_can_break_the_line_it_stands_on(text):
    for value in (lambda: path_value(request(path="/" + text)), lambda: query_value(request(query=text))):
        try:
            line = value()
        except SignatureMalformed:
            continue
        assert line.isascii()
        assert line.isprintable()
        assert " " not in line


def test_the_base_ends_with_the_parameters_and_no_line_break():
    base = signature_base(['"b"', '"a"'], {'"a"': "1", '"b"': "2"}, '("b" "a");created=1')
    assert base == b'"b": 2\n"a": 1\n"@signature-params": ("b" "a");created=1'


VALUES = {'"a"': "1", '"b"': "2", '"c"': "3"}


@pytest.mark.parametrize("items", [('"a"', '"b"'), ('"b"', '"a"'), ('"c"', '"b"', '"a"')])
def test_coverage_may_stand_in_any_order(items):
    check_coverage(items, VALUES, optional=frozenset({'"c"'}))


@pytest.mark.parametrize(
    "items", [(), ('"a"',), ('"a"', '"b"', '"d"'), ('"a"', '"b"', '"b"'), ('"a"', '"b"', '"a";sf')]
)
def test_missing_other_and_repeated_components_are_refused(items):
    with pytest.raises(ComponentsWrong):
        check_coverage(items, VALUES, optional=frozenset({'"c"'}))
