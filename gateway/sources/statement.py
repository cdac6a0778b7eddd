"""From a selection to the one text that a source may execute.

Compiled once a shape and re-read before it is kept (`rereading`), so no text
that names more than the selection is ever executed. Every value is bound.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from gateway.errors import StatementRefused
from gateway.policy import Aggregate, Selection, Value, Wanted
from gateway.sources.aggregate import compile_aggregate
from gateway.sources.compile import Compiled, Text, compile_shape
from gateway.sources.dialects import DIALECTS
from gateway.sources.rereading import check_statement
from gateway.sources.shape import Form, form_of, shape_of

MAX_SHAPES = 128


@dataclass(frozen=True, slots=True)
class Statement:
    """A text, the parameters bound to it, and the physical columns it reads.

    `count` is the statement that counts the rows, where the selection asks for it.
    """

    text: str
    parameters: tuple[object, ...]
    columns: frozenset[str]
    count: "Statement | None" = None


def compile_statement(selection: Wanted, dialect: str) -> Statement:
    """Compile a selection or an aggregate for `sqlite`, `postgresql` or `mariadb`.

    Raises:
        StatementRefused: the selection, or the text it gave, names more than it may.
    """
    return prepare(selection, dialect)[0]


Parted = TypeVar("Parted")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A compiled shape whose texts were re-read, with the columns found in them."""

    compiled: Compiled
    page_columns: frozenset[str]
    count_columns: frozenset[str]


def prepare(selection: Wanted, dialect: str) -> tuple[Statement, Compiled]:
    """Compile a selection, or take what was compiled for another of its shape."""
    if dialect not in DIALECTS:
        raise StatementRefused(f"no dialect {dialect!a}")
    if isinstance(selection, Aggregate):
        return _prepare_aggregate(selection, dialect)
    form, values = _part(selection, dialect, form_of)
    prepared = _KEPT.get(form)
    if prepared is None:
        shape, values = _part(selection, dialect, shape_of)
        prepared = _reread(compile_shape(shape, len(values)), selection, dialect)
        _KEPT.put(form, prepared)
    compiled = prepared.compiled
    bind = DIALECTS[dialect].bind
    bound = [bind(value.value, value.type) for value in (*values, *compiled.constants)]
    count = None
    if compiled.count is not None:
        count = _statement(compiled.count, bound, prepared.count_columns)
    return _statement(compiled.page, bound, prepared.page_columns, count), compiled


def _prepare_aggregate(aggregate: Aggregate, dialect: str) -> tuple[Statement, Compiled]:
    """Compile an aggregate anew: it is asked once a snapshot."""
    try:
        compiled, values = compile_aggregate(aggregate, dialect)
    except KeyError as error:
        raise StatementRefused(
            f"field {error.args[0]!a} is used and has no column in the aggregate"
        ) from None
    columns = check_statement(compiled.page.text, aggregate, dialect)
    bind = DIALECTS[dialect].bind
    bound = [bind(value.value, value.type) for value in (*values, *compiled.constants)]
    return _statement(compiled.page, bound, columns), compiled


def _part(
    selection: Selection, dialect: str, part: Callable[[Selection, str], tuple[Parted, list[Value]]]
) -> tuple[Parted, list[Value]]:
    try:
        return part(selection, dialect)
    except KeyError as error:
        raise StatementRefused(
            f"field {error.args[0]!a} is used and has no column in the selection"
        ) from None


def _statement(
    text: Text, bound: list[object], columns: frozenset[str], count: Statement | None = None
) -> Statement:
    return Statement(text.text, tuple([bound[place] for place in text.slots]), columns, count)


def _reread(compiled: Compiled, selection: Selection, dialect: str) -> Prepared:
    page = check_statement(compiled.page.text, selection, dialect)
    if compiled.count is None:
        return Prepared(compiled, page, frozenset())
    return Prepared(compiled, page, check_statement(compiled.count.text, selection, dialect, is_count=True))


class _Shapes:
    """The most recently used shapes, a bounded number of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Form, Prepared] = OrderedDict()

    def get(self, form: Form) -> Prepared | None:
        with self._lock:
            prepared = self._kept.get(form)
            if prepared is not None:
                self._kept.move_to_end(form)
            return prepared

    def put(self, form: Form, prepared: Prepared) -> None:
        with self._lock:
            self._kept[form] = prepared
            if len(self._kept) > MAX_SHAPES:
                self._kept.popitem(last=False)


_KEPT = _Shapes()
