"""The generator in a process of its own, so that it shares no interpreter with the harness."""

import multiprocessing
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from benchmarks.load.drive import Job, Outcome, drive
from benchmarks.processes import work_for_parent


class Driver:
    """A waiting generator process; it ends with the harness."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def start(self, job: Job) -> None:
        """Hand a job over; it begins once the whole of it has arrived."""
        self._ours.send(job)

    def finish(self) -> Outcome:
        """Wait for the outcome of the job."""
        outcome: Outcome = self._ours.recv()
        return outcome

    def is_done(self) -> bool:
        """Say whether the outcome is there."""
        return self._ours.poll()

    def wait(self, seconds: float) -> bool:
        """Wait a while for the outcome; say whether it is there."""
        return self._ours.poll(seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection) -> None:
    work_for_parent()
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        pipe.send(drive(job))
