"""KPU's gateway with persons in its sources; a simulated edge exchanges, and commands see its database."""

import sqlite3
from base64 import urlsafe_b64encode
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from gateway.exchange import Recorded
from gateway.signing import Answer
from gateway.storage import open_storage
from gateway.storage.engine import parse_url
from tests.cli.desk import Ran, run
from tests.cli.making import write_config, write_private
from tests.promises.nodes import ORIGIN, LiveClock, StoredLog
from tests.simulator import KPU, POLRES, MemorySecrets, keys_of, pins_of
from tests.simulator.persons import ORANG, PKS, dataset_of, number_of, persons_world

TODAY = datetime.now(UTC)


class Office:
    """One gateway on one database, the number of a person in a file, and commands in English."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url = home, url
        self.config = write_config(home, url=url)
        settings = self.config.read_text("utf-8").replace("kpu-kapuas-hulu.example/log", ORIGIN)
        self.config.write_text(settings)
        keys = home / "state/kpu/keys"
        for name in ("log", "answer", "receipt"):
            write_private(keys / f"{name}.pem", keys_of(KPU)[name].to_pem())
        secret = MemorySecrets(KPU).secret("pseudonym")
        write_private(keys / "pseudonym.key", urlsafe_b64encode(secret).rstrip(b"="))
        pins = (
            f'[{agency}]\nthreshold = 1\nroots = ["{next(iter(pin.thumbprints))}"]\n'
            for agency, pin in pins_of(KPU, POLRES).items()
        )
        (home / "pins.toml").write_text("".join(pins))
        storage = open_storage(url)
        storage.upgrade()
        self.log = StoredLog(storage, home / "state/kpu")
        self.world = persons_world(
            today=TODAY.date(), agencies=(KPU,), clock=LiveClock(), logs={KPU: self.log}
        )

    def close(self) -> None:
        self.log.close()

    def query(self, purpose: str = "utuh", **options: Any) -> str:
        """Exchange rows; return the exchange's id."""
        body = {"agreement": PKS, "purpose": purpose} | options
        return self._done(self.world.query(POLRES, dataset_of(purpose), body))

    def look_up(self, key: Any, purpose: str = "cari", **options: Any) -> str:
        """Look a person up; return the exchange's id."""
        body = {"agreement": PKS, "purpose": purpose, "key": key} | options
        return self._done(self.world.send(POLRES, KPU, "POST", f"/v1/datasets/{ORANG}/lookup", body))

    def _done(self, answer: Answer) -> str:
        assert answer.status == 200, answer.body
        return str(answer.field("exchange-id"))

    def recorded(self, exchange: str) -> Recorded:
        found = self.log.find(exchange)
        assert found is not None
        return found

    def run(self, *arguments: object, lang: str = "en") -> Ran:
        return run("--lang", lang, "subjects", *arguments, "--config", self.config)

    def report(self, person: int = 1, *more: object, lang: str = "en") -> Ran:
        """Run `gateway subjects report` for a person of the world."""
        number = self.home / "number"
        number.write_text(number_of(person))
        asked = ["--dataset", ORANG, "--number", number, "--official", "S. Contoh", "--reason", "P/1"]
        return self.run("report", *asked, "--from", "2026-01-01", *more, lang=lang)

    def pem(self, agency: str, name: str) -> Path:
        path = self.home / f"{agency}-{name}.pem"
        write_private(path, keys_of(agency)[name].to_pem())
        return path

    def sql(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        """Run one statement past the gateway, as whoever owns the database could."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), isolation_level=None)) as own:
                own.execute("DROP TRIGGER IF EXISTS subjects_no_update")
                return [tuple(row) for row in own.execute(statement, values)]
        engine = create_engine(parse_url(self.url), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("DROP TRIGGER IF EXISTS subjects_no_update ON subjects"))
            result = connection.execute(text(statement), values)
            rows = [tuple(row) for row in result] if result.returns_rows else []
        engine.dispose()
        return rows
