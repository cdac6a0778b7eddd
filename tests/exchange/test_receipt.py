from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.audit import cosign, parse_checkpoint, parse_entry, parse_note, verify_consistency
from gateway.evidence import SHOWN, Stamped, verify_receipt
from gateway.exchange import RECEIPT, Journey, Target
from tests.simulator import KPU, POLRES, answer_of, json_of, keys_of
from tests.simulator.small import AMAN, MARK, TPS, UNDISCLOSED

RESMI = {"agreement": AMAN["agreement"], "purpose": "resmi", "on_behalf_of": "Kanit", "case_ref": "LP/1"}


def fetch(world, exchange, consumer=POLRES, **more):
    return world.send(consumer, KPU, "GET", f"/v1/exchanges/{exchange}/receipt", **more)


def verified(world, answer):
    assert answer.status == 200, answer.body
    assert answer.field("content-type") == "application/jose"
    return verify_receipt(
        answer.body.decode(),
        receipt_key=world.kpu.keys["receipt"].key,
        log_key=world.kpu.keys["log"].key,
        origin=world.kpu.origin,
    )


def test_a_receipt_proves_the_answer_that_was_given(world):
    answer = world.query(POLRES, TPS, AMAN | {"filter": {"desa": {"within": "61"}}})
    receipt = verified(world, fetch(world, answer.field("exchange-id")))
    assert receipt.entry["outcome"] == "released"
    assert receipt.matches_body(answer.body)
    assert set(receipt.openings) == {"request", "signature", "answer", "filter"}


def test_a_refusal_has_a_receipt_too(world):
    answer = world.query(POLRES, TPS, AMAN | {"fields": ["nik"]})
    receipt = verified(world, fetch(world, answer.field("exchange-id")))
    assert (receipt.entry["outcome"], receipt.entry["reason"]) == ("refused", "field-withheld")
    assert not receipt.matches_body(answer.body)


def test_fetching_a_receipt_spends_a_nonce_and_adds_no_entry(world):
    exchange = world.query(POLRES, TPS, AMAN).field("exchange-id")
    entries, nonces = len(world.kpu.log.leaves), len(world.kpu.log.nonces)
    message = world.signed(POLRES, KPU, "GET", f"/v1/exchanges/{exchange}/receipt")
    assert answer_of(world.kpu.app, message).status == 200
    assert (len(world.kpu.log.leaves), len(world.kpu.log.nonces)) == (entries, nonces + 1)
    again = answer_of(world.kpu.app, message)
    assert (again.status, json_of(again)["code"]) == (409, "replayed")


def test_whatever_is_recorded_names_its_receipt_and_nothing_else_does(world):
    message = world.signed(POLRES, KPU, "POST", f"/v1/datasets/{TPS}/query", AMAN)
    recorded = [
        answer_of(world.kpu.app, message),
        answer_of(world.kpu.app, message),
        world.query(POLRES, TPS, AMAN | {"fields": ["nik"]}),
        world.send(POLRES, KPU, "GET", "/v1/catalog"),
        world.send(POLRES, KPU, "GET", "/v1/tiada"),
    ]
    for answer in recorded:
        exchange = answer.field("exchange-id")
        assert answer.field("link") == f'</v1/exchanges/{exchange}/receipt>; rel="receipt"'
        assert verified(world, fetch(world, exchange)).entry["exchange_id"] == exchange
    stranger = world.query(POLRES, TPS, AMAN, signer=keys_of(POLRES)["stray"])
    for answer in (stranger, fetch(world, recorded[0].field("exchange-id"))):
        assert answer.field("link") is None


def test_a_race_for_the_nonce_of_a_receipt_is_lost_without_an_entry(world):
    exchange = world.query(POLRES, TPS, AMAN).field("exchange-id")
    message = world.signed(POLRES, KPU, "GET", f"/v1/exchanges/{exchange}/receipt")
    target = Target(exchange=exchange)
    before = len(world.kpu.log.leaves)
    world.kpu.log.before_append = lambda: world.kpu.answer(RECEIPT, message, target)
    answer = world.kpu.answer(RECEIPT, message, target)
    assert (answer.status, json_of(answer)["code"]) == (409, "replayed")
    assert len(world.kpu.log.leaves) == before


def test_a_receipt_is_not_given_under_a_policy_that_moved(world):
    exchange = world.query(POLRES, TPS, AMAN).field("exchange-id")
    key = keys_of(POLRES)["client"].key.thumbprint
    world.kpu.log.before_append = lambda: world.kpu.revoke(key, keys_of(POLRES)["ppid"], POLRES)
    assert fetch(world, exchange).status == 401


def test_only_the_consumers_own_exchanges_have_receipts(world):
    exchange = world.query(POLRES, TPS, AMAN).field("exchange-id")
    strange = fetch(world, exchange, consumer=KPU)
    unknown = fetch(world, "01a20bec-d480-7850-ae5a-84c3f72ede74", consumer=KPU)
    assert (strange.status, unknown.status) == (404, 404)
    for answer in (strange, unknown):
        assert json_of(answer)["code"] == "exchange-unknown"
    facts = [parse_entry(leaf) for leaf in world.kpu.log.leaves[-2:]]
    assert [(entry["kind"], entry["outcome"]) for entry in facts] == [("receipt", "refused")] * 2
    # Nor for another system of the same agency: a receipt opens what its request said.
    assert fetch(world, exchange, signer=keys_of(POLRES)["client-2"]).status == 404


def test_the_entries_of_changes_of_policy_have_no_receipt_for_consumers(world):
    (exchange, _, _) = world.kpu.log.entries[0]
    assert fetch(world, exchange).status == 404


@pytest.mark.parametrize(
    "exchange",
    [
        "x",
        "01A20BEC-D480-7850-AE5A-84C3F72EDE74",
        "01a20becd4807850ae5a84c3f72ede74",
        "{01a20bec-d480-7850-ae5a-84c3f72ede74}",
        "01a20bec-d480-4850-ae5a-84c3f72ede74",
        "urn:uuid:01a20bec-d480-7850-ae5a-84c3f72ede74",
    ],
)
def test_what_is_no_exchange_id_is_an_unknown_exchange(world, exchange):
    answer = world.kpu.answer(
        RECEIPT,
        world.signed(POLRES, KPU, "GET", "/v1/exchanges/x/receipt"),
        Target(exchange=exchange),
    )
    assert (answer.status, json_of(answer)["code"]) == (404, "exchange-unknown")


def test_a_receipt_opens_only_what_its_consumer_had_in_hand(world):
    answer = world.query(POLRES, TPS, RESMI)
    token = fetch(world, answer.field("exchange-id"))
    receipt = verified(world, token)
    assert set(receipt.openings) <= SHOWN
    assert "undisclosed" in receipt.entry["commitments"]
    for value in (UNDISCLOSED, MARK):
        assert value not in str(receipt)
    _, _, openings = world.kpu.log.entries[-1]
    assert UNDISCLOSED.encode() in openings["undisclosed"].value


def seen(world, **later):
    """Let the world hold what came after an entry."""
    world.kpu.journey = Journey(replace(world.kpu.world, **later), world.kpu.policies)


def test_a_receipt_is_upgraded_as_cosignatures_and_timestamps_arrive(world):
    exchange = world.query(POLRES, TPS, AMAN).field("exchange-id")
    first = verified(world, fetch(world, exchange))
    assert (first.cosignatures, first.stamped) == ((), None)
    stamped_note = world.kpu.log.notes[-1]
    world.query(POLRES, TPS, AMAN)
    note = world.kpu.log.notes[-1]
    line = cosign(parse_note(note).text, "polres/witness", keys_of(POLRES)["witness"], 1)
    seen(world, cosigned=lambda index: note + line, stamped=lambda index: (stamped_note, b"token"))
    world.query(POLRES, TPS, AMAN)
    receipt = verified(world, fetch(world, exchange))
    assert receipt.note == note
    assert receipt.cosignatures == (line,)
    assert receipt.stamped is not None
    assert receipt.stamped.note == stamped_note
    old, new = (parse_checkpoint(parse_note(each).text) for each in (stamped_note, note))
    verify_consistency(old.size, old.root, new.size, new.root, receipt.stamped.consistency)


def test_a_receipt_with_a_timestamp_alone_leads_to_the_timestamped_head(world):
    exchange = world.query(POLRES, TPS, AMAN).field("exchange-id")
    note = world.kpu.log.notes[-1]
    world.query(POLRES, TPS, AMAN)
    seen(world, stamped=lambda index: (note, b"token"))
    receipt = verified(world, fetch(world, exchange))
    assert receipt.note == note
    assert receipt.stamped == Stamped(note, (), b"token")


def test_data_stops_beyond_the_limit_on_timestamps_and_receipts_do_not(world):
    exchange = world.query(POLRES, TPS, AMAN).field("exchange-id")
    began = world.clock()
    limit = timedelta(hours=24)
    seen(world, untimestamped_since=lambda before: began, untimestamped_limit=limit)
    world.clock.now = began + limit
    assert world.query(POLRES, TPS, AMAN).status == 200
    world.clock.now = began + limit + timedelta(seconds=1)
    answer = world.query(POLRES, TPS, AMAN)
    assert (answer.status, json_of(answer)["code"]) == (503, "log-untimestamped")
    assert fetch(world, exchange).status == 200
    seen(world, untimestamped_since=lambda before: None, untimestamped_limit=limit)
    assert world.query(POLRES, TPS, AMAN).status == 200
