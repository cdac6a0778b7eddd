"""One round of witnessing: our head to each witness, and the heads of those who cannot reach us.

A witness that does not answer is asked again later and later, at most every five
minutes; the others do not wait for it. A head that a witness holds and our log
does not extend is taken in by the log, which then refuses to sign.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from gateway.audit import (
    AddCheckpoint,
    Cosignature,
    Cosigners,
    Verdict,
    parse_checkpoint,
    parse_note,
    read_cosignatures,
    verify_checkpoint,
)
from gateway.catalogue import Sentence
from gateway.client import Pushed
from gateway.errors import AnswerBad, GatewayError, LogError, ProofBad
from gateway.exchange import Witness
from gateway.signing import PublicKey

LONGEST_WAIT = timedelta(minutes=5)
REMIND_AFTER = timedelta(minutes=10)
_TRIES = 4


class OwnLog(Protocol):
    """This gateway's own log."""

    def head(self) -> str:
        """Return the latest signed checkpoint."""

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Return the consistency proof between two tree sizes."""

    def learn(self, note: str, source: str, former: Sequence[PublicKey] = ()) -> None:
        """Hold the log against a head of it that somebody kept."""


class Cosigned(Protocol):
    """The cosignatures on this gateway's own log."""

    def last_cosigned(self, witness: str | None = None) -> int:
        """Return the greatest size that a witness has cosigned."""

    def keep_cosignature(self, size: int, cosignature: Cosignature) -> None:
        """Keep the first line of a witness for a size."""

    def held(self, origin: str) -> str | None:
        """Return the last note that was cosigned for another log."""

    def unwitnessed_since(self) -> datetime | None:
        """Return when the oldest entry was recorded that nobody has cosigned."""


class Caller(Protocol):
    """The way to one witness. Raises GatewayError and nothing else."""

    def add_checkpoint(self, request: AddCheckpoint) -> Pushed:
        """Submit a checkpoint."""

    def held(self, origin: str) -> str | None:
        """Return the last checkpoint of a log that this witness cosigned."""

    def offer(self, note: str) -> None:
        """Bring a gateway its own checkpoint with a cosignature."""

    def checkpoint(self, origin: str) -> str:
        """Return the latest checkpoint of a gateway's log."""

    def consistency(self, origin: str, old: int, new: int) -> Sequence[bytes]:
        """Return a consistency proof of a gateway's log."""

    def close(self) -> None:
        """Close the connections."""


@dataclass(frozen=True, slots=True)
class Target:
    """A witness to which our checkpoints go."""

    name: str
    caller: Caller


@dataclass(frozen=True, slots=True)
class Fetched:
    """A log whose checkpoints we come for, because it cannot reach us."""

    origin: str
    caller: Caller


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the trust files say now: the keys of witnesses and logs, and our own log's former keys."""

    cosigners: Callable[[], Cosigners]
    log_keys: Callable[[str], Sequence[PublicKey]]
    own_keys: Callable[[], Sequence[PublicKey]]
    warn_after: Callable[[], timedelta | None]


@dataclass(slots=True)
class _Patience:
    """How often in a row a witness has failed, and until when it is left alone."""

    failures: int = 0
    until: datetime | None = None


@dataclass(slots=True)
class Rounds:
    """Makes rounds; used by one thread."""

    log: OwnLog
    store: Cosigned
    targets: Sequence[Target]
    fetched: Sequence[Fetched]
    witness: Witness | None
    outlook: Outlook
    every: timedelta
    clock: Callable[[], datetime]
    observe: Callable[[str, Mapping[str, object]], None]
    _patience: dict[str, _Patience] = field(default_factory=dict)
    _brought: dict[str, str] = field(default_factory=dict)
    _reminded: datetime | None = None

    def run(self) -> None:
        """Make one round.

        Raises:
            LogError: our own log is away, behind or forked.
        """
        self._warn()
        # What we owe others does not wait for our own log, should that be in trouble.
        for fetched in self.fetched:
            self._guarded(f"fetch {fetched.origin}", partial(self.fetch, fetched))
        for target in self.targets:
            self._guarded(target.name, partial(self.push, target))

    def close(self) -> None:
        """Close the ways to all witnesses."""
        for caller in [each.caller for each in self.targets] + [each.caller for each in self.fetched]:
            caller.close()

    def push(self, target: Target) -> None:
        """Have our latest checkpoint cosigned by one witness."""
        note = self.log.head()
        size = parse_checkpoint(parse_note(note).text).size
        old = self.store.last_cosigned(target.name)
        if size <= old:
            return
        for _ in range(_TRIES):
            request = AddCheckpoint(old, tuple(self.log.consistency(old, size)), note)
            pushed = target.caller.add_checkpoint(request)
            if pushed.status == 200:
                self._keep(target.name, size, note + pushed.lines)
                return
            self.ask(target)
            if pushed.size is None or pushed.size > size:
                break
            old = pushed.size
        raise AnswerBad(Sentence("witness.refused", witness=target.name, status=pushed.status))

    def ask(self, target: Target) -> None:
        """Hold our log against the last head of it that a witness cosigned.

        Raises:
            LogBehind: our log was larger once.
            LogForked: our log went another way.
        """
        held = target.caller.held(parse_checkpoint(parse_note(self.log.head()).text).origin)
        if held is not None:
            try:
                self.log.learn(held, target.name, self.outlook.own_keys())
            except ProofBad as error:
                raise AnswerBad(Sentence("witness.not-ours", witness=target.name)) from error

    def ask_all(self) -> dict[str, GatewayError]:
        """Ask every witness for the last head it holds, before anything is served.

        Returns:
            Why some of them could not be asked; the log is held against what the others said.

        Raises:
            LogError: our log was set back, or went another way.
        """
        unasked = {}
        for target in self.targets:
            try:
                self.ask(target)
            except LogError:
                raise
            except GatewayError as error:
                unasked[target.name] = error
        return unasked

    def fetch(self, fetched: Fetched) -> None:
        """Cosign the latest checkpoint of a log that cannot reach us, and bring the cosignature."""
        witness = self.witness
        if witness is None:
            return
        note = fetched.caller.checkpoint(fetched.origin)
        size = verify_checkpoint(note, fetched.origin, self.outlook.log_keys(fetched.origin)).size
        held = self.store.held(fetched.origin)
        old = parse_checkpoint(parse_note(held).text).size if held else 0
        if self._brought.get(fetched.origin) == note:
            return
        proof = tuple(fetched.caller.consistency(fetched.origin, old, size)) if old <= size else ()
        considered = witness.consider(AddCheckpoint(old, proof, note), "fetch")
        if considered.verdict is not Verdict.COSIGN:
            raise AnswerBad(
                Sentence("witness.not-cosigned", origin=fetched.origin, verdict=str(considered.verdict))
            )
        fetched.caller.offer(note + considered.line)
        self._brought[fetched.origin] = note

    def _keep(self, witness: str, size: int, note: str) -> None:
        keys = self.outlook.cosigners().get(witness, ())
        found = read_cosignatures(note, {witness: keys})
        if not found:
            raise AnswerBad(Sentence("witness.not-cosigned-by", witness=witness))
        self.store.keep_cosignature(size, found[0])

    def _guarded(self, name: str, act: Callable[[], None]) -> None:
        patience = self._patience.setdefault(name, _Patience())
        now = self.clock()
        if patience.until is not None and now < patience.until:
            return
        try:
            act()
        except LogError:
            raise
        except GatewayError as error:
            patience.failures += 1
            patience.until = now + min(LONGEST_WAIT, self.every * 2 ** min(patience.failures - 1, 10))
            facts = {"witness": name, "code": error.code, "why": str(error), "failures": patience.failures}
            self.observe("witness-failed", facts)
            return
        if patience.failures:
            self.observe("witness-back", {"witness": name})
        self._patience[name] = _Patience()

    def _warn(self) -> None:
        """Tell the operator, every ten minutes, that the log has been unwitnessed for long."""
        since, limit, now = self.store.unwitnessed_since(), self.outlook.warn_after(), self.clock()
        if since is None or limit is None or now - since < limit:
            return
        if self._reminded is None or now - self._reminded >= REMIND_AFTER:
            self._reminded = now
            hours = round((now - since) / timedelta(hours=1), 1)
            self.observe("log-unwitnessed", {"since": since.isoformat(), "hours": hours})
