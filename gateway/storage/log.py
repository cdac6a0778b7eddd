"""The log, as the journey knows it: append, find, prove."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from gateway.audit import (
    EMPTY,
    Checkpoint,
    Draft,
    Opening,
    load_range,
    make_consistency,
    make_inclusion,
    verify_checkpoint,
)
from gateway.catalogue import Sentence
from gateway.errors import LogBehind, LogForked
from gateway.exchange import Clock, Effects, Fork, QuotaUse, Recorded, Refused, rfc3339
from gateway.signing import PublicKey, Signer
from gateway.storage.acknowledgements import find_acknowledgement
from gateway.storage.batch import Item
from gateway.storage.committer import Committer
from gateway.storage.copies import as_bytes
from gateway.storage.database import Storage
from gateway.storage.effects import is_nonce_spent, moves_policy
from gateway.storage.high_water import Head, HighWater, water_of
from gateway.storage.open_connections import Found
from gateway.storage.quotas import is_quota_left
from gateway.storage.spool import Spool
from gateway.storage.state import HASH_SIZE, OWN, check_past, head_of
from gateway.storage.statements import run
from gateway.storage.tables import checkpoints, entries, log_state, openings
from gateway.storage.tree import make_checkpoint, tile_reader
from gateway.storage.witnessing import Witnessing
from gateway.storage.writer import Writer

PATIENCE_SECONDS = 15.0
"""How long a caller waits for its entry before it is told that the log is not available."""

_size = select(log_state.c.size)
_entry = select(entries.c.index, entries.c.leaf)
_latest = select(checkpoints.c.size, checkpoints.c.note).order_by(checkpoints.c.size.desc()).limit(1)


class LogStore:
    """The log of one gateway in one database, shared by threads, processes and nodes.

    Every method raises a LogError when it cannot answer.
    """

    def __init__(
        self,
        storage: Storage,
        *,
        origin: str,
        signer: Signer,
        state_folder: Path,
        now: Clock,
        chance: Callable[[int], bytes],
        queue: int,
        patience_seconds: float,
        number: int,
    ) -> None:
        self._storage = storage
        self._origin = origin
        self._signer = signer
        self._now = now
        self._water = HighWater(water_of(state_folder, number))
        self._spool = Spool(state_folder / "statements")
        self._writer = Writer(
            storage,
            origin=origin,
            signer=signer,
            water=self._water,
            spool=self._spool,
            now=now,
            chance=chance,
            is_first=number == 1,
        )
        self._committer = Committer(
            self._writer.commit, self._writer.drain, queue=queue, patience_seconds=patience_seconds
        )

    @property
    def key(self) -> PublicKey:
        """The key that signs its checkpoints."""
        return self._signer.key

    def append(
        self, draft: Draft | None, effects: Effects, *, epoch: int | None
    ) -> Recorded | Refused | None:
        """Make an entry and its effects durable, then return; None only for a draft of None."""
        if draft is None and moves_policy(effects):
            raise ValueError("whoever moves the policy must say so in an entry")
        return self._committer.submit(Item(draft, effects, epoch))

    def spool(self, draft: Draft, effects: Effects) -> None:
        """Put a signed suspension or revocation aside until the log is back; it then goes first."""
        self._spool.add(draft, effects)

    def check(self) -> None:
        """Check that the next entry has a chance: the log can be locked, is ours, and is not behind.

        Raises:
            LogOther: the database holds the log of another origin.
            LogBehind: it has lost what this node gave out.
            ClockWrong: this node's clock is off.
        """
        self._writer.check()

    def nonce_used(self, keyid: str, nonce: str) -> bool:
        """Say whether a nonce was spent: an early look, `append` decides."""
        return self._ask(lambda connection: is_nonce_spent(connection, keyid, nonce))

    def quota_left(self, use: QuotaUse) -> bool:
        """Say whether a quota has so much left: an early look, `append` decides."""
        return self._ask(lambda connection: is_quota_left(connection, use))

    def head(self) -> str:
        """Return the latest signed checkpoint; an empty log signs the empty tree."""
        return self._ask(self._head)

    def find(self, exchange_id: str) -> Recorded | None:
        """Return the entry of an exchange with its openings and the latest checkpoint."""
        return self._ask(lambda connection: self._find(connection, exchange_id))

    def acknowledged(self, exchange_id: str) -> str | None:
        """Return the exchange id of the entry that acknowledges an exchange; None before there is one."""
        return self._ask(lambda connection: find_acknowledgement(connection, exchange_id))

    def given_out(self) -> Checkpoint | None:
        """Return the greatest head that this node ever gave out."""
        size, root = self._water.read()
        return Checkpoint(self._origin, size, root) if size else None

    def exchange_at(self, index: int) -> str | None:
        """Return the exchange id of the entry of an index."""
        wanted = select(entries.c.exchange_id).where(entries.c.index == index)
        return self._ask(lambda connection: connection.execute(wanted).scalar_one_or_none())

    def tile(self, level: int, index: int, width: int) -> bytes | None:
        """Return the first `width` hashes of a tile; None where the tree has not so many."""
        row = self._ask(lambda connection: tile_reader(connection)(level, index))[: width * HASH_SIZE]
        return row if len(row) == width * HASH_SIZE else None

    def read_leaves(self, first: int, count: int) -> Sequence[bytes]:
        """Return what is stored of entries `first` and on, in order; fewer where some are gone."""
        some = select(entries.c.leaf).where(entries.c.index >= first, entries.c.index < first + count)
        wanted = some.order_by(entries.c.index)
        return [as_bytes(leaf) for leaf in self._ask(lambda asked: asked.execute(wanted).scalars().all())]

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return the inclusion proof of an entry in the tree of `size`."""
        return self._ask(lambda connection: make_inclusion(index, size, tile_reader(connection)))

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Return the consistency proof between two tree sizes."""
        return self._ask(lambda connection: make_consistency(old, new, tile_reader(connection)))

    def learn(self, note: str, source: str, former: Sequence[PublicKey] = ()) -> None:
        """Hold our log against a head of it that somebody else kept, as our own signature proves.

        What is learnt is kept, so a log that was set back stays silent after a
        restart too. `former` are keys that the log has signed with before.

        Raises:
            ProofBad: it is not a checkpoint that this log has signed.
            LogBehind: the log was larger once.
            LogForked: the log had another root at that size.
        """
        found = verify_checkpoint(note, self._origin, (self._signer.key, *former))
        size, root, ours = self._ask(lambda connection: self._compared(connection, found.size))
        if size < found.size:
            self._water.advance(Head(found.size, found.root))
            raise LogBehind(Sentence("storage.behind", size=size, known=found.size))
        if root != found.root:
            at = rfc3339(self._now())
            Witnessing(self._storage).keep_fork(Fork(self._origin, OWN, at, note, ours, source))
            raise LogForked(Sentence("witness.forked", origin=self._origin))

    def close(self) -> None:
        """Finish what waits and stop; the storage stays open."""
        self._committer.close()

    def _find(self, connection: Connection, exchange_id: str) -> Recorded | None:
        row = connection.execute(_entry.where(entries.c.exchange_id == exchange_id)).one_or_none()
        if row is None:
            return None
        index, leaf = row
        kept = connection.execute(select(openings).where(openings.c.index == index))
        return Recorded(
            index,
            exchange_id,
            bytes(leaf),
            {item.name: Opening(bytes(item.salt), bytes(item.value)) for item in kept},
            self._head(connection),
        )

    def _compared(self, connection: Connection, wanted: int) -> tuple[int, bytes, str]:
        """Return our size, and our root at another size with our latest checkpoint if we reach it."""
        state = run(connection, _size)
        size = int(state[0][0]) if state else 0
        if size < wanted:
            return size, b"", ""
        return size, load_range(tile_reader(connection), wanted).root(), self._head(connection)

    def _head(self, connection: Connection) -> str:
        known = self._water.known()
        found = run(connection, _latest)
        size, note = found[0] if found else (0, "")
        if connection.info.get("is_ended"):
            return str(note)
        self._water.check(size, known)
        if not found:
            return make_checkpoint(self._origin, EMPTY, self._signer)
        # Another node may have signed it: from now on this node has given it out too.
        self._water.advance(head_of(note))
        return str(note)

    def _ask(self, question: Callable[[Connection], Found]) -> Found:
        def ask(connection: Connection) -> Found:
            check_past(connection, self._origin, self._water)
            return question(connection)

        return self._storage.ask(ask)


def open_log(
    storage: Storage,
    *,
    origin: str,
    signer: Signer,
    state_folder: Path,
    now: Clock,
    chance: Callable[[int], bytes] = os.urandom,
    queue: int = 1024,
    patience_seconds: float = PATIENCE_SECONDS,
    number: int = 1,
) -> LogStore:
    """Prepare the log; nothing is opened, and no thread started, before it is used.

    `number` counts the logs that this gateway has had: one that follows another has a high-water file
    of its own.
    """
    return LogStore(
        storage,
        origin=origin,
        signer=signer,
        state_folder=state_folder,
        now=now,
        chance=chance,
        queue=queue,
        patience_seconds=patience_seconds,
        number=number,
    )
