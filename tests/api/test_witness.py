"""The witness's door: C2SP's statuses and bodies, bounded, and no signature asked for."""

from dataclasses import dataclass, field

import pytest
from flask import Flask

from gateway.api import Witnesses, create_api
from gateway.api.public import Public
from gateway.audit import (
    AddCheckpoint,
    Checkpoint,
    cosign,
    format_add_checkpoint,
    format_checkpoint,
    parse_note,
    read_cosignatures,
    sign_note,
)
from gateway.exchange import offered_cosignatures
from gateway.signing import Answer, Message
from tests.simulator import KPU, POLRES, answer_of, json_of, small_world
from tests.simulator.keys import keys_of
from tests.simulator.small import AMAN, TPS
from tests.simulator.witnesses import Station, meet

TEXT = "text/plain; charset=utf-8"


@dataclass
class Doorstep:
    """KPU's door, with Polres as a log that it witnesses and as its own witness."""

    world: object = field(default_factory=small_world)

    def __post_init__(self) -> None:
        world = self.world
        self.kpu = Station(KPU, world.kpu.log, world.clock)
        self.polres = Station(POLRES, world.polres.log, world.clock)
        meet(self.kpu, self.polres)
        self.app = self.make(self.kpu.witness.answer)

    def make(self, answer) -> Flask:
        def accept(note: str) -> None:
            size, found = offered_cosignatures(note, self.kpu.cosigners(), self.kpu.store.checkpoint)
            for each in found:
                self.kpu.store.keep_cosignature(size, each)

        public = Public(log=self.kpu.log, jwks={"keys": []}, checks={})
        witnesses = Witnesses(answer, self.kpu.store.held, accept, self.world.clock)
        return create_api(self.world.kpu.journey, public, max_body_bytes=65536, witnesses=witnesses)

    def post(self, path: str, body: bytes) -> Answer:
        return answer_of(self.app, Message("POST", self.world.kpu.authority, path, "", (), body))

    def get(self, query: str) -> Answer:
        return answer_of(
            self.app, Message("GET", self.world.kpu.authority, "/v1/witness/checkpoint", query, ())
        )

    def add(self, old: int, note: str, proof=()) -> Answer:
        return self.post("/v1/witness/add-checkpoint", format_add_checkpoint(AddCheckpoint(old, proof, note)))


@pytest.fixture
def door() -> Doorstep:
    return Doorstep()


def test_a_first_checkpoint_is_cosigned_and_held(door: Doorstep):
    note = door.polres.log.head()
    answer = door.add(0, note)
    assert (answer.status, answer.field("content-type")) == (200, TEXT)
    [found] = read_cosignatures(note + answer.body.decode(), {door.kpu.name: (keys_of(KPU)["witness"].key,)})
    assert found.time == int(door.world.clock().timestamp())
    held = door.get(f"origin={door.polres.log.origin}")
    assert (held.status, held.body.decode()) == (200, note)
    assert door.add(1, note).status == 200


def test_every_refusal_has_the_status_of_the_specification(door: Doorstep):
    note = door.polres.log.head()
    door.add(0, note)
    conflict = door.add(0, note)
    assert (conflict.status, conflict.field("content-type")) == (409, "text/x.tlog.size")
    assert conflict.body == b"1\n"
    origin, key = door.polres.log.origin, keys_of(POLRES)["log"]
    other = sign_note(format_checkpoint(Checkpoint(origin, 1, b"x" * 32)), origin, key)
    assert (door.add(1, other).status, door.add(1, other).body) == (409, b"1\n")
    larger = sign_note(format_checkpoint(Checkpoint(origin, 5, b"x" * 32)), origin, key)
    assert door.add(1, larger).status == 422
    stranger = sign_note(parse_note(note).text, origin, keys_of(POLRES)["stray"])
    assert door.add(1, stranger).status == 403
    unknown = sign_note(format_checkpoint(Checkpoint("x.example", 1, b"x" * 32)), "x.example", key)
    assert door.add(0, unknown).status == 404
    assert door.add(0, door.kpu.log.head()).status == 404
    assert door.post("/v1/witness/add-checkpoint", b"old x").status == 400
    assert door.post("/v1/witness/add-checkpoint", b"o" * 200_000).status == 413
    assert [fork.kind for fork in door.kpu.store.evidence] == ["fork", "unproven"]


def test_cosignatures_are_taken_for_our_own_checkpoint_alone(door: Doorstep):
    door.world.query(POLRES, TPS, AMAN)
    note = door.kpu.log.head()
    line = cosign(parse_note(note).text, door.polres.name, keys_of(POLRES)["witness"], 5)
    path = "/v1/witness/cosignatures"
    for bad in (
        b"",
        note.encode(),
        (door.polres.log.head() + line).encode(),
        (note + line[:-9] + "AAAA\n").encode(),
    ):
        assert door.post(path, bad).status == 422
    assert door.kpu.store.last_cosigned() == 0
    assert door.post(path, (note + line).encode()).status == 200
    assert door.kpu.store.last_cosigned() == 2


@pytest.mark.parametrize("query", ["", "origin=a&origin=b", "other=a", "origin=a&b=c"])
def test_one_origin_is_asked_for_at_a_time(door: Doorstep, query: str):
    assert json_of(door.get(query))["code"] == "request-invalid"


def test_nothing_is_told_of_a_log_that_is_not_held(door: Doorstep):
    assert door.get("origin=nobody").status == 404


def test_a_gateway_without_a_witness_key_cosigns_nothing(door: Doorstep):
    door.app = door.make(None)
    assert door.add(0, door.polres.log.head()).status == 404


def test_calls_are_bounded_in_a_while(door: Doorstep):
    answers = [door.get("origin=nobody").status for _ in range(125)]
    assert answers == [404] * 120 + [429] * 5
    busy = door.get("origin=nobody")
    assert (json_of(busy)["code"], busy.field("retry-after")) == ("witness-busy", "1")
    door.world.clock.advance(seconds=11)
    assert door.get("origin=nobody").status == 404
