"""The acknowledgement: a consumer's own word, in the provider's log, that an answer arrived whole.

`released` proves that an answer was authorised and made, not that it arrived. A
system that holds the answer may say so once, signed, by the SHA-256 of its body;
that enters the log as a commitment, for an answer of one row can be guessed.
Who did not make an exchange is told of it what is told of one that never was. After an
erasure nothing is left to hold a digest against: whatever were taken then, the provider's
receipt would open.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from gateway.audit import ANSWER, check_opening, parse_entry
from gateway.errors import AcknowledgementErased, AcknowledgementOther, ExchangeUnknown, ProofBad
from gateway.exchange.body import check_texts, parse_object, refuse
from gateway.exchange.call import Call, Moment, Performed, Reply, Target, World
from gateway.exchange.identifiers import is_exchange_id
from gateway.exchange.ports import Effects, Recorded
from gateway.exchange.receipt import consumer_of
from gateway.signing import Message

ACKNOWLEDGED = "acknowledged"
"""Commits to the SHA-256 (32 bytes) of the body that arrived, as the consumer states it."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the request states: this answer of this exchange arrived."""

    exchange: str
    digest: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A statement that may be recorded, the entry of its exchange, and what was said earlier."""

    arrived: Arrived
    entry: Mapping[str, Any]
    earlier: str | None


def _parse(message: Message, target: Target) -> Arrived:
    body = parse_object(message, (ANSWER,), ())
    check_texts(body, ANSWER)
    if not _DIGEST.fullmatch(body[ANSWER]):
        refuse(ANSWER)
    if not is_exchange_id(target.exchange):
        raise ExchangeUnknown("not an exchange id")
    return Arrived(target.exchange, body[ANSWER])


def _decide(arrived: Arrived, moment: Moment, world: World) -> Acknowledgement:
    recorded = world.log.find(arrived.exchange)
    entry = parse_entry(recorded.entry) if recorded else {}
    caller = (moment.caller.agency, moment.caller.system)
    # What released nothing has nothing to acknowledge.
    if recorded is None or consumer_of(entry) != caller or entry["outcome"] != "released":
        raise ExchangeUnknown("no exchange of this id that released data to this caller")
    if not compare_digest(_answered(recorded, entry), bytes.fromhex(arrived.digest)):
        raise AcknowledgementOther("the digest is not that of the answer")
    return Acknowledgement(arrived, entry, world.log.acknowledged(arrived.exchange))


def _answered(recorded: Recorded, entry: Mapping[str, Any]) -> bytes:
    """Return the digest of the answer, as its entry committed to it."""
    opening = recorded.openings.get(ANSWER)
    try:
        if opening is None:
            raise ProofBad("nothing opens it")
        check_opening(entry, ANSWER, *opening)
    except ProofBad as error:
        raise AcknowledgementErased("the digest of the answer is not kept any more") from error
    return opening[1]


def _perform(decided: Acknowledgement, moment: Moment, world: World) -> Performed:
    arrived = decided.arrived
    told = {
        "exchange": arrived.exchange,
        ANSWER: arrived.digest,
        "acknowledgement": decided.earlier or moment.exchange_id,
    }
    return Performed(
        Reply(200, "application/json", world.encode(told)),
        # Once is enough: asked again, what is there is shown.
        "described" if decided.earlier else "acknowledged",
        openings={ACKNOWLEDGED: bytes.fromhex(arrived.digest)},
        facts={
            "exchanges": [arrived.exchange],
            "provider": decided.entry["provider"],
            "dataset": decided.entry["dataset"],
        },
        brings=Effects() if decided.earlier else Effects(acknowledges=arrived.exchange),
    )


ACKNOWLEDGE: Call[Arrived, Acknowledgement] = Call("acknowledge", _parse, _decide, _perform)
