"""By when notice of an open incident is due: a reminder, looked for where looking is quick.

Entries on incidents are found by the rows that searches use, and each look goes on where
the last one ended. Whoever alters those rows can silence the reminder; `gateway incident
list`, which says what counts, looks at the leaves themselves.
"""

from datetime import datetime

from sqlalchemy import bindparam, select

from gateway.evidence import INCIDENT_CLOSE, INCIDENT_NOTIFIED, INCIDENT_OPEN, read_incidents
from gateway.storage.copies import as_bytes
from gateway.storage.database import Storage
from gateway.storage.tables import entries, entry_facts, log_state

_size = select(log_state.c.size)
_found = (
    select(entries.c.index, entries.c.leaf)
    .join(entry_facts, entry_facts.c.index == entries.c.index)
    .where(
        entry_facts.c.index >= bindparam("first"),
        entry_facts.c.index < bindparam("end"),
        entry_facts.c.kind.in_((INCIDENT_OPEN, INCIDENT_NOTIFIED, INCIDENT_CLOSE)),
    )
    .order_by(entry_facts.c.index)
)


class IncidentWatch:
    """Remembers the entries on incidents of one log; safe to ask from several threads."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._known: tuple[int, tuple[tuple[int, bytes], ...]] = (0, ())

    def due(self) -> datetime | None:
        """Return the earliest deadline of those that are open and of which not both had notice.

        Raises:
            LogError: the database cannot be read.
        """
        seen, leaves = self._known
        with self._storage.reading() as connection:
            size = connection.execute(_size).scalar_one_or_none() or 0
            if size < seen:
                # Another database stands under the name.
                seen, leaves = 0, ()
            rows = connection.execute(_found, {"first": seen, "end": size}).all()
        leaves += tuple((index, as_bytes(leaf)) for index, leaf in rows)
        # One assignment: a thread that looked meanwhile has the same or looks again.
        self._known = (size, leaves)
        incidents, _ = read_incidents(leaves)
        waiting = [
            each.deadline for each in incidents.values() if each.closed_at is None and not each.is_notified
        ]
        return min(waiting, default=None)
