"""A shape becomes text: one SELECT from one table, with quoted names and numbered slots."""

from dataclasses import dataclass

from sqlalchemy import (
    and_,
    case,
    column,
    func,
    literal_column,
    quoted_name,
    select,
    table,
)

from gateway.errors import StatementRefused
from gateway.policy import (
    TRANSFORMS,
    And,
    LogicalType,
    Output,
    Value,
    lower_output,
    runs_in_gateway,
    wire_value,
)
from gateway.sources.dialects import DIALECTS, Dialect
from gateway.sources.elements import Element, Query, Truth
from gateway.sources.layout import laid_out
from gateway.sources.names import checked_name, parse_table
from gateway.sources.paging import after, order_by
from gateway.sources.results import Result
from gateway.sources.shape import Shape, numbered
from gateway.sources.sql import Interpreter, slot


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and the slot of each of its parameters in order."""

    text: str
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """All that a shape decides.

    `constants` fill the slots after those of the selection: the texts that
    transforms bring along, such as a mask.
    """

    page: Text
    count: Text | None
    results: tuple[Result, ...]
    constants: tuple[Value, ...]


def compile_shape(shape: Shape, slots: int) -> Compiled:
    """Compile a shape whose selection fills so many slots."""
    return Compiler(shape, slots).compile()


class Compiler:
    """Writes the texts of one shape."""

    def __init__(self, shape: Shape, slots: int) -> None:
        self.shape = shape
        self.slots: list[Value] = [Value(None, LogicalType.STRING)] * slots
        self.first = slots
        self.dialect: Dialect = DIALECTS[shape.dialect]
        schema, name = parse_table(shape.table)
        physical = {checked_name(physical_name) for _, physical_name, _, _ in shape.columns}
        self.table = table(
            quoted_name(name, quote=True),
            *(column(quoted_name(each, quote=True)) for each in sorted(physical)),
            schema=None if schema is None else quoted_name(schema, quote=True),
        )
        self.columns: dict[str, Element] = {
            field: self.table.c[physical_name] for field, physical_name, _, _ in shape.columns
        }
        self.types = {field: logical_type for field, _, logical_type, _ in shape.columns}
        used = {output.field for output in shape.outputs if output.transform != "constant"}
        missing = (used | {key.field for key in shape.order}) - self.types.keys()
        if missing:
            raise StatementRefused(f"fields {sorted(missing)} are used and have no column in the selection")
        self.interpreter = Interpreter(self.dialect, self.columns)

    def compile(self) -> Compiled:
        selected: list[Element] = []
        results = tuple(self.output(output, selected) for output in self.shape.outputs)
        # A page of constants alone still has to have as many rows as the table gives.
        page = select(*(selected or [literal_column("1")])).select_from(self.table)
        chosen = [test for test in (self.shape.rows, self.shape.filter) if test != And(())]
        rows = [self.interpreter.test(test) for test in chosen]
        return Compiled(
            page=self.text(self.paged(page, rows)),
            count=self.text(self.counted(rows)) if self.shape.count else None,
            results=results,
            constants=tuple(self.slots[self.first :]),
        )

    def paged(self, page: Query, rows: list[Truth]) -> Query:
        nulls = sum(self.shape.after or ())
        given = 0 if self.shape.after is None else len(self.shape.after) - nulls
        beyond = after(self.shape, self.dialect, self.columns, self.first - 1 - given)
        where = rows if beyond is None else [*rows, beyond]
        limit = slot(Value(self.first - 1, LogicalType.INTEGER))
        return page.where(*where).order_by(*order_by(self.shape, self.dialect, self.columns)).limit(limit)

    def counted(self, rows: list[Truth]) -> Query:
        number = func.count(literal_column("1")).label(quoted_name("rows", quote=True))
        return select(number).select_from(self.table).where(*rows)

    def output(self, output: Output, selected: list[Element]) -> Result:
        """Select what an output needs of the source, and say what to make of it."""
        logical_type = self.types.get(output.field, LogicalType.STRING)
        lowered = lower_output(output, logical_type)
        if isinstance(lowered, Value):
            return Result(output.field, logical_type, None, wire_value(lowered.value))
        stored = self.columns[output.field]
        guards: tuple[Truth, ...] = ()
        if output.transform is None or runs_in_gateway(output, logical_type):
            result, element = logical_type, self.dialect.released(stored, logical_type)
        else:
            result = TRANSFORMS[output.transform].gives(logical_type)
            element = self.interpreter.value(numbered(lowered, self.slots))
            guards = self.dialect.output_guards(stored, logical_type)
        return self.labelled(output.field, element, guards, (logical_type, result), selected)

    def labelled(
        self,
        field: str,
        element: Element,
        guards: tuple[Truth, ...],
        types: tuple[LogicalType, LogicalType],
        selected: list[Element],
    ) -> Result:
        """Select an element as a field; where a stored value breaks a guard, what stands for a misfit."""
        misfit = None
        if guards:
            other = self.dialect.misfit(*types)
            element = case((and_(*guards), element), (self.columns[field].is_not(None), other))
            misfit = self.dialect.misfit_value(*types)
        selected.append(element.label(quoted_name(checked_name(field), quote=True)))
        return Result(field, types[1], len(selected) - 1, misfit=misfit)

    def text(self, query: Query) -> Text:
        compiled = query.compile(dialect=self.dialect.engine)
        names = compiled.positiontup or ()
        return Text(laid_out(str(compiled)), tuple(int(name.removeprefix("p")) for name in names))
