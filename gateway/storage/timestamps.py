"""Timestamps over this log's own checkpoints: kept for good, one a size."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from gateway.exchange import rfc3339
from gateway.signing import Stamp
from gateway.storage.database import Storage
from gateway.storage.engine import only_log_errors
from gateway.storage.statements import insert_new, run, send
from gateway.storage.tables import checkpoints, entry_facts, timestamps

_last = select(timestamps.c.size, timestamps.c.at).order_by(timestamps.c.size.desc()).limit(1)
_beyond = (
    select(checkpoints.c.note, timestamps.c.token)
    .join(checkpoints, checkpoints.c.size == timestamps.c.size)
    .where(timestamps.c.size > bindparam("index"))
    .order_by(timestamps.c.size)
    .limit(1)
)
_recorded = select(entry_facts.c.recorded_at).where(entry_facts.c.index == bindparam("index"))


class Timestamps:
    """What a timestamp authority said of this log. Every method raises a LogError when it cannot answer."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def last(self) -> tuple[int, datetime] | None:
        """Return the greatest size that was timestamped, and when."""
        found = self._storage.ask(lambda connection: run(connection, _last))
        return (int(found[0][0]), datetime.fromisoformat(found[0][1])) if found else None

    def keep(self, size: int, token: bytes, stamp: Stamp) -> None:
        """Keep the first timestamp over the checkpoint of a size."""
        row = {"size": size, "at": rfc3339(stamp.at), "authority": stamp.authority, "token": token}
        with only_log_errors(), self._storage.writing() as connection:
            insert_new(connection, timestamps, [row])
            send(connection, "COMMIT")

    def stamped(self, index: int) -> tuple[str, bytes] | None:
        """Return the first timestamped checkpoint that covers an entry, and the timestamp."""
        found = self._storage.ask(lambda connection: run(connection, _beyond, {"index": index}))
        return (str(found[0][0]), bytes(found[0][1])) if found else None

    def untimestamped_since(self) -> datetime | None:
        """Return when the oldest entry was recorded that no timestamp covers."""
        return self._storage.ask(_untimestamped_since)


def _untimestamped_since(connection: Connection) -> datetime | None:
    last = run(connection, _last)
    found = run(connection, _recorded, {"index": int(last[0][0]) if last else 0})
    return datetime.fromisoformat(found[0][0]) if found else None
