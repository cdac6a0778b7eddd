import json
import re
from http import HTTPStatus
from pathlib import Path

import pytest

from gateway import errors
from gateway.api import describe_refusal, problem_codes, status_of
from gateway.errors import FieldWithheld, GatewayError, LogBusy, ProofBad, RefusedByGateway, SettingsBad
from tests.simulator import POLRES, json_of
from tests.simulator.small import AMAN, TPS

DOCUMENTED = (Path(__file__).parents[2] / "docs/errors.md").read_text("utf-8")
EXCHANGE = "019ac0de-0000-7000-8000-000000000000"


def kinds(kind=GatewayError):
    return [kind, *(each for child in kind.__subclasses__() for each in kinds(child))]


KINDS = [kind for kind in kinds() if kind.__module__ == errors.__name__]


def made(kind: type[GatewayError], message: str, shown) -> GatewayError:
    if kind is RefusedByGateway:
        return kind(403, {})
    return kind(message, "x") if kind is SettingsBad else kind(message, shown=shown)


def told(error: GatewayError):
    reply = describe_refusal(error, EXCHANGE)
    assert reply.content_type == "application/problem+json"
    return reply, json.loads(reply.body)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_becomes_a_problem_in_both_languages_without_its_message(kind):
    reply, body = told(made(kind, "nik 3201010101010001", {}))
    assert b"3201" not in reply.body
    assert body["status"] == reply.status == status_of(kind)
    assert body["type"] == f"/problems/{body['code']}"
    for name in ("title", "detail"):
        assert body[name]
        assert body[f"{name}_en"]
        assert body[name] != body[f"{name}_en"]
    assert "{" not in reply.body.decode()[1:]
    assert body["exchange_id"] == EXCHANGE
    assert body["code"] == ("internal" if reply.status == 500 else kind.code)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_code_is_documented_with_its_status(kind):
    row = re.search(rf"^\| *`{kind.code}` *\|(.*)$", DOCUMENTED, re.MULTILINE)
    assert row, kind.code
    status = status_of(kind)
    if status is not HTTPStatus.INTERNAL_SERVER_ERROR and kind is not ProofBad:
        assert str(int(status)) in row[1], kind.code


def test_what_a_caller_may_see_stands_beside_the_text():
    _, body = told(FieldWithheld("policies/x.yaml:3", shown={"field": "nik", "legal_basis": "UU 14/2008"}))
    assert (body["field"], body["legal_basis"]) == ("nik", "UU 14/2008")
    assert "policies" not in json.dumps(body)
    assert "nik" not in body["detail"]


def test_a_full_log_says_when_to_come_back():
    reply, _ = told(LogBusy("x"))
    assert reply.headers == (("retry-after", "1"),)


def test_a_proof_that_fails_inside_the_gateway_is_no_business_of_callers():
    reply, body = told(ProofBad("entry 4"))
    assert (reply.status, body["code"]) == (500, "internal")


def test_a_problems_type_resolves_to_its_meaning(knock):
    for code, reply in problem_codes().items():
        answer = knock("GET", f"/problems/{code}")
        assert (answer.status, answer.body) == (reply.status, reply.body)
        assert json_of(answer)["code"] == code
    assert json_of(knock("GET", "/problems/tiada"))["code"] == "path-unknown"


@pytest.mark.parametrize(
    "body",
    [
        AMAN | {"filter": {"desa": {"equals": "3201010101010001", "in": []}}},
        AMAN | {"filter": {"jumlah": {"equals": "3201010101010001"}}},
        AMAN | {"on_behalf_of": ["3201010101010001"]},
        AMAN | {"cursor": "3201010101010001"},
        AMAN | {"agreement": "3201010101010001"},
        AMAN | {"purpose": "3201010101010001"},
        AMAN | {"page_size": 3201010101010001},
        AMAN | {"filter": {"alamat": {"equals": "3201010101010001"}}},
    ],
    ids=str,
)
def test_no_problem_repeats_a_value_of_the_request(world, body):
    answer = world.query(POLRES, TPS, body)
    assert answer.status >= 400
    assert b"3201" not in answer.body
