"""Run one scenario: all contenders up, warmed up, then measured in turns, round by round."""

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.asking import Ask, asks
from benchmarks.figures import percentile
from benchmarks.load import Driver, Expected, Job, Outcome
from benchmarks.proving import NotProven
from benchmarks.scenario import Contender, Scenario
from benchmarks.stands import Stand

WARM_UP_SECONDS = 2.0
# Requests signed beyond what the last round took, so that none runs dry.
_SPARE = 1.5
_FIRST_RATE = 1_500
_WATCH_SECONDS = 0.5

Say = Callable[[str], None]
MakeStand = Callable[[Contender], Stand]
Figures = Mapping[str, float]


class Discarded(Exception):
    """A run that does not count, and why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a scenario, and how often each is asked."""

    questions: Sequence[Ask]
    weights: Sequence[float]

    def kinds(self, count: int, seed: int) -> list[int]:
        """Draw so many questions; the same ones for every contender of a round."""
        dice = random.Random(seed)  # noqa: S311 - no secret
        return dice.choices(range(len(self.questions)), self.weights, k=count)


def ask_all(scenario: Scenario) -> Asked:
    """List the questions of a scenario."""
    questions: list[Ask] = []
    weights: list[float] = []
    for load in scenario.asked:
        variants = asks(load.kind, load.rows, wide=scenario.wide)
        questions += variants
        weights += [load.per_mille / len(variants)] * len(variants)
    return Asked(questions, weights)


def run_load(scenario: Scenario, make_stand: MakeStand, say: Say) -> Mapping[str, Sequence[Figures]]:
    """Measure every contender in turns; a single wrong answer discards the whole run.

    Raises:
        Discarded: an answer was not what it must be.
    """
    asked = ask_all(scenario)
    with ExitStack() as ending:
        driver = ending.enter_context(Driver())
        lanes = []
        for contender in scenario.contenders:
            say(f"setting up {contender.name}")
            stand = make_stand(contender)
            ending.callback(stand.stop)
            stand.start()
            lanes.append(Lane(stand, asked, scenario, driver))
        say("warming up")
        for lane in lanes:
            lane.warm_up()
        for number in range(scenario.rounds):
            say(f"round {number + 1} of {scenario.rounds}")
            # Who goes first changes from round to round.
            turn = number % len(lanes)
            for lane in (*lanes[turn:], *lanes[:turn]):
                lane.rounds.append(lane.send(scenario.seconds, seed=number))
        return {lane.name: lane.rounds for lane in lanes}


class Lane:
    """One contender of a run, and its rounds so far."""

    def __init__(self, stand: Stand, asked: Asked, scenario: Scenario, driver: Driver) -> None:
        self._stand = stand
        self._asked = asked
        self._connections = scenario.connections
        self._driver = driver
        self._rate = float(_FIRST_RATE)
        self._expected: Sequence[Expected] = ()
        self.rounds: list[Figures] = []

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
        self.send(WARM_UP_SECONDS, seed=-1)

    def send(self, seconds: float, seed: int) -> Figures:
        """Send load for a while, prove the answers, and return the figures.

        Raises:
            Discarded: an answer was not what it must be.
        """
        stand = self._stand
        kinds = self._asked.kinds(int(self._rate * seconds * _SPARE) + 100, seed)
        requests = stand.requests(self._asked.questions, kinds)
        log = {"entries": float(stand.entries())} if stand.contender.entries else {}
        before = stand.cpu_seconds()
        self._driver.start(
            Job(
                addresses=stand.addresses,
                requests=requests,
                kinds=kinds,
                expected=self._expected,
                connections=self._connections,
                seconds=seconds,
                keep_heads=stand.keep_heads,
                is_repeatable=stand.is_repeatable,
            )
        )
        memory = [stand.memory()]
        while not self._driver.wait(_WATCH_SECONDS):
            memory.append(stand.memory())
        outcome = self._driver.finish()
        after = stand.cpu_seconds()
        self._prove(outcome, requests, kinds)
        count = len(outcome.latencies)
        self._rate = count / outcome.seconds
        p50, p99 = (percentile(outcome.latencies, share) for share in (0.5, 0.99))
        return {
            "rate": self._rate,
            "p50": p50,
            "p99": p99,
            "tail": p99 / p50,
            "cpu": (after[0] - before[0]) / count,
            "database_cpu": (after[1] - before[1]) / count,
            "generator": outcome.cpu_seconds / outcome.seconds,
            "memory": max(each.pss for each in memory),
            "rss": max(each.rss for each in memory),
            "answers": count,
            **log,
        }

    def _prove(self, outcome: Outcome, requests: Sequence[bytes], kinds: Sequence[int]) -> None:
        if outcome.bad is not None:
            raise Discarded(f"{self.name}: {outcome.bad}")
        try:
            self._stand.prove(outcome, requests, kinds, self._expected)
        except NotProven as error:
            raise Discarded(f"{self.name}: {error}") from error
