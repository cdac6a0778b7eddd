"""What an inspection reads: where the log stands, and what was given out of it.

It writes nothing, not even a file, so it may look at a gateway that serves, and
at one that must not be touched.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from gateway.audit import EMPTY, CompactRange
from gateway.storage.database import Storage
from gateway.storage.high_water import HighWater, water_of
from gateway.storage.spool import Spool
from gateway.storage.state import HASH_SIZE, head_of, read_checkpoint
from gateway.storage.tables import log_state


@dataclass(frozen=True, slots=True)
class LogFacts:
    """Where a log stands; `origin` is None as long as nothing was recorded.

    `note` is the checkpoint of its size. `given_out` is the size of the greatest head
    that this node ever gave out, `is_given_out_held` whether the log still has it, and
    `is_given_out_kept` whether there is a file that remembers it. `successor` names the log that
    has taken its place, if any.
    """

    origin: str | None
    size: int
    root: bytes
    note: str | None
    given_out: int
    is_given_out_held: bool
    last_recorded_at: datetime | None
    database_now: datetime | None
    is_given_out_kept: bool = True
    successor: str | None = None


def inspect_log(storage: Storage, state_folder: Path, number: int = 1) -> LogFacts:
    """Read where a log stands at one moment.

    Raises:
        LogError: the database cannot be read.
    """
    with storage.snapshot() as connection:
        row = connection.execute(select(log_state)).one_or_none()
        tree = _tree(row.size, bytes(row.hashes)) if row else EMPTY
        water = water_of(state_folder, number)
        given = HighWater(water).look()
        held = read_checkpoint(connection, given.size) if given.size else None
        return LogFacts(
            origin=row.origin if row else None,
            size=tree.size,
            root=tree.root(),
            note=read_checkpoint(connection, tree.size),
            given_out=given.size,
            is_given_out_held=not given.size or (held is not None and head_of(held) == given),
            last_recorded_at=_moment(row.last_recorded_at if row else None),
            database_now=_database_now(connection),
            is_given_out_kept=water.exists(),
            successor=row.successor if row else None,
        )


def count_waiting(state_folder: Path) -> int:
    """Count the signed statements that wait for the log.

    Raises:
        LogError: one of them cannot be read.
    """
    return len(Spool(state_folder / "statements").waiting())


def read_given_out(state_folder: Path, number: int = 1) -> int:
    """Return the size of the greatest head that this node ever gave out, database or no database."""
    return HighWater(water_of(state_folder, number)).look().size


def measure(storage: Storage) -> int:
    """Return how many bytes a database takes.

    Raises:
        LogError: it cannot be reached.
    """
    if storage.file is None:
        with storage.reading() as connection:
            size = select(func.pg_database_size(func.current_database()))
            return int(connection.execute(size).scalar_one())
    beside = (storage.file, storage.file.with_name(f"{storage.file.name}-wal"))
    return sum(path.stat().st_size for path in beside if path.exists())


def _tree(size: int, hashes: bytes) -> CompactRange:
    return CompactRange(size, tuple(hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _database_now(connection: Connection) -> datetime | None:
    """Read the database's own clock; a file has none."""
    if connection.dialect.name == "sqlite":
        return None
    now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return now
