"""The log in memory: real entries, tree, proofs and checkpoints; only nothing is durable.

A test may let it fail: `fault` is raised by every append, `before_append` runs
before one is decided, as another process would.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from threading import RLock

from gateway.audit import (
    EMPTY,
    Checkpoint,
    Draft,
    Opening,
    format_checkpoint,
    integrate,
    leaf_hash,
    make_consistency,
    make_entry,
    make_inclusion,
    sign_note,
)
from gateway.errors import LogError, ProofBad
from gateway.exchange import (
    ALREADY_ACKNOWLEDGED,
    Activation,
    Effects,
    QuotaUse,
    Recorded,
    Refused,
    Subjects,
    rfc3339,
)
from gateway.policy import Standing
from gateway.signing import LocalSigner
from tests.simulator.mailbox import MemoryMailbox

SALT = 16


class MemoryLog:
    """Fills the ports `Log` and, with `standing` and `files`, what `ActivePolicies` reads."""

    def __init__(
        self,
        origin: str,
        signer: LocalSigner,
        clock: Callable[[], datetime],
        chance: Callable[[int], bytes],
    ) -> None:
        self.origin = origin
        self.fault: LogError | None = None
        self.before_append: Callable[[], object] | None = None
        self.appends = 0
        self.entries: list[tuple[str, bytes, Mapping[str, Opening]]] = []
        self.notes: list[str] = []
        # What is kept beside entries: index -> whom they were about.
        self.subjects: dict[int, Subjects] = {}
        self.nonces: set[tuple[str, str]] = set()
        # (consumer, agreement, permission, period) -> requests and rows answered.
        self.quotas: dict[tuple[str, ...], tuple[int, int]] = {}
        self._signer, self._clock, self._chance = signer, clock, chance
        self._tree = EMPTY
        self._tiles: dict[tuple[int, int], bytes] = {}
        self._epoch = 0
        self._active: tuple[str, datetime] | None = None
        self._bundles: dict[str, Mapping[str, bytes]] = {}
        self._versions: dict[str, tuple[int, str]] = {}
        self._recorded: dict[str, datetime] = {}
        self._suspended: dict[str, int] = {}
        self._revoked: dict[str, int] = {}
        self._acknowledged: dict[str, str] = {}
        self._stated: dict[str, Mapping[str, str]] = {}
        self.mailbox = MemoryMailbox()
        self._lock = RLock()

    @property
    def leaves(self) -> list[bytes]:
        return [leaf for _, leaf, _ in self.entries]

    def append(
        self, draft: Draft | None, effects: Effects, *, epoch: int | None
    ) -> Recorded | Refused | None:
        with self._lock:
            hook, self.before_append = self.before_append, None
            if hook is not None:
                hook()
            self.appends += 1
            if self.fault is not None:
                raise self.fault
            if epoch is not None and epoch != self._epoch:
                return Refused("stale-policy")
            if effects.activation is not None and self._is_old(effects.activation):
                return Refused("old-version")
            if effects.acknowledges in self._acknowledged:
                return Refused(ALREADY_ACKNOWLEDGED)
            code = self.mailbox.refuse(effects.mail) if effects.mail else None
            if code:
                return Refused(code)
            return self._decide(draft, effects)

    def _decide(self, draft: Draft | None, effects: Effects) -> Recorded | Refused | None:
        use = effects.nonce
        replayed = use is not None and (use.keyid, use.nonce) in self.nonces
        if use is not None:
            self.nonces.add((use.keyid, use.nonce))
        if draft is None:
            return Refused("replayed") if replayed else None
        code = "replayed" if replayed else self._take(effects.quota)
        overruled = {"outcome": "refused", "reason": code} if code else {}
        now = self._clock()
        try:
            sealed = make_entry(
                draft, salts=iter(lambda: self._chance(SALT), None), recorded_at=rfc3339(now), **overruled
            )
        except ProofBad as error:
            raise LogError(f"not an entry: {error}") from error
        index = self._tree.size
        self._tree, written = integrate(self._read_tile, self._tree, [leaf_hash(sealed.leaf)])
        self._tiles |= written
        self.entries.append((str(draft.facts["exchange_id"]), sealed.leaf, sealed.openings))
        self.notes.append(self._note())
        if not code:
            self._apply(effects, index, now)
        recorded = self._recorded_at(index)
        return Refused(code, recorded) if code else recorded

    def _take(self, use: QuotaUse | None) -> str | None:
        """Count an answer; the code of the refusal when not so much is left."""
        if use is None:
            return None
        if not self.quota_left(use):
            return use.code
        requests, rows = self.quotas.get(_name(use), (0, 0))
        self.quotas[_name(use)] = requests + 1, rows + use.rows
        return None

    def _apply(self, effects: Effects, index: int, now: datetime) -> None:
        if effects.subjects is not None:
            self.subjects[index] = effects.subjects
        if effects.suspend is not None:
            self._suspended.setdefault(effects.suspend, index)
        if effects.revoke is not None:
            self._revoked.setdefault(effects.revoke, index)
        activation = effects.activation
        if activation is not None:
            self._bundles[activation.digest] = dict(activation.files)
            self._active = activation.digest, now
            self._versions |= activation.versions
            for digest in activation.signatures:
                self._recorded.setdefault(digest, now)
        if effects.mail:
            self.mailbox.apply(effects.mail)
        if effects.acknowledges:
            self._acknowledged[effects.acknowledges] = self.entries[index][0]
        if effects.stated:
            self._stated[effects.stated.agency] = effects.stated.active
        if activation or effects.suspend or effects.revoke or effects.stated:
            self._epoch += 1

    def _is_old(self, activation: Activation) -> bool:
        known = {name: self._versions.get(name, (0, "")) for name in activation.versions}
        return any(
            version < known[name][0] or (version == known[name][0] and digest != known[name][1])
            for name, (version, digest) in activation.versions.items()
        )

    def move_epoch(self) -> None:
        """Move the policy as another process would, without any change to see."""
        self._epoch += 1

    def nonce_used(self, keyid: str, nonce: str) -> bool:
        return (keyid, nonce) in self.nonces

    def quota_left(self, use: QuotaUse) -> bool:
        requests, rows = self.quotas.get(_name(use), (0, 0))
        enough = use.max_requests is None or requests < use.max_requests
        return enough and (use.max_rows is None or rows + use.asked <= use.max_rows)

    def head(self) -> str:
        return self.notes[-1] if self.notes else self._note()

    def find(self, exchange_id: str) -> Recorded | None:
        places = (place for place, entry in enumerate(self.entries) if entry[0] == exchange_id)
        index = next(places, None)
        return None if index is None else self._recorded_at(index)

    def acknowledged(self, exchange_id: str) -> str | None:
        return self._acknowledged.get(exchange_id)

    def tile(self, level: int, index: int, width: int) -> bytes | None:
        row = self._read_tile(level, index)[: width * 32]
        return row if len(row) == width * 32 else None

    def read_leaves(self, first: int, count: int) -> list[bytes]:
        return [leaf for _, leaf, _ in self.entries[first : first + count]]

    def inclusion(self, index: int, size: int) -> list[bytes]:
        return make_inclusion(index, size, self._read_tile)

    def consistency(self, old: int, new: int) -> list[bytes]:
        return make_consistency(old, new, self._read_tile)

    def standing(self) -> Standing | None:
        """Return the policy state; None before the first activation."""
        if self._active is None:
            return None
        digest, activated_at = self._active
        return Standing(
            epoch=self._epoch,
            bundle=digest,
            activated_at=activated_at,
            recorded=dict(self._recorded),
            suspended=dict(self._suspended),
            revoked=dict(self._revoked),
            stated=dict(self._stated),
        )

    def files(self, digest: str) -> Mapping[str, bytes]:
        """Return the files of an activated bundle."""
        return self._bundles.get(digest, {})

    def _read_tile(self, level: int, index: int) -> bytes:
        return self._tiles.get((level, index), b"")

    def _note(self) -> str:
        text = format_checkpoint(Checkpoint(self.origin, self._tree.size, self._tree.root()))
        return sign_note(text, self.origin, self._signer)

    def _recorded_at(self, index: int) -> Recorded:
        exchange, leaf, openings = self.entries[index]
        return Recorded(index, exchange, leaf, openings, self.notes[-1])


def _name(use: QuotaUse) -> tuple[str, ...]:
    return use.consumer, use.agreement, use.permission, use.period
