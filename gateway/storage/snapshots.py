"""Frozen statistics: who writes one first decides it, for every process and every consumer.

A snapshot never changes: a second one of the same period, a little later, would
tell by its difference what changed in between.
"""

from sqlalchemy import bindparam, select

from gateway.storage.database import Storage
from gateway.storage.engine import only_log_errors
from gateway.storage.statements import insert_new
from gateway.storage.tables import snapshots

_find = select(snapshots.c.content).where(
    snapshots.c.definition == bindparam("definition"), snapshots.c.period == bindparam("period")
)


class SnapshotStore:
    """The snapshots of one gateway; see `exchange.Snapshots`. Safe to share between threads."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def find(self, definition: str, period: str) -> bytes | None:
        """Return a snapshot; None before it is frozen."""
        key = {"definition": definition, "period": period}
        found = self._storage.ask(lambda connection: connection.execute(_find, key).first())
        return None if found is None else bytes(found.content)

    def freeze(self, definition: str, period: str, content: bytes, at: str) -> bytes:
        """Keep a snapshot unless there is one; return the one that is kept."""
        row = {"definition": definition, "period": period, "content": content, "frozen_at": at}
        with only_log_errors(), self._storage.writing() as connection:
            insert_new(connection, snapshots, [row])
            connection.exec_driver_sql("COMMIT")
        kept = self.find(definition, period)
        return content if kept is None else kept
