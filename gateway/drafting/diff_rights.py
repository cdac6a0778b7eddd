"""How what is given may be asked for, how often and how long."""

from collections.abc import Iterator, Set

from gateway.drafting.diff_beside import validity_changes
from gateway.drafting.diff_model import Change, Direction, joined, wider_if
from gateway.drafting.diff_side import Side
from gateway.policy import Place, Quota, StatisticsTable

_UNITS = ("hour", "day", "month")


def right_changes(old: Side, new: Side) -> Iterator[Change]:
    """Compare the rights and the quota of a permission; its validity too, where its agreement is another."""
    if old.agreement.uid != new.agreement.uid:
        yield from validity_changes(old.agreement, new.agreement)
    yield from _rights(old, new)
    yield from _query(old, new)
    yield from _statistics(old, new)
    yield from _quota(old, new)


def _rights(old: Side, new: Side) -> Iterator[Change]:
    seen = {(old.rights(day), new.rights(day)): None for day in old.days_beside(new)}
    for before, after in seen:
        yield from _names("right", before, after, new.permission.place)
    one, other = old.permission.lookup, new.permission.lookup
    if one is None or other is None:
        return
    if one.key != other.key or old.column(one.key) != new.column(other.key):
        yield Change("key-other", "mixed", (("old", one.key), ("new", other.key)), other.place)


def _names(kind: str, before: Set[str], after: Set[str], place: Place) -> Iterator[Change]:
    """Tell what was added, which widens, and what was taken away."""
    for word, names in (("added", after - before), ("removed", before - after)):
        if names:
            told = (("names", ", ".join(sorted(names))),)
            yield Change(f"{kind}-{word}", wider_if(word == "added"), told, place)


def _query(old: Side, new: Side) -> Iterator[Change]:
    one, other = old.permission.query, new.permission.query
    if one is None or other is None:
        return
    facts = [(old.facts(day), new.facts(day)) for day in old.days_beside(new)]
    filters = {(frozenset(before.filterable), frozenset(after.filterable)): None for before, after in facts}
    for allowed, allowed_now in filters:
        yield from _names("filter", allowed, allowed_now, other.place)
    for sortable, sortable_now in {(before.sortable, after.sortable): None for before, after in facts}:
        yield from _names("sort", sortable, sortable_now, other.place)
    if one.page_size != other.page_size:
        is_larger = other.page_size > one.page_size
        words = (("old", str(one.page_size)), ("new", str(other.page_size)))
        kind = "page-larger" if is_larger else "page-smaller"
        yield Change(kind, wider_if(is_larger), words, other.place)
    if one.count != other.count:
        is_added = other.count == "exact"
        kind = "count-added" if is_added else "count-removed"
        yield Change(kind, wider_if(is_added), (), other.place)


def _statistics(old: Side, new: Side) -> Iterator[Change]:
    one, other = old.permission.statistics, new.permission.statistics
    if one is None or other is None:
        return
    for name in sorted(one.tables.keys() & other.tables.keys()):
        if _table(old, one.tables[name]) != _table(new, other.tables[name]):
            yield Change("table-other", "mixed", (("name", name),), other.tables[name].place)
    if one.k != other.k:
        is_lower = other.k < one.k
        words = (("old", str(one.k)), ("new", str(other.k)))
        yield Change("k-lower" if is_lower else "k-higher", wider_if(is_lower), words, other.place)
    if one.period != other.period:
        # A table is frozen at other moments: each side has figures that the other never shows.
        yield Change("frozen-other", "mixed", (("old", one.period), ("new", other.period)), other.place)


def _table(side: Side, table: StatisticsTable) -> tuple[object, ...]:
    groups = tuple((side.column(each.field), each.transform, each.arguments) for each in table.group)
    measures = tuple(
        (each.kind, each.base, each.field and side.column(each.field)) for each in table.measures
    )
    return groups, measures


def _quota(old: Side, new: Side) -> Iterator[Change]:
    one, other = old.permission.quota, new.permission.quota
    direction = joined((_limit(one, other, "requests"), _limit(one, other, "rows")))
    if direction != "same":
        words = (("old", _told(one)), ("new", _told(other)))
        kind = {"wider": "quota-larger", "narrower": "quota-smaller"}.get(direction, "quota-other")
        yield Change(kind, direction, words, new.permission.place)


def _limit(one: Quota | None, other: Quota | None, name: str) -> Direction:
    before: int | None = getattr(one, name, None)
    after: int | None = getattr(other, name, None)
    if one is None or other is None or before is None or after is None:
        return "same" if before == after else wider_if(after is None)
    if one.period == other.period:
        return "same" if before == after else wider_if(after > before)
    # No greater a number in a longer period allows no more in any period.
    is_longer = _UNITS.index(other.period) > _UNITS.index(one.period)
    if is_longer == (after <= before):
        return wider_if(not is_longer)
    return "wider" if not is_longer and after == before else "mixed"


def _told(quota: Quota | None) -> str:
    return f"{quota.requests or '-'} / {quota.rows or '-'} / {quota.period}" if quota else "-"
