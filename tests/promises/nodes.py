"""Nodes of one gateway over one real database: real storage, real time, real connections."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from gateway.policy import Standing
from gateway.storage import LogStore, Storage, open_log, open_storage
from tests.simulator import KPU, POLRES, Clock, Simulator, keys_of, sign_folder, trust_file
from tests.simulator.writing import agreement_file, column, contract_file, permission

ORIGIN = f"{KPU}.example/sinergi"
UID = "pks-hidup"
NAME = f"{KPU}/data"
BODY = {"agreement": UID, "purpose": "aman"}
ROWS = [{"kode": f"k{number}", "isi": f"isi {number}"} for number in range(3)]
WAIT_SECONDS = 0.4


class LiveClock(Clock):
    """The real time: a database compares it with its own."""

    def __init__(self) -> None:
        """Take nothing: the time is what it is."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)

    @property
    def now(self) -> datetime:  # type: ignore[override]
        return datetime.now(UTC)


def live_files(now: datetime) -> Mapping[str, bytes]:
    """Return a signed folder that is in force at this very time."""
    since, until = now - timedelta(days=2), now + timedelta(days=200)
    contract = contract_file(KPU, "data", [column("kode", key=True), column("isi")], order="kode")
    fields = {"kode": ["release"], "isi": ["release"]}
    grant = permission("p", POLRES, NAME, "aman", fields, query={"page_size": 2})
    days = (since.date().isoformat(), until.date().isoformat())
    files = {
        f"datasets/{NAME}.yaml": contract,
        f"agreements/{UID}.yaml": agreement_file(
            UID, (KPU, POLRES), {NAME: contract}, [grant], validity=days
        ),
    }
    span = [moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (since, until)]
    for agency in (KPU, POLRES):
        files[f"trust/{agency}.yaml"] = trust_file(agency, since=span[0], until=span[1])
    return sign_folder(files)


class StoredLog:
    """A log store, with what a simulated gateway reads of its database besides."""

    def __init__(self, storage: Storage, folder: Path) -> None:
        self.origin = ORIGIN
        self.storage = storage
        self.store: LogStore = open_log(
            storage, origin=ORIGIN, signer=keys_of(KPU)["log"], state_folder=folder, now=LiveClock()
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def standing(self) -> Standing | None:
        return self.storage.standing()

    def files(self, digest: str) -> Mapping[str, bytes]:
        return self.storage.bundle_files(digest)

    def close(self) -> None:
        self.store.close()
        self.storage.close()


class Cluster:
    """Two nodes of KPU's gateway on one database, and a way to look into it past them."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        storage = open_storage(url)
        storage.upgrade()
        storage.close()
        files = live_files(datetime.now(UTC))
        self.logs = []
        self.nodes = []
        for number in range(2):
            home = folder / f"node{number}"
            home.mkdir()
            log = StoredLog(open_storage(url, wait_seconds=WAIT_SECONDS), home)
            self.logs.append(log)
            self.nodes.append(
                Simulator(
                    files,
                    {KPU: {"data": ROWS}},
                    agencies=(KPU,),
                    clock=LiveClock(),
                    logs={KPU: log},
                    seed=f"{folder}/{number}",
                )
            )

    def close(self) -> None:
        for log in self.logs:
            log.close()

    def leaves(self) -> list[bytes]:
        """Read what is durable, over a connection of our own."""
        with self.looking() as run:
            return [bytes(row[0]) for row in run('SELECT leaf FROM entries ORDER BY "index"')]

    @contextmanager
    def looking(self) -> Iterator[Any]:
        """Lend a way to run SQL as nobody's node."""
        if self.url.startswith("sqlite"):
            path = self.url.removeprefix("sqlite:///")
            connection: Any = sqlite3.connect(path, isolation_level=None)
        else:
            connection = psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True)
        try:
            yield lambda statement: _rows(connection.execute(statement))
        finally:
            connection.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the log's lock, as a stuck writer would."""
        with self.looking() as run:
            run("BEGIN IMMEDIATE" if self.url.startswith("sqlite") else "BEGIN")
            if not self.url.startswith("sqlite"):
                run("SELECT 1 FROM log_state FOR UPDATE")
            yield
            run("ROLLBACK")


def _rows(cursor: Any) -> list[Any]:
    return list(cursor.fetchall()) if cursor.description else []
