"""The thread that does what nobody asks for, again and again, under a lease of the database.

It starts in the process that serves, never before a fork, and no request waits
for it. A job that fails is told to the operator's log and tried again.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gateway.errors import GatewayError

LEASE_SECONDS = 30.0

Observe = Callable[[str, Mapping[str, object]], None]


class Leases(Protocol):
    """Who does a job now, of all processes and nodes on one database."""

    def take_lease(self, job: str, now: float, seconds: float) -> bool:
        """Say whether this process does a job until `now + seconds`."""

    def drop_lease(self, job: str) -> None:
        """Let another process do the job at once."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done every so many seconds."""

    name: str
    every_seconds: float
    run: Callable[[], None]


class Worker:
    """Does jobs in a thread of its own until it is stopped."""

    def __init__(
        self, jobs: Sequence[Job], leases: Leases, clock: Callable[[], datetime], observe: Observe
    ) -> None:
        self._jobs = jobs
        self._leases = leases
        self._clock = clock
        self._observe = observe
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)

    def start(self) -> None:
        """Begin; the first round is made at once."""
        self._thread.start()

    def stop(self) -> None:
        """End after the round that is being made."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(2 * LEASE_SECONDS)

    def round(self) -> None:
        """Do every job once, if it is this process's to do."""
        for job in self._jobs:
            try:
                until = max(LEASE_SECONDS, 3 * job.every_seconds)
                if self._leases.take_lease(job.name, self._clock().timestamp(), until):
                    job.run()
            except GatewayError as error:
                self._observe("job-failed", {"job": job.name, "code": error.code, "why": str(error)})

    def _work(self) -> None:
        every = min((job.every_seconds for job in self._jobs), default=LEASE_SECONDS)
        while not self._ending.is_set():
            try:
                self.round()
            except Exception as error:
                # Its words might hold a value; its kind cannot.
                self._observe("job-broken", {"kind": type(error).__name__})
            self._ending.wait(every)
        for job in self._jobs:
            try:
                self._leases.drop_lease(job.name)
            except GatewayError:
                return
