"""An auditor beside a gateway at work: a key in its trust file, a profile, and a folder of his own."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.desk import Ran, run
from tests.cli.making import write_private
from tests.cli.pair import Side
from tests.policy.desk import KPU, keys_of


class Auditor:
    """Somebody with a key in KPU's trust file, and KPU's gateway at work."""

    def __init__(self, folder: Path, kpu: Side) -> None:
        self.kpu = kpu
        self.folder = folder
        self.heads = folder / "heads"
        self.profile = folder / "auditor.toml"
        self.key = folder / "auditor.pem"
        self.use("auditor")
        self.profile.write_text(
            f'key = "auditor.pem"\npins = "{kpu.home}/pins.toml"\n\n[gateways.{KPU}]\n'
            f'url = "http://127.0.0.1:{kpu.port}"\norigin = "{KPU}.example/log"\n'
            f'trust = "{kpu.folder}/trust/{KPU}.yaml"\n'
        )

    def use(self, name: str, agency: str = KPU) -> None:
        write_private(self.key, keys_of(agency)[name].to_pem())

    def verify(self, *more: object) -> Ran:
        return self.run("verify", *more)

    def entries(self, *more: object) -> Ran:
        return self.run("entries", *more)

    def run(self, command: str, *more: object) -> Ran:
        return run("--lang", "en", "log", command, "--profile", self.profile, "--agency", KPU, *more)

    def size(self) -> int:
        """Count the entries of KPU's log: being asked is one."""
        with closing(sqlite3.connect(self.kpu.home / "state/kpu/gateway.db")) as connection:
            return int(connection.execute("SELECT size FROM log_state").fetchone()[0])

    def alter(self, *statements: str) -> None:
        """Do in the gateway's database what only its owner can."""
        database = self.kpu.home / "state/kpu/gateway.db"
        with closing(sqlite3.connect(database)) as connection, connection:
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in triggers.fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                assert connection.execute(statement).rowcount > 0
