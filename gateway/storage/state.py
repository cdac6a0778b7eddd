"""The one row that says how far the log has grown, and may this node write on from there?"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, exists, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql

from gateway.audit import EMPTY, CompactRange, parse_checkpoint, parse_note
from gateway.catalogue import Sentence
from gateway.errors import ClockWrong, LogBehind, LogError, LogForked, LogOther, LogSucceeded
from gateway.exchange import Clock, rfc3339
from gateway.storage.gathering import Gathering
from gateway.storage.high_water import Head, HighWater
from gateway.storage.statements import run
from gateway.storage.tables import checkpoints, forks, log_state

MAX_SKEW = timedelta(seconds=60)
HASH_SIZE = 32

OWN: Final = "own"
"""The kind of evidence that is against this gateway's own log."""


@dataclass(frozen=True, slots=True)
class State:
    """Where the log stands. `recorded_at` is the time of whatever is recorded next."""

    tree: CompactRange
    epoch: int
    bundle: str | None
    activated_at: str | None
    recorded_at: str

    def activated(self, bundle: str) -> "State":
        """Return the state after another bundle became the active one."""
        return replace(self, epoch=self.epoch + 1, bundle=bundle, activated_at=self.recorded_at)

    def grown(self, tree: CompactRange) -> "State":
        """Return the state after entries were added."""
        return replace(self, tree=tree)

    def withdrawn(self) -> "State":
        """Return the state after a suspension or revocation."""
        return replace(self, epoch=self.epoch + 1)


class _Row(NamedTuple):
    """What `lock_state` reads, in the order of the table."""

    id: int
    origin: str
    size: int
    hashes: bytes
    epoch: int
    bundle: str | None
    activated_at: str | None
    last_recorded_at: str | None
    successor: str | None
    has_forked: bool
    database_now: datetime | None


# Evidence against this very log, which a witness brought.
_forked = exists().where(forks.c.origin == log_state.c.origin, forks.c.kind == OWN).label("has_forked")
_lock = {
    "sqlite": select(log_state, _forked, literal(None).label("database_now")),
    "postgresql": select(log_state, _forked, func.clock_timestamp().label("database_now")).with_for_update(
        of=log_state
    ),
}


_origin = select(log_state.c.origin, log_state.c.successor)
_save = (
    update(log_state)
    .where(log_state.c.id == 1, log_state.c.size == bindparam("old_size"))
    .returning(log_state.c.id)
)
_checkpoint = select(checkpoints.c.note).where(checkpoints.c.size == bindparam("size"))


def lock_state(connection: Connection, origin: str, clock: Clock, *, is_first: bool = True) -> State:
    """Lock the log against every other writer and read where it stands.

    Only a gateway's first log begins by itself; another one begins with the succession of the one before.

    Raises:
        LogOther: the database holds another log, or one that did not begin yet.
        LogSucceeded: it has ended, and another one goes on.
        LogForked: a witness holds a head that this log signed and does not extend.
        ClockWrong: this node's clock is too far from the log's.
    """
    statement = _lock[connection.dialect.name]
    found = run(connection, statement)
    if not found and not is_first:
        raise LogOther(Sentence("storage.not-begun", origin=origin))
    if not found:
        _start(connection, origin)
        found = run(connection, statement)
    row = _Row(*found[0])
    check_origin(row.origin, origin)
    if row.successor is not None:
        raise LogSucceeded(Sentence("storage.succeeded", origin=origin, successor=row.successor))
    if row.has_forked:
        raise LogForked(Sentence("witness.forked", origin=origin))
    return _state_of(row, clock)


def lock_to_end(connection: Connection, origin: str, clock: Clock) -> tuple[State, str | None]:
    """Lock the log as `lock_state` does, whatever is amiss with it; return which log it was succeeded by.

    Raises:
        LogOther: the database holds another log, or none yet.
        ClockWrong: this node's clock is too far from the log's.
    """
    found = run(connection, _lock[connection.dialect.name])
    if not found:
        raise LogOther(Sentence("storage.other-log", found="-", wanted=origin))
    row = _Row(*found[0])
    check_origin(row.origin, origin)
    return _state_of(row, clock), row.successor


def _state_of(row: _Row, clock: Clock) -> State:
    hashes = [row.hashes[at : at + HASH_SIZE] for at in range(0, len(row.hashes), HASH_SIZE)]
    return State(
        tree=CompactRange(row.size, tuple(hashes)),
        epoch=row.epoch,
        bundle=row.bundle,
        activated_at=row.activated_at,
        recorded_at=_time_to_record(clock(), row),
    )


def save_state(gathering: Gathering, before: State, after: State) -> None:
    """Write all that was gathered and where the log stands now; only over the state that was read."""
    done = gathering.finish(
        _save,
        {
            "old_size": before.tree.size,
            "size": after.tree.size,
            "hashes": b"".join(after.tree.hashes),
            "epoch": after.epoch,
            "bundle": after.bundle,
            "activated_at": after.activated_at,
            "last_recorded_at": after.recorded_at,
        },
    )
    if len(done) != 1:
        raise LogError(Sentence("storage.state-changed"))


def check_origin(found: str, origin: str) -> None:
    """Refuse a database that holds another log."""
    if found != origin:
        raise LogOther(Sentence("storage.other-log", found=found, wanted=origin))


def check_past(connection: Connection, origin: str, water: HighWater) -> None:
    """Refuse a database that has lost what this node gave out; once for each new connection.

    A log that was succeeded is read as it is: which of its heads are lost, its successor says.

    Raises:
        LogOther: it holds another log.
        LogSucceeded: this node has given out heads of the log that follows this one.
        LogBehind: the log is smaller than a head given out, or had another root there.
    """
    if connection.info.get("past_checked"):
        return
    for found, successor in run(connection, _origin):
        check_origin(found, origin)
        connection.info["is_ended"] = successor is not None
    given = water.read()
    if not connection.info.get("is_ended") and water.is_followed():
        # The database was put back from before its end.
        raise LogSucceeded(Sentence("storage.succeeded-here", origin=origin))
    if not connection.info.get("is_ended") and given.size and read_head(connection, given.size) != given:
        raise LogBehind(Sentence("storage.behind-head", known=given.size))
    connection.info["past_checked"] = True


def read_head(connection: Connection, size: int) -> Head | None:
    """Return the head that was signed for a size."""
    note = read_checkpoint(connection, size)
    return head_of(note) if note else None


def read_checkpoint(connection: Connection, size: int) -> str | None:
    """Return the checkpoint that was signed for a size."""
    found = run(connection, _checkpoint, {"size": size})
    return str(found[0][0]) if found else None


def head_of(note: str) -> Head:
    """Read the head out of a checkpoint of our own."""
    checkpoint = parse_checkpoint(parse_note(note).text)
    return Head(checkpoint.size, checkpoint.root)


def _start(connection: Connection, origin: str) -> None:
    row = {"id": 1, "origin": origin, "size": EMPTY.size, "hashes": b"", "epoch": 0}
    if connection.dialect.name == "sqlite":
        connection.execute(insert(log_state), row)
    else:
        # Two nodes may meet here: there was no row yet to lock.
        connection.execute(postgresql.insert(log_state).on_conflict_do_nothing(), row)


def _time_to_record(now: datetime, row: _Row) -> str:
    if row.database_now is not None and abs(now - row.database_now) > MAX_SKEW:
        raise ClockWrong(Sentence("storage.clock-database"))
    if row.last_recorded_at is None:
        return rfc3339(now)
    last = datetime.fromisoformat(row.last_recorded_at)
    if last - now > MAX_SKEW:
        raise ClockWrong(Sentence("storage.clock-behind", last=row.last_recorded_at))
    return rfc3339(max(now, last))
