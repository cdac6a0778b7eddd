"""A consumer's word that an answer arrived: once, by the system that asked, over the very bytes."""

from hashlib import sha256

import pytest

from gateway.audit import Opening, parse_entry
from gateway.evidence import verify_receipt
from gateway.exchange import ACKNOWLEDGE, Target
from tests.simulator import KPU, POLRES, answer_of, json_of, keys_of
from tests.simulator.small import AMAN, TPS

NEVER = "01a20bec-d480-7fff-bfff-84c3f72ede74"


def path_of(exchange):
    return f"/v1/exchanges/{exchange}/acknowledgement"


def said(answer):
    return {"answer": sha256(answer.body).hexdigest()}


def acknowledge(world, exchange, body, consumer=POLRES, **more):
    return world.send(consumer, KPU, "POST", path_of(exchange), body, **more)


def last(world):
    return parse_entry(world.kpu.log.leaves[-1])


@pytest.fixture
def answered(world):
    answer = world.query(POLRES, TPS, AMAN)
    assert answer.status == 200
    return answer


def code_of(answer):
    return answer.status, json_of(answer)["code"]


def test_a_digest_of_other_bytes_is_refused_and_recorded_as_a_refusal(world, answered):
    exchange = answered.field("exchange-id")
    other = {"answer": sha256(answered.body + b" ").hexdigest()}
    assert code_of(acknowledge(world, exchange, other)) == (409, "acknowledgement-other")
    assert (last(world)["kind"], last(world)["reason"]) == ("acknowledge", "acknowledgement-other")
    assert world.kpu.log.acknowledged(exchange) is None
    assert acknowledge(world, exchange, said(answered)).status == 200


@pytest.mark.parametrize("is_gone", [True, False])
def test_of_an_answer_whose_opening_is_gone_or_changed_no_bytes_are_taken(world, answered, is_gone):
    exchange = answered.field("exchange-id")
    name, leaf, openings = world.kpu.log.entries[-1]
    salt, _ = openings["answer"]
    kept = {each: opening for each, opening in openings.items() if each != "answer"}
    world.kpu.log.entries[-1] = (name, leaf, kept if is_gone else kept | {"answer": Opening(salt, bytes(32))})
    for body in ({"answer": "0" * 64}, said(answered)):
        assert code_of(acknowledge(world, exchange, body)) == (410, "acknowledgement-erased")
    assert world.kpu.log.acknowledged(exchange) is None


def test_a_word_is_not_said_again_after_the_answer_was_erased(world, answered):
    exchange = answered.field("exchange-id")
    place = len(world.kpu.log.entries) - 1
    assert acknowledge(world, exchange, said(answered)).status == 200
    name, leaf, _ = world.kpu.log.entries[place]
    world.kpu.log.entries[place] = (name, leaf, {})
    assert code_of(acknowledge(world, exchange, {"answer": "0" * 64})) == (410, "acknowledgement-erased")


def test_who_did_not_ask_is_told_what_is_told_of_an_exchange_that_never_was(world, answered):
    exchange, body = answered.field("exchange-id"), said(answered)
    others = [
        acknowledge(world, exchange, body, consumer=KPU),
        acknowledge(world, exchange, body, signer=keys_of(POLRES)["client-2"]),
    ]
    never = acknowledge(world, NEVER, body)
    for answer in (*others, never):
        problem, expected = json_of(answer), json_of(never)
        assert {**problem, "exchange_id": ""} == {**expected, "exchange_id": ""}
        assert answer.status == 404
    assert world.kpu.log.acknowledged(exchange) is None


def test_a_stranger_is_told_401_and_leaves_nothing(world, answered):
    before = len(world.kpu.log.leaves)
    stray = keys_of(POLRES)["stray"]
    assert acknowledge(world, answered.field("exchange-id"), said(answered), signer=stray).status == 401
    assert len(world.kpu.log.leaves) == before


def test_what_released_nothing_cannot_be_acknowledged(world):
    dry = world.query(POLRES, TPS, AMAN | {"dry_run": True})
    refused = world.query(POLRES, TPS, AMAN | {"fields": ["nik"]})
    catalog = world.send(POLRES, KPU, "GET", "/v1/catalog")
    for answer in (dry, refused, catalog):
        told = acknowledge(world, answer.field("exchange-id"), said(answer))
        assert code_of(told) == (404, "exchange-unknown")
    (genesis, _, _) = world.kpu.log.entries[0]
    assert acknowledge(world, genesis, said(dry)).status == 404


BAD = [{}, {"answer": "x"}, {"answer": "A" * 64}, {"answer": 1}, {"answer": "0" * 64, "more": 1}]


@pytest.mark.parametrize("body", BAD, ids=str)
def test_a_body_of_another_shape_is_refused(world, answered, body):
    assert code_of(acknowledge(world, answered.field("exchange-id"), body)) == (422, "request-invalid")


def test_what_is_no_exchange_id_is_an_unknown_exchange(world, answered):
    message = world.signed(POLRES, KPU, "POST", path_of("x"), said(answered))
    assert code_of(world.kpu.answer(ACKNOWLEDGE, message, Target(exchange="x"))) == (404, "exchange-unknown")


def test_an_acknowledgement_is_an_entry_that_names_the_exchange_and_hides_the_digest(world, answered):
    exchange = answered.field("exchange-id")
    told = json_of(acknowledge(world, exchange, said(answered)))
    entry = last(world)
    assert told == {"exchange": exchange, "acknowledgement": entry["exchange_id"], **said(answered)}
    assert (entry["kind"], entry["outcome"], entry["exchanges"]) == (
        "acknowledge",
        "acknowledged",
        [exchange],
    )
    assert (entry["consumer"]["agency"], f"{entry['provider']}/{entry['dataset']}") == (POLRES, TPS)
    assert said(answered)["answer"] not in world.kpu.log.leaves[-1].decode()


def test_its_receipt_opens_the_digest_for_the_one_who_gave_it(world, answered):
    told = json_of(acknowledge(world, answered.field("exchange-id"), said(answered)))
    token = world.send(POLRES, KPU, "GET", f"/v1/exchanges/{told['acknowledgement']}/receipt").body.decode()
    receipt = verify_receipt(
        token,
        receipt_key=world.kpu.keys["receipt"].key,
        log_key=world.kpu.keys["log"].key,
        origin=world.kpu.origin,
    )
    assert receipt.openings["acknowledged"].value == sha256(answered.body).digest()


def test_said_again_it_shows_the_first_word_and_adds_no_second(world, answered):
    exchange = answered.field("exchange-id")
    first = json_of(acknowledge(world, exchange, said(answered)))
    assert json_of(acknowledge(world, exchange, said(answered))) == first
    kinds = [(entry["kind"], entry["outcome"]) for entry in map(parse_entry, world.kpu.log.leaves[-2:])]
    assert kinds == [("acknowledge", "acknowledged"), ("acknowledge", "described")]


def test_two_words_at_once_are_one_acknowledgement(world, answered):
    exchange = answered.field("exchange-id")
    message = world.signed(POLRES, KPU, "POST", path_of(exchange), said(answered))
    told = []
    world.kpu.log.before_append = lambda: told.append(acknowledge(world, exchange, said(answered)))
    second = answer_of(world.kpu.app, message)
    assert (told[0].status, second.status) == (200, 200)
    assert json_of(second) == json_of(told[0])


def test_a_suspended_agreement_does_not_silence_its_consumer(world, answered):
    world.kpu.suspend(AMAN["agreement"], keys_of(KPU)["signatory"], KPU)
    assert world.query(POLRES, TPS, AMAN).status == 403
    assert acknowledge(world, answered.field("exchange-id"), said(answered)).status == 200
