"""One process of a gateway whose threads do nothing but append: the log alone, without HTTP and data.

The process opens the gateway as its server does, and lets it answer one signed
query. What the journey hands to its log then is what all callers append: with an
exchange id, times and digests of their own, and a nonce that is spent with it.
"""

import multiprocessing
import os
import threading
import time
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import StringIO
from multiprocessing.connection import Connection
from typing import Any, Self, cast

from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.asking import asks, signed_message
from benchmarks.house import House
from benchmarks.processes import free_port, work_for_parent
from gateway.app import Gateway, create_app, open_gateway
from gateway.audit import Draft, leaf_hash
from gateway.errors import GatewayError
from gateway.exchange import CHANCE_BYTES, Effects, NonceUse, Recorded, exchange_id, rfc3339
from gateway.settings import load_settings
from gateway.signing import LocalSigner, new_nonce
from gateway.storage import LogStore

_NONCE_BYTES = 18
# A signature that expired long ago: its nonce is swept in the run, as it would be in the long run.
_EXPIRED = 0
# Of so many receipts one keeps its checkpoint, to be verified later.
NOTED_EVERY = 64


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a caller holds: where its entry stands, the hash of its bytes, and now and then the head."""

    index: int
    leaf: bytes
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Appended:
    """What one process did in a round; `bad` says what went wrong."""

    seconds: float
    cpu_seconds: float
    latencies: list[float]
    # By caller, in the order in which it got them.
    receipts: list[list[Receipt]]
    bad: str | None = None


class Callers:
    """The waiting process; it ends with the harness."""

    def __init__(self, house: House, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, house, count), daemon=True)
        self._process.start()
        theirs.close()

    def wait(self) -> None:
        """Wait until the gateway is open and has answered its query."""
        self._ours.recv()

    def start(self, seconds: float) -> None:
        """Let every caller append for a while."""
        self._ours.send(seconds)

    def finish(self) -> Appended:
        """Wait for what they did."""
        appended: Appended = self._ours.recv()
        return appended

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, house: House, count: int) -> None:
    work_for_parent()
    settings = load_settings(house.config, {**os.environ, **house.environ(free_port())})
    with closing(open_gateway(settings)) as gateway:
        template = draft_of_a_query(gateway, house.client)
        pipe.send(None)
        while True:
            try:
                seconds = pipe.recv()
            except EOFError:
                return
            pipe.send(append_for(gateway.log, template, count, seconds))


@dataclass(frozen=True, slots=True)
class Template:
    """What the journey handed to the log once: a draft, and the epoch it was decided under."""

    draft: Draft
    epoch: int | None
    keyid: str

    def another(self) -> tuple[Draft, Effects]:
        """Make the draft of another exchange like it, with a nonce to spend."""
        now = datetime.now(UTC)
        facts: dict[str, Any] = {
            **self.draft.facts,
            "exchange_id": exchange_id(now, os.urandom(CHANCE_BYTES)),
        }
        facts["times"] = {**facts["times"], "decided_at": {"value": rfc3339(now), "by": "gateway"}}
        openings = {name: os.urandom(len(value)) for name, value in self.draft.openings.items()}
        nonce = NonceUse(self.keyid, new_nonce(os.urandom(_NONCE_BYTES)), _EXPIRED)
        return Draft(facts, openings), Effects(nonce=nonce)


def draft_of_a_query(gateway: Gateway, client: LocalSigner) -> Template:
    """Let the gateway answer one query of 100 rows, and keep what it hands to its log."""
    listening = _Listening(gateway.log)
    app = create_app(replace(gateway, log=cast(LogStore, listening)))
    message = signed_message(asks("query", 100)[0], client, int(time.time()))
    builder = EnvironBuilder(
        message.path,
        f"http://{message.authority}",
        method=message.method,
        headers=list(message.headers),
        data=message.body,
    )
    # What it tells its operator of this one query is nobody's business here.
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        body, status, _ = run_wsgi_app(app, builder.get_environ())
    if not status.startswith("200 ") or listening.heard is None:
        raise ValueError(f"the query was answered with {status}: {b''.join(body).decode()}")
    draft, epoch = listening.heard
    return Template(draft, epoch, client.key.thumbprint)


class _Listening:
    """The log, and what was last handed to it."""

    def __init__(self, log: LogStore) -> None:
        self._log = log
        self.heard: tuple[Draft, int | None] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def append(self, draft: Draft | None, effects: Effects, *, epoch: int | None) -> object:
        """Pass it on."""
        if draft is not None:
            self.heard = (draft, epoch)
        return self._log.append(draft, effects, epoch=epoch)


def append_for(log: LogStore, template: Template, count: int, seconds: float) -> Appended:
    """Append from so many threads, each its next entry as soon as its last one is durable."""
    latencies: list[list[float]] = [[] for _ in range(count)]
    receipts: list[list[Receipt]] = [[] for _ in range(count)]
    bad: list[str] = []
    begun, cpu = time.perf_counter(), time.process_time()
    until = begun + seconds

    def call(mine: list[float], held: list[Receipt]) -> None:
        try:
            while (asked := time.perf_counter()) < until and not bad:
                draft, effects = template.another()
                recorded = log.append(draft, effects, epoch=template.epoch)
                mine.append(time.perf_counter() - asked)
                if not isinstance(recorded, Recorded):
                    bad.append(f"the log answered {recorded}")
                    return
                note = recorded.checkpoint if len(held) % NOTED_EVERY == 0 else ""
                held.append(Receipt(recorded.index, leaf_hash(recorded.entry), note))
        except GatewayError as error:
            bad.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=call, args=pair) for pair in zip(latencies, receipts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Appended(
        time.perf_counter() - begun,
        time.process_time() - cpu,
        [each for mine in latencies for each in mine],
        receipts,
        bad[0] if bad else None,
    )
