"""From counted groups to a table that may be shown: what a small group cannot be told from.

A group of fewer than `k` rows is never shown, and neither is one of whose sum a
single row makes up more than a third. Leaving such a cell out is not enough:
whoever knows the total of its line would find it by subtraction. So all that
have the same first label (a village, say) are shown whole or not at all, in every
table at once, and what is left out adds up, column by column, to nothing or again
to a group that could be shown. No totals are shown. Figures are rounded to a base.

Absence says nothing of which it was: an empty group and a hidden one look alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from gateway.policy.conditions import Scalar
from gateway.policy.rights import Measure, StatisticsRight, StatisticsTable

K_DEFAULT, K_FLOOR = 5, 3
BASE_DEFAULT, BASE_FLOOR = 5, 3

# The largest contribution may be a third of a sum, so that not even the second largest, who knows
# its own part, learns the first one's to closer than its half.
_SHARE = 3

Key = tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one measured field in one group: how many values, their sum, the least and the greatest."""

    present: int
    total: int
    low: int
    high: int

    def joined(self, other: "Tally") -> "Tally":
        """Return the tally of both groups together."""
        if not self.present or not other.present:
            return self if self.present else other
        return Tally(
            self.present + other.present,
            self.total + other.total,
            min(self.low, other.low),
            max(self.high, other.high),
        )


@dataclass(frozen=True, slots=True)
class Group:
    """How many rows have the same labels, and a tally for each measured field."""

    rows: int
    tallies: tuple[Tally, ...]

    def joined(self, other: "Group") -> "Group":
        """Return both groups as one."""
        tallies = tuple(one.joined(two) for one, two in zip(self.tallies, other.tallies, strict=True))
        return Group(self.rows + other.rows, tallies)

    def may_show(self, k: int) -> bool:
        """Say whether a group hides each of its rows: enough of them, and none that makes up the sum."""
        return self.rows >= k and all(_hides(tally, k) for tally in self.tallies)


def _hides(tally: Tally, k: int) -> bool:
    if not tally.present:
        return True
    return tally.present >= k and tally.low >= 0 and tally.high * _SHARE <= tally.total


Groups = Mapping[Key, Group]
_Column = tuple[int, Key]
Name = TypeVar("Name")


def group_fields(right: StatisticsRight) -> tuple[str, ...]:
    """Name the fields of all tables: the first, which they share, then the others."""
    names = [each.field for table in right.tables.values() for each in table.group]
    return tuple(dict.fromkeys(names))


def sum_fields(right: StatisticsRight) -> tuple[str, ...]:
    """Name the measured fields of all tables."""
    named = (each.field for table in right.tables.values() for each in table.measures)
    return tuple(dict.fromkeys(name for name in named if name is not None))


def publish(right: StatisticsRight, groups: Groups) -> Mapping[str, list[list[Any]]]:
    """Return the rows of each table that may be shown: labels, then figures, in the order of the labels.

    `groups` are by all of `group_fields`, with tallies of all of `sum_fields`.
    """
    fields, sums = group_fields(right), sum_fields(right)
    tables = {name: _marginal(table, fields, sums, groups) for name, table in right.tables.items()}
    shown = _shown(tables.values(), right.k)
    return {
        name: [
            [*key, *_figures(right.tables[name].measures, group)]
            for key, group in sorted(cells.items(), key=lambda cell: _ordered(cell[0]))
            if key[0] in shown
        ]
        for name, cells in tables.items()
    }


def _marginal(
    table: StatisticsTable, fields: tuple[str, ...], sums: tuple[str, ...], groups: Groups
) -> dict[Key, Group]:
    places = [fields.index(each.field) for each in table.group]
    measured = [sums.index(each.field) for each in table.measures if each.field is not None]
    return joined_groups(
        (
            tuple(key[place] for place in places),
            Group(group.rows, tuple(group.tallies[place] for place in measured)),
        )
        for key, group in groups.items()
    )


def joined_groups(cells: Iterable[tuple[Name, Group]]) -> dict[Name, Group]:
    """Join the groups that have the same name."""
    joined: dict[Name, Group] = {}
    for name, group in cells:
        joined[name] = joined[name].joined(group) if name in joined else group
    return joined


def _shown(tables: Iterable[Groups], k: int) -> frozenset[Scalar]:
    """Choose the first labels that are shown: hide the unsafe, then the smallest until the rest is safe.

    What is hidden must not be a single label either: its line is the total less the lines shown.
    """
    lines: dict[Scalar, list[tuple[_Column, Group]]] = {}
    for number, cells in enumerate(tables):
        for key, group in cells.items():
            lines.setdefault(key[0], []).append(((number, key[1:]), group))
    unsafe = {label for label, line in lines.items() if not all(group.may_show(k) for _, group in line)}
    sizes = {label: sum(group.rows for _, group in line) for label, line in lines.items()}
    waiting = sorted(
        lines.keys() - unsafe, key=lambda label: (sizes[label], _ordered((label,))), reverse=True
    )
    columns = joined_groups(cell for label in unsafe for cell in lines[label])
    hidden = len(unsafe)
    while hidden and waiting and (hidden == 1 or not all(group.may_show(k) for group in columns.values())):
        for column, group in lines[waiting.pop()]:
            columns[column] = columns[column].joined(group) if column in columns else group
        hidden += 1
    return frozenset(waiting)


def _figures(measures: tuple[Measure, ...], group: Group) -> list[int]:
    tallies = iter(group.tallies)
    return [
        rounded(group.rows if measure.field is None else next(tallies).total, measure.base)
        for measure in measures
    ]


def rounded(number: int, base: int) -> int:
    """Round a number from zero to the nearest multiple of a base, half up."""
    return (2 * number + base) // (2 * base) * base


def _ordered(key: Key) -> tuple[tuple[int, str, Any], ...]:
    """Order labels of one type, nulls last: a database's own order would differ from another's."""
    return tuple((label is None, type(label).__name__, label if label is not None else "") for label in key)
