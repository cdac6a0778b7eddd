"""Gateways whose log takes minutes to fill: kept between runs and used where they lie.

A kept log is taken while its entries are of today's format and its policies are
today's; later revisions of the tables are brought in as an operator does. Runs add
entries to it, so it grows, and its size is read when it is taken.
"""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bulk_log import Say, fill_log
from benchmarks.bulk_store import PostgresStore, SqliteStore, forget_nonces
from benchmarks.house import ORIGIN, House, build_house, write_settings
from benchmarks.policies import write_policies
from benchmarks.postgres import Postgres
from benchmarks.scenario import Contender
from gateway.app import open_gateway
from gateway.audit import FORMAT, FORMATS
from gateway.errors import GatewayError
from gateway.settings import load_settings
from gateway.signing import signer_from_pem
from gateway.storage import open_storage

# Smaller logs are made for each run.
WORTH_KEEPING = 1_000_000
_READY = "ready.json"
_PORT = 8400

Server = Callable[[], Postgres]


def filled_house(
    contender: Contender, folder: Path, kept: Path, source: str, server: Server, say: Say
) -> House:
    """Return a gateway whose log holds so many entries; a large one is taken from the last run."""
    is_kept = contender.entries >= WORTH_KEEPING
    root = kept / kept_name(contender) if is_kept else folder / "state"
    database = root.name if is_kept else folder.name
    log = server().url(database) if contender.log == "postgresql" else None
    if is_kept and is_of_today(root) and (log is None or server().has(database)):
        house = write_settings(root, source, log, contender.processes)
        if _take(house, contender, say):
            return house
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
    mark(root)
    return house


def kept_name(contender: Contender) -> str:
    """Name a kept gateway after its database and its size."""
    return f"log-{contender.log}-{contender.entries}"


def mark(root: Path) -> None:
    """Note that a log is filled, and what its entries and policies are made of."""
    (root / _READY).write_text(json.dumps(_made_of()), "utf-8")


def is_of_today(root: Path) -> bool:
    """Say whether a filled log is there, of entries that are still read and of today's policies."""
    try:
        found = json.loads((root / _READY).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return found["entries"] in FORMATS and bool(found["policies"] == _made_of()["policies"])


def _made_of() -> dict[str, str]:
    made_of = sha256()
    with TemporaryDirectory() as place:
        write_policies(Path(place))
        for path in sorted(Path(place).rglob("*.yaml")):
            made_of.update(sha256(path.read_bytes()).digest())
    return {"entries": FORMAT, "policies": made_of.hexdigest()}


def _take(house: House, contender: Contender, say: Say) -> bool:
    """Bring a kept log to this release's tables; say whether it serves and holds what is wanted."""
    settings = load_settings(house.config, {**os.environ, **house.environ(_PORT)})
    try:
        with closing(open_storage(settings.storage_url)) as storage:
            storage.upgrade()
        with closing(open_gateway(settings)) as gateway:
            gateway.policies.current()
            gateway.log.check()
        forget_nonces(house.log)
        size = house.entries()
    except GatewayError as error:
        say(f"the log in {house.root} is made again: {error}")
        return False
    say(f"taking the log of {size:,} entries from {house.root}")
    return size >= contender.entries
