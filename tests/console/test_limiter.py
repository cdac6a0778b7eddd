"""The brake on failed sign-ins."""

from datetime import UTC, datetime

from gateway.console.limiter import FAILURES, PLACES, WINDOW, Limiter

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_place_is_stopped_at_its_limit_and_goes_on_after_the_window():
    limiter = Limiter()
    for _ in range(FAILURES):
        assert not limiter.is_exhausted("a", NOON)
        limiter.fail("a", NOON)
    assert limiter.is_exhausted("a", NOON)
    assert not limiter.is_exhausted("b", NOON)
    assert not limiter.is_exhausted("a", NOON + WINDOW)


def test_only_the_first_failure_of_a_window_is_worth_a_line():
    limiter = Limiter()
    assert [limiter.fail("a", NOON) for _ in range(3)] == [True, False, False]
    assert limiter.fail("a", NOON + WINDOW)


def test_strangers_from_everywhere_cost_no_more_than_so_much_memory():
    limiter = Limiter()
    for number in range(PLACES + 10):
        limiter.fail(str(number), NOON)
    assert len(limiter._failures) == PLACES
