"""What witnessing must not forget: heads held, cosignatures, evidence of forks, and leases.

`swap` is one statement that names what it replaces, so of two nodes that would
cosign different heads one finds nothing to replace. It is durable when it returns.
"""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, bindparam, func, select, update

from gateway.audit import Cosignature, parse_checkpoint, parse_note
from gateway.catalogue import Sentence
from gateway.errors import LogError
from gateway.exchange import Fork
from gateway.storage.database import Storage
from gateway.storage.engine import only_log_errors
from gateway.storage.statements import insert_new, run, send
from gateway.storage.tables import checkpoints, cosignatures, entry_facts, forks, leases, witnessed

MAX_SUSPICIONS = 64
"""For each log: anybody may send a good checkpoint with a proof that does not fit."""

_FORK_COLUMNS = ("digest", "origin", "kind", "found_at", "held", "offered", "source")
_held = select(witnessed.c.note).where(witnessed.c.origin == bindparam("origin"))
_swap = (
    update(witnessed)
    .where(witnessed.c.origin == bindparam("this_origin"), witnessed.c.note == bindparam("old"))
    .returning(witnessed.c.size)
)
_last_of = select(func.max(cosignatures.c.size)).where(cosignatures.c.witness == bindparam("witness"))
_last = select(func.max(cosignatures.c.size))
_recorded = select(entry_facts.c.recorded_at).where(entry_facts.c.index == bindparam("index"))
_lines = (
    select(cosignatures.c.line)
    .where(cosignatures.c.size == bindparam("size"))
    .order_by(cosignatures.c.witness)
)
_note = select(checkpoints.c.note).where(checkpoints.c.size == bindparam("size"))
_first_beyond = select(func.min(cosignatures.c.size)).where(cosignatures.c.size > bindparam("index"))
_lease = select(leases.c.holder, leases.c.until).where(leases.c.job == bindparam("job"))
_take = (
    update(leases)
    .where(
        leases.c.job == bindparam("this_job"),
        (leases.c.holder == bindparam("me")) | (leases.c.until <= bindparam("now")),
    )
    .returning(leases.c.job)
)


class Witnessing:
    """One gateway's memory as a witness, and as one that is witnessed.

    Every method raises a LogError when it cannot answer.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._me = str(uuid4())

    def held(self, origin: str) -> str | None:
        """Return the last note that was cosigned for a log."""
        found = self._storage.ask(lambda connection: run(connection, _held, {"origin": origin}))
        return str(found[0][0]) if found else None

    def swap(self, origin: str, old: str | None, note: str, at: str) -> bool:
        """Make a note the last one, durably, if the last one is still `old`."""
        size = parse_checkpoint(parse_note(note).text).size
        row = {"size": size, "note": note, "at": at}
        with only_log_errors(), self._storage.writing() as connection:
            if old is None:
                done = insert_new(connection, witnessed, [{"origin": origin, **row}])
            else:
                done = run(connection, _swap, {"this_origin": origin, "old": old, **row})
            self._commit(connection)
        return bool(done)

    def keep_fork(self, fork: Fork) -> bool:
        """Keep evidence; False when the same is kept already, or too much of its kind is."""
        with only_log_errors(), self._storage.writing() as connection:
            if fork.kind == "unproven":
                alike = select(func.count()).where(forks.c.origin == fork.origin, forks.c.kind == fork.kind)
                if connection.execute(alike).scalar_one() >= MAX_SUSPICIONS:
                    return False
            row = {name: getattr(fork, name) for name in _FORK_COLUMNS}
            done = insert_new(connection, forks, [row])
            self._commit(connection)
        return bool(done)

    def forks(self) -> list[Fork]:
        """Return all evidence, the oldest first."""
        wanted = select(forks).order_by(forks.c.found_at, forks.c.digest)
        found = self._storage.ask(lambda connection: connection.execute(wanted).all())
        return [Fork(row.origin, row.kind, row.found_at, row.held, row.offered, row.source) for row in found]

    def keep_cosignature(self, size: int, cosignature: Cosignature) -> None:
        """Keep the first line of a witness for a size of our own log."""
        row = {
            "size": size,
            "witness": cosignature.name,
            "time": cosignature.time,
            "line": cosignature.line,
        }
        with only_log_errors(), self._storage.writing() as connection:
            insert_new(connection, cosignatures, [row])
            self._commit(connection)

    def last_cosigned(self, witness: str | None = None) -> int:
        """Return the greatest size that a witness, or any witness, has cosigned; 0 before the first."""
        statement, values = (_last_of, {"witness": witness}) if witness else (_last, {})
        found = self._storage.ask(lambda connection: run(connection, statement, values))
        return int(found[0][0] or 0)

    def checkpoint(self, size: int) -> str | None:
        """Return our own checkpoint of a size with every cosignature on it."""
        return self._storage.ask(lambda connection: _checkpoint(connection, size))

    def cosigned(self, index: int) -> str | None:
        """Return the first cosigned checkpoint that covers an entry, with its cosignatures."""
        size = self._storage.ask(lambda connection: run(connection, _first_beyond, {"index": index}))[0][0]
        return None if size is None else self.checkpoint(int(size))

    def unwitnessed_since(self) -> datetime | None:
        """Return when the oldest entry was recorded that no cosigned checkpoint covers."""
        return self._storage.ask(_unwitnessed_since)

    def take_lease(self, job: str, now: float, seconds: float) -> bool:
        """Say whether this process does a job until `now + seconds`: one holder at a time."""
        found = self._storage.ask(lambda connection: run(connection, _lease, {"job": job}))
        if found and found[0][0] != self._me and found[0][1] > now:
            return False
        row = {"holder": self._me, "until": int(now + seconds)}
        with only_log_errors(), self._storage.writing() as connection:
            done = insert_new(connection, leases, [{"job": job, **row}])
            if not done:
                done = run(connection, _take, {"this_job": job, "me": self._me, "now": int(now), **row})
            self._commit(connection)
        return bool(done)

    def _commit(self, connection: Connection) -> None:
        send(connection, "COMMIT")
        if not self._storage.is_still_there(connection):
            raise LogError(Sentence("storage.replaced"))

    def drop_lease(self, job: str) -> None:
        """Let another process do the job at once."""
        with only_log_errors(), self._storage.writing() as connection:
            run(connection, _take, {"this_job": job, "me": self._me, "now": 0, "holder": "", "until": 0})
            self._commit(connection)


def _checkpoint(connection: Connection, size: int) -> str | None:
    found = run(connection, _note, {"size": size})
    lines = "".join(str(line) for (line,) in run(connection, _lines, {"size": size}))
    return f"{found[0][0]}{lines}" if found else None


def _unwitnessed_since(connection: Connection) -> datetime | None:
    size = int(run(connection, _last)[0][0] or 0)
    found = run(connection, _recorded, {"index": size})
    return datetime.fromisoformat(found[0][0]) if found else None
