"""The journey of one request: verify, decide, perform, record, answer.

No record, no answer: the entry is durable before a signed answer exists.
No stale policy: the log refuses an entry decided under another epoch than its
own, and the journey is made once more, from the signature on.
A request that is not proven to come from a known key leaves no entry.
"""

from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from gateway.audit import Draft, parse_checkpoint, parse_note
from gateway.catalogue import Sentence
from gateway.errors import (
    GatewayError,
    InboxFull,
    KeyUnknown,
    LogError,
    PolicyMoved,
    QuotaExceeded,
    Replayed,
    RequestBad,
    SignatureFuture,
    SignatureStale,
    StatementsExceeded,
)
from gateway.exchange.call import NOTHING, Call, Caller, Moment, Reply, Target, World
from gateway.exchange.identifiers import CHANCE_BYTES, exchange_id
from gateway.exchange.parcels import INBOX_FULL, MAX_OPEN
from gateway.exchange.ports import (
    ALREADY_ACKNOWLEDGED,
    Effects,
    NonceUse,
    Policies,
    Recorded,
    Refused,
)
from gateway.exchange.quotas import exceeded
from gateway.exchange.record import Claims, refused, released, rfc3339
from gateway.exchange.stating import too_many_changes
from gateway.policy import Plan, Policy
from gateway.signing import Answer, Message, VerifiedRequest, check_body, sign_answer, verify_request

# What another request has changed meanwhile is looked at once more.
_MOVED = frozenset({"stale-policy", ALREADY_ACKNOWLEDGED})
_LOOK_AGAIN = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What came of one attempt: a reply, the checkpoint that covers its entry, and whether there is one."""

    reply: Reply
    checkpoint: str
    is_recorded: bool = False


class Journey:
    """Answers every authenticated call of one gateway; holds no state of a request."""

    def __init__(self, world: World, policies: Policies) -> None:
        self._world = world
        self._policies = policies
        self._last_checkpoint = ""
        self._looked: datetime | None = None

    def answer(self, call: Call[Any, Any], message: Message, target: Target) -> Answer:
        """Answer one request; every refusal is a signed problem, never an exception of ours."""
        world = self._world
        now = world.clock()
        exchange = exchange_id(now, world.chance(CHANCE_BYTES))
        try:
            arrived = self._travel(call, message, target, exchange)
            self._last_checkpoint = arrived.checkpoint
        except (SignatureStale, SignatureFuture) as error:
            self._observe(error, exchange)
            # Inside a signed answer, so a client may set its offset by it.
            told = type(error)(error.message, shown={"server_time": rfc3339(now)})
            arrived = _Arrived(world.describe_refusal(told, exchange), self._last_checkpoint)
        except GatewayError as error:
            self._observe(error, exchange)
            arrived = _Arrived(world.describe_refusal(error, exchange), self._last_checkpoint)
        return sign_answer(
            _answer(arrived, exchange),
            message,
            world.answer_signer,
            created=int(world.clock().timestamp()),
            digest=arrived.reply.digest,
        )

    def _travel(self, call: Call[Any, Any], message: Message, target: Target, exchange: str) -> _Arrived:
        policy = self._policies.current()
        try:
            arrived = self._attempt(call, message, target, exchange, policy)
        except KeyUnknown:
            # The log may know of a newer trust file than this process does.
            if not self._may_look_again() or self._policies.refresh() is policy:
                raise
            arrived = None
        if arrived is None:
            arrived = self._attempt(call, message, target, exchange, self._policies.refresh())
        if arrived is None:
            raise PolicyMoved(Sentence("storage.policy-moved"))
        return arrived

    def _may_look_again(self) -> bool:
        """Say whether to read the standing for a stranger: once a second, so that strangers cost little."""
        now, last = self._world.clock(), self._looked
        if last is not None and now - last < _LOOK_AGAIN:
            return False
        self._looked = now
        return True

    def _attempt(
        self, call: Call[Any, Any], message: Message, target: Target, exchange: str, policy: Policy
    ) -> _Arrived | None:
        """Make the journey once under one policy; None when what it hangs on has moved meanwhile."""
        world = self._world
        now = world.clock()
        verified = verify_request(
            message,
            policy.ring_at(now),
            now=int(now.timestamp()),
            authorities=world.authorities,
            roles=call.roles,
        )
        caller = Caller(verified.key.agency, verified.key.system, verified.key.key.thumbprint)
        moment = Moment(caller, policy, now, exchange)
        claims = Claims(call.kind, target)
        nonce: NonceUse | None = NonceUse(caller.key, verified.nonce, verified.expires)
        # Before the nonce: whoever saw a request could else replay it with any body, an entry each.
        if call.reads:
            check_body(message)
        if world.log.nonce_used(caller.key, verified.nonce):
            return self._refuse(Replayed("nonce seen before"), claims, moment, verified, None)
        try:
            request = call.parse(message, target)
            claims = _claims(call.kind, target, request)
            performed = call.perform(call.decide(request, moment, world), moment, world)
        except LogError:
            raise
        except GatewayError as error:
            return self._refuse(error, claims, moment, verified, nonce)
        draft = released(claims, performed, moment, verified) if call.records else None
        if performed.brings is NOTHING:
            effects = Effects(nonce, performed.quota)
        else:
            effects = replace(performed.brings, nonce=nonce, quota=performed.quota)
        outcome = self._append(draft, effects, policy)
        if isinstance(outcome, Refused):
            return self._turned_away(outcome, moment, performed.plan)
        return _Arrived(performed.reply, self._checkpoint(outcome), is_recorded=call.records)

    def _refuse(
        self,
        error: GatewayError,
        claims: Claims,
        moment: Moment,
        verified: VerifiedRequest,
        nonce: NonceUse | None,
    ) -> _Arrived | None:
        """Record a refusal, then answer it: a refusal too is an exchange."""
        self._observe(error, moment.exchange_id)
        draft = refused(claims, error.code, moment, verified)
        outcome = self._append(draft, Effects(nonce=nonce), moment.policy)
        if isinstance(outcome, Refused):
            return self._turned_away(outcome, moment)
        reply = self._world.describe_refusal(error, moment.exchange_id)
        return _Arrived(reply, self._checkpoint(outcome), is_recorded=True)

    def _append(self, draft: Draft | None, effects: Effects, policy: Policy) -> Recorded | Refused | None:
        outcome = self._world.log.append(draft, effects, epoch=policy.standing.epoch)
        if outcome is None and draft is not None:
            raise LogError(Sentence("storage.not-recorded"))
        return outcome

    def _turned_away(self, outcome: Refused, moment: Moment, plan: Plan | None = None) -> _Arrived | None:
        if outcome.code in _MOVED:
            return None
        error = _why_late(outcome.code, plan, moment.now)
        self._observe(error, moment.exchange_id)
        reply = self._world.describe_refusal(error, moment.exchange_id)
        return _Arrived(reply, self._checkpoint(outcome.recorded), is_recorded=outcome.recorded is not None)

    def _observe(self, error: GatewayError, exchange: str) -> None:
        """Tell the operator why; the caller is told less."""
        # What is wrong with a body may be said in the caller's own words, and those may name people.
        why = error.code if isinstance(error, RequestBad) else str(error)
        self._world.observe("refused", {"exchange_id": exchange, "code": error.code, "why": why})

    def _checkpoint(self, recorded: Recorded | None) -> str:
        return recorded.checkpoint if recorded else self._world.log.head()


def _why_late(code: str, plan: Plan | None, now: datetime) -> GatewayError:
    """Say why the log refused what was decided already."""
    quota = plan.permission.quota if plan else None
    if plan and quota and code == QuotaExceeded.code:
        return exceeded(plan, quota, now)
    if code == INBOX_FULL:
        return InboxFull("too many proposals wait already", shown={"limit": str(MAX_OPEN)})
    if code == StatementsExceeded.code:
        return too_many_changes(now)
    return Replayed("nonce spent by another request")


def _claims(kind: str, target: Target, request: object) -> Claims:
    return Claims(kind, target, getattr(request, "agreement", None), getattr(request, "purpose", None))


def _answer(arrived: _Arrived, exchange: str) -> Answer:
    reply = arrived.reply
    headers = [
        ("content-type", reply.content_type),
        ("exchange-id", exchange),
        *reply.headers,
    ]
    if arrived.is_recorded:
        # A refusal has its receipt, too.
        headers.append(("link", f'</v1/exchanges/{exchange}/receipt>; rel="receipt"'))
    headers.append(("cache-control", "no-store"))
    if arrived.checkpoint:
        headers.append(("log-checkpoint", _head(arrived.checkpoint)))
    return Answer(reply.status, tuple(headers), reply.body)


@lru_cache(maxsize=16)
def _head(note: str) -> str:
    """Write a checkpoint as one structured field (RFC 9651): origin, size, root."""
    head = parse_checkpoint(parse_note(note).text)
    return f'"{head.origin}";size={head.size};root=:{b64encode(head.root).decode()}:'
