"""What the databases say differently: one `Dialect` each, over the same primitives.

A dialect must see to three things, or two databases would release different rows:
text compares by its bytes, a stored value that does not fit its logical type
satisfies no comparison, and no expression ever raises because of a stored value.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from sqlalchemy.engine import Dialect as Engine

from gateway.policy import (
    AsInteger,
    BeginsWith,
    FieldValue,
    FloorTo,
    LogicalType,
    RoundHalfUp,
    Scalar,
    Slice,
    StripLeft,
)
from gateway.sources.dialect_mariadb import MariadbDialect
from gateway.sources.dialect_postgresql import PostgresqlDialect
from gateway.sources.dialect_sqlite import SqliteDialect
from gateway.sources.elements import Element, Truth


class Dialect(Protocol):
    """The words of one database."""

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's own dialect, which writes the text."""

    def bind(self, value: Scalar, logical_type: LogicalType) -> object:
        """Return what the driver gets for a value."""

    def released(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a column as it is selected."""

    def ordered(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a column as rows are ordered by it, and compared with the last row given."""

    def sorted_by(self, ordered: Element, *, descending: bool) -> tuple[Element, ...]:
        """Return what to order by for `ordered` to sort with nulls last."""

    def missing(self, column: Element, logical_type: LogicalType) -> Truth:
        """Return whether a column is null; a value that does not fit its type is not."""

    def comparable(self, column: Element, logical_type: LogicalType, *, exact: bool) -> Element:
        """Return a column as a condition compares it; `exact`: for equality alone."""

    def hints(
        self, column: Element, logical_type: LogicalType, operator: str, bound: Element
    ) -> tuple[Truth, ...]:
        """Return what holds wherever a comparison by order holds, in a form that an index can serve."""

    def begins_with(self, column: Element, node: BeginsWith, text: Element, below: Element) -> Truth:
        """Return whether a text column begins with a bound text, in a way that an index can serve."""

    def text(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a text column as functions take it."""

    def date_text(self, column: Element, logical_type: LogicalType) -> Element:
        """Return the date of a date or timestamp, in UTC."""

    def length(self, text: Element) -> Element:
        """Return how many code points a text has."""

    def slice(self, text: Element, node: Slice) -> Element:
        """Return a part of a text."""

    def joined(self, parts: tuple[Element, ...]) -> Element:
        """Return texts one after the other."""

    def strip_left(self, text: Element, node: StripLeft) -> Element:
        """Return a text without its longest beginning made of these characters."""

    def rounded(self, column: Element, node: RoundHalfUp) -> Element:
        """Return a whole number rounded half up."""

    def floored(self, column: Element, node: FloorTo) -> Element:
        """Return the greatest multiple of a width that is no greater than a whole number."""

    def integer(self, text: Element, node: AsInteger) -> Element:
        """Return the number that digits write."""

    def guards(self, column: Element, field: FieldValue, *, exact: bool) -> tuple[Truth, ...]:
        """Return what must hold beside a comparison for a stored value to fit its type.

        `exact` says that the column is only compared for equality.
        """

    def output_guards(self, column: Element, logical_type: LogicalType) -> tuple[Truth, ...]:
        """Return what must hold for a transform to have a meaning."""

    def misfit(self, source: LogicalType, result: LogicalType) -> Element:
        """Return what stands for the output of a value that does not fit: no output's value."""

    def misfit_value(self, source: LogicalType, result: LogicalType) -> object:
        """Return what the driver gives for `misfit`; None when it has no type of an output."""


DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {"sqlite": SqliteDialect(), "postgresql": PostgresqlDialect(), "mariadb": MariadbDialect()}
)
