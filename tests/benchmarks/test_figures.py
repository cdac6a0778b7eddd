"""Medians, spreads and ratios, held against figures worked out by hand."""

import pytest

from benchmarks.figures import Spread, percentile, ratios, spread


def test_a_spread_is_the_median_the_middle_half_and_the_ends():
    assert spread([9.0, 1.0, 5.0, 3.0, 7.0]) == Spread(median=5, low=3, high=7, least=1, most=9)


@pytest.mark.parametrize(
    ("values", "median"), [pytest.param([4.0], 4, id="one"), pytest.param([4.0, 8.0], 6, id="two")]
)
def test_of_one_or_two_values_the_middle_half_is_all_of_them(values, median):
    assert spread(values) == Spread(median, min(values), max(values), min(values), max(values))


@pytest.mark.parametrize(
    ("share", "value"),
    [
        pytest.param(0.5, 50, id="median"),
        pytest.param(0.99, 99, id="99 of 100"),
        pytest.param(0.995, 100, id="between two values: the greater"),
        pytest.param(1.0, 100, id="all"),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(share, value):
    assert percentile(list(range(100, 0, -1)), share) == value


def test_a_percentile_of_one_value_is_that_value():
    assert percentile([7.0], 0.99) == 7.0


def test_ratios_are_taken_round_by_round():
    # A machine that is twice as slow in one round slows both, and the ratio does not move.
    assert ratios([10.0, 5.0, 10.0], [5.0, 2.5, 5.0]) == spread([2.0, 2.0, 2.0])
    assert ratios([10.0, 2.0, 4.0], [5.0, 4.0, 4.0]).median == 1.0
    with pytest.raises(ValueError, match="shorter"):
        ratios([1.0, 2.0], [1.0])
