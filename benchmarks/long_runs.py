"""The runs that are not rounds of load in turns: a long steady load, and starting up."""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from benchmarks.load import Driver
from benchmarks.proving import NotProven
from benchmarks.running import Discarded, Figures, Lane, MakeStand, Say, ask_all
from benchmarks.scenario import Scenario
from benchmarks.stands import GatewayStand

# One stretch of load; signatures are made between two, and live longer than this.
_STRETCH_SECONDS = 10.0
# What is compared with the end, as a share of the whole: after 1 of 10 minutes.
_SETTLED = 0.1


def run_soak(scenario: Scenario, make_stand: MakeStand, say: Say) -> Mapping[str, Sequence[Figures]]:
    """Load one gateway for long; `memory` and `handles` are the end's, compared with those after a tenth.

    Raises:
        Discarded: an answer was not what it must be.
    """
    asked = ask_all(scenario)
    samples: list[dict[str, float]] = []
    with ExitStack() as ending:
        driver = ending.enter_context(Driver())
        stand = make_stand(scenario.subject)
        ending.callback(stand.stop)
        stand.start()
        lane = Lane(stand, asked, scenario, driver)
        lane.warm_up()
        begun = time.monotonic()
        while (passed := time.monotonic() - begun) < scenario.seconds:
            figures = lane.send(min(_STRETCH_SECONDS, scenario.seconds), seed=len(samples))
            samples.append(
                {
                    **figures,
                    "second": time.monotonic() - begun,
                    "memory": stand.memory().pss,
                    "handles": stand.file_handles(),
                    "log": stand.log_bytes() if isinstance(stand, GatewayStand) else 0,
                }
            )
            say(
                f"{passed:4.0f} s: {figures['rate']:,.0f}/s, {samples[-1]['memory'] / 2**20:.1f} MiB, "
                f"{samples[-1]['handles']:.0f} handles, log {samples[-1]['log'] / 2**20:,.0f} MiB"
            )
    return {scenario.subject.name: [compare_ends(samples, scenario.seconds)], "samples": samples}


def compare_ends(samples: Sequence[Mapping[str, float]], seconds: float) -> Figures:
    """Compare the last sample with the first one after a tenth of the time."""
    settled = next(each for each in samples if each["second"] >= seconds * _SETTLED or each is samples[-1])
    last = samples[-1]
    answers = sum(each["answers"] for each in samples[samples.index(settled) + 1 :])
    growth = last["log"] - settled["log"]
    return {
        "rate": sum(each["rate"] for each in samples) / len(samples),
        "memory": last["memory"] / settled["memory"],
        "handles": last["handles"] / settled["handles"],
        "log_bytes_an_answer": growth / answers if answers else 0.0,
        "memory_settled": settled["memory"],
        "memory_end": last["memory"],
    }


def run_starts(scenario: Scenario, make_stand: MakeStand, say: Say) -> Mapping[str, Sequence[Figures]]:
    """Start each contender in turns and ask one question; `start` is the time until its good answer.

    Raises:
        Discarded: an answer was not what it must be.
    """
    (ask, *_) = ask_all(scenario).questions
    stands = {contender.name: make_stand(contender) for contender in scenario.contenders}
    rounds: dict[str, list[Figures]] = {name: [] for name in stands}
    for stand in stands.values():
        # Whoever signs starts now, not while the clock runs.
        stand.requests([ask], [0])
    for number in range(scenario.rounds):
        say(f"round {number + 1} of {scenario.rounds}")
        for name, stand in stands.items():
            begun = time.perf_counter()
            try:
                stand.start()
                stand.learn(ask)
                rounds[name].append({"start": time.perf_counter() - begun, "memory": stand.memory().pss})
            except NotProven as error:
                raise Discarded(f"{name}: {error}") from error
            finally:
                stand.stop()
    return rounds
