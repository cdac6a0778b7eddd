"""What a permission may do with a field, and the rights by which it is used, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gateway.policy.conditions import Argument
from gateway.policy.place import Place


@dataclass(frozen=True, slots=True)
class Use:
    """What one permission may do with one field.

    `kind` is `release`, `transform`, `condition`, `lookup-key`, `group` or
    `measure`; `transform` and `arguments` are set for a transform alone.
    """

    kind: Literal["release", "transform", "condition", "lookup-key", "group", "measure"]
    place: Place
    transform: str | None = None
    arguments: tuple[tuple[str, Argument], ...] = ()


@dataclass(frozen=True, slots=True)
class QueryRight:
    """How rows may be asked for; filter and sort name fields released untouched."""

    filter: frozenset[str]
    sort: frozenset[str]
    page_size: int
    count: Literal["none", "exact"]
    place: Place


@dataclass(frozen=True, slots=True)
class LookupRight:
    """That the row of one key may be asked for, by the exact value that the consumer already holds."""

    key: str
    place: Place


Unit = Literal["hour", "day", "month"]


@dataclass(frozen=True, slots=True)
class Quota:
    """How much of a permission is answered in one period of its agreement's time zone; None is unlimited."""

    requests: int | None
    rows: int | None
    period: Unit
    place: Place


@dataclass(frozen=True, slots=True)
class GroupBy:
    """One field that rows are grouped by: its values, or what a transform makes of them."""

    field: str
    place: Place
    transform: str | None = None
    arguments: tuple[tuple[str, Argument], ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of every group: how many rows, or a sum of a field, rounded to `base`."""

    kind: Literal["count", "sum"]
    base: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """One table of figures by groups, as both parties signed for it."""

    id: str
    group: tuple[GroupBy, ...]
    measures: tuple[Measure, ...]
    place: Place


Frozen = Literal["day", "month", "once"]


@dataclass(frozen=True, slots=True)
class StatisticsRight:
    """A closed list of tables, frozen together once a period; no group of fewer than `k` shows.

    All tables begin with the same field (see `statistics`); no other field stands in two of them.
    """

    period: Frozen
    k: int
    tables: Mapping[str, StatisticsTable]
    place: Place


@dataclass(frozen=True, slots=True)
class Retention:
    """By when what was given must be deleted: so many days after the answer, or by a date."""

    place: Place
    days: int | None = None
    until: date | None = None
