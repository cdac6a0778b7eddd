"""The blind index as it is stored: a row beside each entry that commits to whom it was about.

What is read here proves nothing; `gateway.exchange` holds each row against its leaf.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, bindparam, select

from gateway.exchange import Subjects
from gateway.storage.copies import as_bytes
from gateway.storage.database import Storage
from gateway.storage.tables import subjects

PAGE = 500
"""How many rows are read at once: each may hold the tags of a whole page of an answer."""

_within = (
    select(subjects)
    .where(
        subjects.c.period >= bindparam("first"),
        subjects.c.period <= bindparam("last"),
        subjects.c.index > bindparam("after"),
    )
    .order_by(subjects.c.index)
    .limit(PAGE)
)


class SubjectIndex:
    """Reads the rows of one log. Every method raises a LogError when it cannot answer."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def find(self, index: int) -> Subjects | None:
        """Return what is kept beside an entry; None when it was about nobody known, or is gone."""
        with self._storage.reading() as connection:
            row = connection.execute(select(subjects).where(subjects.c.index == index)).first()
        return None if row is None else _read(row)

    def within(self, first: str, last: str) -> Iterator[tuple[int, Subjects]]:
        """Yield the rows of the months from `first` to `last`, by the index of their entries."""
        after = -1
        while True:
            values = {"first": first, "last": last, "after": after}
            with self._storage.reading() as connection:
                rows = connection.execute(_within, values).all()
            yield from ((row.index, _read(row)) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1].index


def _read(row: Row[*tuple[Any, ...]]) -> Subjects:
    return Subjects(row.agency, row.period, row.kind, as_bytes(row.tags))
