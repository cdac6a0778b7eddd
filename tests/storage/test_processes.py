"""Several processes share one log; they may race, be forked, and be killed at any moment."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from gateway.exchange import Activation, Effects, Recorded
from gateway.storage.high_water import HighWater
from tests.storage.making import NOTHING, Rig, draft, nonce, statement

ROOT = Path(__file__).parents[2]


class Crew:
    """Starts appending processes on one rig and reads what they were told."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._files: list[Path] = []
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.appending", rig.url, str(rig.folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, job: str, **arguments: object) -> int:
        path = self._rig.folder / f"told-{len(self._files)}"
        self._files.append(path)
        line = {"job": job, "out": str(path), **{name: str(value) for name, value in arguments.items()}}
        print(json.dumps(line), file=self._server.stdin, flush=True)
        return int(self._server.stdout.readline())

    def finish(self) -> None:
        self._server.stdin.close()
        self._server.wait(timeout=60)
        self._server.stdout.close()

    def told(self) -> list[list[str]]:
        """Return every whole line that was told before a process ended."""
        text = [path.read_text() for path in self._files if path.exists()]
        return [line.split() for part in text for line in part.split("\n")[:-1]]


@pytest.fixture
def crew(rig: Rig) -> Iterator[Crew]:
    crew = Crew(rig)
    yield crew
    crew.finish()


def check_told(rig: Rig, told: list[list[str]]) -> None:
    """Hold what callers were told against what is stored."""
    leaves, ids = dict(rig.leaves()), rig.exchange_ids()
    for index, exchange_id, leaf, size in told:
        assert ids[exchange_id] == int(index) < int(size)
        assert sha256(leaves[int(index)]).hexdigest() == leaf
    indexes = [line[0] for line in told]
    assert len(indexes) == len(set(indexes))


def test_four_processes_share_one_log(rig: Rig, crew: Crew):
    for _ in range(4):
        crew.start("append", count=20, threads=2)
    crew.finish()
    told = crew.told()
    assert len(told) == 160
    check_told(rig, told)
    assert rig.check() == 160


def test_a_nonce_raced_by_threads_of_two_processes_is_spent_once(rig: Rig, crew: Crew):
    for _ in range(2):
        crew.start("race", count=10, threads=8)
    crew.finish()
    told = crew.told()
    assert Counter(verdict for _, verdict in told) == {"won": 10, "replayed": 150}
    assert Counter(value for value, verdict in told if verdict == "won") == {
        str(value): 1 for value in range(10)
    }
    assert rig.check() == 160


def test_nothing_decided_before_a_suspension_is_released_after_it(rig: Rig, crew: Crew):
    activate(rig)
    for _ in range(2):
        crew.start("decide", epoch=1, moves=3, threads=4)
    for moves in range(3):
        # More than the eight threads could have had under way, so some are of the new epoch.
        await_lines(crew, len(crew.told()) + 30)
        crew.start("suspend")
        await_moves(rig, moves + 1)
    crew.finish()
    moments = [index for (index,) in rig.run('SELECT "index" FROM suspended ORDER BY "index"')]
    assert len(moments) == 3
    released = [(int(line[0]), int(line[1])) for line in crew.told() if len(line) == 2]
    for index, epoch in released:
        assert epoch == 1 + sum(moment < index for moment in moments)
    assert {epoch for _, epoch in released} >= {1, 2, 3}
    rig.check()


def test_processes_killed_at_any_moment_lose_nothing_that_was_told(rig: Rig, crew: Crew):
    chance = random.Random(20261124)
    for _ in range(12):
        pids = [crew.start("append", threads=3) for _ in range(2)]
        await_lines(crew, len(crew.told()) + 10)
        for pid in pids:
            time.sleep(chance.random() / 10)
            os.kill(pid, signal.SIGKILL)
    crew.finish()
    told = crew.told()
    assert len(told) >= 120
    check_told(rig, told)
    assert rig.check() >= len(told)
    water = HighWater(rig.folder / "high-water").read()
    assert water.size >= max(int(line[3]) for line in told)
    log = rig.log()
    log.check()
    assert isinstance(log.append(draft(), NOTHING, epoch=0), Recorded)


# Killed after a step is killed before the next. Only the last two come after the commit.
STEPS = (
    ("writer.lock_state", "after"),
    ("batch.insert_rows", "after"),
    ("batch.grow_tree", "after"),
    ("batch.write_checkpoint", "after"),
    ("batch.save_state", "after"),
    ("writer._commit_transaction", "before"),
    ("writer._commit_transaction", "after"),
    ("HighWater.advance", "after"),
)


def test_a_process_killed_at_any_step_of_an_append_leaves_it_done_or_undone(rig: Rig, crew: Crew):
    for number, (step, when) in enumerate(STEPS):
        told, size = len(crew.told()), len(rig.leaves())
        crew.start("die", step=step, when=when)
        await_lines(crew, told + 1)
        # Whoever comes next goes on, and finds the entry there or not, and whole.
        assert isinstance(rig.log().append(draft(), NOTHING, epoch=0), Recorded)
        await_entries(rig, size + 2 + (number >= len(STEPS) - 2))
        rig.close()
    crew.finish()
    assert len(crew.told()) == len(STEPS)
    check_told(rig, crew.told())
    assert rig.check() == 2 * len(STEPS) + 2


def await_entries(rig: Rig, count: int) -> None:
    deadline = time.monotonic() + 20
    while rig.run("SELECT count(*) FROM entries") != [(count,)] and time.monotonic() < deadline:
        time.sleep(0.01)


# From Python 3.12 on a fork beside threads warns; that it works all the same is the point here.
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_log_that_was_used_before_a_fork_works_on_both_sides(rig: Rig):
    log = rig.log()
    log.append(draft(), nonce(), epoch=0)
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            # No thread of the parent's lives here, and its connections are not ours.
            log.append(draft(), nonce(), epoch=0)
            log.head()
            status = 0
        finally:
            os._exit(status)
    log.append(draft(), nonce(), epoch=0)
    assert os.waitpid(pid, 0)[1] == 0
    log.append(draft(), nonce(), epoch=0)
    assert rig.check() == 4


def activate(rig: Rig) -> None:
    digest = "b" * 64  # The one that drafts are decided under.
    activation = Activation(digest, {"agreements/pks.yaml": b"x"}, frozenset(), {})
    rig.log().append(statement("activate", bundle=digest), Effects(activation=activation), epoch=0)


def await_lines(crew: Crew, count: int) -> None:
    deadline = time.monotonic() + 20
    while len(crew.told()) < count and time.monotonic() < deadline:
        time.sleep(0.01)


def await_moves(rig: Rig, count: int) -> None:
    deadline = time.monotonic() + 20
    while rig.run("SELECT count(*) FROM suspended") != [(count,)] and time.monotonic() < deadline:
        time.sleep(0.01)
