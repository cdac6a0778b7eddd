"""SQLite's words.

SQLite types values, not columns, so each comparison asks for the storage class;
dates are ISO 8601 text, checked by writing them again. A timestamp is ISO 8601
text with an optional fraction and offset; without an offset it is UTC.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import reduce

from sqlalchemy import (
    Integer,
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
    or_,
)
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler, SQLiteDialect
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op

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
from gateway.sources.elements import Element, Query, Truth

_INTEGER_BOUND = 1 << 63
_NO_BYTES: Element = literal_column("x''")
_SECOND: Element = literal_column("'%Y-%m-%dT%H:%M:%S'")
# Written whole: a column declared DATE would compare a text that looks like a number as one.
_FIRST_DAY: Element = literal_column("'0001-01-01'")
_DAY: Element = literal_column("'%Y-%m-%d'")
# Makes SQLite reckon with a date, not just hand it back: 30 February then comes out as 1 March.
_RECKONED: Element = literal_column("'+0 days'")


class _Compiler(SQLiteCompiler):
    def limit_clause(self, select: Query, **kw: object) -> str:
        """Leave out the `OFFSET 0` that SQLAlchemy always writes for SQLite."""
        return "" if select._limit_clause is None else f"\nLIMIT {self.process(select._limit_clause, **kw)}"


class _Engine(SQLiteDialect):
    statement_compiler = _Compiler
    supports_statement_cache = False


class SqliteDialect:
    """See `dialects.Dialect`."""

    engine = _Engine(paramstyle="qmark")

    def bind(self, value: Scalar, logical_type: LogicalType) -> object:
        """Return what SQLite stores for a value."""
        if type(value) is str:
            return value
        match value:
            case bool():
                return int(value)
            case Decimal():
                # A number written without places was a whole one, and SQLite compares it exactly.
                is_whole = value.as_tuple().exponent == 0 and abs(value) < _INTEGER_BOUND
                return int(value) if is_whole else float(value)
            case datetime():
                return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
            case date():
                return value.isoformat()
        return value

    def released(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a column as it is selected."""
        return column

    def ordered(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a column as rows are ordered by it, and compared with the last row given."""
        match logical_type:
            case LogicalType.STRING:
                return collate(column, "BINARY")
            case LogicalType.TIMESTAMP:
                micros = func.substr(
                    func.substr(_fraction(column), _n(2)).op("||")(_s("000000")), _n(1), _n(6)
                )
                return _moment(column, _SECOND).op("||")(_s(".")).op("||")(micros)
        return column

    def sorted_by(self, ordered: Element, *, descending: bool) -> tuple[Element, ...]:
        """Say that nulls come last; databases differ when it is left unsaid."""
        return (nulls_last(desc(ordered) if descending else asc(ordered)),)

    def missing(self, column: Element, logical_type: LogicalType) -> Truth:
        """Return whether a column is null."""
        return column.is_(None)

    def comparable(self, column: Element, logical_type: LogicalType, *, exact: bool) -> Element:
        """Return a column as a condition compares it; `exact`: for equality alone.

        A column declared with a numeric type turns a bound text that looks like a
        number into one, below every text; an expression has no declared type.
        """
        if logical_type is LogicalType.STRING and not exact:
            return _undeclared(column)
        return self.ordered(column, logical_type)

    def hints(
        self, column: Element, logical_type: LogicalType, operator: str, bound: Element
    ) -> tuple[Truth, ...]:
        """Bound a text column as it stands, since `comparable` hides it from every index.

        In a numeric column a bound that looks like a number becomes one, below every
        text: harmless from below. From above a letter after it keeps it a text, and
        greater than all that the comparison holds for.
        """
        if logical_type is not LogicalType.STRING:
            return ()
        ordered = self.ordered(column, logical_type)
        return (ordered >= bound,) if operator == ">=" else (ordered < bound.op("||")(_s("Z")),)

    def begins_with(self, column: Element, node: BeginsWith, text: Element, below: Element) -> Truth:
        """Return whether a text column begins with a bound text; the bounds only help an index."""
        bound = self.ordered(column, LogicalType.STRING)
        begun = func.substr(column, _n(1), _n(node.length))
        return and_(bound >= text, bound < below, begun == text)

    def text(self, column: Element, logical_type: LogicalType) -> Element:
        """Return a text column as functions take it."""
        return column

    def date_text(self, column: Element, logical_type: LogicalType) -> Element:
        """Return the date of a date or timestamp, in UTC."""
        return _moment(column, _DAY) if logical_type is LogicalType.TIMESTAMP else column

    def length(self, text: Element) -> Element:
        """Return how many code points a text has."""
        return func.length(text)

    def slice(self, text: Element, node: Slice) -> Element:
        """Return a part of a text."""
        start = node.start if node.start < 0 else node.start + 1
        return func.substr(text, _n(start), _n(node.length))

    def joined(self, parts: tuple[Element, ...]) -> Element:
        """Return texts one after the other."""
        return reduce(lambda text, part: text.op("||")(part), parts)

    def strip_left(self, text: Element, node: StripLeft) -> Element:
        """Return a text without its longest beginning made of these characters."""
        return func.ltrim(text, literal_column(f"'{node.characters}'"))

    def rounded(self, column: Element, node: RoundHalfUp) -> Element:
        """Return a whole number rounded half up; past 64 bits SQLite turns it into a float: a misfit."""
        if node.digits >= 0:
            return column
        unit, half = 10**-node.digits, 5 * 10 ** (-node.digits - 1)
        rest = column.op("%")(_n(unit))
        step = case((rest >= _n(half), _n(unit)), (rest <= _n(-half), _n(-unit)), else_=_n(0))
        return column - rest + step

    def floored(self, column: Element, node: FloorTo) -> Element:
        """Return a whole number down to a multiple; past 64 bits SQLite turns it into a float: a misfit."""
        rest = column.op("%")(_n(node.width)).self_group()
        return column - rest - case((rest < _n(0), _n(node.width)), else_=_n(0))

    def integer(self, text: Element, node: AsInteger) -> Element:
        """Return the number that digits write."""
        return cast(text, Integer)

    def guards(self, column: Element, field: FieldValue, *, exact: bool) -> tuple[Truth, ...]:
        """Ask for the storage class; a date must also be what SQLite would write for it."""
        match field.type:
            case LogicalType.STRING:
                return (_is_text(column),)
            case LogicalType.INTEGER | LogicalType.BOOLEAN:
                return (_typeof(column, "integer"),)
            case LogicalType.NUMBER:
                return (or_(_typeof(column, "integer"), _typeof(column, "real")),)
            case LogicalType.DATE:
                return (_is_text(column), *_is_day(column))
            case LogicalType.TIMESTAMP:
                return (_is_text(column), *_is_moment(column))

    def output_guards(self, column: Element, logical_type: LogicalType) -> tuple[Truth, ...]:
        """Ask for a value that the transform has a meaning for."""
        guards = self.guards(column, FieldValue("", logical_type), exact=False)
        match logical_type:
            case LogicalType.STRING:
                # SQLite's text functions stop at U+0000.
                return (*guards, func.instr(column, func.char(_n(0))) == _n(0))
            case LogicalType.DATE:
                return (*guards, column >= _FIRST_DAY)
            case LogicalType.TIMESTAMP:
                return (*guards, _moment(column, _DAY) >= _FIRST_DAY)
        return guards

    def misfit(self, source: LogicalType, result: LogicalType) -> Element:
        """Return an empty blob."""
        return _NO_BYTES

    def misfit_value(self, source: LogicalType, result: LogicalType) -> object:
        """Return None: a blob shows itself."""
        return None


def _n(number: int) -> Element:
    return literal_column(str(number))


def _s(text: str) -> Element:
    return literal_column(f"'{text}'", Text())


def _typeof(column: Element, name: str) -> Truth:
    return func.typeof(column) == _s(name)


def _undeclared(column: Element) -> Element:
    """Return a text as an expression, which has no declared type: a sign before it changes nothing else."""
    return collate(UnaryExpression(column, operator=custom_op("+")), "BINARY")


def _is_text(column: Element) -> Truth:
    """Say whether a value is a text: numbers sort before the first of them, and the first blob after all.

    SQLite compares twice in less time than it takes to write down the storage class.
    """
    return and_(_undeclared(column) >= _s(""), _undeclared(column) < _NO_BYTES)


def _zone(column: Element) -> Element:
    return func.ltrim(func.substr(column, _n(20)), _s(".0123456789"))


def _fraction(column: Element) -> Element:
    return func.replace(func.substr(column, _n(20)), _zone(column), _s(""))


def _moment(column: Element, form: Element) -> Element:
    # SQLite keeps milliseconds: the fraction stays out, so that no second is rounded up.
    return func.strftime(form, func.substr(column, _n(1), _n(19)).op("||")(_zone(column)))


def _is_day(day: Element) -> tuple[Truth, ...]:
    """Say whether a text is a day: written again, 30 February comes out as 1 March.

    The year moves to the same one of a 400 year cycle near ours, because SQLite
    reckons wrongly before the year 400.
    """
    year = func.substr(day, _n(1), _n(4)).op("%")(_n(400)).self_group() + _n(2000)
    near = year.self_group().op("||")(func.substr(day, _n(5)))
    return (day.op("GLOB")(_s("[0-9][0-9][0-9][0-9]-*")), func.date(near, _RECKONED) == near)


def _is_moment(column: Element) -> tuple[Truth, ...]:
    second = func.substr(column, _n(1), _n(19))
    zone, fraction = _zone(column), _fraction(column)
    dot = func.instr(func.substr(fraction, _n(2)), _s("."))
    offset = zone.op("GLOB")(_s("[+-][0-9][0-9]:[0-9][0-9]"))
    return (
        *_is_day(func.substr(column, _n(1), _n(10))),
        # Without an offset SQLite writes a time of day as it stands, so the form is all there is to check.
        func.strftime(_SECOND, second) == func.replace(second, _s(" "), _s("T")),
        func.substr(column, _n(12), _n(2)) < _s("24"),
        # SQLite reckons wrongly before the year 400, and an offset makes it reckon.
        or_(zone == _s(""), zone == _s("Z"), and_(offset, column >= _s("0401-01-01"))),
        or_(
            fraction == _s(""),
            and_(fraction.op("GLOB")(_s(".[0-9]*")), dot == _n(0), func.length(fraction) <= _n(7)),
        ),
    )
