import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import BodyNotJson, MediaTypeWrong, RequestBad
from gateway.exchange.body import parse_object
from gateway.signing import Message
from tests.simulator import POLRES, json_of
from tests.simulator.small import AMAN, TPS


def parse(body: bytes, content_type: str | None = "application/json"):
    headers = () if content_type is None else (("content-type", content_type),)
    return parse_object(Message("POST", "kpu.example", "/", "", headers, body), ("must",), ("may",))


NOT_JSON = {
    "nothing": b"",
    "no object": b"[]",
    "a text": b'"must"',
    "null": b"null",
    "half": b'{"must": 1',
    "two values": b'{"must": 1} {}',
    "a trailing comma": b'{"must": 1,}',
    "single quotes": b"{'must': 1}",
    "a comment": b'{"must": 1} // x',
    "NaN": b'{"must": NaN}',
    "Infinity": b'{"must": -Infinity}',
    "a name twice": b'{"must": 1, "must": 1}',
    "a name twice, spelled otherwise": b'{"must": 1, "m\\u0075st": 1}',
    "a name twice inside": b'{"must": {"a": 1, "a": 2}}',
    "deep lists": b'{"must": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "deep objects": b'{"must": ' + b'{"a":' * 9_000 + b"1" + b"}" * 9_000 + b"}",
    "a number of 5,000 digits": b'{"must": ' + b"9" * 5_000 + b"}",
    "a byte order mark": b'\xef\xbb\xbf{"must": 1}',
    "UTF-16": '{"must": 1}'.encode("utf-16"),
    "Latin-1": b'{"must": "\xe9"}',
    "overlong UTF-8": b'{"must": "\xc0\xaf"}',
    "a raw surrogate": b'{"must": "\xed\xa0\x80"}',
    "an escaped lone surrogate": b'{"must": "\\ud800"}',
    "a lone surrogate in a name": b'{"must": {"\\udfff": 1}}',
    "a raw control character": b'{"must": "\x00"}',
    "a raw line break": b'{"must": "\n"}',
}


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_not_one_object_in_plain_json_is_refused(body):
    with pytest.raises(BodyNotJson):
        parse(body)


@pytest.mark.parametrize(
    ("body", "member"),
    [
        pytest.param(b"{}", "must", id="a member is missing"),
        pytest.param(b'{"must": null}', "must", id="a required member is null"),
        pytest.param(b'{"must": 1, "may": null}', "may", id="an optional member is null"),
        pytest.param(b'{"must": 1, "more": 1}', "more", id="a member is unknown"),
        pytest.param(b'{"must": 1, "Must": 1}', "Must", id="case matters"),
        pytest.param(b'{"must": 1, "": 1}', "", id="an empty name"),
    ],
)
def test_the_documented_members_and_no_others(body, member):
    with pytest.raises(RequestBad) as refusal:
        parse(body)
    assert not isinstance(refusal.value, BodyNotJson)
    assert refusal.value.shown == {"member": member}


def test_a_long_unknown_name_is_shown_in_part():
    with pytest.raises(RequestBad) as refusal:
        parse(json.dumps({"must": 1, "x" * 999: 1}).encode())
    assert refusal.value.shown == {"member": "x" * 64}
    assert "x" * 64 not in str(refusal.value)


@pytest.mark.parametrize(
    "content_type", [None, "", "text/json", "application/jsonx", "application/json5", "*/*"]
)
def test_another_media_type_is_refused_before_the_body_is_read(content_type):
    with pytest.raises(MediaTypeWrong):
        parse(b"not json", content_type)


@pytest.mark.parametrize(
    "content_type", ["application/json", "Application/JSON", "application/json; charset=utf-8"]
)
def test_json_is_accepted(content_type):
    body = '{"must": {"a": [1, 2.5, true, "\\ud83d\\ude00 é"]}, "may": ""}'.encode()
    assert parse(body, content_type) == {"must": {"a": [1, 2.5, True, "\U0001f600 é"]}, "may": ""}


@given(st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_no_body_causes_anything_but_a_refusal(body):
    try:
        value = parse(body)
    except RequestBad:
        return
    assert "must" in value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = (
    "agreement", "purpose", "fields", "filter", "sort", "page_size", "cursor", "count", "on_behalf_of",
    "case_ref", "dry_run",
)  # fmt: skip

WRONG = {
    "agreement": [1, [], {}, "", True, "x" * 4_097],
    "purpose": [1, [], {}, "", "x" * 4_097],
    "fields": [1, "kode", [], [1], [""], ["kode", "kode"], {"kode": 1}, [["kode"]]],
    "filter": [1, "kode", [], True, {}, {"all": []}, {"desa": {}}, {"desa": {"equals": None}}],
    "sort": [1, "kode", [1], [""], ["kode", "kode"], ["kode", "-kode"], ["kode"] * 17],
    "page_size": [0, -1, 1.0, "5", True, 10**30, [5], 6],
    "cursor": [1, "", "x", "é", "x" * 4_097, {}],
    "count": [1, 0, "true", []],
    "on_behalf_of": [1, "", [], "x" * 4_097],
    "case_ref": [1, "", {}],
    "dry_run": [1, "false", []],
}


@pytest.mark.parametrize(
    ("member", "value"), [(member, value) for member, values in WRONG.items() for value in values]
)
def test_a_member_of_another_type_or_size_is_refused(world, member, value):
    answer = world.query(POLRES, TPS, AMAN | {member: value})
    assert (answer.status, json_of(answer)["code"]) in {
        (422, "request-invalid"),
        (422, "cursor-invalid"),
    }
    assert not world.kpu.source.selections


@pytest.mark.parametrize("member", MEMBERS)
def test_null_is_no_value(world, member):
    answer = world.query(POLRES, TPS, AMAN | {member: None})
    assert answer.status == 422
    assert json_of(answer)["member"] == member


def test_a_filter_of_huge_numbers_is_refused_by_type(world):
    for number in ("9" * 4_000, "1e999", "-1e999", "1" + "0" * 19):
        body = json.dumps(AMAN)[:-1] + f', "filter": {{"jumlah": {{"equals": {number}}}}}}}'
        answer = world.query(POLRES, TPS, body.encode())
        assert (answer.status, json_of(answer)["code"]) == (422, "request-invalid"), number


@given(st.dictionaries(st.sampled_from(MEMBERS) | st.text(max_size=5), JSON, max_size=5))
def test_no_query_body_causes_a_fault(shared_world, changes):
    answer = shared_world.query(POLRES, TPS, json.dumps(AMAN | changes).encode())
    assert answer.status in {200, 400, 403, 404, 422}
