"""A gateway after some exchanges, and a hand that changes its database past every lock."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gateway.app import open_gateway
from gateway.audit import Draft
from gateway.exchange import Effects, make_subjects
from gateway.settings import load_settings
from tests.cli.desk import Desk, Ran
from tests.policy.desk import POLRES
from tests.storage.making import KEY, NOTHING, draft

SECRET = b"s" * 32
NUMBERS = "kpu-kapuas-hulu/tps#nik"
PEOPLE = ("6106010101900001", "6106014101910002")
BY_KEY = ("--key", KEY)
DISCOVERED = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=10)
OPEN = ("--discovered-at", DISCOVERED.isoformat(), "--official", "Ketua KPU", "--reason", "Laptop hilang")
VERDICTS = [
    {"field": "kode_tps", "verdict": "release", "reason": "granted", "classification": "terbuka"},
    {
        "field": "nik",
        "verdict": "transform",
        "transform": "pseudonym",
        "reason": "granted",
        "classification": "antarbadan",
    },
    {"field": "gudang", "verdict": "withhold", "reason": "exempt", "classification": "dikecualikan"},
]


def release(desk: Desk) -> list[str]:
    """Record the four releases; return their exchanges."""
    ids = []
    with closing(open_gateway(load_settings(desk.config, {}))) as gateway:
        policy = gateway.policies.current()
        contract = policy.bundle.contracts["kpu-kapuas-hulu/tps"].digest
        for number in range(4):
            other = {"agency": "polres-kapuas-hulu", "system": "lain", "key": "o" * 43}
            made = draft(
                bundle=policy.standing.bundle,
                contract=contract,
                verdicts=VERDICTS,
                agreement={"uid": "pks", "version": 1, "permission": "tps-pengamanan"},
                **({"consumer": other} if number == 3 else {}),
            )
            effects = NOTHING
            if number < 2:
                subjects = make_subjects(SECRET, POLRES, "2026-11", NUMBERS, PEOPLE[: number + 1])
                kept = {"subjects": subjects.digest(str(made.facts["exchange_id"]))}
                made = Draft(made.facts, {**made.openings, **kept})
                effects = Effects(subjects=subjects)
            gateway.log.append(made, effects, epoch=None)
            ids.append(str(made.facts["exchange_id"]))
    return ids


class Scene:
    """A gateway with an activated policy (entry 0) and four releases, the last of another system.

    The first is about one person, the second about two, of the third it is not known.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        assert desk.activate().code == 0
        self.ids = release(desk)

    def run(self, *words: object, lang: str = "en") -> Ran:
        return self.desk.run("--lang", lang, "incident", *words)

    def scope(self, *words: object) -> dict:
        return json.loads(self.run("scope", *(words or BY_KEY), "--format", "json").out)

    def open(self, *words: object) -> str:
        told = self.run("open", *(words or BY_KEY), *OPEN)
        assert told.code == 0, told.err
        return json.loads(self.run("list", "--format", "json").out)[-1]["id"]

    def tamper(self, *statements: str) -> None:
        """Change the database past every lock that is not a signature."""
        with closing(sqlite3.connect(self.database)) as connection:
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.executescript(statement)
            connection.commit()

    @property
    def database(self) -> Path:
        return self.desk.home / "state/kpu/gateway.db"

    def size(self) -> int:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute("SELECT size FROM log_state").fetchone()[0]
