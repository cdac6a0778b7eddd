"""Group commit without a leader: callers queue, one thread a process commits for all.

Nobody lingers: the thread takes whatever waits, so under load batches grow and
at rest an entry waits for nothing. The thread starts with the first append, so
never before a fork; a process that was forked later starts its own.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from weakref import WeakMethod

from gateway.catalogue import Sentence
from gateway.errors import LogBusy, LogError
from gateway.storage.batch import Answer, Item, Outcome

MAX_BATCH = 512
IDLE_SECONDS = 1.0

Take = Callable[[], Sequence[Item]]
Commit = Callable[[Take], Sequence[Outcome]]


class _Waiting:
    """One caller: its item, and a lock that is held until there is an outcome."""

    __slots__ = ("_done", "_outcome", "item")

    def __init__(self, item: Item) -> None:
        self.item = item
        self._outcome: Outcome = None
        self._done = threading.Lock()
        self._done.acquire()

    def tell(self, outcome: Outcome) -> None:
        """Wake the caller."""
        self._outcome = outcome
        self._done.release()

    def hear(self, seconds: float) -> Outcome:
        """Wait for the outcome; raises TimeoutError."""
        if not self._done.acquire(timeout=seconds):
            raise TimeoutError
        return self._outcome


class Committer:
    """A bounded queue and the thread that empties it.

    `commit` takes items and makes them durable, or raises and has done nothing
    that counts; `idle` is called now and then while nothing waits.
    """

    def __init__(
        self, commit: Commit, idle: Callable[[], None], *, queue: int, patience_seconds: float
    ) -> None:
        self._commit = commit
        self._idle = idle
        self._limit = queue
        self._patience_seconds = patience_seconds
        self._closed = False
        self._thread: threading.Thread | None = None
        self._renew()
        renew = WeakMethod(self._renew)
        os.register_at_fork(after_in_child=lambda: (alive := renew()) and alive())

    def submit(self, item: Item) -> Answer:
        """Wait until an item is durable or refused.

        Raises:
            LogBusy: too many wait already.
            LogError: it is not durable, or nobody can say so in time.
        """
        waiting = _Waiting(item)
        with self._changed:
            if self._closed:
                raise LogError(Sentence("storage.closed"))
            if len(self._queue) >= self._limit:
                raise LogBusy(Sentence("storage.busy", waiting=self._limit))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="log-committer", daemon=True)
                self._thread.start()
            self._queue.append(waiting)
            self._changed.notify()
        return self._await(waiting)

    def close(self) -> None:
        """Take nothing more, finish what waits, and stop."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(2 * self._patience_seconds)

    def _renew(self) -> None:
        """Start over: a fork copies neither threads nor those who wait."""
        self._changed = threading.Condition()
        self._queue: deque[_Waiting] = deque()
        self._thread = None

    def _await(self, waiting: _Waiting) -> Answer:
        try:
            outcome = waiting.hear(self._patience_seconds)
        except TimeoutError as error:
            # Still queued it is never written; already taken, it may become an entry that released nothing.
            with self._changed, suppress(ValueError):
                self._queue.remove(waiting)
            raise LogError(Sentence("storage.slow", seconds=f"{self._patience_seconds:g}")) from error
        if isinstance(outcome, LogError):
            raise outcome
        return outcome

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._queue and not self._closed:
                    self._changed.wait(IDLE_SECONDS)
                somebody_waits = bool(self._queue)
                if not somebody_waits and self._closed:
                    return
            if somebody_waits:
                self._settle()
            else:
                self._idle()

    def _settle(self) -> None:
        taken: list[_Waiting] = []

        def take() -> Sequence[Item]:
            taken.extend(self._take())
            return [waiting.item for waiting in taken]

        try:
            outcomes = self._commit(take)
        except Exception as error:
            for waiting in taken or self._take():
                waiting.tell(_fresh(error))
            return
        for waiting, outcome in zip(taken, outcomes, strict=True):
            waiting.tell(outcome)

    def _take(self) -> Sequence[_Waiting]:
        with self._changed:
            return [self._queue.popleft() for _ in range(min(len(self._queue), MAX_BATCH))]


def _fresh(error: Exception) -> LogError:
    """Make each waiter an error of its own: raising one object in many threads mixes their traces."""
    kind = type(error) if isinstance(error, LogError) else LogError
    fresh = kind(error.message if isinstance(error, LogError) else str(error))
    fresh.__cause__ = error
    return fresh
