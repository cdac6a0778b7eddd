"""A hold counts for exchanges that its agency took part in, for as long as it says."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.audit import Draft, Opening, make_entry
from gateway.errors import ExchangeUnknown, ProofBad
from gateway.exchange import (
    HELD,
    STATEMENT_TYPE,
    Candidate,
    find_hold,
    hold_statement,
    holds_at,
    plan_hold,
    release_statement,
)
from gateway.policy import ZONES
from gateway.signing import sign_token
from tests.audit.memory import query_draft
from tests.simulator import KPU, NOON, POLRES, keys_of
from tests.simulator.persons import persons_world

DAY = timedelta(days=1)
EXCHANGE = "01900000-0000-7000-8000-000000000001"


def candidate(index, draft):
    sealed = make_entry(draft, salts=iter(lambda: b"s" * 16, None), recorded_at="2026-11-24T05:00:00.000000Z")
    name = str(draft.facts["exchange_id"])
    return Candidate(index, name, sealed.leaf, True, sealed.openings, None)


def asked(index, said, kind="subject-hold", number=0):
    names = ("planner", "exchange_id", "times", "consumer")
    facts = {name: query_draft(number).facts[name] for name in names}
    held = {"statement": b"x", HELD: json.dumps(said).encode()}
    return candidate(index, Draft(facts | {"kind": kind, "outcome": "recorded"}, held))


def held(number=0, until=NOON + DAY, **what):
    return asked(number, hold_statement(POLRES, "x", NOON, until, **what), number=number)


def exchange(case_ref=None, consumer=POLRES, provider=KPU):
    made = query_draft(7)
    facts = {**made.facts, "consumer": {**made.facts["consumer"], "agency": consumer}, "provider": provider}
    case = {} if case_ref is None else {"case_ref": json.dumps(case_ref).encode()}
    values = {**made.openings, **case}
    each = candidate(9, Draft(facts, values))
    return each, json.loads(each.leaf)


def test_a_hold_of_a_case_covers_no_exchange_of_others():
    (hold,) = holds_at([held(case_ref="LP/1")], NOON)
    assert find_hold([hold], *exchange("LP/2")) is None
    assert find_hold([hold], *exchange(None)) is None
    assert find_hold([hold], *exchange("LP/1", consumer="lain", provider="lain")) is None
    assert find_hold([hold], *exchange("LP/1")) == hold
    assert find_hold([hold], *exchange("LP/1", consumer="lain", provider=POLRES)) == hold


@pytest.mark.parametrize("value", [None, b'"LP/3"'])
def test_a_case_that_its_opening_does_not_show_any_more_may_be_any(value):
    (hold,) = holds_at([held(case_ref="LP/1")], NOON)
    each, entry = exchange("LP/2")
    salt, _ = each.openings["case_ref"]
    others = {name: opening for name, opening in each.openings.items() if name != "case_ref"}
    bare = replace(each, openings=others if value is None else {**others, "case_ref": Opening(salt, value)})
    assert find_hold([hold], each, entry) is None
    assert find_hold([hold], bare, entry) == hold
    strange = {**entry, "consumer": {"agency": "lain"}, "provider": "lain"}
    assert find_hold([hold], bare, strange) is None


def test_what_cannot_be_read_may_be_whatever_is_held():
    each, _ = exchange()
    for what in ({"case_ref": "LP/1"}, {"exchange": EXCHANGE}):
        (hold,) = holds_at([held(**what)], NOON)
        assert find_hold([hold], each, {}) == hold
    assert find_hold([], each, {}) is None


def test_of_several_holds_the_longest_counts():
    each, entry = exchange("LP/1")
    one = held(0, exchange=each.exchange_id)
    short, long = holds_at([one, held(1, NOON + 9 * DAY, case_ref="LP/1")], NOON)
    assert find_hold([short], replace(each, exchange_id=EXCHANGE), entry) == short
    assert find_hold([short, long], each, entry) == long


def test_a_statement_that_is_in_the_log_twice_counts_once():
    made = held(exchange=EXCHANGE)
    again = asked(2, hold_statement(POLRES, "x", NOON, NOON + DAY, exchange=EXCHANGE), number=2)
    (hold,) = holds_at([made, again], NOON)
    assert hold.id == made.exchange_id
    release = asked(1, release_statement(hold.id, POLRES, "x", NOON), "subject-release", number=1)
    assert not holds_at([made, release, again], NOON)
    assert not holds_at([made, again, release], NOON)


def test_a_hold_ends_at_its_moment_or_with_its_release():
    made = held(exchange=EXCHANGE)
    assert not holds_at([made], NOON + DAY)
    (hold,) = holds_at([made], NOON + DAY - timedelta(seconds=1))
    release = asked(1, release_statement(hold.id, POLRES, "x", NOON), "subject-release", number=1)
    assert not holds_at([made, release], NOON)


@pytest.mark.parametrize("until", ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:00"])
def test_a_hold_of_the_log_ends_at_a_moment_that_every_time_zone_has(until):
    said = hold_statement(POLRES, "x", NOON, NOON, exchange=EXCHANGE) | {"until": until}
    (hold,) = holds_at([asked(0, said)], NOON)
    assert {hold.until.astimezone(zone) for zone in ZONES.values()} == {hold.until}
    assert hold.until.year > 9990


def test_a_hold_that_cannot_be_read_is_no_missing_hold():
    made = held(exchange=EXCHANGE)
    salt, _ = made.openings[HELD]
    for broken in (
        replace(made, openings={}),
        replace(made, openings={HELD: Opening(salt, b"{}")}),
        replace(made, is_intact=False),
    ):
        with pytest.raises(ProofBad):
            holds_at([broken], NOON)


@pytest.mark.parametrize("consumer", ["lain", POLRES])
def test_only_a_party_of_an_exchange_holds_it_back(consumer):
    world = persons_world()
    each, _ = exchange(consumer=consumer)
    said = hold_statement(POLRES, "x", NOON, NOON + DAY, exchange=EXCHANGE)
    token = sign_token(said, STATEMENT_TYPE, keys_of(POLRES)["signatory"])

    def plan():
        return plan_hold(
            token, world.kpu.policies.current(), lambda name: each.leaf, (), now=NOON, exchange=EXCHANGE
        )

    if consumer == POLRES:
        assert plan().draft.openings.keys() == {"statement", HELD}
    else:
        with pytest.raises(ExchangeUnknown):
            plan()
