"""The one place where rooms are joined: settings in, a running gateway out."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from gateway.api import Public, Remembered, Witnesses, create_api, create_witness, describe_refusal
from gateway.audit import log_id
from gateway.catalogue import Sentence
from gateway.client import TsaCaller
from gateway.console import Desk, FormerLog, create_console, mount_console
from gateway.errors import GatewayError, KeyRoleWrong, ProofBad, SettingsBad
from gateway.exchange import CSV, PARQUET, XLSX, ActivePolicies, Journey, World, WriteTable
from gateway.formats import csv_table, encode_json, xlsx_table
from gateway.papers import judge_of
from gateway.policy import Role
from gateway.processors import keep_to_one_processor
from gateway.serving import begin_work, observe
from gateway.settings import Server, Settings, load_alone, load_settings
from gateway.signing import Signer
from gateway.sources import DatabaseSource, open_source
from gateway.storage import (
    Auditors,
    AuditReads,
    FileSecrets,
    Former,
    LogStore,
    Parcels,
    SnapshotStore,
    Storage,
    Timestamps,
    WaitingSince,
    Witnessing,
    open_former,
    open_log,
    open_storage,
)
from gateway.worker import WITNESS_KEY, Job, Stamping, Worker, open_alone
from gateway.worker import Desk as WitnessDesk

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

CONFIG_VARIABLE = "SINERGI_CONFIG"


def utc_now() -> datetime:
    """Return the time now; the only clock that rooms are given."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Gateway:
    """The opened parts of one gateway; `close` drains the log before it lets go."""

    settings: Settings
    storage: Storage
    log: LogStore
    policies: ActivePolicies
    secrets: FileSecrets
    sources: Mapping[str, DatabaseSource]
    witnessing: WitnessDesk
    former: tuple[Former, ...] = ()

    def close(self) -> None:
        """Write what is queued, then close every connection."""
        self.log.close()
        for former in self.former:
            former.storage.close()
        for source in set(self.sources.values()):
            source.close()
        self.storage.close()


def open_gateway(settings: Settings) -> Gateway:
    """Open storage, log, keys and sources; reads no policy yet and serves nothing.

    Raises:
        StorageNotReady: the database has no tables, or those of another version.
        LogError: the database cannot be reached.
        KeyMaterialBad: a key file is missing, unreadable or open to others.
    """
    gateway = _join(settings)
    gateway.storage.check_revision()
    return gateway


def _join(settings: Settings) -> Gateway:
    """Join the rooms without a look at the database.

    A worker that takes the place of a fallen one must start while the database is
    away: until it is back, every call says so.
    """
    with _placed(settings.storage_where):
        storage = open_storage(settings.storage_url)
    secrets = FileSecrets(settings.keys_folder, credentials=os.environ.get("CREDENTIALS_DIRECTORY"))
    log = open_log(
        storage,
        origin=settings.log_origin,
        signer=secrets.signer("log"),
        state_folder=settings.state_folder,
        now=utc_now,
        chance=os.urandom,
        queue=settings.log_queue,
        number=settings.log_number,
    )
    policies = ActivePolicies(
        storage.standing, storage.bundle_files, settings.roots, judge_of(settings.paper_roots)
    )
    return Gateway(
        settings=settings,
        storage=storage,
        log=log,
        policies=policies,
        secrets=secrets,
        sources=_sources(settings),
        witnessing=WitnessDesk(
            settings, log, Witnessing(storage), policies, _witness_signer(secrets), utc_now, observe
        ),
        former=open_former(
            [(former.origin, former.url) for former in settings.former],
            signer=secrets.signer("log"),
            state_folder=settings.state_folder,
            now=utc_now,
        ),
    )


def _witness_signer(secrets: FileSecrets) -> Signer | None:
    """Return the witness key; a gateway without one cosigns nobody's log."""
    return secrets.signer(WITNESS_KEY) if secrets.has_signer(WITNESS_KEY) else None


def create_app(gateway: Gateway) -> WSGI:
    """Return the WSGI application of an opened gateway."""
    settings, stamps = gateway.settings, Timestamps(gateway.storage)
    world = World(
        agency=settings.agency,
        authorities=settings.server.authorities,
        origin=settings.log_origin,
        log=gateway.log,
        sources=gateway.sources,
        secrets=gateway.secrets,
        answer_signer=gateway.secrets.signer("answer"),
        receipt_signer=gateway.secrets.signer("receipt"),
        encode=encode_json,
        describe_refusal=describe_refusal,
        observe=observe,
        clock=utc_now,
        chance=os.urandom,
        snapshots=SnapshotStore(gateway.storage),
        entries=AuditReads(gateway.storage),
        tables=table_forms(),
        mailbox=Parcels(gateway.storage),
        unwitnessed_since=WaitingSince(gateway.witnessing.store.unwitnessed_since, utc_now),
        untimestamped_since=WaitingSince(stamps.untimestamped_since, utc_now),
        untimestamped_limit=settings.timestamps.stop_after if settings.timestamps else None,
        cosigned=gateway.witnessing.store.cosigned,
        stamped=stamps.stamped,
        former=tuple(former.shelf for former in gateway.former),
    )
    public = Public(
        log=world.shelves[-1].log,
        jwks=_jwks(gateway),
        checks=_checks(gateway),
        logs={log_id(shelf.origin): shelf.log for shelf in world.shelves},
    )
    journey = Journey(world, gateway.policies)
    machines = create_api(
        journey,
        public,
        max_body_bytes=settings.server.max_body_bytes,
        witnesses=_witnesses(gateway.witnessing),
    )
    return _with_console(machines, gateway)


@cache
def table_forms() -> Mapping[str, WriteTable]:
    """Return what writes tables, by media type; what needs an extra, where that is installed."""
    try:
        # By name: the room's door does not offer what needs an extra.
        parquet = {PARQUET: import_module("gateway.formats.parquet").parquet_table}
    except ModuleNotFoundError:
        parquet = {}
    return {CSV: csv_table, XLSX: xlsx_table, **parquet}


def _witnesses(desk: WitnessDesk) -> Witnesses:
    witness = desk.witness
    return Witnesses(witness.answer if witness else None, desk.store.held, desk.accept, utc_now)


def _untimestamped(gateway: Gateway) -> Callable[[], datetime | None]:
    """Return what says since when the log has had no timestamp, beyond the operator's limit."""
    asked = gateway.settings.timestamps
    if asked is None:
        return lambda: None
    since = WaitingSince(Timestamps(gateway.storage).untimestamped_since, utc_now)
    limit = timedelta(hours=asked.limit_hours)
    return lambda: since(utc_now() - limit)


def create_worker(gateway: Gateway) -> Worker:
    """Return what does the gateway's unasked work; it starts no thread yet."""
    rounds = gateway.witnessing.rounds()
    jobs = [Job("witness", rounds.every.total_seconds(), rounds.run)]
    asked = gateway.settings.timestamps
    if asked is not None:
        stamping = Stamping(
            log=gateway.log,
            store=Timestamps(gateway.storage),
            authority=TsaCaller(asked.url),
            roots=asked.roots,
            every=timedelta(minutes=asked.every_minutes),
            clock=utc_now,
        )
        jobs.append(Job("timestamps", rounds.every.total_seconds(), stamping.run))
    return Worker(jobs, gateway.witnessing.store, utc_now, observe)


def _with_console(machines: WSGI, gateway: Gateway) -> WSGI:
    """Put the auditors' pages beside the machines' door; they are given the log, and no source."""
    settings = gateway.settings
    if settings.console is None:
        return machines
    desk = Desk(
        agency=settings.agency,
        origin=settings.log_origin,
        authorities=settings.server.authorities,
        is_secure=settings.server.scheme == "https",
        is_proxied=settings.server.proxy is not None,
        timezone=settings.console.timezone,
        log=gateway.log,
        log_key=gateway.secrets.signer("log").key,
        accounts=Auditors(gateway.storage),
        reads=AuditReads(gateway.storage),
        bundle_files=gateway.storage.bundle_files,
        policy=gateway.policies.refresh,
        observe=observe,
        clock=utc_now,
        chance=os.urandom,
        unwitnessed=gateway.witnessing.overdue_since,
        untimestamped=_untimestamped(gateway),
        former=tuple(FormerLog(old.shelf.origin, AuditReads(old.storage).export) for old in gateway.former),
    )
    return mount_console(machines, create_console(desk))


def application() -> WSGI:
    """Return the application that a worker process runs; the environment names its settings."""
    begin_work()
    settings = load_settings(Path(os.environ[CONFIG_VARIABLE]), os.environ)
    _settle(settings.server)
    gateway = _join(settings)
    served = create_app(gateway)
    create_worker(gateway).start()
    return served


def witness_application() -> WSGI:
    """Return the application of a stand-alone witness; the environment names its settings."""
    begin_work()
    settings = load_alone(Path(os.environ[CONFIG_VARIABLE]))
    _settle(settings.server)
    alone = open_alone(settings, utc_now, observe)

    def accept(note: str) -> None:
        raise ProofBad(Sentence("witness.no-log"))

    return create_witness(Witnesses(alone.witness.answer, alone.store.held, accept, utc_now))


def _settle(server: Server) -> None:
    # Threads that start later inherit it.
    if server.pin_workers:
        keep_to_one_processor(server.workers)


def check_start(gateway: Gateway) -> Mapping[str, GatewayError]:
    """Check what a worker would only find out at its first request; return who of the witnesses was silent.

    Raises:
        GatewayError: the log is not this gateway's or cannot be written, the policy does not
            resolve, or a key is missing or not in its role.
    """
    gateway.log.check()
    policy = gateway.policies.current()
    ring = policy.ring_at(utc_now())
    also = (Role.WITNESS,) if gateway.witnessing.signer else ()
    for role in (Role.ANSWER, Role.LOG, Role.RECEIPT, *also):
        key = gateway.secrets.signer(role).key
        trusted = ring.find(key.thumbprint)
        if trusted is None or trusted.role != role or trusted.agency != gateway.settings.agency:
            raise KeyRoleWrong(
                Sentence(
                    "keys.not-in-role",
                    role=role,
                    thumbprint=key.thumbprint,
                    agency=gateway.settings.agency,
                )
            )
    for name in ("cursor", "pseudonym"):
        gateway.secrets.secret(name)
    with closing(gateway.witnessing.rounds()) as rounds:
        return rounds.ask_all()


def _sources(settings: Settings) -> Mapping[str, DatabaseSource]:
    sources: dict[str, DatabaseSource] = {}
    for each in settings.sources.values():
        with _placed(each.where):
            source = open_source(each.url, timeout_seconds=each.timeout_seconds)
        sources.update(dict.fromkeys(each.datasets, source))
    return sources


@contextmanager
def _placed(where: str) -> Iterator[None]:
    """Name file and line for a room that knows neither."""
    try:
        yield
    except SettingsBad as error:
        raise error.at(where) from error


def _jwks(gateway: Gateway) -> Mapping[str, list[Mapping[str, str]]]:
    return {"keys": [_jwk(gateway.secrets.signer(role)) for role in (Role.ANSWER, Role.LOG, Role.RECEIPT)]}


def _jwk(signer: Signer) -> Mapping[str, str]:
    return {**signer.key.jwk, "kid": signer.key.thumbprint, "use": "sig"}


def _checks(gateway: Gateway) -> Mapping[str, Callable[[], object]]:
    sources = {
        f"source.{name}": gateway.sources[min(each.datasets)].ping
        for name, each in gateway.settings.sources.items()
    }
    checks = {"log": gateway.log.check, "policy": gateway.policies.refresh, **sources}
    return {name: Remembered(check, time.monotonic) for name, check in checks.items()}
