from datetime import UTC, datetime, timedelta, timezone

import pytest

from gateway.audit import parse_entry
from gateway.exchange import rfc3339
from tests.simulator import KPU, POLRES
from tests.simulator.small import AMAN, PKS, TPS


def last(world):
    return parse_entry(world.kpu.log.leaves[-1])


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02T03:04:05.000000Z"),
        (datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC), "2026-01-02T03:04:05.000006Z"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=7))), "2026-01-01T20:04:05.000000Z"),
    ],
)
def test_a_moment_is_written_in_utc(moment, text):
    assert rfc3339(moment) == text


def test_each_time_says_whose_claim_it_is(world):
    world.clock.step = timedelta(milliseconds=1)
    world.query(POLRES, TPS, AMAN)
    times = last(world)["times"]
    assert {name: time["by"] for name, time in times.items()} == {
        "decided_at": "gateway",
        "created": "client",
        "recorded_at": "log",
    }
    assert times["created"]["value"] <= times["decided_at"]["value"] < times["recorded_at"]["value"]


def test_only_names_that_the_policy_knows_are_facts(world):
    world.query(POLRES, f"{KPU}/nik-3201", {"agreement": "nik-3202", "purpose": "nik-3203"})
    entry = last(world)
    assert not {"provider", "dataset", "agreement", "purpose"} & entry.keys()
    assert "nik" not in str(entry)
    _, _, openings = world.kpu.log.entries[-1]
    assert openings["asked"].value == f'["{KPU}", "nik-3201", "nik-3202", "nik-3203"]'.encode()


def test_a_purpose_is_a_fact_only_beside_its_agreement(world):
    world.query(POLRES, TPS, AMAN | {"purpose": "nik-3203"})
    entry = last(world)
    assert entry["agreement"] == {"uid": PKS, "version": 1}
    assert entry["dataset"] == "tps"
    assert "purpose" not in entry


def test_a_body_that_does_not_parse_still_leaves_the_dataset_on_record(world):
    world.query(POLRES, TPS, b"{")
    entry = last(world)
    assert (entry["dataset"], entry["reason"]) == ("tps", "body-not-json")
    assert "agreement" not in entry


def test_a_request_to_nowhere_is_recorded_as_such(world):
    assert world.send(POLRES, KPU, "GET", "/v1/nik-3201").status == 404
    entry = last(world)
    assert (entry["kind"], entry["reason"]) == ("other", "path-unknown")
    assert "3201" not in str(entry)


def test_the_request_is_committed_to_by_its_signature_base(world):
    world.query(POLRES, TPS, AMAN)
    _, _, openings = world.kpu.log.entries[-1]
    assert len(openings["request"].value) == 32
    assert len(openings["signature"].value) == 64
    assert len(openings["answer"].value) == 32
