"""Append to logs of different sizes in turns: what an entry costs alone, and whether size slows it."""

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing

from benchmarks.callers import Appended, Callers, Receipt
from benchmarks.figures import percentile
from benchmarks.house import ORIGIN
from benchmarks.log_check import check_run, count_reads, tree_of
from benchmarks.processes import free_port
from benchmarks.proving import NotProven
from benchmarks.running import WARM_UP_SECONDS, Discarded, Figures, MakeStand, Say
from benchmarks.scenario import Scenario
from benchmarks.stands import GatewayStand
from gateway.app import open_gateway
from gateway.settings import load_settings


def run_append(scenario: Scenario, make_stand: MakeStand, say: Say) -> Mapping[str, Sequence[Figures]]:
    """Measure every log in turns; one receipt that does not hold discards the whole run.

    Raises:
        Discarded: an entry was refused, or what callers hold is not what the log holds.
    """
    with ExitStack() as ending:
        lanes = []
        for contender in scenario.contenders:
            say(f"setting up {contender.name}")
            stand = make_stand(contender)
            if not isinstance(stand, GatewayStand):
                raise TypeError(f"{contender.name} has no log")
            lanes.append(_Lane(stand, scenario.connections // contender.processes, ending))
        say("warming up")
        for lane in lanes:
            lane.append(WARM_UP_SECONDS)
        for number in range(scenario.rounds):
            say(f"round {number + 1} of {scenario.rounds}")
            turn = number % len(lanes)
            for lane in (*lanes[turn:], *lanes[:turn]):
                lane.rounds.append(lane.append(scenario.seconds))
        for lane in lanes:
            say(f"checking {lane.name}")
            lane.check()
        return {lane.name: lane.rounds for lane in lanes}


class _Lane:
    """One log, the processes that append to it, and what they hold."""

    def __init__(self, stand: GatewayStand, callers: int, ending: ExitStack) -> None:
        self.name = stand.contender.name
        self.rounds: list[Figures] = []
        self._stand = stand
        house = stand.house
        # One after the other: an opened gateway answers a query, which is an entry.
        self._processes = []
        for _ in range(stand.contender.processes):
            process = ending.enter_context(Callers(house, callers))
            process.wait()
            self._processes.append(process)
        settings = load_settings(house.config, {**os.environ, **house.environ(free_port())})
        self._log = ending.enter_context(closing(open_gateway(settings))).log
        self._before = tree_of(self._log, house.entries())
        self._reads = count_reads(self._log, self._before.size)
        self._held: list[list[Receipt]] = [[] for _ in range(callers * len(self._processes))]

    def append(self, seconds: float) -> Figures:
        """Let all processes append for a while, and return the figures.

        Raises:
            Discarded: an entry was refused.
        """
        house = self._stand.house
        entries, checkpoints, size = house.entries(), house.checkpoints(), house.log_bytes()
        database = self._stand.cpu_seconds()[1]
        for process in self._processes:
            process.start(seconds)
        done = [process.finish() for process in self._processes]
        for each in done:
            if each.bad:
                raise Discarded(f"{self.name}: {each.bad}")
        database = self._stand.cpu_seconds()[1] - database
        self._hold(done)
        latencies = [latency for each in done for latency in each.latencies]
        count = len(latencies)
        p50, p99 = (percentile(latencies, share) for share in (0.5, 0.99))
        return {
            "rate": sum(len(each.latencies) / each.seconds for each in done),
            "p50": p50,
            "p99": p99,
            "tail": p99 / p50,
            "cpu": sum(each.cpu_seconds for each in done) / count,
            "database_cpu": database / count,
            "bytes": (house.log_bytes() - size) / count,
            "batch": count / (house.checkpoints() - checkpoints),
            "entries": entries,
            "inclusion reads": self._reads.inclusion,
            "consistency reads": self._reads.consistency,
        }

    def _hold(self, done: Sequence[Appended]) -> None:
        receipts = [each for appended in done for each in appended.receipts]
        for held, new in zip(self._held, receipts, strict=True):
            held += new

    def check(self) -> None:
        """Check all that the callers hold.

        Raises:
            Discarded: something does not hold.
        """
        try:
            check_run(self._log, ORIGIN, self._before, self._held)
        except NotProven as error:
            raise Discarded(f"{self.name}: {error}") from error
