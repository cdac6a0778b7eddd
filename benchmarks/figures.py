"""Statistics over rounds: medians and spreads; a ratio is taken within each round, never across."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Spread:
    """A median, and where the middle half of the values and all of them lie."""

    median: float
    low: float
    high: float
    least: float
    most: float


def spread(values: Sequence[float]) -> Spread:
    """Describe values; of one or two the quartiles are their ends."""
    if len(values) < 3:
        return Spread(median(values), min(values), max(values), min(values), max(values))
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(median(values), low, high, min(values), max(values))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that so large a share of all does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def ratios(subject: Sequence[float], other: Sequence[float]) -> Spread:
    """Compare round by round: what was measured together was disturbed together."""
    return spread([mine / theirs for mine, theirs in zip(subject, other, strict=True)])


def differences(subject: Sequence[float], other: Sequence[float]) -> Spread:
    """Say how much more the subject's figure is, round by round."""
    return spread([mine - theirs for mine, theirs in zip(subject, other, strict=True)])
