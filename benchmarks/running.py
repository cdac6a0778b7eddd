"""Run one scenario: all contenders up, warmed up, then measured in turns, round by round."""

import random
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.asking import Ask, asks
from benchmarks.figures import percentile
from benchmarks.load import Driver, Expected, Job, Outcome
from benchmarks.proving import NotProven
from benchmarks.scenario import Contender, Load, Scenario
from benchmarks.stands import Stand

WARM_UP_SECONDS = 2.0
# Requests signed beyond what the last round took, so that none runs dry.
_SPARE = 1.5
_FIRST_RATE = 1_500
_WATCH_SECONDS = 0.5

Say = Callable[[str], None]
MakeStand = Callable[[Contender], Stand]


class Discarded(Exception):
    """A run that does not count, and why."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one contender did in one round."""

    rate: float
    p50: float
    p99: float
    cpu_per_request: float
    generator_share: float
    pss: int
    rss: int
    answers: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a scenario, and how often each is asked."""

    questions: Sequence[Ask]
    weights: Sequence[float]

    def kinds(self, count: int, seed: int) -> list[int]:
        """Draw so many questions; the same ones for every contender of a round."""
        dice = random.Random(seed)  # noqa: S311 - no secret
        return dice.choices(range(len(self.questions)), self.weights, k=count)


def ask_all(loads: Sequence[Load]) -> Asked:
    """List the questions of a scenario."""
    questions: list[Ask] = []
    weights: list[float] = []
    for load in loads:
        variants = asks(load.kind, load.rows)
        questions += variants
        weights += [load.per_mille / len(variants)] * len(variants)
    return Asked(questions, weights)


def run_scenario(scenario: Scenario, make_stand: MakeStand, say: Say) -> dict[str, list[Round]]:
    """Measure every contender; a single wrong answer discards the whole run.

    Raises:
        Discarded: an answer was not what it must be.
    """
    asked = ask_all(scenario.asked)
    with ExitStack() as ending:
        driver = ending.enter_context(Driver())
        lanes = []
        for contender in scenario.contenders:
            say(f"starting {contender.name}")
            stand = make_stand(contender)
            ending.callback(stand.stop)
            stand.start()
            lanes.append(Lane(stand, asked, scenario, driver))
        for lane in lanes:
            lane.warm_up()
        for number in range(scenario.rounds):
            say(f"round {number + 1} of {scenario.rounds}")
            # Who goes first changes from round to round.
            turn = number % len(lanes)
            for lane in (*lanes[turn:], *lanes[:turn]):
                lane.measure(number)
        return {lane.name: lane.rounds for lane in lanes}


class Lane:
    """One contender of a run and its rounds so far."""

    def __init__(self, stand: Stand, asked: Asked, scenario: Scenario, driver: Driver) -> None:
        self._stand = stand
        self._asked = asked
        self._scenario = scenario
        self._driver = driver
        self._rate = float(_FIRST_RATE)
        self._expected: Sequence[Expected] = ()
        self.rounds: list[Round] = []

    @property
    def name(self) -> str:
        """The contender's name."""
        return self._stand.contender.name

    def warm_up(self) -> None:
        """Learn the expected answers, and send some load that is not counted."""
        try:
            self._expected = [self._stand.learn(ask) for ask in self._asked.questions]
        except NotProven as error:
            raise Discarded(f"{self.name}: {error}") from error
        self._send(WARM_UP_SECONDS, seed=-1)

    def measure(self, number: int) -> None:
        """Measure one round."""
        self.rounds.append(self._send(self._scenario.seconds, seed=number))

    def _send(self, seconds: float, seed: int) -> Round:
        stand = self._stand
        kinds = self._asked.kinds(int(self._rate * seconds * _SPARE) + 100, seed)
        requests = stand.requests(self._asked.questions, kinds)
        cpu = stand.cpu_seconds()
        self._driver.start(
            Job(
                stand.addresses,
                requests,
                kinds,
                self._expected,
                self._scenario.connections,
                seconds,
                stand.keep_heads,
                stand.is_repeatable,
            )
        )
        pss, rss = stand.memory()
        while not self._driver.wait(_WATCH_SECONDS):
            pss, rss = map(max, (pss, rss), stand.memory())
        outcome = self._driver.finish()
        cpu = stand.cpu_seconds() - cpu
        self._prove(outcome, requests, kinds)
        count = len(outcome.latencies)
        self._rate = count / outcome.seconds
        return Round(
            rate=self._rate,
            p50=percentile(outcome.latencies, 0.5),
            p99=percentile(outcome.latencies, 0.99),
            cpu_per_request=cpu / count,
            generator_share=outcome.cpu_seconds / outcome.seconds,
            pss=pss,
            rss=rss,
            answers=count,
        )

    def _prove(self, outcome: Outcome, requests: Sequence[bytes], kinds: Sequence[int]) -> None:
        if outcome.bad is not None:
            raise Discarded(f"{self.name}: {outcome.bad}")
        try:
            self._stand.prove(outcome, requests, kinds, self._expected)
        except NotProven as error:
            raise Discarded(f"{self.name}: {error}") from error
