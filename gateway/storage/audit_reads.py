"""Entries as an auditor reads them: searched in the database, newest first, page by page.

The rows searched by only choose; what is shown is the leaf itself, and each is
held against its hash in the tree. Every value is a bound parameter.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from gateway.audit import Opening, ReadTile, leaf_hash, parse_entry
from gateway.errors import ProofBad
from gateway.exchange import AUDIT_KINDS, CHANGE_KINDS, EntryFilter, StoredEntry, rfc3339
from gateway.storage.copies import as_bytes, format_export, read_log
from gateway.storage.database import Storage
from gateway.storage.entry_facts import facts_row
from gateway.storage.incident_watch import IncidentWatch
from gateway.storage.tables import entries, entry_facts, openings
from gateway.storage.tree import stored_hash, tile_reader

PAGE = 1_000

_facts = entry_facts.c
_found = select(entries.c.index, entries.c.exchange_id, entries.c.leaf)
_listed = _found.add_columns(*(column.label(f"fact_{column.name}") for column in _facts))
_EQUAL = {
    "consumer": _facts.consumer,
    "system": _facts.system,
    "provider": _facts.provider,
    "dataset": _facts.dataset,
    "agreement": _facts.agreement,
    "purpose": _facts.purpose,
    "outcome": _facts.outcome,
    "code": _facts.code,
}


class AuditReads:
    """Reads entries of one log. Every method raises a LogError when it cannot answer."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._incidents = IncidentWatch(storage)

    def page(
        self, wanted: EntryFilter, *, before: int | None, after: int | None, limit: int
    ) -> Sequence[StoredEntry]:
        """Return entries, newest first: the first ones below `before`, or the last ones above `after`."""
        # Without a condition nothing but the entries themselves is asked, so that none can be left out.
        conditions = _conditions(wanted)
        index = _facts.index if conditions else entries.c.index
        beside = _facts.index == entries.c.index
        statement = _listed.join(entry_facts, beside, isouter=not conditions)
        if before is not None:
            conditions.append(index < before)
        if after is not None:
            conditions.append(index > after)
        order = index.desc() if after is None else index.asc()
        listed = statement.where(*conditions).order_by(order).limit(limit)
        found = self._storage.ask(lambda connection: _read(connection, listed))
        return found if after is None else found[::-1]

    def count(self, wanted: EntryFilter, ceiling: int) -> int:
        """Count the entries that a filter finds, up to a ceiling."""
        conditions = _conditions(wanted)
        index = _facts.index if conditions else entries.c.index
        some = select(index).where(*conditions).limit(ceiling).subquery()
        number = select(func.count()).select_from(some)
        return int(self._storage.ask(lambda connection: connection.execute(number).scalar_one()))

    def find(self, exchange_id: str) -> StoredEntry | None:
        """Return the entry of an exchange."""
        wanted = _found.where(entries.c.exchange_id == exchange_id)
        return next(iter(self._storage.ask(lambda connection: _read(connection, wanted))), None)

    def openings(self, index: int) -> Mapping[str, Opening]:
        """Return what is kept to open an entry's commitments, whether or not it does."""
        kept = select(openings.c.name, openings.c.salt, openings.c.value).where(openings.c.index == index)
        rows = self._storage.ask(lambda connection: connection.execute(kept).all())
        return {name: Opening(as_bytes(salt), as_bytes(value)) for name, salt, value in rows}

    def activated_before(self, index: int) -> datetime | None:
        """Return when the policy that stood before an entry was activated."""
        last = (
            select(_facts.recorded_at)
            .where(_facts.kind == "activate", _facts.index < index)
            .order_by(_facts.index.desc())
            .limit(1)
        )
        found = self._storage.ask(lambda connection: connection.execute(last).scalar_one_or_none())
        return datetime.fromisoformat(found) if found else None

    def stored_hash(self, index: int) -> bytes | None:
        """Return the hash that the tree holds for an entry."""
        return self._storage.ask(lambda connection: stored_hash(tile_reader(connection), index))

    def wrong_rows(self) -> Iterator[int]:
        """Yield the index of every entry whose row is gone or says something else than the entry."""
        joined = _listed.join(entry_facts, _facts.index == entries.c.index, isouter=True)
        after = -1
        with self._storage.snapshot() as connection:
            while True:
                page = joined.where(entries.c.index > after).order_by(entries.c.index).limit(PAGE)
                rows = connection.execute(page).all()
                for index, _, leaf, *facts in rows:
                    if facts != _facts_of(index, as_bytes(leaf)):
                        yield index
                if len(rows) < PAGE:
                    return
                after = rows[-1][0]

    def notice_due(self) -> datetime | None:
        """Return by when notice of an incident is due that not both had yet."""
        return self._incidents.due()

    def export(self) -> Iterator[bytes]:
        """Yield the lines of an export of the whole log, as it stands at one moment."""
        with read_log(self._storage) as copy:
            yield from format_export(copy)


def _conditions(wanted: EntryFilter) -> list[ColumnElement[bool]]:
    conditions = [
        column == value for name, column in _EQUAL.items() if (value := getattr(wanted, name)) is not None
    ]
    if wanted.scope == "exchanges":
        conditions.append(_facts.kind.not_in(CHANGE_KINDS + AUDIT_KINDS))
    elif wanted.scope != "all":
        conditions.append(_facts.kind.in_(CHANGE_KINDS if wanted.scope == "changes" else AUDIT_KINDS))
    if wanted.agency is not None:
        conditions.append(or_(_facts.consumer == wanted.agency, _facts.provider == wanted.agency))
    if wanted.since is not None:
        conditions.append(_facts.recorded_at >= rfc3339(wanted.since))
    if wanted.until is not None:
        conditions.append(_facts.recorded_at < rfc3339(wanted.until))
    if wanted.exchange is not None:
        one = select(entries.c.index).where(entries.c.exchange_id == wanted.exchange).scalar_subquery()
        conditions.append(_facts.index == one)
    return conditions


def _read(connection: Connection, wanted: Select[*tuple[Any, ...]]) -> list[StoredEntry]:
    rows = connection.execute(wanted).all()
    read = lru_cache(maxsize=2)(tile_reader(connection))
    return [_stored(read, row) for row in rows]


def _stored(read: ReadTile, row: Row[*tuple[Any, ...]]) -> StoredEntry:
    index, exchange_id, stored, *facts = row
    leaf = as_bytes(stored)
    is_listed_right = not facts or facts == _facts_of(index, leaf)
    return StoredEntry(index, exchange_id, leaf, stored_hash(read, index) == leaf_hash(leaf), is_listed_right)


def _facts_of(index: int, leaf: bytes) -> list[object] | None:
    """Return what must stand in the row beside an entry; None for a leaf that is no entry."""
    try:
        entry = parse_entry(leaf)
    except ProofBad:
        return None
    row = facts_row(index, entry["times"]["recorded_at"]["value"], entry)
    return [row[column.name] for column in _facts]
