"""A whole gateway on a disk, in the best of health until a test breaks something."""

import socket
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from gateway.doctor import Finding, State, examine
from gateway.exchange import exchange_id, plan_activation, plan_revocation, plan_suspension
from gateway.exchange.administration import STATEMENT_TYPE, Change, statement_of
from gateway.policy import Policy
from gateway.settings import Settings, load_settings
from gateway.signing import sign_token
from gateway.storage import LogStore, open_log, open_storage
from tests.policy.desk import CONTRACT, KPU, NOON, POLRES, folder, keys_of, pins_of, resolved, sign_folder

ORIGIN = "kpu.example/log"
TABLE = (
    "CREATE TABLE tps (kode_tps TEXT NOT NULL PRIMARY KEY, desa TEXT NOT NULL, dpt INTEGER, kontak TEXT,"
    " lahir DATE, nik TEXT, gudang TEXT, baru TEXT, rahasia TEXT)"
)
SECRET = "6106010101900001"
LATER = NOON + timedelta(minutes=1)

CONFIG = """\
agency = "{agency}"
state = "."

[server]
port = {port}
authorities = ["127.0.0.1:{port}"]

[storage]
folder = "kpu"
url = "{url}"

[log]
origin = "{origin}"

[trust]
pins = "pins.toml"

[witness]

[sources.utama]
url = "sqlite:///kpu/data.db"
datasets = ["tps"]
"""


def small(**changes: str) -> dict[str, bytes]:
    """Return the small folder, its table one that SQLite can have."""
    contract = changes.pop("contract", CONTRACT).replace("pemilu.tps", "tps")
    return folder(contract=contract, **changes)  # type: ignore[arg-type]


class Ward:
    """The gateway of KPU, with its policy active since noon."""

    def __init__(self, home: Path, *, url: str = "sqlite:///gateway.db") -> None:
        self.home = home
        self.state = home / "kpu"
        self.keys = self.state / "keys"
        self.keys.mkdir(parents=True)
        self.state.chmod(0o700)
        self.keys.chmod(0o700)
        for name in ("log", "answer", "receipt", "witness"):
            self.write_key(name)
        for name in ("cursor", "pseudonym"):
            self._private(f"{name}.key", urlsafe_b64encode(b"s" * 32).rstrip(b"="))
        self.data = self.state / "data.db"
        with closing(sqlite3.connect(self.data)) as connection:
            connection.execute(TABLE)
            connection.execute("INSERT INTO tps (kode_tps, desa, nik) VALUES ('6106', '6106', ?)", (SECRET,))
            connection.commit()
        self.data.chmod(0o400)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.config = home / "kpu.toml"
        self.config.write_text(CONFIG.format(agency=KPU, port=self.port, url=url, origin=ORIGIN))
        self.write_pins(KPU, POLRES)
        with closing(open_storage(self.settings.storage_url)) as storage:
            storage.upgrade()

    @property
    def settings(self) -> Settings:
        return load_settings(self.config, {})

    def edit(self, old: str, new: str) -> None:
        """Change the settings."""
        text = self.config.read_text()
        assert old in text
        self.config.write_text(text.replace(old, new))

    def write_pins(self, *agencies: str) -> None:
        pins = (
            f'[{agency}]\nroots = ["{next(iter(pin.thumbprints))}"]\n'
            for agency, pin in pins_of(*agencies).items()
        )
        (self.home / "pins.toml").write_text("".join(pins))

    def write_key(self, name: str, content: bytes | None = None) -> Path:
        return self._private(f"{name}.pem", content or keys_of(KPU)[name].to_pem())

    def _private(self, name: str, content: bytes) -> Path:
        path = self.keys / name
        path.write_bytes(content)
        path.chmod(0o600)
        return path

    def activate(self, files: Mapping[str, bytes] | None = None, at: datetime = NOON) -> None:
        """Make a folder the active policy, recorded at one moment."""
        signed = sign_folder(small()) if files is None else files
        self.record(plan_activation(signed, None, now=at, exchange=exchange_id(at, bytes(10))), at)

    def narrow(self, action: str, subject: str, at: datetime = NOON + timedelta(seconds=1)) -> None:
        """Suspend an agreement or revoke a key, on KPU's own statement."""
        statement = statement_of(action, subject, KPU, "-", at)
        token = sign_token(statement, STATEMENT_TYPE, keys_of(KPU)["signatory"])
        plan = plan_suspension if action == "suspend" else plan_revocation
        policy: Policy = resolved(sign_folder(small()))
        change = plan(token, policy, now=at, exchange=exchange_id(at, b"x" * 10))
        self.record(Change(change.draft, change.effects, 1), at)

    def record(self, change: Change, at: datetime) -> None:
        """Write one entry into the log."""
        with closing(open_storage(self.settings.storage_url)) as storage:
            with closing(self.log(storage, at)) as log:
                outcome = log.append(change.draft, change.effects, epoch=change.epoch)
            assert outcome is not None

    def log(self, storage: object, at: datetime) -> LogStore:
        return open_log(
            storage,  # type: ignore[arg-type]
            origin=ORIGIN,
            signer=keys_of(KPU)["log"],
            state_folder=self.state,
            now=lambda: at,
            queue=8,
        )

    def spool(self, change: Change) -> None:
        """Put a statement aside, as when the log is down."""
        with closing(open_storage(self.settings.storage_url)) as storage:
            self.log(storage, NOON).spool(change.draft, change.effects)

    def examine(self, now: datetime = LATER) -> list[Finding]:
        """Return all findings; none may tell a secret or a value of data."""
        found = list(examine(self.settings, lambda: now))
        told = " ".join(each.sentence.say(language) for each in found for language in ("id", "en"))
        assert SECRET not in told
        return found

    def amiss(self, now: datetime = LATER) -> list[tuple[str, str, str]]:
        """Return what is not well: check, state, code."""
        return [
            (each.check, each.state.name, each.sentence.name)
            for each in self.examine(now)
            if each.state is not State.OK
        ]
