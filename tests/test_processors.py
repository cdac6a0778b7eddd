"""Processes that serve: each has a place, and by it a processor."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pytest

from gateway.processors import Places, keep_to_one_processor, places

CONTEXT = get_context("fork")


@contextmanager
def forked(work: Callable[[], object]) -> Iterator[object]:
    """Let a fork do something, lend what came of it, and kill the fork."""
    ours, theirs = CONTEXT.Pipe()

    def run(pipe: Connection) -> None:
        pipe.send(work())
        ours.close()
        pipe.recv()

    process = CONTEXT.Process(target=run, args=(theirs,), daemon=True)
    process.start()
    try:
        assert ours.poll(20)
        yield ours.recv()
    finally:
        process.kill()
        process.join(20)


def test_each_process_has_a_place_of_its_own_and_the_next_has_that_of_one_that_was_killed():
    shared = Places()
    with ExitStack() as living:
        assert living.enter_context(forked(shared.take)) == 0
        with forked(shared.take) as second:
            assert second == 1
            assert living.enter_context(forked(shared.take)) == 2
        assert living.enter_context(forked(shared.take)) == 1
        assert living.enter_context(forked(shared.take)) == 3


def settle(first: int) -> Callable[[], object]:
    def keep() -> object:
        keep_to_one_processor(first)
        return os.sched_getaffinity(0)

    return keep


@pytest.mark.parametrize("first", [0, 1, 8401])
def test_processes_share_out_the_processors_that_they_may_use(first: int):
    places()
    allowed = sorted(os.sched_getaffinity(0))
    with ExitStack() as living:
        found = [living.enter_context(forked(settle(first))) for _ in range(len(allowed) + 1)]
    assert found == [{allowed[(first + place) % len(allowed)]} for place in range(len(found))]


def test_a_system_that_forbids_it_costs_speed_alone(monkeypatch: pytest.MonkeyPatch):
    def refuse(pid: int, processors: object) -> None:
        raise PermissionError

    before = os.sched_getaffinity(0)
    monkeypatch.setattr(os, "sched_setaffinity", refuse)
    keep_to_one_processor(0)
    monkeypatch.delattr(os, "sched_setaffinity")
    keep_to_one_processor(0)
    assert os.sched_getaffinity(0) == before
