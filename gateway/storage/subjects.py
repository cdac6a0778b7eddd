"""The blind index as it is stored, and the entries it stands beside.

Each leaf is held against the tree before anything is read in it, and none is left out because
it is gone or unreadable. What stands beside it proves nothing; `gateway.exchange` holds each
row against its leaf.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, Row, bindparam, delete, select

from gateway.audit import Opening, leaf_hash, parse_entry
from gateway.errors import ProofBad
from gateway.exchange import HOLDING, Candidate, Erasure, Subjects, rfc3339
from gateway.storage.copies import as_bytes
from gateway.storage.database import Storage
from gateway.storage.tables import entries, entry_facts, log_state, openings, subjects
from gateway.storage.tree import stored_hash, tile_reader

PAGE = 500
"""How many rows are read at once: each may hold the tags of a whole page of an answer."""

_leaves = (
    select(entries.c.index, entries.c.exchange_id, entries.c.leaf)
    .where(entries.c.index >= bindparam("first"), entries.c.index < bindparam("end"))
    .order_by(entries.c.index)
)
_size = select(log_state.c.size)


class _Stored(NamedTuple):
    """An entry as it is stored: the leaf of one that is gone is empty."""

    at: int
    exchange_id: str
    leaf: bytes
    is_intact: bool


class SubjectIndex:
    """Reads the rows of one log. Every method raises a LogError when it cannot answer.

    `size` is how many entries the log must have, where others have signed it.
    """

    def __init__(self, storage: Storage, size: int | None = None) -> None:
        self._storage = storage
        self._size = size

    def find(self, index: int) -> Subjects | None:
        """Return what is kept beside an entry; None when it was about nobody known, or is gone."""
        return self._storage.ask(lambda connection: _subjects(connection, [index])).get(index)

    def size(self) -> int:
        """Return how many entries the log has."""
        if self._size is not None:
            return self._size
        return self._storage.ask(_size_of)

    def place_of(self, moment: datetime) -> int:
        """Return the index of the first entry that was recorded at a moment or after it.

        Where a leaf cannot be read it is an earlier one: no entry before it is younger.
        """
        return self._bisect(moment, unreadable="~")

    def end_of(self, moment: datetime) -> int:
        """Return the same index, or a later one where a leaf cannot be read: no entry from it on is older."""
        return self._bisect(moment, unreadable="")

    def _bisect(self, moment: datetime, unreadable: str) -> int:
        size, wanted = self.size(), rfc3339(moment)
        with self._storage.reading() as connection:
            return bisect_left(range(size), wanted, key=lambda at: _recorded_at(connection, at) or unreadable)

    def candidates(
        self, first: int, end: int, datasets: Collection[str] | None = None
    ) -> Iterator[Candidate]:
        """Yield entries from `first` to before `end`, in order; only those that name one of the datasets.

        Every leaf is looked at: a table to search by could lack one. One that was changed or is
        gone may have named any dataset.
        """
        names = None if datasets is None else [_member(name) for name in datasets]
        for span in _spans(first, end):
            with self._storage.reading() as connection:
                wanted = [
                    each
                    for each in _stored(connection, *span)
                    if names is None or not each.is_intact or any(name in each.leaf for name in names)
                ]
                found = _candidates(connection, wanted)
            yield from found

    def of_exchange(self, exchange: str) -> Candidate | None:
        """Return the entry of an exchange with what stands beside it."""
        with self._storage.reading() as connection:
            wanted = select(entries.c.index).where(entries.c.exchange_id == exchange)
            at = connection.execute(wanted).scalar()
            found = [] if at is None else _candidates(connection, _stored(connection, at, at + 1))
        return next(iter(found), None)

    def of_kinds(self, *kinds: str) -> Sequence[Candidate]:
        """Return all entries of some kinds, in order, and the damaged ones that may have been of them.

        Every leaf is looked at. What a leaf was that was changed or is gone, only the row still tells
        that searches use: without one nobody can say.
        """
        found: list[Candidate] = []
        for span in _spans(0, self.size()):
            with self._storage.reading() as connection:
                found += _candidates(connection, _of_kinds(connection, _stored(connection, *span), kinds))
        return found


def is_held_since(connection: Connection, size: int) -> bool:
    """Say whether an entry after the first `size` holds something back, or may."""
    spans = _spans(size, _size_of(connection))
    return any(_of_kinds(connection, _stored(connection, *span), HOLDING) for span in spans)


def apply_erasure(connection: Connection, erasure: Erasure) -> None:
    """Erase what stands beside entries; the entries stay."""
    for table in (openings, subjects):
        for first, last in erasure.spans:
            connection.execute(delete(table).where(table.c.index >= first, table.c.index <= last))


def _size_of(connection: Connection) -> int:
    return int(connection.execute(_size).scalar() or 0)


def _spans(first: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a range of entries into what is read at once."""
    return ((at, min(end, at + PAGE)) for at in range(first, end, PAGE))


def _stored(connection: Connection, first: int, end: int) -> Sequence[_Stored]:
    """Return every entry from `first` to before `end`, held against the tree, those that are gone too."""
    rows = {row[0]: row for row in connection.execute(_leaves, {"first": first, "end": end})}
    read = cache(tile_reader(connection))
    found = []
    for index in range(first, end):
        _, exchange, stored = rows.get(index, (index, "", b""))
        leaf = as_bytes(stored)
        is_intact = bool(leaf) and stored_hash(read, index) == leaf_hash(leaf)
        found.append(_Stored(index, exchange, leaf, is_intact))
    return found


def _of_kinds(connection: Connection, stored: Sequence[_Stored], kinds: Sequence[str]) -> list[_Stored]:
    needles = [f'"kind":"{kind}"'.encode() for kind in kinds]
    named = {each.at for each in stored if any(needle in each.leaf for needle in needles)}
    damaged = [each.at for each in stored if not each.is_intact]
    other = _of_other_kinds(connection, damaged, kinds)
    return [
        each
        for each in stored
        if (each.at in named and _kind(each.leaf) in (*kinds, None))
        or not (each.is_intact or each.at in other)
    ]


def _kind(leaf: bytes) -> str | None:
    """Return the kind of an entry; None of what is none."""
    try:
        return str(parse_entry(leaf)["kind"])
    except ProofBad:
        return None


def _of_other_kinds(connection: Connection, indices: Sequence[int], kinds: Sequence[str]) -> set[int]:
    wanted = select(entry_facts.c.index).where(
        entry_facts.c.index.in_(indices), entry_facts.c.kind.not_in(kinds)
    )
    return set(connection.execute(wanted).scalars()) if indices else set()


def _candidates(connection: Connection, stored: Sequence[_Stored]) -> list[Candidate]:
    if not stored:
        return []
    indices = [each.at for each in stored]
    # An erasure that commits between the two shows as a row that is gone, which its entry accounts for.
    opened, kept = _openings(connection, indices), _subjects(connection, indices)
    return [Candidate(*each, opened.get(each.at, {}), kept.get(each.at)) for each in stored]


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


def _recorded_at(connection: Connection, at: int) -> str | None:
    """Return when an entry was recorded; None when its leaf cannot be read."""
    (stored,) = _stored(connection, at, at + 1)
    try:
        entry = parse_entry(stored.leaf) if stored.is_intact else None
    except ProofBad:
        return None
    return str(entry["times"]["recorded_at"]["value"]) if entry else None
