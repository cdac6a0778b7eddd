"""Gateways whose log takes minutes to fill: kept between runs, made again when their making changes."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from benchmarks.bulk_log import Say, fill_log
from benchmarks.bulk_store import PostgresStore, SqliteStore
from benchmarks.house import ORIGIN, House, build_house, write_settings
from benchmarks.postgres import Postgres
from benchmarks.processes import ROOT
from benchmarks.scenario import Contender
from gateway.signing import signer_from_pem

# Smaller logs are made for each run.
WORTH_KEEPING = 1_000_000
_READY = "ready"
_MADE_OF = (
    "benchmarks/bulk_log.py",
    "benchmarks/bulk_store.py",
    "benchmarks/house.py",
    "benchmarks/policies.py",
    "gateway/audit/schema.py",
    "gateway/demo/ceremony.py",
    "gateway/storage/migrations/versions/*.py",
)

Server = Callable[[], Postgres]


def filled_house(
    contender: Contender, folder: Path, kept: Path, source: str, server: Server, say: Say
) -> House:
    """Return a gateway whose log holds so many entries; a large one is taken from the last run."""
    is_kept = contender.entries >= WORTH_KEEPING
    root = kept / kept_name(contender) if is_kept else folder / "state"
    database = root.name if is_kept else folder.name
    log = server().url(database) if contender.log == "postgresql" else None
    if is_kept and (root / _READY).exists() and (log is None or server().has(database)):
        say(f"taking the log of {contender.entries:,} entries from {root}")
        return write_settings(root, source, log, contender.processes)
    if is_kept:
        _clear(kept, contender, server)
    with suppress(FileNotFoundError):
        shutil.rmtree(root)
    if log is not None:
        server().create(database)
    house = build_house(root, source=source, log=log, processes=contender.processes)
    say(f"filling a log with {contender.entries:,} entries")
    store = (
        SqliteStore(root / "kpu/gateway.db") if log is None else PostgresStore(server().conninfo(database))
    )
    signer = signer_from_pem((root / "kpu/keys/log.pem").read_bytes())
    fill_log(store, contender.entries, origin=ORIGIN, signer=signer, key=house.client.key.thumbprint, say=say)
    (root / _READY).touch()
    return house


def kept_name(contender: Contender) -> str:
    """Name a kept gateway after its size, its database and all that it is made of."""
    made_of = sha256()
    for pattern in _MADE_OF:
        for path in sorted(ROOT.glob(pattern)):
            made_of.update(sha256(path.read_bytes()).digest())
    return f"{_prefix(contender)}{made_of.hexdigest()[:12]}"


def _prefix(contender: Contender) -> str:
    return f"log-{contender.log}-{contender.entries}-"


def _clear(kept: Path, contender: Contender, server: Server) -> None:
    """Remove kept gateways of this size that are made of something older: each takes gigabytes."""
    for old in kept.glob(f"{_prefix(contender)}*"):
        shutil.rmtree(old)
        if contender.log == "postgresql":
            server().drop(old.name)
