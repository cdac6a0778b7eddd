"""Where a bulk log is written: the tables of the gateway's log, filled by each database's quickest way."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString, NamedTuple, Protocol

import psycopg

from gateway.audit import CompactRange

_HASH = 32
_SQLITE = "sqlite:///"
_FACTS = '"index", recorded_at, kind, outcome, consumer, system, provider, dataset, agreement, purpose, code'


class Facts(NamedTuple):
    """What an entry is searched by."""

    entry: int
    recorded_at: str
    kind: str = "catalog"
    outcome: str = "described"
    consumer: str = "polres-kapuas-hulu"
    system: str = "aplikasi"
    provider: None = None
    dataset: None = None
    agreement: None = None
    purpose: None = None
    code: None = None


@dataclass(slots=True)
class Rows:
    """What is written at a time."""

    entries: list[tuple[int, str, bytes]] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    tiles: list[tuple[int, int, bytes]] = field(default_factory=list)
    checkpoints: list[tuple[int, str]] = field(default_factory=list)


class LogState(NamedTuple):
    """Where a log stands."""

    tree: CompactRange
    epoch: int
    bundle: str
    recorded_at: str


class BulkStore(Protocol):
    """A log's tables, taken for filling."""

    def state(self) -> LogState:
        """Read where the log stands."""

    def tiles(self) -> Iterable[tuple[tuple[int, int], bytes]]:
        """Read every tile."""

    def write(self, rows: Rows) -> None:
        """Write rows."""

    def finish(self, tree: CompactRange, recorded_at: str) -> None:
        """Write where the log stands now, make all of it durable, and let go."""


_STATE = "SELECT size, hashes, epoch, bundle, last_recorded_at FROM log_state"
_TILES = 'SELECT level, "index", hashes FROM tiles'


class SqliteStore:
    """The SQLite file of a log that nobody else uses now."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # Nothing is lost if the machine stops here: an unfinished log is built again.
        self._connection.execute("PRAGMA synchronous = OFF")

    def state(self) -> LogState:
        """Read where the log stands."""
        return _read_state(self._connection.execute(_STATE).fetchone())

    def tiles(self) -> Iterator[tuple[tuple[int, int], bytes]]:
        """Read every tile."""
        for level, index, hashes in self._connection.execute(_TILES):
            yield (level, index), hashes

    def write(self, rows: Rows) -> None:
        """Write rows in one transaction."""
        self._connection.execute("BEGIN")
        insert = self._connection.executemany
        insert('INSERT INTO entries ("index", exchange_id, leaf) VALUES (?, ?, ?)', rows.entries)
        insert(f"INSERT INTO entry_facts ({_FACTS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.facts)  # noqa: S608
        insert(
            'INSERT INTO tiles (level, "index", hashes) VALUES (?, ?, ?) '
            'ON CONFLICT (level, "index") DO UPDATE SET hashes = excluded.hashes',
            rows.tiles,
        )
        insert("INSERT INTO checkpoints (size, note) VALUES (?, ?)", rows.checkpoints)
        self._connection.execute("COMMIT")

    def finish(self, tree: CompactRange, recorded_at: str) -> None:
        """Write where the log stands, and force all of it to the disk."""
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(
            "UPDATE log_state SET size = ?, hashes = ?, last_recorded_at = ?",
            (tree.size, b"".join(tree.hashes), recorded_at),
        )
        self._connection.execute("ANALYZE")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()


class PostgresStore:
    """The PostgreSQL database of a log that nobody else uses now."""

    def __init__(self, conninfo: str) -> None:
        self._connection = psycopg.connect(conninfo)

    def state(self) -> LogState:
        """Read where the log stands."""
        row = self._connection.execute(_STATE).fetchone()
        return _read_state(row or ())

    def tiles(self) -> Iterator[tuple[tuple[int, int], bytes]]:
        """Read every tile."""
        for level, index, hashes in self._connection.execute(_TILES).fetchall():
            yield (level, index), bytes(hashes)

    def write(self, rows: Rows) -> None:
        """Write rows in one transaction."""
        with self._connection.cursor() as cursor:
            with cursor.copy('COPY entries ("index", exchange_id, leaf) FROM STDIN') as copy:
                for entry in rows.entries:
                    copy.write_row(entry)
            with cursor.copy(f"COPY entry_facts ({_FACTS}) FROM STDIN") as copy:
                for facts in rows.facts:
                    copy.write_row(facts)
            with cursor.copy("COPY checkpoints (size, note) FROM STDIN") as copy:
                for checkpoint in rows.checkpoints:
                    copy.write_row(checkpoint)
            cursor.executemany(
                'INSERT INTO tiles (level, "index", hashes) VALUES (%s, %s, %s) '
                'ON CONFLICT (level, "index") DO UPDATE SET hashes = excluded.hashes',
                rows.tiles,
            )
        self._connection.commit()

    def finish(self, tree: CompactRange, recorded_at: str) -> None:
        """Write where the log stands, and let the planner know the tables."""
        self._connection.execute(
            "UPDATE log_state SET size = %s, hashes = %s, last_recorded_at = %s",
            (tree.size, b"".join(tree.hashes), recorded_at),
        )
        self._connection.commit()
        self._connection.autocommit = True
        self._connection.execute("VACUUM ANALYZE")
        self._connection.close()


def _read_state(row: Sequence[object]) -> LogState:
    size, hashes, epoch, bundle, recorded_at = row
    assert isinstance(hashes, bytes)  # noqa: S101 - the column's type
    roots = tuple(hashes[at : at + _HASH] for at in range(0, len(hashes), _HASH))
    return LogState(CompactRange(int(str(size)), roots), int(str(epoch)), str(bundle), str(recorded_at))


def ask_log(url: str, question: LiteralString) -> Any:
    """Return the one value that a statement gives on a log of either database."""
    with closing(_connect(url)) as connection:
        return connection.execute(question).fetchone()[0]


def database_bytes(url: str) -> int:
    """Return the size of a log's database, without what is written ahead of it."""
    if url.startswith(_SQLITE):
        return int(ask_log(url, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"))
    return int(ask_log(url, "SELECT pg_database_size(current_database())"))


def forget_nonces(url: str) -> None:
    """Take out the nonces of an earlier run: else this one would be slowed by sweeping them."""
    with closing(_connect(url)) as connection:
        connection.execute("DELETE FROM nonces")
        connection.commit()


def _connect(url: str) -> Any:
    """Open a log's database by its URL; both drivers have the same few methods."""
    if url.startswith(_SQLITE):
        return sqlite3.connect(url.removeprefix(_SQLITE))
    return psycopg.connect(url.replace("+psycopg", "", 1))
