"""PostgreSQL's words.

Columns are typed, so few guards are needed: a whole number in a `numeric`, and
the years that only PostgreSQL has. Sessions run in UTC, so a timestamp without
a time zone is UTC. Text is compared under the collation "C", by its bytes.
"""

from decimal import Decimal
from functools import reduce

from sqlalchemy import (
    BigInteger,
    Numeric,
    Text,
    and_,
    asc,
    case,
    cast,
    collate,
    desc,
    func,
    literal_column,
    nulls_last,
)
from sqlalchemy.dialects.postgresql.base import PGDialect

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
from gateway.sources.elements import Element, Truth

_MOMENTS = frozenset({LogicalType.DATE, LogicalType.TIMESTAMP})


# The days that RFC 3339 can write; `infinity` and others lie outside.
_FIRST: Element = literal_column("'0001-01-01'")
_AFTER: Element = literal_column("'10000-01-01'")
_LEAST: Element = literal_column("-9223372036854775808")
_GREATEST: Element = literal_column("9223372036854775807")


class PostgresqlDialect:
    """See `dialects.Dialect`."""

    engine = PGDialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]

    def bind(self, value: Scalar, logical_type: LogicalType) -> object:
        """Return what psycopg takes; a number goes as a decimal, exact against either kind of column."""
        if logical_type is LogicalType.NUMBER and isinstance(value, float):
            return Decimal(repr(value))
        return value

    def released(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a column as it is selected; text types differ in what they say of trailing blanks."""
        return cast(column, Text) if logical_type is LogicalType.STRING else column

    def ordered(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a column as rows are ordered by it, and compared with the last row given."""
        return self.text(column, logical_type) if logical_type is LogicalType.STRING else column

    def sorted_by(self, ordered: Element, *, descending: bool) -> tuple[Element, ...]:
        """Say that nulls come last; databases differ when it is left unsaid."""
        return (nulls_last(desc(ordered) if descending else asc(ordered)),)

    def missing(self, column: Element, logical_type: LogicalType) -> Truth:
        """Return whether a column is null."""
        return column.is_(None)

    def comparable(self, column: Element, logical_type: LogicalType, *, exact: bool) -> Element:
        """Return a column as a condition compares it."""
        return self.ordered(column, logical_type)

    def hints(
        self, column: Element, logical_type: LogicalType, operator: str, bound: Element
    ) -> tuple[Truth, ...]:
        """Return nothing: a comparison is itself in a form that an index can serve."""
        return ()

    def begins_with(self, column: Element, node: BeginsWith, text: Element, below: Element) -> Truth:
        """Return whether a text column begins with a bound text: in bytes, what lies between the bounds."""
        bound = self.text(column, LogicalType.STRING)
        return and_(bound >= text, bound < below)

    def text(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a text column as functions take it."""
        return collate(cast(column, Text), "C")

    def date_text(self, column: Element, logical_type: LogicalType) -> Element:
        """Return the date of a date or timestamp, in the session's UTC."""
        return collate(func.to_char(column, literal_column("'YYYY-MM-DD'")), "C")

    def length(self, text: Element) -> Element:
        """Return how many code points a text has."""
        return func.length(text)

    def slice(self, text: Element, node: Slice) -> Element:
        """Return a part of a text."""
        if node.start < 0:
            return func.right(text, literal_column(str(node.length)))
        return func.substr(text, literal_column(str(node.start + 1)), literal_column(str(node.length)))

    def joined(self, parts: tuple[Element, ...]) -> Element:
        """Return texts one after the other."""
        return reduce(lambda text, part: text.op("||")(part), parts)

    def strip_left(self, text: Element, node: StripLeft) -> Element:
        """Return a text without its longest beginning made of these characters."""
        return func.ltrim(text, literal_column(f"'{node.characters}'"))

    def rounded(self, column: Element, node: RoundHalfUp) -> Element:
        """Return a whole number rounded half up, as a decimal so that it cannot overflow."""
        return func.round(cast(column, Numeric), literal_column(str(node.digits)))

    def floored(self, column: Element, node: FloorTo) -> Element:
        """Return a whole number down to a multiple, as a decimal so that it cannot overflow."""
        number = cast(column, Numeric)
        rest = number.op("%")(literal_column(str(node.width))).self_group()
        below: Element = case(
            (rest < literal_column("0"), literal_column(str(node.width))), else_=literal_column("0")
        )
        return number - rest - below

    def integer(self, text: Element, node: AsInteger) -> Element:
        """Return the number that digits write."""
        return cast(text, BigInteger)

    def guards(self, column: Element, field: FieldValue, *, exact: bool) -> tuple[Truth, ...]:
        """Ask for a whole number, unless only equality to one is asked anyway."""
        return _whole(column) if field.type is LogicalType.INTEGER and not exact else ()

    def output_guards(self, column: Element, logical_type: LogicalType) -> tuple[Truth, ...]:
        """Ask for a value that the transform has a meaning for."""
        if logical_type is LogicalType.INTEGER:
            # A cap or a bucket would make a number of 64 bits of any numeric.
            return (*_whole(column), column >= _LEAST, column <= _GREATEST)
        if logical_type in _MOMENTS:
            return (column >= _FIRST, column < _AFTER)
        return ()

    def misfit(self, source: LogicalType, result: LogicalType) -> Element:
        """Return what no output of this type can be."""
        if result is LogicalType.STRING:
            return literal_column("''")
        return literal_column("-1") if source in _MOMENTS else cast(literal_column("'NaN'"), Numeric)

    def misfit_value(self, source: LogicalType, result: LogicalType) -> object:
        """Return what the driver gives for `misfit`; not-a-number shows itself."""
        if source not in _MOMENTS:
            return None
        return "" if result is LogicalType.STRING else -1


def _whole(column: Element) -> tuple[Truth, ...]:
    return (column.op("%")(literal_column("1")) == literal_column("0"),)
