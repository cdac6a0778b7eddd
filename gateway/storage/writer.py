"""From a batch of items to a durable, signed piece of the log.

The order of the steps is the promise: lock, look, decide, write, commit, check
that the file is still the one with the name, remember the head, and only then
tell anybody. Whatever fails on the way, nobody was told.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError

from gateway.audit import SALT_SIZE
from gateway.catalogue import Sentence
from gateway.errors import GatewayError, LogError
from gateway.exchange import Clock
from gateway.signing import Signer
from gateway.storage.batch import Batch, Item, Outcome, Written
from gateway.storage.database import Storage
from gateway.storage.effects import sweep_nonces
from gateway.storage.engine import as_log_error, is_full, only_log_errors
from gateway.storage.high_water import Head, HighWater
from gateway.storage.locking import LockHeld
from gateway.storage.quotas import sweep_quotas
from gateway.storage.spool import Spool, Statement
from gateway.storage.state import check_past, lock_state, read_checkpoint
from gateway.storage.statements import send
from gateway.storage.tables import entries

SWEEP_AFTER = 256
"""How many nonces are spent before expired ones go: a sweep takes four times as many."""

SALTS = 32
"""How many salts are drawn at once: each draw lets go of the interpreter."""

MEMORY_OF_FAILURE = timedelta(seconds=10)

Take = Callable[[], Sequence[Item]]


class Writer:
    """Writes batches of one log; used by one thread at a time."""

    def __init__(
        self,
        storage: Storage,
        *,
        origin: str,
        signer: Signer,
        water: HighWater,
        spool: Spool,
        now: Clock,
        chance: Callable[[int], bytes],
        is_first: bool,
    ) -> None:
        self._storage = storage
        self._is_first = is_first
        self._origin = origin
        self._signer = signer
        self._water = water
        self._spool = spool
        self._now = now
        self._chance = chance
        self._spent = 0
        self._failed_at: datetime | None = None

    def commit(self, take: Take, at_once: bool = False) -> Sequence[Outcome]:
        """Make items durable together; if one of them is at fault, each by itself.

        They are taken once the log is locked, so whoever comes while another
        process writes comes along.

        Raises:
            LockHeld: it should be done at once, and another process writes; nothing was taken.
            LogError: nobody was told anything.
        """
        items: Sequence[Item] = ()

        def take_once() -> Sequence[Item]:
            nonlocal items
            items = take()
            return items

        try:
            outcomes = self._commit(take_once, 0 if at_once else None)
        except LockHeld:
            raise
        except Exception as error:
            if not _blames_an_item(error):
                self._failed_at = self._now()
            elif len(items) > 1:
                return [self._commit_alone(item) for item in items]
            raise as_log_error(error) from error
        self._failed_at = None
        return outcomes

    def check(self) -> None:
        """Check, without writing, that the next batch has a chance.

        A database may be read and yet not written, when its disk is full say, so
        a failed batch counts for a while; then somebody must try again.

        Raises:
            LogError: it has none.
        """
        with only_log_errors(), self._storage.writing(turn_seconds=self._storage.wait_seconds) as connection:
            check_past(connection, self._origin, self._water)
            state = lock_state(connection, self._origin, self._now, is_first=self._is_first)
            self._water.check_state(Head(state.tree.size, state.tree.root()))
        if self._failed_at and self._now() - self._failed_at < MEMORY_OF_FAILURE:
            raise LogError(Sentence("storage.unwritten"))

    def drain(self) -> None:
        """Record the statements that wait, if any; failing that, they wait on."""
        try:
            if self._spool.waiting():
                self.commit(tuple)
        except LogError:
            # Whoever appends next is told.
            return

    def _commit_alone(self, item: Item) -> Outcome:
        try:
            return self.commit(lambda: (item,))[0]
        except LogError as error:
            return error

    def _commit(self, take: Take, turn_seconds: float | None) -> Sequence[Outcome]:
        with self._storage.writing(turn_seconds=turn_seconds) as connection:
            check_past(connection, self._origin, self._water)
            state = lock_state(connection, self._origin, self._now, is_first=self._is_first)
            self._water.check_state(Head(state.tree.size, state.tree.root()))
            statements = self._spool.waiting()
            items = take()
            batch = Batch(connection, state, _salts(self._chance))
            written = self._write(connection, batch, statements, items)
            doubt = _commit_transaction(connection) if batch.changes_anything else None
            if doubt is None and not self._storage.is_still_there(connection):
                raise LogError(Sentence("storage.replaced"))
        if doubt is not None and not self._holds(written):
            # A database that says why it did not commit has told: no other doubt is left.
            if is_full(doubt):
                raise as_log_error(doubt) from doubt
            raise LogError(Sentence("storage.uncertain")) from doubt
        self._spent += batch.spent
        self._water.advance(written.head)
        self._spool.remove(statements)
        return written.outcomes[len(written.outcomes) - len(items) :]

    def _write(
        self, connection: Connection, batch: Batch, statements: Sequence[Statement], items: Sequence[Item]
    ) -> Written:
        missing = _unrecorded(connection, statements)
        batch.decide([Item(statement.draft, statement.effects, None) for statement in missing])
        batch.decide(items)
        written = batch.write(self._origin, self._signer)
        if any(isinstance(outcome, LogError) for outcome in written.outcomes[: len(missing)]):
            raise LogError(Sentence("storage.statement-unrecorded", folder=missing[0].path.parent))
        if self._spent >= SWEEP_AFTER:
            sweep_nonces(connection, self._now().timestamp())
            sweep_quotas(connection, self._now().timestamp())
            self._spent = 0
        return written

    def _holds(self, written: Written) -> bool:
        """Say whether a transaction of which we heard no more was committed after all.

        The checkpoint covers fresh salts, so only that very transaction can have
        written it. The log's lock is awaited first: a commit may be under way.
        """
        if not written.note:
            return False
        with self._storage.writing() as connection:
            check_past(connection, self._origin, self._water)
            lock_state(connection, self._origin, self._now, is_first=self._is_first)
            return read_checkpoint(connection, written.head.size) == written.note


def _salts(chance: Callable[[int], bytes]) -> Iterator[bytes]:
    """Yield salts for one batch: many are drawn at once, and none is left over for a process forked later."""
    while True:
        drawn = chance(SALTS * SALT_SIZE)
        for at in range(0, len(drawn), SALT_SIZE):
            yield drawn[at : at + SALT_SIZE]


def _commit_transaction(connection: Connection) -> SQLAlchemyError | None:
    """Commit; return why it is uncertain whether that was done."""
    try:
        send(connection, "COMMIT")
    except SQLAlchemyError as error:
        connection.invalidate()
        return error
    return None


def _unrecorded(connection: Connection, statements: Sequence[Statement]) -> Sequence[Statement]:
    """Return the statements that no process has recorded yet."""
    if not statements:
        return ()
    names = [str(statement.draft.facts["exchange_id"]) for statement in statements]
    found = connection.execute(select(entries.c.exchange_id).where(entries.c.exchange_id.in_(names)))
    known = set(found.scalars())
    return [statement for statement, name in zip(statements, names, strict=True) if name not in known]


def _blames_an_item(error: Exception) -> bool:
    """Say whether an item brought this about, and not the database, the disk or the log itself."""
    if isinstance(error, StatementError):
        # Without the driver's own error it is a value that no driver could take.
        return isinstance(error, (IntegrityError, DataError)) or not isinstance(error, DBAPIError)
    return not isinstance(error, (SQLAlchemyError, OSError, GatewayError))
