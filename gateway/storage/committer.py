"""Group commit: callers queue, and one thread at a time commits for all who wait.

Under load that is a thread of the log's own. Nobody lingers: it takes whatever
waits, so batches grow. While callers come one by one, each commits for itself and
spares two changes of thread; but it never waits for another process's turn at a
file, for which there is no limit. For another node's turn at PostgreSQL it waits
as the thread would: the server's time limits end that, and until then whoever
comes is taken along. The thread starts with the first append, so never before a
fork; a process that was forked later starts its own.
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
from gateway.storage.locking import LockHeld

MAX_BATCH = 512
IDLE_SECONDS = 1.0

Take = Callable[[], Sequence[Item]]
Commit = Callable[[Take, bool], Sequence[Outcome]]


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
    that counts; told to do it at once it raises LockHeld, and has taken nothing,
    when it would wait for another process. `idle` is called now and then while
    nothing waits. Both are called by one thread at a time.
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
        # Somebody commits; and was the last batch so small that the next caller may do it?
        self._is_busy = False
        self._is_quiet = True
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
                self._thread = _started(self._run)
            self._queue.append(waiting)
            is_ours = self._is_quiet and not self._is_busy and len(self._queue) == 1
            if is_ours:
                self._is_busy = True
            elif not self._is_busy:
                self._changed.notify()
        if is_ours:
            self._settle_own(waiting)
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
        self._is_busy = False
        self._is_quiet = True

    def _await(self, waiting: _Waiting) -> Answer:
        try:
            outcome = waiting.hear(self._patience_seconds)
        except TimeoutError as error:
            self._take_back(waiting)
            raise LogError(Sentence("storage.slow", seconds=f"{self._patience_seconds:g}")) from error
        except BaseException:
            self._take_back(waiting)
            raise
        if isinstance(outcome, LogError):
            raise outcome
        return outcome

    def _take_back(self, waiting: _Waiting) -> None:
        """Leave with an item: queued, it is never written; taken, its entry may have released nothing."""
        with self._changed, suppress(ValueError):
            self._queue.remove(waiting)

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._has_work():
                    self._changed.wait(IDLE_SECONDS)
                if self._is_busy:
                    continue
                somebody_waits = bool(self._queue)
                if not somebody_waits and self._closed:
                    return
                self._is_busy = True
            if somebody_waits:
                self._settle(at_once=False)
            else:
                self._idle()
            self._let_go()

    def _settle_own(self, waiting: _Waiting) -> None:
        try:
            self._settle(at_once=True)
        except BaseException:
            # Before anybody else may take it.
            self._take_back(waiting)
            raise
        finally:
            self._let_go()

    def _has_work(self) -> bool:
        return not self._is_busy and bool(self._queue or self._closed)

    def _let_go(self) -> None:
        with self._changed:
            self._is_busy = False
            if self._has_work():
                self._changed.notify()

    def _settle(self, *, at_once: bool) -> None:
        taken: list[_Waiting] = []

        def take() -> Sequence[Item]:
            taken.extend(self._take())
            return [waiting.item for waiting in taken]

        try:
            outcomes = self._commit(take, at_once)
        except LockHeld:
            # The log's own thread may wait, and all who come meanwhile come along.
            self._is_quiet = False
            return
        except Exception as error:
            for waiting in taken or self._take():
                waiting.tell(_fresh(error))
            return
        except BaseException:
            # A caller was torn out of its commit: those who came along are told that nobody knows.
            for waiting in taken:
                waiting.tell(LogError(Sentence("storage.uncertain")))
            raise
        self._is_quiet = len(taken) == 1
        for waiting, outcome in zip(taken, outcomes, strict=True):
            waiting.tell(outcome)

    def _take(self) -> Sequence[_Waiting]:
        with self._changed:
            return [self._queue.popleft() for _ in range(min(len(self._queue), MAX_BATCH))]


def _started(run: Callable[[], None]) -> threading.Thread:
    """Start the log's own thread; one that does not start is not kept, so the next caller tries again."""
    thread = threading.Thread(target=run, name="log-committer", daemon=True)
    try:
        thread.start()
    except RuntimeError as error:
        raise _fresh(error) from error
    return thread


def _fresh(error: Exception) -> LogError:
    """Make each waiter an error of its own: raising one object in many threads mixes their traces."""
    kind = type(error) if isinstance(error, LogError) else LogError
    fresh = kind(error.message if isinstance(error, LogError) else str(error))
    fresh.__cause__ = error
    return fresh
