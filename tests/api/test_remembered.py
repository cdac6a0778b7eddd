"""Strangers may ask whether a gateway is ready; they may not make it work for that."""

import pytest

from gateway.api.remembered import STANDS_SECONDS, Remembered
from gateway.errors import LogError


class Bench:
    def __init__(self) -> None:
        self.now = 100.0
        self.runs = 0
        self.fault: LogError | None = None
        self.check = Remembered(self.run, lambda: self.now)

    def run(self) -> None:
        self.runs += 1
        if self.fault is not None:
            raise self.fault


def test_a_check_runs_once_a_moment():
    bench = Bench()
    for _ in range(5):
        bench.check()
    assert bench.runs == 1
    bench.now += STANDS_SECONDS
    bench.check()
    assert bench.runs == 2


def test_a_failure_stands_as_long_as_a_success_and_then_heals():
    bench = Bench()
    bench.fault = LogError("locked")
    for _ in range(3):
        with pytest.raises(LogError, match="locked"):
            bench.check()
    assert bench.runs == 1
    bench.fault = None
    with pytest.raises(LogError):
        bench.check()
    bench.now += STANDS_SECONDS
    bench.check()


def test_what_takes_long_stands_from_its_end():
    bench = Bench()

    def slow() -> None:
        bench.runs += 1
        bench.now += 30

    check = Remembered(slow, lambda: bench.now)
    check()
    check()
    assert bench.runs == 1
