"""Quotas: exactly as much as was agreed on, in the agreement's own calendar; and when there is more."""

from datetime import datetime

import pytest

from gateway.audit import parse_entry
from gateway.signing import verify_answer
from tests.simulator import KPU, POLRES, answer_of, json_of, keys_of
from tests.simulator.letters import DUA, PERIKSA, PKS, SURAT, letters_world

PATH = f"/v1/datasets/{SURAT}/lookup"
CASE = {"case_ref": "LP/1"}


def look_up(world, key="SKCK/001", permission=PERIKSA, **more):
    return world.send(KPU, POLRES, "POST", PATH, permission | {"key": key}, **more)


def world_of(**quota):
    return letters_world(quota=quota)


def entries(world):
    return [parse_entry(leaf) for leaf in world.polres.log.leaves]


def test_hits_and_misses_count_alike_and_the_next_is_refused():
    world = world_of(requests=3, period="day")
    assert [look_up(world, key).status for key in ("SKCK/001", "SKCK/404", "SKCK/007")] == [200] * 3
    world.polres.source.selections.clear()
    answer = look_up(world)
    assert (answer.status, json_of(answer)["code"]) == (429, "quota-exceeded")
    # Who has used a quota up does not make the source work either.
    assert not world.polres.source.selections
    entry = entries(world)[-1]
    assert (entry["kind"], entry["outcome"], entry["reason"]) == ("lookup", "refused", "quota-exceeded")
    assert not entry["commitments"].keys() & {"answer", "found"}


def test_a_refusal_says_what_is_used_up_and_when_there_is_more():
    world = world_of(requests=1, period="day")
    look_up(world)
    message = world.signed(KPU, POLRES, "POST", PATH, PERIKSA | {"key": "SKCK/001"})
    answer = answer_of(world.polres.app, message)
    body = json_of(answer)
    # Noon in Pontianak: twelve hours are left of the day.
    assert (body["requests"], body["period"], body["retry_after"]) == ("1", "day", "43200")
    assert body["resets"] == "2026-11-24T17:00:00.000000Z"
    assert body["contact"] == f"piket@{POLRES}.example"
    assert answer.field("retry-after") == "43200"
    assert answer.field("ratelimit-policy") == '"day";q=1'
    assert answer.field("ratelimit") == '"day";r=0;t=43200'
    key = keys_of(POLRES)["answer"].key
    assert verify_answer(answer, message, key, now=int(world.clock.now.timestamp())).key == key


@pytest.mark.parametrize(
    ("period", "last", "first"),
    [
        ("hour", "2026-11-24T05:59:59.999999Z", "2026-11-24T06:00:00Z"),
        ("day", "2026-11-24T16:59:59.999999Z", "2026-11-24T17:00:00Z"),
        ("month", "2026-11-30T16:59:59.999999Z", "2026-11-30T17:00:00Z"),
    ],
)
def test_a_new_period_of_the_agreements_zone_begins_anew(period, last, first):
    world = world_of(requests=1, period=period)
    assert look_up(world).status == 200
    world.clock.now = datetime.fromisoformat(last)
    answer = look_up(world)
    assert (answer.status, answer.field("retry-after")) == (429, "1")
    world.clock.now = datetime.fromisoformat(first)
    assert look_up(world).status == 200
    assert look_up(world).status == 429


def test_what_is_refused_for_another_reason_counts_nothing():
    world = world_of(requests=1, period="day")
    for body in (
        PERIKSA | {"key": 7},
        PERIKSA | {"key": "SKCK/001", "fields": ["catatan"]},
        PERIKSA | {"key": "SKCK/001", "purpose": "lain"},
        PERIKSA | {"key": "SKCK/001", "dry_run": True},
    ):
        world.send(KPU, POLRES, "POST", PATH, body)
    assert not world.polres.log.quotas
    assert look_up(world).status == 200


def test_all_systems_of_a_consumer_share_one_count():
    world = world_of(requests=2, period="day")
    assert look_up(world).status == 200
    assert look_up(world, signer=keys_of(KPU)["client-2"]).status == 200
    assert look_up(world, signer=keys_of(KPU)["client-2"]).status == 429


def test_every_permission_counts_for_itself():
    world = world_of(requests=1, period="day")
    assert look_up(world).status == 200
    assert look_up(world).status == 429
    assert look_up(world, permission=DUA | CASE).status == 200


def test_queries_and_lookups_of_a_permission_share_one_count():
    world = letters_world()
    asked = DUA | CASE
    assert look_up(world, permission=asked).status == 200
    page = world.query(KPU, SURAT, asked | {"page_size": 2})
    assert page.status == 200
    assert world.polres.log.quotas == {(KPU, PKS, "surat-dua", "2026-11-24T12"): (2, 3)}
    assert look_up(world, "SKCK/404", permission=asked).status == 200
    assert world.query(KPU, SURAT, asked | {"page_size": 1}).status == 200
    assert world.query(KPU, SURAT, asked | {"page_size": 1}).status == 429


def test_a_page_that_would_go_beyond_the_rows_is_not_given_and_a_smaller_one_is():
    world = letters_world()
    asked = DUA | CASE
    assert world.query(KPU, SURAT, asked | {"page_size": 4}).status == 200
    reads = len(world.polres.source.selections)
    refused = world.query(KPU, SURAT, asked | {"page_size": 3})
    assert (refused.status, json_of(refused)["rows"]) == (429, "6")
    assert refused.field("ratelimit-policy") == '"hour";q=4'
    # Nothing was read for it: what is refused by the rows found would tell how many there are.
    assert len(world.polres.source.selections) == reads
    entry = entries(world)[-1]
    assert (entry["outcome"], entry["reason"]) == ("refused", "quota-exceeded")
    assert "rows" not in entry
    assert "answer" not in entry["commitments"]
    assert world.query(KPU, SURAT, asked | {"page_size": 2}).status == 200
    assert world.query(KPU, SURAT, asked | {"filter": {"kode": {"equals": "none"}}}).status == 429


def test_the_log_decides_for_those_who_came_at_the_same_time():
    world = world_of(requests=1, period="day")
    seen = []

    def another_comes_first():
        seen.append(look_up(world, "SKCK/002").status)

    world.polres.log.before_append = another_comes_first
    answer = look_up(world)
    assert seen == [200]
    assert (answer.status, answer.field("retry-after")) == (429, "43200")
    assert b"berlaku" not in answer.body
    entry = entries(world)[-1]
    assert (entry["outcome"], entry["reason"]) == ("refused", "quota-exceeded")
    assert not entry["commitments"].keys() & {"answer", "found"}
    assert world.polres.observed[-1][1]["code"] == "quota-exceeded"


def test_a_description_tells_rights_and_limits():
    world = letters_world()
    told = json_of(world.send(KPU, POLRES, "GET", f"/v1/datasets/{SURAT}"))["permissions"]
    rights = {item["purpose"]: (item["query"], item["lookup"], item["quota"]) for item in told}
    assert rights["periksa"] == (
        None,
        {"key": "nomor"},
        {"requests": 1_000, "rows": None, "period": "day"},
    )
    assert rights["dua"][1:] == ({"key": "nomor"}, {"requests": 4, "rows": 6, "period": "hour"})
    assert rights["daftar"][1:] == (None, None)
