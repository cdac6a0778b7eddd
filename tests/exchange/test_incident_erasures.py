"""A log says what was erased: only its own entries of erasures do, and it is read on as it grows."""

from collections.abc import Iterator
from datetime import UTC, datetime

from gateway.exchange import ERASE_NEEDLE, Erasures, plan_erasure
from tests.audit.memory import query_draft, seal

NOW = datetime(2026, 11, 24, tzinfo=UTC)


class Log:
    """Leaves in the order of a log, and how often they were asked for."""

    def __init__(self) -> None:
        self.leaves: list[bytes] = []
        self.asked: list[int] = []

    def add(self, *spans: tuple[int, int]) -> None:
        index = len(self.leaves)
        name = f"0192f0c1-0000-7000-8000-{index:012d}"
        erasing = plan_erasure(spans, index, "Ketua", "Masa simpan", now=NOW, exchange=name)
        self.leaves.append(seal(index, erasing.draft if spans else query_draft(index)).leaf)

    def since(self, start: int) -> Iterator[bytes]:
        self.asked.append(start)
        return iter(self.leaves[start:])

    def erasures(self) -> Erasures:
        return Erasures(lambda: len(self.leaves), self.since)


def test_nothing_was_erased_that_no_entry_of_an_erasure_names():
    log = Log()
    for _ in range(6):
        log.add()
    log.leaves.append(ERASE_NEEDLE)
    erasures = log.erasures()
    assert not any(erasures.has(index) for index in range(9))
    log.add((1, 2), (4, 4))
    log.add((0, 0), (2, 3))
    assert [index for index in range(9) if erasures.has(index)] == [0, 1, 2, 3, 4]


def test_a_log_that_does_not_grow_is_read_once_and_then_from_where_it_ended():
    log = Log()
    log.add()
    erasures = log.erasures()
    assert not any(erasures.has(0) for _ in range(3))
    log.add((0, 0))
    assert erasures.has(0)
    assert log.asked == [0, 1]
