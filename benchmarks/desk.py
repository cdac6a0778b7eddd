"""The policy desk: how long an officer waits for a check and a proof of very many agreements."""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.policies import write_policies
from benchmarks.running import Discarded, Figures, MakeStand, Say
from benchmarks.scenario import Scenario
from gateway.cli.policies_prove import load_solver
from gateway.demo.ceremony import hold_ceremony
from gateway.demo.layout import Layout
from gateway.drafting import check, prove, read_folder


def run_desk(scenario: Scenario, make_stand: MakeStand, say: Say) -> Mapping[str, Sequence[Figures]]:
    """Check and prove each contender's signed folder, every time in a process that remembers nothing.

    Raises:
        Discarded: a folder has a fault, or a statement was not proved.
    """
    rounds: dict[str, list[Figures]] = {contender.name: [] for contender in scenario.contenders}
    with TemporaryDirectory() as place:
        folders = {
            contender.name: _sign(Path(place) / str(contender.agreements), contender.agreements)
            for contender in scenario.contenders
        }
        for number in range(scenario.rounds):
            say(f"round {number + 1} of {scenario.rounds}")
            for name, folder in folders.items():
                rounds[name].append(_in_a_new_process(folder))
    return rounds


def _sign(place: Path, agreements: int) -> Path:
    layout = Layout(place / "state")
    layout.root.mkdir(parents=True)
    write_policies(place / "drafts", agreements=agreements)
    hold_ceremony(layout, place / "drafts", datetime.now(UTC))
    return layout.policies


def _in_a_new_process(folder: Path) -> Figures:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, folder).result()


def measure(folder: Path) -> Figures:
    """Return the seconds that a check and that a proof take.

    Raises:
        Discarded: the folder has a fault, or a statement was not proved.
    """
    now, solver = datetime.now(UTC), load_solver()
    begun = time.perf_counter()
    findings = check(read_folder(folder), now)
    checked = time.perf_counter()
    if findings.bundle is None:
        raise Discarded(f"{folder} has {len(findings.faults)} faults")
    proofs = prove(findings.bundle, now, solver)
    proved = time.perf_counter()
    if not proofs or any(proof.verdict != "proved" for proof in proofs):
        raise Discarded("a statement was not proved")
    return {"check": checked - begun, "prove": proved - checked}
