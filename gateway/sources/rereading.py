"""The second reading of every text: a parser that we did not write says what it reads.

The compiler is not asked. What may be read is worked out here again from the
selection alone, and whatever is not known to be harmless is refused: the kinds
of nodes, functions, casts and fixed texts are closed lists.
"""

import threading
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from gateway.errors import StatementRefused
from gateway.policy import Aggregate, Selection, Wanted, condition_fields
from gateway.sources.aggregate import labels_of
from gateway.sources.names import parse_table
from gateway.sources.rereading_groups import GROUPING, aggregated_columns, check_groups

_PARTS = frozenset({"expressions", "from_", "where", "order", "limit"})
_COMMON: frozenset[type[exp.Expr]] = frozenset(
    {
        exp.Add,
        exp.Alias,
        exp.And,
        exp.Boolean,
        exp.Case,
        exp.Cast,
        exp.Collate,
        exp.Column,
        exp.Count,
        exp.DPipe,
        exp.DataType,
        exp.EQ,
        exp.From,
        exp.GT,
        exp.GTE,
        exp.Identifier,
        exp.If,
        exp.In,
        exp.Is,
        exp.LT,
        exp.LTE,
        exp.Length,
        exp.Limit,
        exp.Literal,
        exp.Mod,
        exp.Neg,
        exp.Not,
        exp.Null,
        exp.Or,
        exp.Order,
        exp.Ordered,
        exp.Paren,
        exp.Replace,
        exp.Select,
        exp.Sub,
        exp.Substring,
        exp.Table,
        exp.TimeToStr,
        exp.Trim,
        exp.Where,
    }
)
_KINDS: Mapping[str, frozenset[type[exp.Expr]]] = MappingProxyType(
    {
        "sqlite": _COMMON
        | {
            exp.Anonymous,
            exp.Chr,
            exp.Glob,
            exp.HexString,
            exp.Placeholder,
            exp.StrPosition,
            exp.TsOrDsToTimestamp,
            exp.Typeof,
        },
        "postgresql": _COMMON | {exp.Parameter, exp.Right, exp.Round},
        "mariadb": _COMMON
        | {
            exp.Chr,
            exp.Concat,
            exp.DataTypeParam,
            exp.DayOfMonth,
            exp.LastDay,
            exp.Placeholder,
            exp.RegexpReplace,
            exp.Right,
            exp.Round,
            exp.StrPosition,
            exp.TsOrDsToDate,
            exp.Var,
        },
    }
)
_GRAMMARS: Mapping[str, str] = MappingProxyType(
    {"sqlite": "sqlite", "postgresql": "postgres", "mariadb": "mysql"}
)
_UNKNOWN_FUNCTIONS = frozenset({"DATE"})
_CASTS = frozenset({exp.DType.CHAR, exp.DType.TEXT, exp.DType.INT, exp.DType.BIGINT, exp.DType.DECIMAL})
_PARSING = threading.Lock()
_COLLATIONS = frozenset({"BINARY", "C", "utf8mb4_nopad_bin"})
# The fixed texts of terms and dialects. A value in the text instead of in a slot is none of these.
_TEXTS = frozenset(
    {
        "",
        ".",
        "Z",
        "T",
        " ",
        "0123456789",
        "^[0123456789]+",
        ".0123456789",
        ".[0-9]*",
        "[+-][0-9][0-9]:[0-9][0-9]",
        "[0-9][0-9][0-9][0-9]-*",
        "%Y-%m-%d",
        "%Y-%m-%dT%H:%M:%S",
        "000000",
        "+0 days",
        "24",
        "0001-01-01",
        "0401-01-01",
        "10000-01-01",
        "NaN",
        "text",
        "integer",
        "real",
    }
)


def check_statement(text: str, selection: Wanted, dialect: str, *, is_count: bool = False) -> frozenset[str]:
    """Return the physical columns that a text reads: a part of those the selection may read.

    Raises:
        StatementRefused: it is not one plain SELECT from the selection's table, or
            reads or does anything beyond; it must not be executed.
    """
    statement = _parse(text, dialect)
    kinds = _KINDS[dialect]
    if isinstance(selection, Aggregate):
        kinds |= GROUPING
        allowed, labels = aggregated_columns(selection), labels_of(selection)
        check_groups(statement, selection)
    else:
        allowed = _allowed_columns(selection, is_count=is_count)
        labels = frozenset({"rows"} if is_count else {output.field for output in selection.outputs})
    schema, table = parse_table(selection.table)
    read: set[str] = set()
    for node in statement.walk():
        if type(node) not in kinds or node.comments:
            raise StatementRefused(f"the statement holds a {type(node).__name__}")
        match node:
            case exp.Select():
                _check_select(node, statement, selection)
            case exp.Table():
                _check(_names(node) == [schema, table], "the statement names another table")
            case exp.Column():
                *owner, column = _names(node)
                _check(owner == [schema, table], "a column of another table")
                _check(column in allowed, f"column {column!a}, which the selection has no use for")
                read.add(str(column))
            case exp.Alias():
                _check(node.alias in labels, f"label {node.alias!a}")
            case _:
                _check_leaf(node)
    return frozenset(read)


def _parse(text: str, dialect: str) -> exp.Expr:
    try:
        # sqlglot's first parses in several threads at once fail now and then.
        with _PARSING:
            statements = sqlglot.parse(text, read=_GRAMMARS[dialect])
    except SqlglotError as error:
        raise StatementRefused("the statement does not parse") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Select):
        raise StatementRefused("not exactly one SELECT")
    return statements[0]


def _allowed_columns(selection: Selection, *, is_count: bool) -> frozenset[str]:
    """Work out anew what a selection has a use for."""
    used = set(condition_fields(selection.rows) | condition_fields(selection.filter))
    if not is_count:
        used |= {output.field for output in selection.outputs if output.transform != "constant"}
        used |= {key.field for key in selection.order}
    if not used <= selection.columns.keys():
        raise StatementRefused("the selection uses a field that has no column in it")
    return frozenset(selection.columns[field].physical_name for field in used)


def _check_select(node: exp.Select, statement: exp.Expr, selection: Wanted) -> None:
    _check(node is statement, "a query inside the query")
    parts = _PARTS | {"group"} if isinstance(selection, Aggregate) else _PARTS
    extra = {name for name, part in node.args.items() if part and name not in parts}
    _check(not extra, f"more than a plain SELECT: {sorted(extra)}")


def _check_leaf(node: exp.Expr) -> None:
    match node:
        case exp.Identifier():
            _check(bool(node.args.get("quoted")), "a name without quotes")
        case exp.Literal():
            known = node.this in _TEXTS if node.is_string else str(node.this).isdecimal()
            _check(known, "a value that is not bound")
        case exp.HexString():
            _check(not node.this, "a value that is not bound")
        case exp.Anonymous():
            _check(node.this in _UNKNOWN_FUNCTIONS, f"function {node.this!a}")
        case exp.DataType():
            _check(node.this in _CASTS, f"a cast to {node.this}")
        case exp.Collate():
            _check(node.expression.name in _COLLATIONS, "another collation")
        case exp.Var():
            _check(isinstance(node.parent, exp.Collate), "a word without quotes")
        case exp.Trim():
            _check(node.args.get("position") == "LEADING", "another trim")
        case _:
            # Kinds that have nothing to say for themselves; their children are walked.
            return


def _names(node: exp.Table | exp.Column) -> list[str | None]:
    """Return schema, table and for a column its name; an alias or a catalog is none of ours."""
    extra = {key for key, part in node.args.items() if part and key not in {"this", "table", "db"}}
    _check(not extra, f"more than a name: {sorted(extra)}")
    parts: list[str | None] = [part.name for part in _identifiers(node)]
    expected = 2 if isinstance(node, exp.Table) else 3
    return [None] * (expected - len(parts)) + parts


def _identifiers(node: exp.Table | exp.Column) -> Iterator[exp.Identifier]:
    for key in ("db", "table", "this"):
        part = node.args.get(key)
        if part is not None:
            _check(isinstance(part, exp.Identifier), "a star or a function where a name belongs")
            yield part


def _check(holds: bool, problem: str) -> None:
    if not holds:
        raise StatementRefused(f"the statement holds {problem}")
