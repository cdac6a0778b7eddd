"""The two gateways, and the ways to reach them."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from gateway.api import describe_refusal
from gateway.app import table_forms
from gateway.client import Client, Heads, Peer, Transport
from gateway.exchange import (
    STATEMENT_TYPE,
    ActivePolicies,
    Call,
    Change,
    Journey,
    Log,
    NoMailbox,
    Recorded,
    Source,
    Target,
    World,
    exchange_id,
    plan_activation,
    plan_revocation,
    plan_suspension,
    statement_of,
)
from gateway.formats import encode_json
from gateway.policy import read_bundle, read_trust
from gateway.signing import Answer, LocalSigner, Message, new_nonce, sign_request, sign_token
from tests.simulator.chance import Chance, Clock
from tests.simulator.edge import Edge
from tests.simulator.entries import MemoryEntries
from tests.simulator.keys import MemorySecrets, keys_of, pins_of
from tests.simulator.log import MemoryLog
from tests.simulator.policies import KPU, NOON, POLRES, sample_files
from tests.simulator.rows import make_tables
from tests.simulator.snapshots import MemorySnapshots
from tests.simulator.source import MemorySource, Row

SYSTEM = "aplikasi"
# The third is party to agreements, and has no gateway here.
AGENCIES = (KPU, POLRES, "bawaslu-contoh")
LIFETIME = 60

Tables = Mapping[str, Sequence[Row]]


class Gateway:
    """One agency's gateway: the journey and its edge over a log and sources that a test may touch."""

    def __init__(
        self,
        agency: str,
        *,
        clock: Clock,
        chance: Chance,
        log: Any,
        source: Source,
        datasets: frozenset[str],
    ) -> None:
        self.agency, self.clock, self.chance, self.log, self.source = agency, clock, chance, log, source
        self.authority = f"{agency}.example"
        self.origin = log.origin
        self.observed: list[tuple[str, Mapping[str, object]]] = []
        self.keys = keys_of(agency)
        self.policies = ActivePolicies(log.standing, log.files, pins_of(*AGENCIES))
        self.snapshots = MemorySnapshots()
        self.world = self._world(log, dict.fromkeys(datasets, source))
        self.journey = Journey(self.world, self.policies)
        self.checks: dict[str, Callable[[], object]] = {"log": log.head, "policy": self.policies.refresh}
        self.jwks = {"keys": [dict(self.keys[role].key.jwk) for role in ("answer", "log", "receipt")]}
        self.app = Edge(self)

    def _world(self, log: Log, sources: Mapping[str, Source]) -> World:
        secrets = MemorySecrets(self.agency)
        return World(
            agency=self.agency,
            authorities=frozenset({self.authority}),
            origin=self.origin,
            log=log,
            sources=sources,
            secrets=secrets,
            answer_signer=secrets.signer("answer"),
            receipt_signer=secrets.signer("receipt"),
            encode=encode_json,
            describe_refusal=describe_refusal,
            observe=lambda event, facts: self.observed.append((event, facts)),
            clock=self.clock,
            chance=self.chance,
            snapshots=self.snapshots,
            entries=MemoryEntries(log),
            tables=table_forms(),
            mailbox=getattr(log, "mailbox", NoMailbox()),
        )

    def answer(self, call: Call[Any, Any], message: Message, target: Target) -> Answer:
        """Answer without the HTTP edge."""
        return self.journey.answer(call, message, target)

    def activate(self, files: Mapping[str, bytes]) -> Recorded:
        """Make a folder the active bundle."""
        current = self.policies.refresh() if self.log.standing() else None
        return self.record(plan_activation(files, current, now=self.clock(), exchange=self._exchange()))

    def suspend(self, agreement: str, signer: LocalSigner, agency: str) -> Recorded:
        """Suspend an agreement by a party's statement."""
        statement = self._statement("suspend", agreement, signer, agency)
        policy = self.policies.refresh()
        return self.record(plan_suspension(statement, policy, now=self.clock(), exchange=self._exchange()))

    def revoke(self, thumbprint: str, signer: LocalSigner, agency: str) -> Recorded:
        """Revoke a key by its own agency's statement."""
        statement = self._statement("revoke", thumbprint, signer, agency)
        policy = self.policies.refresh()
        return self.record(plan_revocation(statement, policy, now=self.clock(), exchange=self._exchange()))

    def record(self, change: Change) -> Recorded:
        outcome = self.log.append(change.draft, change.effects, epoch=change.epoch)
        assert isinstance(outcome, Recorded), outcome
        return outcome

    def _statement(self, action: str, subject: str, signer: LocalSigner, agency: str) -> str:
        said = statement_of(action, subject, agency, "contoh", self.clock())
        return sign_token(said, STATEMENT_TYPE, signer)

    def _exchange(self) -> str:
        return exchange_id(self.clock(), self.chance(10))


class FlaskTransport:
    """Carries messages to a WSGI application in this process; fills the SDK's `Transport`."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.sent: list[Message] = []
        self.answers: list[Answer] = []

    def send(self, message: Message) -> Answer:
        self.sent.append(message)
        answer = answer_of(self.app, message)
        self.answers.append(answer)
        return answer

    def close(self) -> None:
        """Nothing is held."""


def answer_of(app: Any, message: Message) -> Answer:
    """Hand one message to a WSGI application as a server would."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": message.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(message.path).decode("latin-1"),
        "QUERY_STRING": message.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8401",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": message.authority,
        "CONTENT_LENGTH": str(len(message.body)) if message.body else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(message.body),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in message.headers:
        key = name.upper().replace("-", "_")
        key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
        environ[key] = f"{environ[key]},{value}" if environ.get(key) else value
    told: list[Any] = []
    body = b"".join(app(environ, lambda status, headers, *rest: told.extend((status, headers))))
    return Answer(int(told[0][:3]), tuple((name.lower(), value) for name, value in told[1]), body)


class Simulator:
    """KPU and Polres: two gateways under one policy folder, each serving its own datasets."""

    def __init__(
        self,
        files: Mapping[str, bytes] | None = None,
        tables: Mapping[str, Tables] | None = None,
        *,
        now: datetime = NOON,
        seed: str = "sinergi",
        agencies: Sequence[str] = (KPU, POLRES),
        sources: Mapping[str, Source] | None = None,
        logs: Mapping[str, Any] | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Take a signed policy folder and, by agency, rows by table; without them, the samples.

        `sources` and `logs` put an agency's data or log into other hands than memory's.
        """
        self.clock = clock or Clock(now)
        self._logs = logs or {}
        self.files = sample_files() if files is None else files
        self._nonces = Chance(f"{seed}/nonces")
        self.gateways = {
            agency: self._gateway(
                agency,
                (sources or {}).get(agency)
                or MemorySource(_sample(agency) if tables is None else tables.get(agency, {})),
                seed,
            )
            for agency in agencies
        }
        for gateway in self.gateways.values():
            if gateway.log.standing() is None:
                gateway.activate(self.files)

    @property
    def kpu(self) -> Gateway:
        return self.gateways[KPU]

    @property
    def polres(self) -> Gateway:
        return self.gateways[POLRES]

    def _gateway(self, agency: str, source: Source, seed: str) -> Gateway:
        chance = Chance(f"{seed}/{agency}")
        log = self._logs.get(agency) or MemoryLog(
            f"{agency}.example/sinergi", keys_of(agency)["log"], self.clock, chance
        )
        datasets = frozenset(
            path.split("/")[2].removesuffix(".yaml")
            for path in self.files
            if path.startswith(f"datasets/{agency}/") and path.endswith(".yaml")
        )
        return Gateway(agency, clock=self.clock, chance=chance, log=log, source=source, datasets=datasets)

    def peer(self, agency: str) -> Peer:
        """Return a gateway as a client pins it."""
        name = f"trust/{agency}"
        signatures = [
            content.decode()
            for path, content in self.files.items()
            if path.startswith(f"{name}.") and path.endswith(".jws")
        ]
        trust = read_trust(f"{agency}.yaml", self.files[f"{name}.yaml"], signatures, pins_of(agency)[agency])
        return Peer.of(trust, origin=self.gateways[agency].origin)

    def client(
        self,
        consumer: str,
        provider: str,
        *,
        signer: LocalSigner | None = None,
        heads: Heads | None = None,
        transport: Transport | None = None,
        clock: Any = None,
    ) -> Client:
        """Return the SDK of one agency's system, facing the other agency's gateway."""
        gateway = self.gateways[provider]
        return Client(
            f"http://{gateway.authority}",
            signer or keys_of(consumer)["client"],
            self.peer(provider),
            heads=heads,
            transport=transport or FlaskTransport(gateway.app),
            clock=clock or self.clock,
        )

    def signed(
        self,
        consumer: str,
        provider: str,
        method: str,
        path: str,
        body: bytes | Mapping[str, Any] | None = None,
        *,
        signer: LocalSigner | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        query: str = "",
    ) -> Message:
        """Make a signed request whose nonce comes from the seed."""
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        if content and not any(name == "content-type" for name, _ in headers):
            headers = (("content-type", "application/json"), *headers)
        created = int(self.clock.now.timestamp())
        return sign_request(
            Message(method, self.gateways[provider].authority, path, query, headers, content),
            signer or keys_of(consumer)["client"],
            created=created,
            expires=created + LIFETIME,
            nonce=new_nonce(self._nonces(16)),
        )

    def send(
        self, consumer: str, provider: str, method: str, path: str, body: Any = None, **more: Any
    ) -> Answer:
        """Sign a request, send it through the HTTP edge, return the answer unchecked."""
        message = self.signed(consumer, provider, method, path, body, **more)
        return answer_of(self.gateways[provider].app, message)

    def query(self, consumer: str, dataset: str, body: Any, **more: Any) -> Answer:
        """Send one query."""
        return self.send(
            consumer, dataset.partition("/")[0], "POST", f"/v1/datasets/{dataset}/query", body, **more
        )


def json_of(answer: Answer) -> dict[str, Any]:
    """Return an answer's body."""
    value = json.loads(answer.body)
    assert isinstance(value, dict)
    return value


def _sample(agency: str) -> Tables:
    bundle = read_bundle(sample_files()).bundle
    assert bundle is not None
    return make_tables(bundle, agency)
