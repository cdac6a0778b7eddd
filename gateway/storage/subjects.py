"""The blind index as it is stored, and the entries it stands beside.

What is read here proves nothing; `gateway.exchange` holds each row against its leaf.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Connection, Row, bindparam, delete, exists, select

from gateway.audit import Opening, leaf_hash
from gateway.exchange import HOLDING, Candidate, Erasure, Subjects, rfc3339
from gateway.storage.copies import as_bytes
from gateway.storage.database import Storage
from gateway.storage.tables import entries, entry_facts, log_state, openings, subjects
from gateway.storage.tree import stored_hash, tile_reader

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
_leaves = (
    select(entries.c.index, entries.c.exchange_id, entries.c.leaf)
    .where(entries.c.index >= bindparam("first"), entries.c.index < bindparam("end"))
    .order_by(entries.c.index)
)
_leaf = select(entries.c.leaf).where(entries.c.index == bindparam("at"))


class SubjectIndex:
    """Reads the rows of one log. Every method raises a LogError when it cannot answer."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def find(self, index: int) -> Subjects | None:
        """Return what is kept beside an entry; None when it was about nobody known, or is gone."""
        with self._storage.reading() as connection:
            return _subjects(connection, [index]).get(index)

    def within(self, first: str, last: str) -> Iterator[tuple[int, Subjects]]:
        """Yield the rows of the months from `first` to `last`, by the index of their entries."""
        after = -1
        while True:
            values = {"first": first, "last": last, "after": after}
            with self._storage.reading() as connection:
                rows = connection.execute(_within, values).all()
            yield from ((row[0], _read(row)) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    def size(self) -> int:
        """Return how many entries the log has."""
        with self._storage.reading() as connection:
            return int(connection.execute(select(log_state.c.size)).scalar() or 0)

    def place_of(self, moment: datetime) -> int:
        """Return the index of the first entry that was recorded at a moment or after it."""
        size, wanted = self.size(), rfc3339(moment)
        with self._storage.reading() as connection:
            return bisect_left(range(size), wanted, key=lambda at: _recorded_at(connection, at))

    def candidates(
        self, first: int, end: int, datasets: Collection[str] | None = None
    ) -> Iterator[Candidate]:
        """Yield entries from `first` to before `end`, in order; only those that name one of the datasets.

        Every leaf is looked at: a table to search by could lack one.
        """
        names = None if datasets is None else [_member(name) for name in datasets]
        for at in range(first, end, PAGE):
            with self._storage.reading() as connection:
                rows = connection.execute(_leaves, {"first": at, "end": min(end, at + PAGE)}).all()
                wanted = [
                    row for row in rows if names is None or any(name in as_bytes(row[2]) for name in names)
                ]
                found = _candidates(connection, wanted)
            yield from found

    def of_exchange(self, exchange: str) -> Candidate | None:
        """Return the entry of an exchange with what stands beside it."""
        with self._storage.reading() as connection:
            wanted = select(entries.c.index, entries.c.exchange_id, entries.c.leaf)
            rows = connection.execute(wanted.where(entries.c.exchange_id == exchange)).all()
            return next(iter(_candidates(connection, rows)), None)

    def of_kinds(self, *kinds: str) -> Sequence[Candidate]:
        """Return all entries of some kinds, in order."""
        wanted = (
            select(entries.c.index, entries.c.exchange_id, entries.c.leaf)
            .join(entry_facts, entry_facts.c.index == entries.c.index)
            .where(entry_facts.c.kind.in_(kinds))
            .order_by(entries.c.index)
        )
        with self._storage.reading() as connection:
            return _candidates(connection, connection.execute(wanted).all())


def is_held_since(connection: Connection, size: int) -> bool:
    """Say whether an entry after the first `size` holds something back."""
    later = exists().where(entry_facts.c.kind.in_(HOLDING), entry_facts.c.index >= size)
    return bool(connection.execute(select(later)).scalar())


def apply_erasure(connection: Connection, erasure: Erasure) -> None:
    """Erase what stands beside entries; the entries stay."""
    for table in (openings, subjects):
        for first, last in erasure.spans:
            connection.execute(delete(table).where(table.c.index >= first, table.c.index <= last))


def _candidates(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Candidate]:
    indices = [row[0] for row in rows]
    kept, opened = _subjects(connection, indices), _openings(connection, indices)
    read = cache(tile_reader(connection))
    return [
        Candidate(
            index,
            exchange,
            leaf,
            stored_hash(read, index) == leaf_hash(leaf),
            opened.get(index, {}),
            kept.get(index),
        )
        for index, exchange, leaf in ((row[0], row[1], as_bytes(row[2])) for row in rows)
    ]


def _subjects(connection: Connection, indices: Sequence[int]) -> dict[int, Subjects]:
    rows = connection.execute(select(subjects).where(subjects.c.index.in_(indices)))
    return {row[0]: _read(row) for row in rows}


def _openings(connection: Connection, indices: Sequence[int]) -> dict[int, dict[str, Opening]]:
    wanted = select(openings).where(openings.c.index.in_(indices))
    found: dict[int, dict[str, Opening]] = {}
    for index, name, salt, value in connection.execute(wanted):
        found.setdefault(index, {})[name] = Opening(as_bytes(salt), as_bytes(value))
    return found


def _read(row: Row[*tuple[Any, ...]]) -> Subjects:
    return Subjects(row.agency, row.period, row.kind, as_bytes(row.tags))


def _member(name: str) -> bytes:
    """Write the member of a leaf that names a dataset; canonical JSON writes it in one way."""
    return b'"dataset":' + orjson.dumps(name.partition("/")[2])


def _recorded_at(connection: Connection, at: int) -> str:
    """Return when an entry was recorded; what cannot be read is taken for old, so that it is looked at."""
    leaf = connection.execute(_leaf, {"at": at}).scalar()
    try:
        return str(orjson.loads(as_bytes(leaf or b""))["times"]["recorded_at"]["value"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return ""
