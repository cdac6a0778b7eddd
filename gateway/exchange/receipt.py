"""The receipt: the caller's own exchange, provable offline with public keys alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.audit import parse_checkpoint, parse_entry, parse_note
from gateway.errors import ExchangeUnknown
from gateway.evidence import make_receipt
from gateway.exchange.call import Call, Moment, Performed, Reply, Target, World
from gateway.exchange.identifiers import is_exchange_id
from gateway.exchange.ports import Recorded
from gateway.signing import Message


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that names an exchange."""

    exchange: str


def _parse(message: Message, target: Target) -> Asked:
    if not is_exchange_id(target.exchange):
        raise ExchangeUnknown("not an exchange id")
    return Asked(target.exchange)


def _decide(asked: Asked, moment: Moment, world: World) -> Recorded:
    recorded = world.log.find(asked.exchange)
    # Another system's exchange answers exactly as one that never was: a receipt opens its request.
    caller = (moment.caller.agency, moment.caller.system)
    if recorded is None or _consumer(parse_entry(recorded.entry)) != caller:
        raise ExchangeUnknown("no exchange of this id for this caller")
    return recorded


def _consumer(entry: Mapping[str, Mapping[str, str]]) -> tuple[str | None, str | None]:
    consumer = entry.get("consumer", {})
    return consumer.get("agency"), consumer.get("system")


def _perform(recorded: Recorded, moment: Moment, world: World) -> Performed:
    size = parse_checkpoint(parse_note(recorded.checkpoint).text).size
    token = make_receipt(
        origin=world.origin,
        index=recorded.index,
        entry=recorded.entry,
        openings=recorded.openings,
        inclusion=world.log.inclusion(recorded.index, size),
        checkpoint_note=recorded.checkpoint,
        signer=world.receipt_signer,
    )
    return Performed(Reply(200, "application/jose", token.encode()), "described")


RECEIPT: Call[Asked, Recorded] = Call("receipt", _parse, _decide, _perform, records=False)
