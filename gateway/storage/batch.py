"""One batch: items decided in order, under the log's lock, and written in one transaction.

What an item may do is decided here and nowhere earlier, because only here does
nothing else move: the epoch, the nonces, the quotas, the versions. A conflict
refuses its own item and leaves the others alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from gateway.audit import Draft, Sealed, make_entry
from gateway.catalogue import Sentence
from gateway.errors import LogError, ProofBad
from gateway.exchange import HELD_MEANWHILE, HOLDING, Effects, Erasure, Recorded, Refused, Subjects
from gateway.signing import Signer
from gateway.storage.access import apply_access, refuse_access
from gateway.storage.acknowledgements import apply_acknowledgement, refuse_acknowledgement
from gateway.storage.effects import Spent, apply_effects, brings_back_old, moves_policy, spend_nonces
from gateway.storage.entry_facts import facts_row
from gateway.storage.gathering import Gathering, insert_rows
from gateway.storage.high_water import Head
from gateway.storage.parcels import apply_mail, refuse_mail
from gateway.storage.quotas import take_quota
from gateway.storage.state import State, save_state
from gateway.storage.subjects import apply_erasure, is_held_since
from gateway.storage.tables import entries, entry_facts, openings, subjects
from gateway.storage.tree import grow_tree, write_checkpoint

STALE = "stale-policy"
REPLAYED = "replayed"
OLD_VERSION = "old-version"

Answer = Recorded | Refused | None
Outcome = Answer | LogError


@dataclass(frozen=True, slots=True)
class Item:
    """What one caller wants recorded."""

    draft: Draft | None
    effects: Effects
    epoch: int | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of this batch; with the code of a refusal when the log overruled it."""

    index: int
    exchange_id: str
    sealed: Sealed
    code: str | None
    facts: Mapping[str, object]
    subjects: Subjects | None


@dataclass(frozen=True, slots=True)
class Written:
    """What a transaction wrote, to be told once it is durable. `note` is empty if the tree did not grow."""

    outcomes: Sequence[Outcome]
    head: Head
    note: str


class Batch:
    """Decides items one after the other; knows nothing of commit and locks."""

    def __init__(self, connection: Connection, state: State, salts: Iterator[bytes]) -> None:
        self._connection = connection
        self._before = state
        self._state = state
        self._salts = salts
        self._entries: list[_Entry] = []
        self._spent = 0
        self._outcomes: list[_Entry | Refused | LogError | None] = []

    @property
    def changes_anything(self) -> bool:
        """Say whether there is something to commit."""
        return bool(self._entries or self._spent)

    @property
    def spent(self) -> int:
        """Return how many nonces were spent."""
        return self._spent

    def decide(self, items: Sequence[Item]) -> None:
        """Decide every item, in order; their outcomes come from `write`."""
        for segment in _segments(items):
            self._decide_segment(segment)

    def write(self, origin: str, signer: Signer) -> Written:
        """Write the entries, grow the tree and sign its head."""
        tree = self._before.tree
        note = ""
        if self._entries:
            gathering = Gathering(self._connection)
            insert_rows(gathering, entries, [_entry_row(entry) for entry in self._entries])
            insert_rows(gathering, entry_facts, [entry.facts for entry in self._entries])
            opened = [row for entry in self._entries for row in _opening_rows(entry)]
            insert_rows(gathering, openings, opened)
            about = [_subjects_row(entry.index, kept) for entry in self._entries if (kept := entry.subjects)]
            insert_rows(gathering, subjects, about)
            tree = grow_tree(gathering, tree, [entry.sealed.leaf for entry in self._entries])
            note = write_checkpoint(gathering, origin, tree, signer)
            save_state(gathering, self._before, self._state.grown(tree))
        outcomes = [_tell(outcome, note) for outcome in self._outcomes]
        return Written(outcomes, Head(tree.size, tree.root()), note)

    def _decide_segment(self, items: Sequence[Item]) -> None:
        """Decide items of which only the last may change what others are decided by."""
        early = [self._refuse_early(item) for item in items]
        taken = [item.effects.nonce for item, no in zip(items, early, strict=True) if not no]
        fresh = spend_nonces(self._connection, [use for use in taken if use])
        self._spent += len(fresh)
        for item, no in zip(items, early, strict=True):
            self._outcomes.append(no or self._decide(item, fresh))

    def _refuse_early(self, item: Item) -> Refused | None:
        """Refuse what leaves no trace at all: the caller may ask again with the same nonce."""
        if item.epoch is not None and item.epoch != self._state.epoch:
            return Refused(STALE)
        activation = item.effects.activation
        if activation and brings_back_old(self._connection, activation):
            return Refused(OLD_VERSION)
        access = item.effects.access
        code = refuse_access(self._connection, access) if access else None
        if item.effects.mail and not code:
            code = refuse_mail(self._connection, item.effects.mail)
        if item.effects.acknowledges and not code:
            code = refuse_acknowledgement(self._connection, item.effects.acknowledges)
        return Refused(code) if code else None

    def _decide(self, item: Item, fresh: set[Spent]) -> _Entry | Refused | LogError | None:
        use = item.effects.nonce
        replayed = use is not None and (use.keyid, use.nonce) not in fresh
        if use:
            # The same nonce twice in one batch: the first has it.
            fresh.discard((use.keyid, use.nonce))
        if item.draft is None:
            return Refused(REPLAYED) if replayed else None
        if item.effects.erasure and self._is_held_since(item.effects.erasure):
            return Refused(HELD_MEANWHILE)
        # Last of all, so that nothing else refuses what was counted.
        quota = item.effects.quota
        exceeded = quota.code if quota and not replayed and not take_quota(self._connection, quota) else None
        code = REPLAYED if replayed else exceeded
        try:
            entry = self._seal(item.draft, item.effects, code)
        except ProofBad as error:
            return (
                Refused(code) if code else LogError(Sentence("storage.not-an-entry", problem=error.message))
            )
        self._entries.append(entry)
        if not code and moves_policy(item.effects):
            self._move_policy(item.effects, entry.index)
        if not code and item.effects.access:
            apply_access(self._connection, item.effects.access)
        if not code and item.effects.mail:
            apply_mail(self._connection, item.effects.mail, self._state.recorded_at)
        if not code and item.effects.acknowledges:
            apply_acknowledgement(self._connection, item.effects.acknowledges, entry.index)
        if not code and item.effects.erasure:
            apply_erasure(self._connection, item.effects.erasure)
        return entry

    def _is_held_since(self, erasure: Erasure) -> bool:
        """Say whether something was held back since an erasure was decided, by an entry of this batch too."""
        return any(entry.facts["kind"] in HOLDING for entry in self._entries) or is_held_since(
            self._connection, erasure.size
        )

    def _seal(self, draft: Draft, effects: Effects, code: str | None) -> _Entry:
        overruled = {"outcome": "refused", "reason": code} if code else {}
        recorded_at = self._state.recorded_at
        sealed = make_entry(draft, salts=self._salts, recorded_at=recorded_at, **overruled)
        index = self._before.tree.size + len(self._entries)
        facts = facts_row(index, recorded_at, {**draft.facts, **overruled})
        about = None if code else effects.subjects
        return _Entry(index, str(draft.facts["exchange_id"]), sealed, code, facts, about)

    def _move_policy(self, effects: Effects, index: int) -> None:
        apply_effects(self._connection, effects, index, self._state.recorded_at)
        if effects.activation:
            self._state = self._state.activated(effects.activation.digest)
        else:
            self._state = self._state.withdrawn()


def _segments(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Split after each item that changes what the next one is decided by."""
    begin = 0
    for at, item in enumerate(items, start=1):
        effects = item.effects
        decides = (
            moves_policy(effects) or effects.access or effects.mail or effects.acknowledges or effects.erasure
        )
        if decides or at == len(items):
            yield items[begin:at]
            begin = at


def _entry_row(entry: _Entry) -> dict[str, object]:
    return {"index": entry.index, "exchange_id": entry.exchange_id, "leaf": entry.sealed.leaf}


def _opening_rows(entry: _Entry) -> Iterator[dict[str, object]]:
    for name, opening in entry.sealed.openings.items():
        yield {"index": entry.index, "name": name, "salt": opening.salt, "value": opening.value}


def _subjects_row(index: int, kept: Subjects) -> dict[str, object]:
    return {
        "index": index,
        "agency": kept.agency,
        "period": kept.period,
        "kind": kept.kind,
        "tags": kept.tags,
    }


def _tell(outcome: _Entry | Refused | LogError | None, note: str) -> Outcome:
    if not isinstance(outcome, _Entry):
        return outcome
    recorded = Recorded(
        outcome.index, outcome.exchange_id, outcome.sealed.leaf, outcome.sealed.openings, note
    )
    return Refused(outcome.code, recorded) if outcome.code else recorded
