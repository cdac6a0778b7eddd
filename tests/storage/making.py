"""Drafts, clocks and logs for the tests of storage."""

import itertools
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import psycopg
from sqlalchemy import Engine, create_engine, text

from gateway.audit import Draft, check_log, parse_checkpoint, parse_note
from gateway.exchange import Effects, NonceUse
from gateway.signing import LocalSigner, new_signer, signer_from_pem
from gateway.storage import LogStore, Storage, open_log, open_storage
from gateway.storage.engine import parse_url

ORIGIN = "kpu-kapuas-hulu.example/log"
KEY = "k" * 43
NOTHING = Effects()

_numbers = itertools.count()


def now() -> datetime:
    return datetime.now(UTC)


def rfc3339(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def new_id() -> str:
    """Make a UUIDv7 that no other process makes."""
    head = int(now().timestamp() * 1000).to_bytes(6, "big")
    tail = next(_numbers).to_bytes(4, "big") + os.urandom(6)
    value = bytearray(head + tail)
    value[6] = value[6] & 0x0F | 0x70
    value[8] = value[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(value)))


def draft(epoch: int = 0, **facts: object) -> Draft:
    """Draft a released query."""
    base: dict[str, object] = {
        "planner": "1",
        "exchange_id": new_id(),
        "kind": "query",
        "outcome": "released",
        "times": {"decided_at": {"value": rfc3339(now()), "by": "gateway"}},
        "consumer": {"agency": "polres-kapuas-hulu", "system": "sipam", "key": KEY},
        "provider": "kpu-kapuas-hulu",
        "dataset": "tps",
        "contract": "a" * 64,
        "agreement": {"uid": "pks-kapuas-hulu", "version": 1, "permission": "tps"},
        "purpose": "pengamanan-tps",
        "epoch": epoch,
        "bundle": "b" * 64,
        "verdicts": [{"field": "kode_tps", "verdict": "release", "reason": "granted"}],
        "rows": 2,
    }
    openings = {"request": sha256(os.urandom(8)).digest(), "answer": sha256(b"[]").digest()}
    return Draft(base | facts, openings)


def statement(kind: str, outcome: str = "recorded", **facts: object) -> Draft:
    """Draft an entry that moves the policy."""
    times = {"decided_at": {"value": rfc3339(now()), "by": "gateway"}}
    base = {"planner": "1", "exchange_id": new_id(), "kind": kind, "outcome": outcome, "times": times}
    return Draft(base | facts)


def suspension(uid: str = "pks-lama") -> tuple[Draft, Effects]:
    return statement("suspend", agreement={"uid": uid}), Effects(suspend=uid)


def nonce(value: str | None = None, *, keyid: str = KEY, expires: int = 4_000_000_000) -> Effects:
    return Effects(nonce=NonceUse(keyid, value or new_id(), expires))


def size_of(note: str) -> int:
    return parse_checkpoint(parse_note(note).text).size


class Rig:
    """One database, one node's state folder, and the logs opened on them."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.opened: list[tuple[LogStore, Storage]] = []
        self.shift = timedelta()
        path = folder / "log.pem"
        if not path.exists():
            path.write_bytes(new_signer("ed25519").to_pem())
        self.signer: LocalSigner = signer_from_pem(path.read_bytes())

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def clock(self) -> datetime:
        return now() + self.shift

    def storage(self, *, wait_seconds: float = 1.0) -> Storage:
        return open_storage(self.url, wait_seconds=wait_seconds)

    def upgrade(self) -> None:
        storage = self.storage()
        storage.upgrade()
        storage.close()

    def log(
        self,
        *,
        origin: str = ORIGIN,
        queue: int = 1024,
        wait_seconds: float = 1.0,
        patience_seconds: float = 10.0,
        folder: Path | None = None,
    ) -> LogStore:
        storage = self.storage(wait_seconds=wait_seconds)
        log = open_log(
            storage,
            origin=origin,
            signer=self.signer,
            state_folder=folder or self.folder,
            now=self.clock,
            queue=queue,
            patience_seconds=patience_seconds,
        )
        self.opened.append((log, storage))
        return log

    def close(self) -> None:
        for log, storage in self.opened:
            log.close()
            storage.close()
        self.opened.clear()

    def engine(self) -> Engine:
        """Open a connection that knows nothing of ours."""
        return create_engine(parse_url(self.url), isolation_level="AUTOCOMMIT")

    def run(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        """Run one statement past the storage room."""
        engine = self.engine()
        try:
            with engine.connect() as connection:
                result = connection.execute(text(statement), values)
                return [tuple(row) for row in result] if result.returns_rows else []
        finally:
            engine.dispose()

    def leaves(self) -> list[tuple[int, bytes]]:
        found = self.run('SELECT "index", leaf FROM entries ORDER BY "index"')
        return [(index, bytes(leaf)) for index, leaf in found]

    def exchange_ids(self) -> dict[str, int]:
        return dict(self.run('SELECT exchange_id, "index" FROM entries'))

    def check(self) -> int:
        """Hold all that is stored against the checkpoints; return how many entries there are."""
        notes = [note for (note,) in self.run("SELECT note FROM checkpoints ORDER BY size")]
        tiles = self.run('SELECT hashes FROM tiles WHERE level = 0 ORDER BY "index"')
        row = b"".join(bytes(hashes) for (hashes,) in tiles)
        hashes = [row[at : at + 32] for at in range(0, len(row), 32)]
        leaves = self.leaves()
        report = check_log(leaves, notes, origin=ORIGIN, key=self.signer.key, leaf_hashes=hashes)
        assert not report.findings
        assert [index for index, _ in leaves] == list(range(report.size))
        assert len(hashes) == report.size
        return report.size


def cut_all(url: str) -> None:
    """End every session of a database, as a failing server would."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as admin:
        # Signals to a process are taken in when it next looks; waiting makes them have been.
        admin.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def together(jobs: Iterable[Callable[[], object]]) -> list[object]:
    """Run jobs at the same time; return what each returned or raised."""
    work: Sequence[Callable[[], object]] = list(jobs)
    results: list[object] = [None] * len(work)
    start = threading.Barrier(len(work))

    def run(at: int) -> None:
        start.wait()
        try:
            results[at] = work[at]()
        except Exception as error:
            results[at] = error

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
