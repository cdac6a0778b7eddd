"""What binds the consumer: what must be stated with a request, duties, and by when to delete."""

import math
from collections.abc import Iterator, Set
from datetime import date
from typing import TypeVar

from gateway.drafting.diff_model import Change, Direction, joined, wider_if
from gateway.drafting.diff_side import Side
from gateway.policy import Place

T = TypeVar("T", float, date)


def duty_changes(old: Side, new: Side) -> Iterator[Change]:
    """Compare what binds; to bind less is wider."""
    one, other = old.permission, new.permission
    yield from _bound("requires", one.requires, other.requires, other.place)
    yield from _bound("duties", frozenset(one.duties), frozenset(other.duties), other.place)
    yield from _retention(_kept(old), _kept(new), other.place)


# The fewest days, and the earliest date, after which nothing may be kept.
Kept = tuple[int | None, date | None]


def _kept(side: Side) -> Kept:
    duties = side.permission.retention
    days = [each.days for each in duties if each.days is not None]
    dates = [each.until for each in duties if each.until is not None]
    return min(days, default=None), min(dates, default=None)


def _retention(before: Kept, after: Kept, place: Place) -> Iterator[Change]:
    direction = joined(
        (
            _later(before[0] or math.inf, after[0] or math.inf),
            _later(before[1] or date.max, after[1] or date.max),
        )
    )
    if direction != "same":
        words = (("old", _told(before)), ("new", _told(after)))
        kinds = {"wider": "retention-longer", "narrower": "retention-shorter"}
        yield Change(kinds.get(direction, "retention-other"), direction, words, place)


def _later(before: T, after: T) -> Direction:
    return "same" if before == after else wider_if(after > before)


def _bound(kind: str, before: Set[str], after: Set[str], place: Place) -> Iterator[Change]:
    for word, names in (("added", after - before), ("removed", before - after)):
        if names:
            told = (("names", "; ".join(sorted(names))),)
            yield Change(f"{kind}-{word}", wider_if(word == "removed"), told, place)


def _told(kept: Kept) -> str:
    return " / ".join("-" if each is None else str(each) for each in kept)
