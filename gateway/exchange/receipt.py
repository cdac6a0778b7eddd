"""The receipt: the caller's own exchange, provable offline with public keys alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.audit import parse_checkpoint, parse_entry, parse_note
from gateway.errors import ExchangeUnknown
from gateway.evidence import Stamped, make_receipt
from gateway.exchange.call import Call, Moment, Performed, Reply, Shelf, Target, World
from gateway.exchange.identifiers import is_exchange_id
from gateway.exchange.ports import Log, Recorded
from gateway.signing import Message, Signer


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that names an exchange."""

    exchange: str


def _parse(message: Message, target: Target) -> Asked:
    if not is_exchange_id(target.exchange):
        raise ExchangeUnknown("not an exchange id")
    return Asked(target.exchange)


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry, and the log that it is in."""

    recorded: Recorded
    shelf: Shelf


def _decide(asked: Asked, moment: Moment, world: World) -> _Found:
    searched = ((shelf.log.find(asked.exchange), shelf) for shelf in world.shelves)
    first = next((_Found(recorded, shelf) for recorded, shelf in searched if recorded), None)
    # Another system's exchange answers exactly as one that never was: a receipt opens its request.
    caller = (moment.caller.agency, moment.caller.system)
    if first is None or consumer_of(parse_entry(first.recorded.entry)) != caller:
        raise ExchangeUnknown("no exchange of this id for this caller")
    return first


def consumer_of(entry: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the agency and the system that an exchange was made by."""
    consumer = entry.get("consumer", {})
    return consumer.get("agency"), consumer.get("system")


def _perform(found: _Found, moment: Moment, world: World) -> Performed:
    recorded, shelf = found.recorded, found.shelf
    later = Later(shelf.cosigned(recorded.index), shelf.stamped(recorded.index))
    token = write_receipt(recorded, later, log=shelf.log, origin=shelf.origin, signer=world.receipt_signer)
    return Performed(Reply(200, "application/jose", token.encode()), "described")


@dataclass(frozen=True, slots=True)
class Later:
    """What came after an entry: the first checkpoint over it that is cosigned, and the first timestamped."""

    cosigned: str | None
    stamped: tuple[str, bytes] | None


def write_receipt(recorded: Recorded, later: Later, *, log: Log, origin: str, signer: Signer) -> str:
    """Write the receipt of an entry with all that is there of evidence by now.

    It leads to the first checkpoint that somebody else saw: the earliest witness says the most.
    """
    note, lines = _cosigned(later.cosigned, origin) if later.cosigned else (None, ())
    if note is None:
        note = later.stamped[0] if later.stamped else recorded.checkpoint
    size = size_of(note)
    return make_receipt(
        origin=origin,
        index=recorded.index,
        entry=recorded.entry,
        openings=recorded.openings,
        inclusion=log.inclusion(recorded.index, size),
        checkpoint_note=note,
        signer=signer,
        cosignatures=lines,
        stamped=_stamped(later.stamped, size, log) if later.stamped else None,
    )


def size_of(note: str) -> int:
    """Return the size that a checkpoint of our own names."""
    return parse_checkpoint(parse_note(note).text).size


def _cosigned(note: str, origin: str) -> tuple[str, tuple[str, ...]]:
    """Part a checkpoint into the note as the log signed it, and the witnesses' lines."""
    text, border, signatures = note.rpartition("\n\n")
    lines = signatures.splitlines(keepends=True)
    own = [line for line in lines if line.startswith(f"— {origin} ")]
    return text + border + "".join(own), tuple(line for line in lines if line not in own)


def _stamped(stamped: tuple[str, bytes], size: int, log: Log) -> Stamped:
    note, token = stamped
    old, new = sorted((size, size_of(note)))
    return Stamped(note, tuple(log.consistency(old, new)) if old < new else (), token)


RECEIPT: Call[Asked, _Found] = Call("receipt", _parse, _decide, _perform, records=False)
