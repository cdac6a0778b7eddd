"""An aggregate becomes text: one SELECT of groups and their tallies from one table.

Labels are grouped by their bytes, whatever a column's collation, and a stored
value that does not fit its type shows as a misfit of its group: a figure that
silently left values out would be a wrong one.
"""

from sqlalchemy import and_, case, func, literal_column, quoted_name, select

from gateway.errors import StatementRefused
from gateway.policy import EVERY_ROW, Aggregate, And, LogicalType, Output, Selection, Value
from gateway.sources.compile import Compiled, Compiler
from gateway.sources.elements import Element
from gateway.sources.results import Result
from gateway.sources.shape import shape_of
from gateway.sources.sql import slot

TALLIES = ("present", "total", "low", "high")


def selection_of(aggregate: Aggregate) -> Selection:
    """Return the selection whose rows an aggregate counts: its labels are the outputs."""
    return Selection(
        provider=aggregate.provider,
        dataset=aggregate.dataset,
        table=aggregate.table,
        columns=aggregate.columns,
        outputs=aggregate.groups,
        rows=aggregate.rows,
        filter=EVERY_ROW,
        order=(),
        after=None,
        limit=aggregate.limit,
    )


def labels_of(aggregate: Aggregate) -> frozenset[str]:
    """Name the columns of the answer."""
    tallies = {f"{kind}_{place}" for place in range(len(aggregate.sums)) for kind in TALLIES}
    return frozenset({"rows", *tallies, *(output.field for output in aggregate.groups)})


def compile_aggregate(aggregate: Aggregate, dialect: str) -> tuple[Compiled, list[Value]]:
    """Compile an aggregate; returns the values of its first slots too."""
    shape, values = shape_of(selection_of(aggregate), dialect)
    compiler = _Compiler(shape, len(values))
    if not {*aggregate.sums} <= compiler.types.keys():
        raise StatementRefused("a measured field has no column in the aggregate")
    return compiler.tallied(aggregate), values


class _Compiler(Compiler):
    def tallied(self, aggregate: Aggregate) -> Compiled:
        selected: list[Element] = []
        results = [self.group(output, selected) for output in aggregate.groups]
        groups = len(selected)
        results.append(self.figure("rows", "rows", func.count(literal_column("1")), selected))
        for place, field in enumerate(aggregate.sums):
            results += self.tallies(place, field, selected)
        page = select(*selected).select_from(self.table)
        rows = [self.interpreter.test(self.shape.rows)] if self.shape.rows != And(()) else []
        limit = slot(Value(self.first - 1, LogicalType.INTEGER))
        # By the number of the column: no database compares two parameters by their value.
        numbers: list[Element] = [literal_column(str(number)) for number in range(1, groups + 1)]
        return Compiled(
            page=self.text(page.where(*rows).group_by(*numbers).limit(limit)),
            count=None,
            results=tuple(results),
            constants=tuple(self.slots[self.first :]),
        )

    def group(self, output: Output, selected: list[Element]) -> Result:
        """Select a label; one that is no transform is written so that equal means equal bytes."""
        if output.transform is not None:
            return self.output(output, selected)
        stored, logical_type = self.columns[output.field], self.types[output.field]
        result = logical_type
        guards = self.dialect.output_guards(stored, logical_type)
        if logical_type is LogicalType.DATE:
            result, element = LogicalType.STRING, self.dialect.date_text(stored, logical_type)
        elif logical_type is LogicalType.STRING:
            # Any text is a label; what is no text shows itself.
            guards, element = (), self.dialect.ordered(stored, logical_type)
        else:
            element = self.dialect.released(stored, logical_type)
        return self.labelled(output.field, element, guards, (logical_type, result), selected)

    def tallies(self, place: int, field: str, selected: list[Element]) -> list[Result]:
        """Select what is told of a measured field: never a value of one row, unless it is alone."""
        stored = self.columns[field]
        guards = self.dialect.output_guards(stored, LogicalType.INTEGER)
        valid = case((and_(*guards), stored)) if guards else stored
        present: Element = func.count(valid)
        if guards:
            misfit = self.dialect.misfit(LogicalType.INTEGER, LogicalType.INTEGER)
            present = case((func.count(stored) == present, present), else_=misfit)
        figures = (present, func.sum(valid), func.min(valid), func.max(valid))
        return [
            self.figure(field, f"{kind}_{place}", figure, selected)
            for kind, figure in zip(TALLIES, figures, strict=True)
        ]

    def figure(self, field: str, label: str, figure: Element, selected: list[Element]) -> Result:
        selected.append(figure.label(quoted_name(label, quote=True)))
        return Result(field, LogicalType.INTEGER, len(selected) - 1)
