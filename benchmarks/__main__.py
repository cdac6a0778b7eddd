"""The command: which scenarios, how long, and where the results go."""

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.appending import run_append
from benchmarks.balancer import NoBalancer
from benchmarks.chart import draw
from benchmarks.desk import run_desk
from benchmarks.long_runs import run_soak, run_starts
from benchmarks.machine import describe_machine
from benchmarks.processes import ROOT, NotStarted
from benchmarks.report import page, terminal
from benchmarks.results import Result, read_results, summarise, write_result
from benchmarks.running import Discarded, run_load
from benchmarks.scenario import Scenario
from benchmarks.scenarios import SCENARIOS, SHORT, SHORT_ROUNDS, SHORT_SECONDS
from benchmarks.site import Site

_RUN = {"load": run_load, "soak": run_soak, "start": run_starts, "desk": run_desk, "append": run_append}


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; return 1 if a run was discarded, 0 otherwise, whatever the goals."""
    options = _parser().parse_args(arguments)
    if options.list:
        for scenario in SCENARIOS.values():
            print(describe(scenario))
        return 0
    unknown = sorted(set(options.name) - SCENARIOS.keys())
    if unknown:
        print(f"bench: no scenario is called {', '.join(unknown)}; --list names them.", file=sys.stderr)
        return 2
    # A polite end, too, lets every server be stopped in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    names = list(SCENARIOS) if options.all else options.name
    rounds, seconds = options.rounds, options.seconds
    if not names:
        rounds, seconds = rounds or SHORT_ROUNDS, seconds or SHORT_SECONDS
    state = (options.state or ROOT / ".state").resolve() / "bench"
    done = [run_in_turn(shape(SCENARIOS[name], rounds, seconds), state) for name in names or SHORT]
    if not names:
        print(f"That was a short set. All {len(SCENARIOS)}: --all; one: its name; the names: --list.")
    return 0 if all(done) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py bench",
        description="Measure the gateway beside the services an agency would otherwise write.",
    )
    parser.add_argument(
        "name", nargs="*", metavar="NAME", help=f"scenarios to run (default: {' '.join(SHORT)})"
    )
    parser.add_argument("--all", action="store_true", help="run every scenario")
    parser.add_argument(
        "--list", action="store_true", help="name every scenario with its goals, and run none"
    )
    parser.add_argument("--rounds", type=_positive(int), metavar="N", help="rounds of each contender")
    parser.add_argument("--seconds", type=_positive(float), metavar="S", help="seconds of load a round")
    parser.add_argument("--state", type=Path, metavar="DIR", help="where large logs and short results go")
    return parser


def _positive(kind: type[int] | type[float]) -> "type[int] | type[float]":
    def parse(text: str) -> float:
        value = kind(text)
        if not value > 0:
            raise argparse.ArgumentTypeError("must be more than 0")
        return value

    return parse  # type: ignore[return-value]


def describe(scenario: Scenario) -> str:
    """Name a scenario, who takes part, and its goals."""
    lines = [
        f"{scenario.name:20}{scenario.title}",
        f"{'':20}{' | '.join(contender.name for contender in scenario.contenders)}",
        f"{'':20}about {scenario.minutes:.0f} min",
    ]
    return "\n".join([*lines, *(f"{'':20}goal: {goal}" for goal in scenario.goals)])


def shape(scenario: Scenario, rounds: int | None, seconds: float | None) -> Scenario:
    """Return the scenario with other lengths, where they are given."""
    return replace(scenario, rounds=rounds or scenario.rounds, seconds=seconds or scenario.seconds)


def results_folder(scenario: Scenario, state: Path) -> Path:
    """Return where a result goes: beside this file only if the run had its whole length."""
    whole = SCENARIOS[scenario.name]
    beside = ROOT / "benchmarks/results"
    is_whole = scenario.rounds >= whole.rounds and scenario.seconds >= whole.seconds
    return beside if is_whole and os.access(beside.parent, os.W_OK) else state / "results"


def run(scenario: Scenario, state: Path) -> bool:
    """Run one scenario and write its result; say whether it counts."""
    machine = describe_machine(state)
    try:
        with Site(scenario, state, _say) as site:
            rounds = _RUN[scenario.kind](scenario, site.make, _say)
    except (Discarded, NotStarted, NoBalancer) as error:
        print(f"{scenario.name}: this run does not count. {error}", file=sys.stderr)
        return False
    result = summarise(scenario, rounds, machine)
    folder = results_folder(scenario, state)
    print("\n".join(["", *terminal(result), f"written to {folder}", ""]), flush=True)
    write_all(folder, result)
    return True


def run_in_turn(scenario: Scenario, state: Path) -> bool:
    """Run one of several scenarios: a fault of this program in one must not cost the hours of the others."""
    try:
        return run(scenario, state)
    except Exception:
        print(f"{scenario.name}: this run ended with a fault of the benchmark itself.", file=sys.stderr)
        traceback.print_exc()
        return False


def write_all(folder: Path, result: Result) -> None:
    """Write a result, its chart, and the page of all results so far."""
    write_result(folder, result)
    (folder / f"{result['name']}.svg").write_text(draw(result), "utf-8")
    (folder / "README.md").write_text(page(read_results(folder), list(SCENARIOS)), "utf-8")


def _say(line: str) -> None:
    print(f"bench: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
