"""The succession of a log: the old one is closed for good, and its policy and memory go on in a new one.

A log that may not be written on lies in one database, and the new one begins in
another, so two transactions are needed. The first closes the old log and keeps the
new one's whole first entry and checkpoint; the second writes these very bytes, with
all that must not be forgotten, into the new database. Only then the new head is
given out. Whoever dies in between has signed nothing else under either name, and
carries the same statement out again: what is there already is not made anew.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from gateway.audit import (
    EMPTY,
    SALT_SIZE,
    Checkpoint,
    Draft,
    Succession,
    format_succession,
    leaf_hash,
    load_range,
    make_entry,
    parse_checkpoint,
    parse_entry,
    parse_note,
)
from gateway.catalogue import Sentence
from gateway.errors import LogError, LogOther, LogSucceeded, ProofBad, SuccessionBad
from gateway.exchange import Clock
from gateway.signing import Signer
from gateway.storage.database import Storage
from gateway.storage.engine import only_log_errors
from gateway.storage.entry_facts import facts_row
from gateway.storage.gathering import Gathering
from gateway.storage.high_water import Head, HighWater, water_of
from gateway.storage.standing import read_standing
from gateway.storage.state import OWN, State, lock_to_end
from gateway.storage.statements import put, run, send
from gateway.storage.tables import (
    auditors,
    bundle_files,
    bundles,
    entries,
    entry_facts,
    forks,
    invitations,
    log_state,
    nonces,
    parcel_files,
    parcels,
    quotas,
    revoked,
    sessions,
    signatures,
    snapshots,
    stated,
    successions,
    suspended,
    versions,
    witnessed,
)
from gateway.storage.tree import grow_tree, make_checkpoint, tile_reader, write_checkpoint

PART = 200
FIRST = 0
"""The index of the entry that carries a policy over: the new log's first."""

# What goes on. The tree, its entries and what stands beside each of them stay with the old log.
CARRIED = (
    bundles, bundle_files, signatures, versions, suspended, revoked, stated, nonces, quotas, snapshots,
    parcels, parcel_files, witnessed, forks, auditors, invitations, sessions,
)  # fmt: skip
_INDEX = {signatures: "first_index", suspended: "index", revoked: "index", stated: "index"}

_kept = select(successions)
_end = (
    update(log_state)
    .where(log_state.c.id == 1, log_state.c.successor.is_(None))
    .values(successor=bindparam("next"))
    .returning(log_state.c.id)
)
_begin = insert(log_state).returning(log_state.c.id)
_own_forks = select(forks.c.held).where(forks.c.origin == bindparam("origin"), forks.c.kind == OWN)
_state = select(log_state.c.origin, log_state.c.size)
_first = select(entries.c.leaf).where(entries.c.index == FIRST)


@dataclass(frozen=True, slots=True)
class Past:
    """Where a log stands that is to be succeeded: its own head, other heads of it, and its policy."""

    head: Checkpoint
    beyond: tuple[Checkpoint, ...]
    epoch: int
    bundle: str
    activated_at: str
    suspended: tuple[str, ...]
    revoked: tuple[str, ...]

    def is_that_of(self, said: Succession) -> bool:
        """Say whether a statement says the same."""
        return (
            self.head,
            self.beyond,
            self.epoch,
            self.bundle,
            self.activated_at,
            self.suspended,
            self.revoked,
        ) == (
            said.old,
            said.beyond,
            said.epoch,
            said.bundle,
            said.activated_at,
            said.suspended,
            said.revoked,
        )


@dataclass(frozen=True, slots=True)
class Genesis:
    """How the new log begins; `statement` is the SHA-256 of what was signed, `place` that of its database."""

    origin: str
    at: str
    statement: str
    place: str
    leaf: bytes
    note: str

    @property
    def head(self) -> Head:
        """Its first head."""
        checkpoint = parse_checkpoint(parse_note(self.note).text)
        return Head(checkpoint.size, checkpoint.root)


class Successor:
    """Carries one succession out: from the log in `last` to the one that is to begin in `fresh`."""

    def __init__(
        self,
        last: Storage,
        fresh: Storage,
        *,
        state_folder: Path,
        number: int,
        signer: Signer,
        now: Clock,
        chance: Callable[[int], bytes],
    ) -> None:
        """Prepare; `number` is that of the new log: 2 for the first that follows another."""
        self._last, self._fresh = last, fresh
        self._behind = HighWater(water_of(state_folder, number - 1))
        self._ahead = HighWater(water_of(state_folder, number))
        self._signer, self._now = signer, now
        self._salts = iter(lambda: chance(SALT_SIZE), None)

    def carry_out(self, said: Succession, draft: Draft) -> str:
        """Close the old log, begin the new one, and return its first checkpoint.

        Raises:
            SuccessionBad: the statement does not fit the log as it stands, or nothing is amiss with it.
            LogSucceeded: it was succeeded before: by another statement, or into another database.
            LogOther: the new database holds a log that this statement did not begin.
            LogError: a database cannot be read or written; carry the same statement out again.
        """
        self._check_fresh(said)
        genesis = self._end(said, draft)
        self._begin(said, genesis)
        self._ahead.advance(genesis.head)
        return genesis.note

    def _check_fresh(self, said: Succession) -> None:
        """Refuse a database that holds anything else before the old log is closed: nothing opens it again."""
        self._fresh.check_revision()
        with self._fresh.reading() as connection:
            states = run(connection, _state)
        for found, _ in states:
            if found != said.origin:
                raise LogOther(Sentence("storage.other-log", found=found, wanted=said.origin))
        if not states:
            return
        with self._last.reading() as connection:
            kept = _read_kept(connection)
        if kept is None or not self._has_begun(kept):
            raise LogOther(Sentence("succession.not-empty"))

    def _has_begun(self, genesis: Genesis) -> bool:
        with self._fresh.reading() as connection:
            return run(connection, _first) == [(genesis.leaf,)]

    def _end(self, said: Succession, draft: Draft) -> Genesis:
        with only_log_errors(), self._last.writing() as connection:
            state, successor = lock_to_end(connection, said.old.origin, self._now)
            kept = _read_kept(connection)
            if kept is not None:
                self._check_same(kept, said)
                return kept
            past = _read_past(connection, state, said.old.origin, self._behind)
            if successor is not None or not past.is_that_of(said):
                raise SuccessionBad(Sentence("succession.moved-on", origin=said.old.origin))
            if not said.beyond:
                raise SuccessionBad(Sentence("succession.nothing-amiss", origin=said.old.origin))
            genesis = self._make(said, draft, state)
            row = {name: getattr(genesis, name) for name in Genesis.__slots__}
            put(connection, successions, [row])
            if not run(connection, _end, {"next": said.origin}):
                raise LogError(Sentence("storage.state-changed"))
            send(connection, "COMMIT")
            if not self._last.is_still_there(connection):
                raise LogError(Sentence("storage.replaced"))
        return genesis

    def _make(self, said: Succession, draft: Draft, state: State) -> Genesis:
        sealed = make_entry(draft, salts=self._salts, recorded_at=state.recorded_at)
        tree = EMPTY.extend(leaf_hash(sealed.leaf))
        note = make_checkpoint(said.origin, tree, self._signer)
        return Genesis(said.origin, state.recorded_at, _digest(said), self._fresh.place, sealed.leaf, note)

    def _check_same(self, kept: Genesis, said: Succession) -> None:
        """A log is succeeded once; what broke off goes on with the same statement, in the same database.

        Once a head was given out, the log that it is of is there or lost: it never begins again.
        """
        if kept.statement != _digest(said) or kept.place != self._fresh.place:
            raise LogSucceeded(Sentence("storage.succeeded", origin=said.old.origin, successor=kept.origin))
        if self._ahead.look().size and not self._has_begun(kept):
            raise LogSucceeded(Sentence("succession.done", origin=kept.origin))

    def _begin(self, said: Succession, genesis: Genesis) -> None:
        with only_log_errors(), self._last.snapshot() as source, self._fresh.writing() as connection:
            if run(connection, _state):
                if run(connection, _first) != [(genesis.leaf,)]:
                    raise LogOther(Sentence("succession.not-empty"))
                return
            for table in CARRIED:
                for rows in _rows(source, table):
                    put(connection, table, rows)
            self._write(connection, said, genesis)
            send(connection, "COMMIT")
            if not self._fresh.is_still_there(connection):
                raise LogError(Sentence("storage.replaced"))

    def _write(self, connection: Connection, said: Succession, genesis: Genesis) -> None:
        entry = parse_entry(genesis.leaf)
        row = {"index": FIRST, "exchange_id": entry["exchange_id"], "leaf": genesis.leaf}
        gathering = Gathering(connection)
        gathering.add(entries, [row])
        gathering.add(entry_facts, [facts_row(FIRST, genesis.at, entry)])
        tree = grow_tree(gathering, EMPTY, [genesis.leaf])
        # The same key signs the same text the same way: Ed25519 takes no chance.
        if write_checkpoint(gathering, said.origin, tree, self._signer) != genesis.note:
            raise LogError(Sentence("succession.other-key"))
        state = {
            "id": 1,
            "origin": said.origin,
            "size": tree.size,
            "hashes": b"".join(tree.hashes),
            "epoch": said.epoch + 1,
            "bundle": said.bundle,
            "activated_at": said.activated_at,
            "last_recorded_at": genesis.at,
            "successor": None,
        }
        gathering.finish(_begin, state)


def read_past(storage: Storage, origin: str, state_folder: Path, number: int, now: Clock) -> Past:
    """Read where a log stands that is to be succeeded.

    Raises:
        LogOther: the database holds another log, or none yet.
        LogSucceeded: the log has ended already.
        SuccessionBad: no policy was ever active in it.
        LogError: it cannot be read.
    """
    with only_log_errors(), storage.writing() as connection:
        state, successor = lock_to_end(connection, origin, now)
        if successor is not None:
            raise LogSucceeded(Sentence("storage.succeeded", origin=origin, successor=successor))
        return _read_past(connection, state, origin, HighWater(water_of(state_folder, number)))


def _read_past(connection: Connection, state: State, origin: str, water: HighWater) -> Past:
    standing = read_standing(connection)
    if standing is None or state.activated_at is None:
        raise SuccessionBad(Sentence("succession.no-policy", origin=origin))
    head = Checkpoint(origin, state.tree.size, state.tree.root())
    return Past(
        head=head,
        beyond=_beyond(connection, head, water),
        epoch=standing.epoch,
        bundle=standing.bundle,
        activated_at=state.activated_at,
        suspended=tuple(sorted(standing.suspended)),
        revoked=tuple(sorted(standing.revoked)),
    )


def _beyond(connection: Connection, head: Checkpoint, water: HighWater) -> tuple[Checkpoint, ...]:
    """Gather the heads of this log that its database does not lead to: given out, or held by witnesses."""
    given = water.look()
    found = {Checkpoint(head.origin, given.size, given.root)} if given.size else set()
    found |= {
        parse_checkpoint(parse_note(note).text)
        for (note,) in run(connection, _own_forks, {"origin": head.origin})
    }
    strange = {each for each in found if not _leads_to(connection, each)}
    return tuple(sorted(strange, key=lambda each: (each.size, each.root)))


def _leads_to(connection: Connection, head: Checkpoint) -> bool:
    try:
        return load_range(tile_reader(connection), head.size).root() == head.root
    except ProofBad:
        # The tree has not so many leaves.
        return False


def _read_kept(connection: Connection) -> Genesis | None:
    for row in run(connection, _kept):
        origin, at, statement, place, leaf, note = row
        return Genesis(origin, at, statement, place, bytes(leaf), note)
    return None


def _rows(source: Connection, table: Table) -> Iterator[list[Mapping[str, Any]]]:
    """Read a table part by part; what names an entry of the old log names the new one's first instead."""
    column = _INDEX.get(table)
    if column is None:
        found = source.execute(select(table), execution_options={"yield_per": PART})
        for part in found.mappings().partitions(PART):
            yield [_plain(row) for row in part]
        return
    others = [each for each in table.columns if each.name != column]
    rows = source.execute(select(*others).distinct()).mappings()
    yield [{**_plain(row), column: FIRST} for row in rows]


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    # A name that SQLAlchemy quotes is a text of a type of its own, which JSON does not take.
    return {str(name): value for name, value in row.items()}


def _digest(said: Succession) -> str:
    return sha256(format_succession(said)).hexdigest()
