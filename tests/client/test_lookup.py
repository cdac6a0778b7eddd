"""The SDK looks one key up, and believes no answer that contradicts itself."""

import json
from dataclasses import replace

import pytest

from gateway.errors import AnswerBad, RefusedByGateway, SignatureError
from gateway.signing import sign_answer
from tests.simulator import KPU, POLRES, FlaskTransport
from tests.simulator.letters import PERIKSA, SURAT, letters_world


class Wire(FlaskTransport):
    """Carries messages to Polres's gateway; `tamper` changes what comes back."""

    def __init__(self, world) -> None:
        super().__init__(world.polres.app)
        self.tamper = lambda message, answer: answer

    def send(self, message):
        return self.tamper(message, super().send(message))


@pytest.fixture
def world():
    return letters_world(quota={"requests": 2, "period": "day"})


@pytest.fixture
def wire(world):
    return Wire(world)


@pytest.fixture
def client(world, wire):
    return world.client(KPU, POLRES, transport=wire)


def look_up(client, key="SKCK/001", **options):
    return client.lookup(SURAT, key=key, **PERIKSA, **options)


def test_a_key_brings_its_row_and_a_receipt_that_opens_it(client, world):
    finding = look_up(client, fields=["berlaku"])
    assert (finding.found, finding.data) == (True, {"berlaku": True})
    assert "nomor" in {item["field"] for item in finding.withheld}
    assert finding.exchange_id == world.polres.log.entries[-1][0]
    _, receipt = client.receipt(finding.exchange_id)
    assert receipt.matches_body(finding.body)
    assert receipt.openings["key"].value == b'"SKCK/001"'


def test_a_miss_is_no_error(client):
    finding = look_up(client, "SKCK/404")
    assert (finding.found, finding.data) == (False, None)


def test_a_used_up_quota_is_a_refusal_that_says_until_when(client):
    for _ in range(2):
        look_up(client)
    with pytest.raises(RefusedByGateway) as refusal:
        look_up(client)
    assert (refusal.value.status, refusal.value.problem_code) == (429, "quota-exceeded")
    assert refusal.value.problem["resets"] == "2026-11-24T17:00:00.000000Z"


BROKEN = [
    {"found": False, "data": {"berlaku": True}, "withheld": []},
    {"found": True, "data": None, "withheld": []},
    {"found": 1, "data": {}, "withheld": []},
    {"found": "true", "data": {}, "withheld": []},
    {"data": {}, "withheld": []},
    {"found": True, "data": [], "withheld": []},
    {"found": True, "data": {}},
    {"dry_run": True, "verdicts": []},
]


@pytest.mark.parametrize("body", BROKEN, ids=str)
def test_a_signed_answer_of_another_shape_is_not_used(client, wire, world, body):
    def changed(message, answer):
        kept = tuple(
            line
            for line in answer.headers
            if line[0] not in {"content-length", "signature", "signature-input", "content-digest"}
        )
        answer = replace(answer, headers=kept, body=json.dumps(body).encode())
        created = int(world.clock.now.timestamp())
        return sign_answer(answer, message, world.polres.keys["answer"], created=created)

    wire.tamper = changed
    with pytest.raises(AnswerBad):
        look_up(client)


def test_a_miss_made_a_hit_on_the_way_is_not_believed(client, wire):
    wire.tamper = lambda message, answer: replace(
        answer, body=answer.body.replace(b'"found":false,"data":null', b'"found":true,"data":{}')
    )
    with pytest.raises(SignatureError):
        look_up(client, "SKCK/404")
