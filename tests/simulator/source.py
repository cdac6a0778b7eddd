"""A source in memory that remembers every selection, so that a test can tell what was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gateway.drafting import Row, Table
from gateway.policy import Rows, Wanted


@dataclass
class MemorySource:
    """Tables by their physical name; each row maps physical column names to stored values."""

    tables: Mapping[str, Sequence[Row]]
    selections: list[Wanted] = field(default_factory=list)
    fault: Exception | None = None

    def read(self, selection: Wanted) -> Rows:
        self.selections.append(selection)
        if self.fault is not None:
            raise self.fault
        return Table(self.tables[selection.table]).read(selection)
