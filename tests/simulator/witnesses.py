"""What witnessing remembers, in memory, and the way from one gateway to another without a network."""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from gateway.audit import Cosignature, Cosigners, log_id, parse_checkpoint, parse_note, verify_checkpoint
from gateway.client import WitnessCaller
from gateway.errors import GatewayUnreachable, LogForked
from gateway.exchange import Fork, Witness, offered_cosignatures
from gateway.signing import Answer, Message, PublicKey
from gateway.worker import Outlook, Rounds, witness_name
from tests.simulator.keys import keys_of
from tests.simulator.log import MemoryLog


class MemoryWitnessing:
    """Fills every store port of witnessing over a log in memory."""

    def __init__(self, log: MemoryLog) -> None:
        self.log = log
        self.heads: dict[str, str] = {}
        self.lines: dict[tuple[int, str], Cosignature] = {}
        self.evidence: list[Fork] = []

    def held(self, origin: str) -> str | None:
        return self.heads.get(origin)

    def swap(self, origin: str, old: str | None, note: str, at: str) -> bool:
        if self.heads.get(origin) != old:
            return False
        self.heads[origin] = note
        return True

    def keep_fork(self, fork: Fork) -> bool:
        if fork.digest in {kept.digest for kept in self.evidence}:
            return False
        self.evidence.append(fork)
        return True

    def keep_cosignature(self, size: int, cosignature: Cosignature) -> None:
        self.lines.setdefault((size, cosignature.name), cosignature)

    def last_cosigned(self, witness: str | None = None) -> int:
        return max((size for size, name in self.lines if witness in (None, name)), default=0)

    def checkpoint(self, size: int) -> str | None:
        return next((note for note in self.log.notes if _size(note) == size), None)

    def unwitnessed_since(self) -> datetime | None:
        size = self.last_cosigned()
        if size >= len(self.log.leaves):
            return None
        return datetime.fromisoformat(json.loads(self.log.leaves[size])["times"]["recorded_at"]["value"])


class OwnLog:
    """A log in memory that can be taught; `forked` once it was."""

    def __init__(self, log: MemoryLog, key: PublicKey) -> None:
        self.log, self.key = log, key

    def head(self) -> str:
        return self.log.head()

    def consistency(self, old: int, new: int) -> list[bytes]:
        return self.log.consistency(old, new)

    def learn(self, note: str, source: str, former: Sequence[PublicKey] = ()) -> None:
        found = verify_checkpoint(note, self.log.origin, (self.key, *former))
        ours = next((each for each in self.log.notes if _size(each) == found.size), None)
        if ours is None or parse_note(ours).text != parse_note(note).text:
            raise LogForked("forked")


class Station:
    """One gateway's part in witnessing: as witness of the other, and as one that is witnessed."""

    def __init__(self, agency: str, log: MemoryLog, clock: Callable[[], datetime]) -> None:
        self.agency, self.log, self.clock = agency, log, clock
        self.store = MemoryWitnessing(log)
        self.is_down = False
        self.others: dict[str, Station] = {}
        self.observed: list[tuple[str, dict[str, object]]] = []
        self.name = witness_name(log.origin)
        self.witness = Witness(
            self.name,
            keys_of(agency)["witness"],
            self.store,
            self.log_keys,
            clock,
            self.observe,
            frozenset({log.origin}),
        )

    def observe(self, event: str, facts: object) -> None:
        self.observed.append((event, dict(facts)))  # type: ignore[call-overload]

    def log_keys(self, origin: str) -> tuple[PublicKey, ...]:
        return tuple(
            keys_of(each.agency)["log"].key for each in self.others.values() if each.log.origin == origin
        )

    def cosigners(self) -> Cosigners:
        return {each.name: (keys_of(each.agency)["witness"].key,) for each in self.others.values()}

    def rounds(self, targets: Sequence[object] = (), fetched: Sequence[object] = ()) -> Rounds:
        key = keys_of(self.agency)["log"].key
        return Rounds(
            log=OwnLog(self.log, key),
            store=self.store,
            targets=targets,  # type: ignore[arg-type]
            fetched=fetched,  # type: ignore[arg-type]
            witness=self.witness,
            outlook=Outlook(self.cosigners, self.log_keys, lambda: (key,), lambda: timedelta(hours=24)),
            every=timedelta(seconds=5),
            clock=self.clock,
            observe=self.observe,
        )


class Way:
    """The SDK's calls to a station, without a network; fills the transport of a `WitnessCaller`."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self.after_swap: Callable[[], None] | None = None

    def caller(self) -> WitnessCaller:
        return WitnessCaller(f"https://{self.station.agency}.example", transport=self)

    def send(self, message: Message) -> Answer:
        station = self.station
        if station.is_down:
            raise GatewayUnreachable("down")
        query = dict(item.split("=") for item in message.query.split("&") if item)
        match message.path:
            case "/v1/witness/add-checkpoint":
                reply = station.witness.answer(message.body)
                if self.after_swap is not None:
                    self.after_swap()
                return Answer(reply.status, (), reply.body)
            case "/v1/witness/checkpoint":
                note = station.store.held(query["origin"].replace("%2F", "/"))
                return Answer(200 if note else 404, (), (note or "").encode())
            case "/v1/witness/cosignatures":
                size, found = offered_cosignatures(
                    message.body.decode(), station.cosigners(), station.store.checkpoint
                )
                for each in found:
                    station.store.keep_cosignature(size, each)
                return Answer(200, (), b"ok\n")
            case path if path == f"/v1/logs/{log_id(station.log.origin)}/checkpoint":
                return Answer(200, (), station.log.head().encode())
            case path if path == f"/v1/logs/{log_id(station.log.origin)}/proof/consistency":
                proof = station.log.consistency(int(query["first"]), int(query["second"]))
                body = json.dumps({"proof": [b64encode(each).decode() for each in proof]})
                return Answer(200, (), body.encode())
        return Answer(404, (), b"")

    def close(self) -> None:
        """Nothing is held."""


def meet(*stations: Station) -> None:
    """Let stations know each other."""
    for one in stations:
        one.others = {other.agency: other for other in stations if other is not one}


def _size(note: str) -> int:
    return parse_checkpoint(parse_note(note).text).size
