"""The commands of `gateway subjects` in a few words, and what they answer as values."""

import json
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from gateway.audit import parse_entry
from gateway.cli import subjects_report
from gateway.exchange import hold_statement
from gateway.signing import sign_token
from tests.cli.desk import Ran
from tests.cli.persons import TODAY, Office
from tests.simulator import POLRES, keys_of
from tests.simulator.persons import ORANG

SOON = (TODAY + timedelta(days=30)).date().isoformat()
LATER = (TODAY + timedelta(days=2)).date().isoformat()


def told(ran: Ran) -> dict[str, object]:
    assert ran.code in {0, 1}, ran.err
    return json.loads(ran.out)


def states(office: Office, person: int = 1, *more: object) -> dict[str, str]:
    found = told(office.report(person, "--format", "json", *more))
    return {each["exchange_id"]: each["state"] for each in found["disclosures"]}


def faults(office: Office, *more: object) -> dict[str, str]:
    ran = office.report(1, "--format", "json", *more)
    named = {each["exchange_id"]: each["fault"] for each in told(ran)["faults"]}
    assert ran.code == bool(named)
    return named


def hold(office: Office, *what: object, agency: str = POLRES, name: str = "ppid", until: str = SOON) -> Ran:
    return office.run(
        "hold", *what, "--until", until, "--reason", "penyidikan", "--key", office.pem(agency, name)
    )


def drop_subject_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show the command a policy whose contract names no number any more."""
    keyless = SimpleNamespace(bundle=SimpleNamespace(contracts={ORANG: SimpleNamespace(subject_key=None)}))
    monkeypatch.setattr(subjects_report, "known_policy", lambda gateway: keyless)


def id_of(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    return ran.out.split(" hold ")[1].split(",")[0]


def erase(office: Office, *what: object) -> Ran:
    return office.run("erase", *what, "--official", "S. Contoh", "--reason", "JRA 1", "--yes")


def newest(office: Office) -> dict[str, object]:
    ((leaf,),) = office.sql('SELECT leaf FROM entries ORDER BY "index" DESC LIMIT 1')
    return dict(parse_entry(bytes(leaf)))


def statement(office: Office, typ: str = "sinergi-statement", **changed: object) -> Path:
    said = hold_statement(POLRES, "x", TODAY, TODAY + timedelta(days=9), exchange=changed.pop("exchange", ""))
    path = office.home / "statement.jws"
    path.write_text(sign_token(said | changed, typ, keys_of(POLRES)["ppid"]))
    return path
