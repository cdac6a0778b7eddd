"""Processes that append, for tests that race or kill them.

Run as a program it reads one job a line and forks a process for each, so that a
job starts at once; the log of each is opened after its fork, as a server's
workers do it. What a job was told it writes to its file, one line at a time.
"""

import itertools
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from gateway.errors import LogError
from gateway.exchange import Recorded, Refused
from gateway.storage import LogStore, Storage
from gateway.storage.high_water import HighWater
from tests.storage.making import Rig, draft, nonce, size_of, suspension

Say = Callable[..., None]


def append(log: LogStore, storage: Storage, say: Say, job: dict[str, str]) -> None:
    """Append until killed, or `count` times."""
    for _ in range(int(job["count"])) if job.get("count") else itertools.count():
        recorded = log.append(draft(), nonce(), epoch=0)
        assert isinstance(recorded, Recorded)
        leaf = sha256(recorded.entry).hexdigest()
        say(recorded.index, recorded.exchange_id, leaf, size_of(recorded.checkpoint))


def race(log: LogStore, storage: Storage, say: Say, job: dict[str, str]) -> None:
    """Spend the same nonces as everybody else."""
    for value in range(int(job["count"])):
        outcome = log.append(draft(), nonce(f"nonce {value}"), epoch=0)
        say(value, "won" if isinstance(outcome, Recorded) else outcome.code)


def decide(log: LogStore, storage: Storage, say: Say, job: dict[str, str]) -> None:
    """Release under the epoch that was last seen, as a journey does, until everything is suspended."""
    epoch = int(job["epoch"])
    until = epoch + int(job["moves"])
    while epoch < until:
        outcome = log.append(draft(epoch), nonce(), epoch=epoch)
        if isinstance(outcome, Refused):
            epoch = storage.standing().epoch
        else:
            say(outcome.index, epoch)


def suspend(log: LogStore, storage: Storage, say: Say, job: dict[str, str]) -> None:
    """Suspend an agreement; which one does not matter to the epoch."""
    outcome = log.append(*suspension(), epoch=None)
    say(outcome.index)


def die(log: LogStore, storage: Storage, say: Say, job: dict[str, str]) -> None:
    """Append once, then be killed at one step of the next append."""
    append(log, storage, say, job | {"count": "1"})
    module, _, name = job["step"].rpartition(".")
    holder = HighWater if module == "HighWater" else import_module(f"gateway.storage.{module}")
    original = getattr(holder, name)

    def fatal(*arguments: object, **named: object) -> object:
        if job["when"] == "after":
            original(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("killed, and going on")

    setattr(holder, name, fatal)
    append(log, storage, say, job | {"count": "1"})


JOBS = {job.__name__: job for job in (append, race, decide, suspend, die)}


def work(rig: Rig, job: dict[str, str]) -> None:
    """Do one job with as many threads as it wants."""
    out = os.open(job["out"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(*words: object) -> None:
        os.write(out, (" ".join(map(str, words)) + "\n").encode())

    log = rig.log(wait_seconds=5.0)
    storage = rig.opened[-1][1]

    def run() -> None:
        try:
            JOBS[job["job"]](log, storage, say, job)
        except LogError as error:
            say("error", type(error).__name__, error)

    threads = [threading.Thread(target=run) for _ in range(int(job.get("threads", "1")))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rig.close()


def main() -> None:
    """Fork a process for each job, tell its number, and wait for all when there are no more."""
    rig = Rig(sys.argv[1], Path(sys.argv[2]))
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                work(rig, json.loads(line))
                status = 0
            finally:
                os._exit(status)
        print(pid, flush=True)
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


if __name__ == "__main__":
    main()
