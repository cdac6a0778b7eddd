"""The SQL interpreter of terms: primitives become SQLAlchemy expressions.

Nothing here knows an operator or a transform, and no value ever becomes text:
values are bound, and only what belongs to a term itself is written out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import (
    Text,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    literal_column,
    or_,
    true,
)
from sqlalchemy.types import NullType

from gateway.errors import StatementRefused
from gateway.policy import (
    And,
    AsInteger,
    BeginsWith,
    Choose,
    Compare,
    Concat,
    DateText,
    Expression,
    FieldValue,
    Fixed,
    FloorTo,
    Geohash,
    Hmac,
    IsMissing,
    Length,
    LogicalType,
    OneOf,
    Or,
    Remove,
    RoundHalfUp,
    Slice,
    StripLeft,
    Test,
    Value,
)
from gateway.sources.dialects import Dialect
from gateway.sources.elements import Element, Truth


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Writes terms over the columns of one table, in one dialect."""

    dialect: Dialect
    columns: Mapping[str, Element]

    def test(self, test: Test) -> Truth:
        """Write a condition; the guards of all it compares stand beside it."""
        match test:
            case Or(parts):
                return or_(false(), *(self.test(part) for part in parts))
            case And(parts):
                alone = tuple(part for part in parts if isinstance(part, Compare | OneOf | BeginsWith))
                rest = [
                    self.test(part) for part in parts if not isinstance(part, Compare | OneOf | BeginsWith)
                ]
                return and_(true(), *map(self._bare, alone), *self._guards(alone), *rest)
            case IsMissing(of):
                return self.dialect.missing(self.columns[of.field], of.type)
        return and_(self._bare(test), *self._guards((test,)))

    def value(self, expression: Expression) -> Element:
        """Write a value as functions and results take it."""
        match expression:
            case Value(_, logical_type):
                return (
                    cast(slot(expression), Text) if logical_type is LogicalType.STRING else slot(expression)
                )
            case Fixed(content):
                return literal_column(str(content) if isinstance(content, int) else f"'{content}'")
            case FieldValue(field, logical_type):
                column = self.columns[field]
                is_text = logical_type is LogicalType.STRING
                return self.dialect.text(column, logical_type) if is_text else column
            case Choose(when, then, otherwise):
                other = None if otherwise is None else self.value(otherwise)
                return case((self._unguarded(when), self.value(then)), else_=other)
            case Concat(parts):
                return self.dialect.joined(tuple(map(self.value, parts)))
            case Hmac() | Geohash():
                raise StatementRefused("a transform of the gateway's own must not enter SQL")
        return self._function(expression)

    def _function(
        self, node: Length | Slice | Remove | StripLeft | DateText | AsInteger | RoundHalfUp | FloorTo
    ) -> Element:
        match node:
            case DateText(of):
                return self.dialect.date_text(self.columns[of.field], of.type)
            case RoundHalfUp(of):
                return self.dialect.rounded(self.columns[of.field], node)
            case FloorTo(of):
                return self.dialect.floored(self.columns[of.field], node)
        inner = self.value(node.of)
        match node:
            case Length():
                return self.dialect.length(inner)
            case Slice():
                return self.dialect.slice(inner, node)
            case Remove(_, character):
                return func.replace(inner, literal_column(f"'{character}'"), literal_column("''"))
            case StripLeft():
                return self.dialect.strip_left(inner, node)
            case AsInteger():
                return self.dialect.integer(inner, node)

    def _bare(self, test: Compare | OneOf | BeginsWith) -> Truth:
        match test:
            case BeginsWith(of, text, below):
                return self.dialect.begins_with(self.columns[of.field], test, slot(text), slot(below))
            case OneOf(of, values):
                return self._operand(of).in_([self._operand(value) for value in values])
            case Compare(operator, left, right):
                exact = operator == "="
                bound = self._operand(right)
                compared = self._operand(left, exact=exact).bool_op(operator)(bound)
                return and_(*self._hints(left, operator, bound), compared)

    def _hints(self, compared: Expression, operator: str, bound: Element) -> tuple[Truth, ...]:
        if not isinstance(compared, FieldValue) or operator == "=":
            return ()
        return self.dialect.hints(self.columns[compared.field], compared.type, operator, bound)

    def _operand(self, expression: Expression, *, exact: bool = True) -> Element:
        match expression:
            case FieldValue(field, logical_type):
                return self.dialect.comparable(self.columns[field], logical_type, exact=exact)
            case Value():
                return slot(expression)
        return self.value(expression)

    def _unguarded(self, test: Test) -> Truth:
        """Write a test inside a transform, whose guards stand around the whole."""
        match test:
            case And(parts):
                return and_(true(), *map(self._unguarded, parts))
            case Or(parts):
                return or_(false(), *map(self._unguarded, parts))
            case IsMissing(of):
                return self.dialect.missing(self.columns[of.field], of.type)
        return self._bare(test)

    def _guards(self, tests: tuple[Compare | OneOf | BeginsWith, ...]) -> Iterator[Truth]:
        exact: dict[FieldValue, bool] = {}
        for test in tests:
            is_equality = not isinstance(test, Compare) or test.operator == "="
            for field in _fields(test):
                exact[field] = exact.get(field, True) and is_equality
        for field, is_exact in exact.items():
            yield from self.dialect.guards(self.columns[field.field], field, exact=is_exact)


def slot(value: Value) -> Element:
    """Bind a numbered slot."""
    return bindparam(f"p{value.value}", type_=NullType(), required=True)


def _fields(node: Test | Expression) -> Iterator[FieldValue]:
    match node:
        case FieldValue():
            yield node
        case Compare(_, left, right):
            yield from _fields(left)
            yield from _fields(right)
        case And(parts) | Or(parts) | Concat(parts):
            for part in parts:
                yield from _fields(part)
        case Choose(when, then, otherwise):
            for part in (when, then, *(() if otherwise is None else (otherwise,))):
                yield from _fields(part)
        case Value() | Fixed():
            return
        case _:
            yield from _fields(node.of)
