"""A gateway as the witness of other agencies' logs (C2SP tlog-witness).

What is held is compared and swapped in the database before a cosignature exists,
so two nodes, or one that dies in between, never cosign two heads that do not
extend each other. Evidence against a log is kept: two roots for one size prove
a fork; a proof that does not fit is kept as a suspicion.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Literal, Protocol

from gateway.audit import (
    SIZE_TYPE,
    VERDICT_STATUS,
    AddCheckpoint,
    Cosignature,
    Cosigners,
    Verdict,
    cosign,
    find_stranger,
    format_add_checkpoint,
    judge,
    parse_add_checkpoint,
    parse_checkpoint,
    parse_note,
    read_cosignatures,
)
from gateway.catalogue import Sentence
from gateway.errors import LogError, ProofBad
from gateway.exchange.call import Reply
from gateway.exchange.record import rfc3339
from gateway.signing import PublicKey, Signer

_TRIES = 3
_TEXT = "text/plain; charset=utf-8"

ForkKind = Literal["fork", "unproven", "own"]


@dataclass(frozen=True, slots=True)
class Fork:
    """Evidence against a log: what was held of it, and what was offered that does not fit.

    `fork` is proof: two roots for one size, both signed. `unproven` is a larger head
    whose proof did not verify. `own` is a head of this gateway's own log that a
    witness holds and the log no longer has. `source` says who brought it.
    """

    origin: str
    kind: ForkKind
    found_at: str
    held: str
    offered: str
    source: str

    @property
    def digest(self) -> str:
        """Name the evidence, whenever and by whomever it was found."""
        text = parse_note(self.offered_note).text
        return sha256(f"{self.kind}\n{self.held}\n{text}".encode()).hexdigest()

    @property
    def offered_note(self) -> str:
        """The checkpoint that does not fit, without the proof that came with it."""
        return self.offered.partition("\n\n")[2] if self.offered.startswith("old ") else self.offered


class WitnessStore(Protocol):
    """What a witness must not forget. Every method raises a LogError when it cannot answer."""

    def held(self, origin: str) -> str | None:
        """Return the last note that was cosigned for a log."""

    def swap(self, origin: str, old: str | None, note: str, at: str) -> bool:
        """Make a note the last one, durably, if the last one is still `old`."""

    def keep_fork(self, fork: Fork) -> bool:
        """Keep evidence; False when the same is kept already, or too much of its kind is."""


@dataclass(frozen=True, slots=True)
class Considered:
    """What a witness made of a request; `size` is that of the head it holds, `role` that of a wrong key."""

    verdict: Verdict
    size: int = 0
    line: str = ""
    role: str = ""


def _no_strangers(origin: str) -> Mapping[str, Sequence[PublicKey]]:
    return {}


@dataclass(frozen=True, slots=True)
class Witness:
    """Cosigns the logs that it knows, and never its own agency's.

    `keys_of` returns the keys that a log may sign with now; none for an unknown log. `strange_of`
    returns its agency's keys of other roles, by role: a checkpoint that one of them signed is told apart.
    """

    name: str
    signer: Signer
    store: WitnessStore
    keys_of: Callable[[str], Sequence[PublicKey]]
    clock: Callable[[], datetime]
    observe: Callable[[str, Mapping[str, object]], None]
    own: frozenset[str] = field(default_factory=frozenset)
    strange_of: Callable[[str], Mapping[str, Sequence[PublicKey]]] = _no_strangers

    def answer(self, body: bytes) -> Reply:
        """Answer an add-checkpoint call.

        Raises:
            LogError: what is held cannot be read or written; nothing was cosigned.
        """
        try:
            request = parse_add_checkpoint(body)
        except ProofBad:
            return _reply(Verdict.MALFORMED)
        considered = self.consider(request)
        status = VERDICT_STATUS[considered.verdict]
        match considered.verdict:
            case Verdict.COSIGN:
                return Reply(status, _TEXT, considered.line.encode())
            case Verdict.CONFLICT | Verdict.FORK:
                return Reply(status, SIZE_TYPE, f"{considered.size}\n".encode())
            case Verdict.WRONG_ROLE:
                return Reply(status, _TEXT, f"{considered.verdict} {considered.role}\n".encode())
        return _reply(considered.verdict)

    def consider(self, request: AddCheckpoint, source: str = "add-checkpoint") -> Considered:
        """Judge a request; what is cosigned is held durably before this returns."""
        origin = request.checkpoint.origin
        keys = () if origin in self.own else self.keys_of(origin)
        if not keys:
            return Considered(Verdict.UNKNOWN)
        for _ in range(_TRIES):
            held = self.store.held(origin)
            known = parse_checkpoint(parse_note(held).text) if held else None
            verdict = judge(request, origin, keys, known)
            size = known.size if known else 0
            if verdict in (Verdict.FORK, Verdict.UNPROVEN):
                self._keep(verdict, origin, held or "", request, source)
            if verdict is Verdict.UNSIGNED:
                return self._unsigned(origin, request, size)
            if verdict is not Verdict.COSIGN:
                return Considered(verdict, size)
            if self._hold(origin, held, request.note):
                now = int(self.clock().timestamp())
                line = cosign(parse_note(request.note).text, self.name, self.signer, now)
                return Considered(verdict, request.checkpoint.size, line)
        raise LogError(Sentence("witness.contended", origin=origin))

    def _unsigned(self, origin: str, request: AddCheckpoint, size: int) -> Considered:
        """Tell a key of another role from no key at all; the operator hears of the first."""
        found = find_stranger(request.note, origin, self.strange_of(origin))
        if found is None:
            return Considered(Verdict.UNSIGNED, size)
        role, key = found
        self.observe("witness-wrong-role", {"origin": origin, "role": role, "key": key.thumbprint})
        return Considered(Verdict.WRONG_ROLE, size, role=role)

    def _hold(self, origin: str, held: str | None, note: str) -> bool:
        if held is not None and parse_note(held).text == parse_note(note).text:
            return True
        return self.store.swap(origin, held, note, rfc3339(self.clock()))

    def _keep(self, verdict: Verdict, origin: str, held: str, request: AddCheckpoint, source: str) -> None:
        kind: ForkKind = "fork" if verdict is Verdict.FORK else "unproven"
        offered = format_add_checkpoint(request).decode()
        if self.store.keep_fork(Fork(origin, kind, rfc3339(self.clock()), held, offered, source)):
            self.observe(
                "witness-evidence", {"origin": origin, "kind": kind, "size": request.checkpoint.size}
            )


def _reply(verdict: Verdict) -> Reply:
    return Reply(VERDICT_STATUS[verdict], _TEXT, f"{verdict}\n".encode())


def offered_cosignatures(
    note: str, cosigners: Cosigners, ours: Callable[[int], str | None]
) -> tuple[int, list[Cosignature]]:
    """Take what somebody brings: our own checkpoint with cosignatures of known witnesses.

    `ours` returns our checkpoint of a size; nothing but its signatures may differ.

    Raises:
        ProofBad: it is not our checkpoint, or no known witness has cosigned it.
        SignatureError: a known witness's cosignature is wrong.
    """
    text = parse_note(note).text
    size = parse_checkpoint(text).size
    known = ours(size)
    if known is None or parse_note(known).text != text:
        raise ProofBad("cosignatures: not on a checkpoint of this log")
    found = read_cosignatures(note, cosigners)
    if not found:
        raise ProofBad("cosignatures: none of a known witness")
    return size, found
