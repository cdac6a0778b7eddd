"""Processes that serve: each has a place, and by it a processor."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

# In a process of its own, which has no other threads: it forks, and keeps what it took until it ends.
STAGE = """
import os, signal, sys
from contextlib import suppress
from gateway import processors
from gateway.processors import Places, keep_to_one_processor, share_places

running = []

def start(work):
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(theirs, repr(work()).encode())
            signal.pause()
        finally:
            os._exit(1)
    running.append(pid)
    return eval(os.read(ours, 1000))

def end(number):
    os.kill(running[number], signal.SIGKILL)
    os.waitpid(running[number], 0)

def settled(workers):
    def work():
        keep_to_one_processor(workers)
        return sorted(os.sched_getaffinity(0))
    return work

allowed = sorted(os.sched_getaffinity(0))
try:
{play}
finally:
    for pid in running:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
"""


def play(*lines: str) -> list[object]:
    """Play lines on the stage; return what each `say` said."""
    body = "\n".join(f"    {line}" for line in lines)
    script = STAGE.replace("{play}", body).replace("say(", "print(")
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [ast.literal_eval(line) for line in done.stdout.splitlines()]


def test_each_process_has_a_place_of_its_own_until_it_is_killed():
    assert play(
        "places = Places()",
        "take = lambda: places.take(3)",
        "say([start(take) for _ in range(4)])",
        "end(1)",
        "say([start(take), start(take)])",
    ) == [[0, 1, 2, None], [1, None]]


def test_a_server_that_begins_anew_puts_no_two_processes_on_one_processor():
    # The new worker is started before the old one ends, one after the other.
    assert play(
        "places = Places()",
        "take = lambda: places.take(2)",
        "say([start(take), start(take)])",
        "say(start(take)); end(0)",
        "say(start(take)); end(1)",
    ) == [[0, 1], None, 0]


def test_a_process_that_was_not_forked_takes_no_place():
    # Its places are its own: everybody would have the first.
    assert play("say(Places().take(2))", "say(start(lambda: Places().take(2)))") == [None, None]


def test_processes_keep_to_a_processor_where_there_is_one_for_each():
    allowed = sorted(os.sched_getaffinity(0))
    (found, more) = play(
        "share_places()",
        "say([start(settled(len(allowed))) for _ in allowed])",
        "say(start(settled(len(allowed))))",
    )
    assert found == [[each] for each in allowed]
    assert more == allowed


@pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="one processor is all there is")
def test_processors_are_not_given_away_while_others_would_lie_idle():
    allowed = sorted(os.sched_getaffinity(0))
    assert play("share_places()", "say(start(settled(len(allowed) - 1)))") == [allowed]


@pytest.mark.parametrize(
    "spoil",
    [
        "def refuse(*_): raise PermissionError",
        "def refuse(*_): raise AttributeError",
    ],
)
@pytest.mark.parametrize("call", ["memfd_create", "sched_setaffinity"])
def test_a_system_that_forbids_it_costs_speed_alone(spoil: str, call: str):
    allowed = sorted(os.sched_getaffinity(0))
    assert play(
        spoil,
        f"os.{call} = refuse",
        "share_places()",
        "say(start(settled(len(allowed))))",
    ) == [allowed]
