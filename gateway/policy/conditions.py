"""Row conditions: which rows, said in a closed language without negation.

A null value satisfies only `IsNull`. An empty `All` holds for every row.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Scalar = str | int | float | bool | Decimal | date | datetime | None
# What a transform is told: one value, or several in their order.
Argument = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Equals:
    """The field has exactly this value."""

    field: str
    value: Scalar


@dataclass(frozen=True, slots=True)
class In:
    """The field has one of these values."""

    field: str
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """The field's region code lies at or below this one, dotted or undotted."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Between:
    """The field lies from low to high, both included."""

    field: str
    low: Scalar
    high: Scalar


@dataclass(frozen=True, slots=True)
class IsNull:
    """The field has no value."""

    field: str


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these holds."""

    of: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these holds."""

    of: "tuple[Condition, ...]"


Condition = Equals | In | Within | Between | IsNull | All | Any

EVERY_ROW: Condition = All(())


def condition_fields(condition: Condition) -> frozenset[str]:
    """Name the fields that a condition reads."""
    if isinstance(condition, All | Any):
        return frozenset().union(*(condition_fields(part) for part in condition.of))
    return frozenset({condition.field})
