"""MariaDB's words.

Columns are typed, and the reader checks their types beside every read (see
`mariadb`), since MariaDB would rather turn a text into a number than refuse to
compare the two. What is left to guard against are zero dates and other days that
no calendar has, and whole numbers past 64 bits. Sessions run in UTC. Text is
compared under `utf8mb4_nopad_bin`: by its bytes, blanks at the end included.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Numeric, Text, and_, asc, case, cast, collate, desc, func, literal_column
from sqlalchemy.dialects.mysql.base import MySQLDialect

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

COLLATION = "utf8mb4_nopad_bin"
_MOMENTS = frozenset({LogicalType.DATE, LogicalType.TIMESTAMP})
_FIRST_DAY: Element = literal_column("'0001-01-01'")
# The first whole number past every unsigned column: the output of nothing.
_PAST: Element = literal_column("18446744073709551616")
_LEAST: Element = literal_column("-9223372036854775808")
_GREATEST: Element = literal_column("9223372036854775807")
_PLACES = 38
_DIGITS = 65


class MariadbDialect:
    """See `dialects.Dialect`."""

    engine = MySQLDialect(paramstyle="qmark")

    def bind(self, value: Scalar, logical_type: LogicalType) -> object:
        """Return what the reader writes for a value; a float only where no DECIMAL holds the number."""
        match value:
            case bool():
                return int(value)
            case float():
                return _number(Decimal(repr(value)))
            case Decimal():
                return _number(value)
            case datetime():
                return value.astimezone(UTC).replace(tzinfo=None)
            case date():
                return value
        return value

    def released(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a column as it is selected; the text of a FLOAT is another number than the one compared."""
        match logical_type:
            case LogicalType.STRING:
                return cast(column, Text)
            case LogicalType.NUMBER:
                return column + _n(0)
        return column

    def ordered(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a column as rows are ordered by it, and compared with the last row given."""
        return self.text(column, logical_type) if logical_type is LogicalType.STRING else column

    def sorted_by(self, ordered: Element, *, descending: bool) -> tuple[Element, ...]:
        """Say that nulls come last, for which MariaDB has no words."""
        return (ordered.is_(None), desc(ordered) if descending else asc(ordered))

    def missing(self, column: Element, logical_type: LogicalType) -> Truth:
        """Return whether a column is null; a zero date IS NULL in MariaDB, unless asked as a text."""
        return (cast(column, Text) if logical_type in _MOMENTS else column).is_(None)

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
        return collate(cast(column, Text), COLLATION)

    def date_text(self, column: Element, logical_type: LogicalType) -> Element:
        """Return the date of a date or timestamp, in the session's UTC."""
        return collate(func.substr(cast(column, Text), _n(1), _n(10)), COLLATION)

    def length(self, text: Element) -> Element:
        """Return how many code points a text has."""
        return func.char_length(text)

    def slice(self, text: Element, node: Slice) -> Element:
        """Return a part of a text."""
        if node.start < 0:
            return func.right(text, _n(node.length))
        return func.substr(text, _n(node.start + 1), _n(node.length))

    def joined(self, parts: tuple[Element, ...]) -> Element:
        """Return texts one after the other."""
        return func.concat(*parts)

    def strip_left(self, text: Element, node: StripLeft) -> Element:
        """Return a text without its longest beginning made of these characters."""
        return func.regexp_replace(text, literal_column(f"'^[{node.characters}]+'"), literal_column("''"))

    def rounded(self, column: Element, node: RoundHalfUp) -> Element:
        """Return a whole number rounded half up, as a decimal so that it cannot overflow."""
        return func.round(cast(column, Numeric(_DIGITS, 0)), _n(node.digits))

    def floored(self, column: Element, node: FloorTo) -> Element:
        """Return a whole number down to a multiple, as a decimal so that it cannot overflow."""
        number = cast(column, Numeric(_DIGITS, 0))
        rest = number.op("%")(_n(node.width)).self_group()
        return number - rest - case((rest < _n(0), _n(node.width)), else_=_n(0))

    def integer(self, text: Element, node: AsInteger) -> Element:
        """Return the number that digits write."""
        return cast(text, BigInteger)

    def guards(self, column: Element, field: FieldValue, *, exact: bool) -> tuple[Truth, ...]:
        """Ask for a whole number, and for a day that a calendar has, unless equality asks for one anyway."""
        if field.type in _MOMENTS:
            return _is_day(column)
        return _whole(column) if field.type is LogicalType.INTEGER and not exact else ()

    def output_guards(self, column: Element, logical_type: LogicalType) -> tuple[Truth, ...]:
        """Ask for a value that the transform has a meaning for."""
        match logical_type:
            case LogicalType.INTEGER:
                # A cap or a bucket would make a number of 64 bits of any unsigned one.
                return (*_whole(column), column >= _LEAST, column <= _GREATEST)
            case LogicalType.STRING:
                return (func.instr(column, func.char(_n(0))) == _n(0),)
        return _is_day(column) if logical_type in _MOMENTS else ()

    def misfit(self, source: LogicalType, result: LogicalType) -> Element:
        """Return what no output of this type can be."""
        if result is LogicalType.STRING:
            return literal_column("''")
        return literal_column("-1") if source in _MOMENTS else _PAST

    def misfit_value(self, source: LogicalType, result: LogicalType) -> object:
        """Return what the driver gives for `misfit`; a number past 64 bits shows itself."""
        if result is LogicalType.STRING:
            return ""
        return -1 if source in _MOMENTS else None


def _n(number: int) -> Element:
    return literal_column(str(number))


def _number(number: Decimal) -> Decimal | float:
    """Return a number as a literal of MariaDB can write it: exactly if a DECIMAL can hold it at all."""
    _, digits, exponent = number.normalize().as_tuple()
    places = max(0, -int(exponent))
    whole = max(0, len(digits) + int(exponent))
    return number if places <= _PLACES and places + whole <= _DIGITS else float(number)


def _whole(column: Element) -> tuple[Truth, ...]:
    return (column.op("%")(_n(1)) == _n(0),)


def _is_day(column: Element) -> tuple[Truth, ...]:
    """Say whether a date is one: neither zero, nor with a zero month or day, nor 30 February."""
    day = func.dayofmonth(column)
    return (column >= _FIRST_DAY, day >= _n(1), day <= func.dayofmonth(func.last_day(column)))
