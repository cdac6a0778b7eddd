"""Rounds of witnessing: nothing is lost while somebody is away, and whoever forks is found."""

import pytest

from gateway.audit import (
    Checkpoint,
    cosign,
    format_checkpoint,
    parse_checkpoint,
    parse_note,
    sign_note,
)
from gateway.errors import GatewayUnreachable, LogForked
from gateway.worker import Fetched, Target
from tests.simulator import KPU, POLRES, Simulator, json_of, small_world
from tests.simulator.keys import keys_of
from tests.simulator.small import AMAN, TPS
from tests.simulator.witnesses import Station, Way, meet


class Pair:
    """KPU and Polres, each the witness of the other."""

    def __init__(self) -> None:
        self.world: Simulator = small_world()
        self.kpu = Station(KPU, self.world.kpu.log, self.world.clock)
        self.polres = Station(POLRES, self.world.polres.log, self.world.clock)
        meet(self.kpu, self.polres)
        self.to_kpu, self.to_polres = Way(self.kpu), Way(self.polres)

    def target(self, station: Station) -> Target:
        return Target(station.name, (self.to_kpu if station is self.kpu else self.to_polres).caller())

    def grow(self) -> int:
        return self.world.query(POLRES, TPS, AMAN).status

    def codes(self, station: Station) -> list[str]:
        return [str(facts.get("code")) for event, facts in station.observed if event == "witness-failed"]


@pytest.fixture
def pair() -> Pair:
    return Pair()


def size(station: Station) -> int:
    return parse_checkpoint(parse_note(station.log.head()).text).size


def test_each_cosigns_the_other(pair: Pair):
    pair.grow()
    ours = pair.kpu.rounds([pair.target(pair.polres)])
    theirs = pair.polres.rounds([pair.target(pair.kpu)])
    for _ in range(3):
        ours.run()
        theirs.run()
        assert pair.kpu.store.last_cosigned(pair.polres.name) == size(pair.kpu)
        assert pair.polres.store.last_cosigned(pair.kpu.name) == size(pair.polres)
        pair.grow()
    assert not pair.codes(pair.kpu) + pair.codes(pair.polres)


def test_who_forgot_what_was_cosigned_finds_out_by_asking(pair: Pair):
    pair.grow()
    pair.kpu.rounds([pair.target(pair.polres)]).run()
    pair.kpu.store.lines.clear()
    pair.grow()
    pair.kpu.rounds([pair.target(pair.polres)]).run()
    assert pair.kpu.store.last_cosigned() == size(pair.kpu)
    assert not pair.codes(pair.kpu)


def test_a_witness_that_dies_between_swap_and_answer_loses_nothing(pair: Pair):
    def die() -> None:
        pair.to_polres.after_swap = None
        raise GatewayUnreachable("killed")

    pair.to_polres.after_swap = die
    rounds = pair.kpu.rounds([pair.target(pair.polres)])
    rounds.run()
    assert pair.kpu.store.last_cosigned() == 0
    pair.world.clock.advance(minutes=1)
    rounds.run()
    assert pair.kpu.store.last_cosigned() == size(pair.kpu)


def test_a_gateway_that_cannot_be_reached_fetches_and_brings(pair: Pair):
    pair.grow()
    # Nobody sends to Polres; it sends its own head, and comes for the other's.
    rounds = pair.polres.rounds([pair.target(pair.kpu)], [Fetched(pair.kpu.log.origin, pair.to_kpu.caller())])
    for _ in range(2):
        rounds.run()
        assert pair.kpu.store.last_cosigned(pair.polres.name) == size(pair.kpu)
        assert pair.polres.store.last_cosigned(pair.kpu.name) == size(pair.polres)
        pair.grow()
    assert not pair.codes(pair.polres)


def test_a_fork_shown_to_one_party_stops_the_log_that_made_it(pair: Pair):
    pair.grow()
    forked = Checkpoint(pair.kpu.log.origin, size(pair.kpu), b"f" * 32)
    shown = sign_note(format_checkpoint(forked), forked.origin, keys_of(KPU)["log"])
    assert pair.polres.store.swap(forked.origin, None, shown, "t")
    with pytest.raises(LogForked):
        pair.kpu.rounds([pair.target(pair.polres)]).run()
    with pytest.raises(LogForked):
        pair.kpu.rounds([pair.target(pair.polres)]).ask_all()
    assert pair.kpu.store.last_cosigned() == 0


@pytest.mark.parametrize("role", ["log", "stray", "answer"])
def test_a_cosignature_of_another_key_or_role_does_not_count(pair: Pair, role: str):
    pair.polres.witness = type(pair.polres.witness)(
        pair.polres.name,
        keys_of(KPU)[role],
        pair.polres.store,
        pair.polres.log_keys,
        pair.world.clock,
        pair.polres.observe,
    )
    pair.kpu.rounds([pair.target(pair.polres)]).run()
    assert pair.codes(pair.kpu) == ["answer-invalid"]
    assert pair.kpu.store.last_cosigned() == 0


def test_nobody_cosigns_the_log_of_its_own_agency(pair: Pair):
    pair.kpu.others[KPU] = pair.kpu
    pair.kpu.rounds([Target(pair.kpu.name, pair.to_kpu.caller())]).run()
    assert pair.codes(pair.kpu) == ["answer-invalid"]
    assert pair.kpu.store.held(pair.kpu.log.origin) is None


def test_what_is_brought_must_be_on_our_own_checkpoint(pair: Pair):
    pair.grow()
    note = sign_note(
        format_checkpoint(Checkpoint(pair.kpu.log.origin, 1, b"x" * 32)),
        pair.kpu.log.origin,
        keys_of(KPU)["log"],
    )
    line = cosign(parse_note(note).text, pair.polres.name, keys_of(POLRES)["witness"], 5)
    with pytest.raises(Exception, match="not on a checkpoint"):
        pair.to_kpu.caller().offer(note + line)
    with pytest.raises(Exception, match="none of a known witness"):
        pair.to_kpu.caller().offer(pair.kpu.log.head())


def test_a_witness_that_is_away_is_asked_ever_more_seldom(pair: Pair):
    pair.polres.is_down = True
    rounds = pair.kpu.rounds([pair.target(pair.polres)])
    for _ in range(720):
        rounds.run()
        pair.world.clock.advance(seconds=5)
    assert 10 < len(pair.codes(pair.kpu)) < 25


def test_a_day_on_which_one_is_away_and_the_other_restarts_ends_cosigned(pair: Pair):
    ours = pair.kpu.rounds([pair.target(pair.polres)])
    theirs = pair.polres.rounds([pair.target(pair.kpu)])
    answered = []
    for quarter in range(96):
        pair.polres.is_down = 12 <= quarter < 80
        if quarter == 48:
            # What a process remembers is gone; what was stored is not.
            ours = pair.kpu.rounds([pair.target(pair.polres)])
        answered.append(pair.grow())
        ours.run()
        if not pair.polres.is_down:
            theirs.run()
        pair.world.clock.advance(minutes=15)
    assert answered == [200] * 96
    assert pair.kpu.store.last_cosigned(pair.polres.name) == size(pair.kpu)
    assert pair.polres.store.last_cosigned(pair.kpu.name) == size(pair.polres)
    assert ("witness-back", {"witness": pair.polres.name}) in pair.kpu.observed


def test_the_operator_is_reminded_before_the_limit(pair: Pair):
    pair.polres.is_down = True
    rounds = pair.kpu.rounds([pair.target(pair.polres)])
    pair.world.clock.advance(hours=23)
    rounds.run()
    assert "log-unwitnessed" not in [event for event, _ in pair.kpu.observed]
    for _ in range(4):
        pair.world.clock.advance(hours=1)
        rounds.run()
        rounds.run()
    assert [event for event, _ in pair.kpu.observed].count("log-unwitnessed") == 4
    assert json_of(pair.world.query(POLRES, TPS, AMAN))["data"]
