"""No figure without proof: other rows, another body or another signature discard a run."""

import json
import time
from dataclasses import replace

import pytest

from benchmarks.asking import asks, signed_message, wire
from benchmarks.canonical import OtherRows, check_rows
from benchmarks.load import Expected, Outcome
from benchmarks.proving import NotProven, Reply, common, learn, prove_round, read_request
from gateway.signing import Answer, new_signer, sign_answer

(ASK, *_) = asks("query", 3)
CLIENT, GATEWAY = new_signer("ed25519"), new_signer("ed25519")


def answer_body(cursor="c1", **changes):
    rows = [{**row, **changes} for row in ASK.released()]
    return json.dumps({"data": rows, "next_cursor": cursor}, default=str).encode()


def said(**changes):
    return Reply(200, (), answer_body(**changes))


def test_what_two_good_answers_share_is_what_all_later_ones_must_be():
    expected = learn(ASK, 200, said(cursor="c1"), said(cursor="d22"))
    assert expected.begins + b"c1" + expected.ends == answer_body("c1")
    assert expected.begins.endswith(b'"next_cursor": "')


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(said(), said(nomor=99), id="the second has another value"),
        pytest.param(said(kontak="080012345678"), said(kontak="080012345678"), id="not transformed"),
        pytest.param(said(gudang="x"), said(gudang="x"), id="a field too many"),
        pytest.param(replace(said(), status=503), said(), id="another status"),
        pytest.param(replace(said(), body=b"<html>"), said(), id="not JSON"),
        pytest.param(replace(said(), body=b'{"data": []}'), said(), id="no rows"),
    ],
)
def test_answers_with_other_rows_are_not_learnt(first, second):
    with pytest.raises(NotProven):
        learn(ASK, 200, first, second)


@pytest.mark.parametrize(
    ("first", "second", "begins", "ends"),
    [
        pytest.param(b'{"a":"x"}', b'{"a":"x"}', b'{"a":"x"}', b"", id="equal"),
        pytest.param(b'{"a":"xy1","b":1}', b'{"a":"xy2","b":1}', b'{"a":"', b'","b":1}', id="one value"),
        pytest.param(b'{"a":"1"}', b'{"a":"123"}', b'{"a":"', b'"}', id="of other lengths"),
        pytest.param(b"12", b"34", b"", b"", id="nothing"),
    ],
)
def test_chance_likeness_inside_a_value_is_not_expected_again(first, second, begins, ends):
    assert common(first, second) == (begins, ends)


def test_values_count_and_not_how_a_service_writes_them():
    (row, *_) = ASK.released()
    written = {
        **row,
        "lintang": str(row["lintang"]),
        "bujur": float(row["bujur"]),
        "diperbarui": f"{row['diperbarui']:%Y-%m-%d %H:%M:%S}",
        "aktif": int(row["aktif"]),
    }
    for answer in ({"data": [written]}, {"data": written}, {"rows": [written]}, [written]):
        check_rows(json.dumps(answer).encode(), [row])
    with pytest.raises(OtherRows, match="lintang"):
        check_rows(json.dumps([{**written, "lintang": 0.1}]).encode(), [row])


@pytest.fixture(scope="module")
def round_of_three():
    """Three signed requests and their signed answers, as the generator keeps them."""
    requests, outcome = [], Outcome()
    template = Expected(200, b'{"data":"', b'"}')
    for number in range(3):
        message = signed_message(ASK, CLIENT, int(time.time()))
        requests.append(wire(message))
        body = b'{"data":"%d"}' % number
        headers = (
            ("content-type", "application/json"),
            ("exchange-id", f"0198-{number}"),
            ("log-checkpoint", "size=1"),
        )
        answer = sign_answer(Answer(200, headers, body), message, GATEWAY, created=int(time.time()))
        lines = "".join(f"\r\n{name}: {value}" for name, value in answer.headers)
        outcome.heads.append(f"HTTP/1.1 200 OK{lines}".encode())
        outcome.varying.append(b"%d" % number)
        outcome.sent.append(number)
    return requests, outcome, template


def prove(requests, outcome, template):
    prove_round(outcome, requests, lambda sent: template, GATEWAY.key)


def test_a_round_of_signed_answers_is_proven(round_of_three):
    prove(*round_of_three)


def test_a_request_is_read_back_as_it_was_signed(round_of_three):
    (request, *_), _, _ = round_of_three
    assert wire(read_request(request)).split(b"\r\n\r\n")[1] == ASK.body


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda outcome: outcome.varying.__setitem__(1, b"8"), id="another body"),
        pytest.param(
            lambda outcome: outcome.heads.__setitem__(1, outcome.heads[1].replace(b"size=1", b"size=2")),
            id="another checkpoint",
        ),
        pytest.param(
            lambda outcome: (
                outcome.heads.__setitem__(1, outcome.heads[0]),
                outcome.varying.__setitem__(1, outcome.varying[0]),
            ),
            id="the answer to another request",
        ),
    ],
)
def test_one_answer_that_does_not_hold_discards_the_round(round_of_three, spoil):
    requests, outcome, template = round_of_three
    spoilt = Outcome(heads=[*outcome.heads], varying=[*outcome.varying], sent=outcome.sent)
    spoil(spoilt)
    with pytest.raises(NotProven):
        prove(requests, spoilt, template)


def test_one_exchange_id_twice_discards_the_round(round_of_three):
    requests, outcome, template = round_of_three
    doubled = Outcome(heads=outcome.heads * 2, varying=outcome.varying * 2, sent=outcome.sent * 2)
    with pytest.raises(NotProven, match="exchange id"):
        prove(requests, doubled, template)
