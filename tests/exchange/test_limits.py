"""A log that nobody has seen for too long gives no data, and everything else goes on."""

from dataclasses import replace

import pytest

from gateway.exchange import Journey
from gateway.storage import WaitingSince
from gateway.worker import Target
from tests.simulator import POLRES, json_of, small_world
from tests.simulator.small import AMAN, TPS
from tests.simulator.witnesses import Station, Way, meet


@pytest.fixture
def world():
    made = small_world()
    gateway = made.kpu
    gateway.station = Station("kpu-kapuas-hulu", gateway.log, made.clock)
    watch = WaitingSince(gateway.station.store.unwitnessed_since, made.clock)
    gateway.world = replace(gateway.world, unwitnessed_since=watch)
    gateway.journey = Journey(gateway.world, gateway.policies)
    gateway.app = type(gateway.app)(gateway)
    return made


def witnessed(world) -> None:
    polres = Station(POLRES, world.polres.log, world.clock)
    meet(world.kpu.station, polres)
    world.kpu.station.rounds([Target(polres.name, Way(polres).caller())]).run()


def test_data_stops_one_moment_past_the_limit_and_flows_again_at_once(world):
    assert world.query(POLRES, TPS, AMAN).status == 200
    world.clock.advance(hours=72, seconds=-30)
    assert world.query(POLRES, TPS, AMAN).status == 200
    world.clock.advance(seconds=40)
    stopped = world.query(POLRES, TPS, AMAN)
    assert (stopped.status, json_of(stopped)["code"]) == (503, "log-unwitnessed")
    assert json_of(stopped)["limit_hours"] == "72"
    witnessed(world)
    assert world.query(POLRES, TPS, AMAN).status == 200


def test_the_age_is_that_of_the_oldest_entry_not_of_the_last(world):
    for _ in range(8):
        world.clock.advance(hours=10)
        last = world.query(POLRES, TPS, AMAN)
    assert last.status == 503


def test_a_refusal_is_an_entry_and_the_rest_goes_on(world):
    world.clock.advance(hours=80)
    stopped = world.query(POLRES, TPS, AMAN)
    assert b'"log-unwitnessed"' in world.kpu.log.leaves[-1]
    rehearsed = world.query(POLRES, TPS, {**AMAN, "dry_run": True})
    assert (stopped.status, rehearsed.status) == (503, 200)
