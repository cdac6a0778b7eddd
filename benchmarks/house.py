"""A gateway as its operator sets it up: keys, signed policies, a settings file, a migrated log.

`gateway serve` then runs on it with the settings of config/kpu.toml; nothing is
tuned for the benchmark.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.asking import PUBLIC_NAME
from benchmarks.bulk_store import ask_log, database_bytes
from benchmarks.data import FIELDS
from benchmarks.policies import DATASET, write_policies
from gateway.demo.ceremony import hold_ceremony
from gateway.demo.layout import Layout
from gateway.demo.policy_office import activate
from gateway.demo.servers import Serving
from gateway.settings import load_settings
from gateway.signing import LocalSigner, PublicKey, signer_from_pem
from gateway.storage import open_storage

ORIGIN = "kpu.kapuas-hulu.example/tolok-ukur"
_PORT = 8400


@dataclass(frozen=True, slots=True)
class House:
    """One gateway's state folder, ready to be served."""

    root: Path
    config: Path
    # The URL of its log.
    log: str

    def environ(self, port: int) -> Mapping[str, str]:
        """Return what a server process is told beside the settings file."""
        return {"SINERGI_STATE": str(self.root), "SINERGI_PORT": str(port)}

    def another_node(self, name: str) -> "House":
        """Make a second node of the same gateway: a state folder of its own, the same keys and settings."""
        root = self.root.with_name(f"{self.root.name}-{name}")
        if not root.exists():
            shutil.copytree(self.root, root)
        return House(root, root / self.config.name, self.log)

    def entries(self) -> int:
        """Return the size of its log."""
        return int(ask_log(self.log, "SELECT size FROM log_state"))

    def checkpoints(self) -> int:
        """Count its checkpoints: one for each batch."""
        return int(ask_log(self.log, "SELECT count(*) FROM checkpoints"))

    def log_bytes(self) -> int:
        """Return what its log occupies, without what a database writes ahead."""
        return database_bytes(self.log)

    @property
    def command(self) -> list[str]:
        """The command that an operator types."""
        return [sys.executable, "-P", "-m", "gateway.cli", "serve", "--config", str(self.config)]

    @property
    def client(self) -> LocalSigner:
        """The consumer's key."""
        return signer_from_pem((self.root / "clients/polres/client.pem").read_bytes())

    @property
    def answer_key(self) -> PublicKey:
        """The key that signs answers."""
        return signer_from_pem((self.root / "kpu/keys/answer.pem").read_bytes()).key


def build_house(
    root: Path,
    *,
    source: str,
    log: str | None = None,
    processes: int = 2,
    agreements: int = 1,
    fields: int = len(FIELDS),
) -> House:
    """Make keys, sign policies, migrate the log and activate; `source` and `log` are database URLs."""
    root.mkdir(parents=True)
    layout = Layout(root)
    with TemporaryDirectory() as folder:
        write_policies(Path(folder), agreements=agreements, fields=fields)
        hold_ceremony(layout, Path(folder), datetime.now(UTC))
    house = write_settings(root, source, log, processes)
    environ = {**os.environ, **house.environ(_PORT)}
    settings = load_settings(house.config, environ)
    with closing(open_storage(settings.storage_url)) as storage:
        storage.upgrade()
    activate(layout, Serving(house.config, environ, settings))
    return house


def write_settings(root: Path, source: str, log: str | None, processes: int) -> House:
    """Write the settings file: the values of config/kpu.toml, and where things are."""
    config = root / "kpu.toml"
    config.write_text(_settings(source, log or "sqlite:///gateway.db", processes), "utf-8")
    return House(root, config, log or f"sqlite:///{root / 'kpu/gateway.db'}")


def _settings(source: str, log: str, processes: int) -> str:
    return f"""agency = "kpu-kapuas-hulu"
language = "id"
state = "."

[server]
host = "127.0.0.1"
port = {_PORT}
workers = {processes}
threads = 8
authorities = ["{PUBLIC_NAME}"]

[storage]
folder = "kpu"
keys = "keys"
url = "{log}"

[log]
origin = "{ORIGIN}"

[trust]
pins = "pins.toml"

[console]
timezone = "Asia/Pontianak"

[sources.utama]
url = "{source}"
timeout_seconds = 5
datasets = ["{DATASET}"]
"""
