"""One thread at a time commits for all who wait: a caller's own while callers come one by one."""

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from gateway.catalogue import Sentence
from gateway.errors import LogError
from gateway.exchange import Effects, Refused
from gateway.storage.batch import Item, Outcome
from gateway.storage.committer import Committer, Take
from gateway.storage.locking import LockHeld
from tests.storage.making import together


class Desk:
    """Stands in for the writer: notes who commits how many, and can be told to fail or to wait."""

    def __init__(self) -> None:
        self.batches: list[tuple[int, int]] = []
        self.at_work = threading.Semaphore()
        self.hold = threading.Event()
        self.hold.set()
        self.begun = threading.Semaphore(0)
        self.fault: Callable[[bool], None] = lambda at_once: None

    def commit(self, take: Take, at_once: bool) -> Sequence[Outcome]:
        assert self.at_work.acquire(blocking=False), "two commit at the same time"
        try:
            self.fault(at_once)
            items = take()
            self.begun.release()
            assert self.hold.wait(10)
            self.batches.append((threading.get_ident(), len(items)))
            return [Refused(str(item.epoch)) for item in items]
        finally:
            self.at_work.release()

    def idle(self) -> None:
        assert self.at_work.acquire(blocking=False), "idle while somebody commits"
        self.at_work.release()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def committer(desk: Desk) -> Iterator[Committer]:
    committer = Committer(desk.commit, desk.idle, queue=8, patience_seconds=5)
    yield committer
    desk.hold.set()
    committer.close()


def item(number: int = 0) -> Item:
    return Item(None, Effects(), number)


def test_a_caller_that_is_alone_commits_in_its_own_thread(committer: Committer, desk: Desk):
    for number in range(3):
        assert committer.submit(item(number)) == Refused(str(number))
    assert desk.batches == [(threading.get_ident(), 1)] * 3


def test_who_comes_while_somebody_commits_goes_in_one_batch_by_the_logs_own_thread(
    committer: Committer, desk: Desk
):
    results, callers = crowd(committer, desk, 4)
    assert results == [Refused(str(number)) for number in range(4)]
    assert [count for _, count in desk.batches] == [1, 3]
    assert desk.batches[0][0] == callers[0]
    assert desk.batches[1][0] not in callers
    # After a batch of several the log's own thread goes on, until one has only one.
    mine = threading.get_ident()
    for _ in range(2):
        committer.submit(item())
    assert [who == mine for who, _ in desk.batches[2:]] == [False, True]


def crowd(committer: Committer, desk: Desk, count: int) -> tuple[list[object], list[int | None]]:
    """Let one begin, and the others come while it is held up."""
    results: list[object] = [None] * count

    def run(number: int) -> None:
        try:
            results[number] = committer.submit(item(number))
        except LogError as error:
            results[number] = error

    desk.hold.clear()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for number, thread in enumerate(threads):
        thread.start()
        if number == 0:
            assert desk.begun.acquire(timeout=10)
        else:
            wait_until(lambda number=number: len(committer._queue) == number)
    desk.hold.set()
    for thread in threads:
        thread.join()
    return results, [thread.ident for thread in threads]


def wait_until(holds: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(2000):
        if holds():
            return
        pause.wait(0.005)
    raise AssertionError("never")


def test_a_caller_that_would_wait_for_another_process_leaves_it_to_the_logs_own_thread(
    committer: Committer, desk: Desk
):
    def held(at_once: bool) -> None:
        if at_once:
            raise LockHeld

    desk.fault = held
    assert committer.submit(item(7)) == Refused("7")
    assert desk.batches[0][0] != threading.get_ident()


def test_a_failure_is_told_to_all_who_wait_and_the_next_is_tried_again(committer: Committer, desk: Desk):
    def broken(at_once: bool) -> None:
        raise OSError("no space")

    desk.fault = broken
    results = together([lambda: committer.submit(item())] * 4)
    assert all(isinstance(result, LogError) for result in results)
    assert len({id(result) for result in results}) == 4
    desk.fault = lambda at_once: None
    assert committer.submit(item(1)) == Refused("1")


def test_a_caller_torn_out_of_its_commit_does_not_stop_the_others(committer: Committer, desk: Desk):
    def interrupted(at_once: bool) -> None:
        if at_once:
            raise KeyboardInterrupt

    desk.fault = interrupted
    with pytest.raises(KeyboardInterrupt):
        committer.submit(item())
    desk.fault = lambda at_once: None
    assert committer.submit(item(2)) == Refused("2")
    committer.close()
    # What it wanted recorded went with it.
    assert [count for _, count in desk.batches] == [1]


def test_a_caller_torn_out_of_its_wait_takes_its_item_back(committer: Committer, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    committer._is_busy = True
    with monkeypatch.context() as patch:
        patch.setattr("gateway.storage.committer._Waiting.hear", interrupted)
        with pytest.raises(KeyboardInterrupt):
            committer.submit(item())
    assert not committer._queue
    committer._let_go()


def test_who_came_along_with_a_caller_that_is_torn_out_is_told_that_nobody_knows(desk: Desk):
    told: list[LogError] = []

    def come_along() -> None:
        with pytest.raises(LogError) as raised:
            committer.submit(item(2))
        told.append(raised.value)

    other = threading.Thread(target=come_along)

    def interrupted(take: Take, at_once: bool) -> Sequence[Outcome]:
        if not at_once:
            return desk.commit(take, at_once)
        other.start()
        wait_until(lambda: len(committer._queue) == 2)
        assert len(take()) == 2
        raise KeyboardInterrupt

    committer = Committer(interrupted, desk.idle, queue=8, patience_seconds=5)
    with pytest.raises(KeyboardInterrupt):
        committer.submit(item(1))
    other.join()
    assert [error.message for error in told] == [Sentence("storage.uncertain")]
    committer.close()
    assert desk.batches == []


def test_a_thread_that_does_not_start_is_told_and_is_started_the_next_time(
    committer: Committer, desk: Desk, monkeypatch
):
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        with pytest.raises(LogError, match="can't start new thread"):
            committer.submit(item(1))
    # As after a batch of several: the log's own thread must do it.
    committer._is_quiet = False
    assert committer.submit(item(2)) == Refused("2")
    assert [count for _, count in desk.batches] == [1]


def test_closing_waits_for_whoever_commits(committer: Committer, desk: Desk):
    desk.hold.clear()
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(committer.submit(item(1))))
    thread.start()
    assert desk.begun.acquire(timeout=10)
    closing = threading.Thread(target=committer.close)
    closing.start()
    wait_until(lambda: committer._closed)
    with pytest.raises(LogError):
        committer.submit(item())
    desk.hold.set()
    thread.join()
    closing.join()
    assert results == [Refused("1")]
