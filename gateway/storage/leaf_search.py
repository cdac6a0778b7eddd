"""Leaves that hold some bytes, found in the database itself: a look at every leaf, and at nothing else.

What stands beside the leaves to be searched by could be altered and would then hide an
entry, so it is not asked. Pages are bounded, so that no statement runs into the
database's time limit however long the log is.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select

from gateway.storage.copies import as_bytes
from gateway.storage.database import Storage
from gateway.storage.entry_facts import facts_row
from gateway.storage.tables import entries, entry_facts, log_state

SPAN = 20_000
"""How many entries one statement looks at."""


def _holds(dialect: str) -> ColumnElement[bool]:
    needle = bindparam("needle", type_=entries.c.leaf.type)
    if dialect == "sqlite":
        return func.instr(entries.c.leaf, needle) > 0
    return func.pg_catalog.position(entries.c.leaf, needle) > 0


_RANGE = (
    select(entries.c.index, entries.c.leaf)
    .where(entries.c.index >= bindparam("first"), entries.c.index < bindparam("end"))
    .order_by(entries.c.index)
)


def search_leaves(storage: Storage, needle: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield each leaf from an index on that holds these bytes, in order, as the log stands at one moment.

    What was taken out it does not miss: whoever must know that reads the whole log.
    """
    with storage.snapshot() as connection:
        size = connection.execute(select(log_state.c.size)).scalar_one_or_none() or 0
        statement = _RANGE.where(_holds(connection.dialect.name))
        for first in range(start, size, SPAN):
            values = {"first": first, "end": min(first + SPAN, size), "needle": needle}
            for index, leaf in connection.execute(statement, values).all():
                yield index, as_bytes(leaf)


def wrong_facts(storage: Storage, found: Sequence[tuple[int, Mapping[str, Any]]]) -> list[int]:
    """Name the entries for which what they are searched by is missing, or is not what their leaf says."""
    wanted = select(entry_facts).where(entry_facts.c.index.in_([index for index, _ in found]))
    with storage.reading() as connection:
        kept = {row["index"]: dict(row) for row in connection.execute(wanted).mappings()}
    return [
        index
        for index, entry in found
        if kept.get(index) != facts_row(index, entry["times"]["recorded_at"]["value"], entry)
    ]
