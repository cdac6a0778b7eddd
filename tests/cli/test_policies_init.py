"""`gateway policies init`: a draft of a real table, written once, checked at once."""

import sqlite3
from contextlib import closing

import pytest

from tests.cli.desk import Desk, run
from tests.policy.desk import KPU


@pytest.fixture
def source(desk: Desk) -> Desk:
    """Put a table beside those that have a contract."""
    path = desk.home / "state" / "kpu" / "data.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            'CREATE TABLE "Warga" (id INTEGER PRIMARY KEY, nama TEXT NOT NULL, tgl_lahir TEXT, "a b" TEXT)'
        )
    return desk


def test_a_draft_is_written_once_and_then_checked_like_any_file(source: Desk):
    words = ("policies", "init", source.folder, "--config", source.config, "--table", "Warga")
    ran = run(*words, "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    path = source.folder / "datasets" / KPU / "warga.yaml"
    assert f"{path} is written: 3 fields, none of them decided" in ran.out
    text = path.read_text()
    assert "physicalName: Warga" in text
    assert "guess: general personal data" in text
    checked = run("policies", "check", source.folder, "--lang", "en")
    assert checked.code == 1
    (fault,) = [line for line in checked.out.splitlines() if " fault: " in line]
    assert fault.startswith(f"{path}:")
    again = run(*words)
    assert again.code == 2
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--table", "tidak_ada"), "tidak punya tabel tidak_ada"),
        (("--table", "Warga", "--dataset", "Warga Negara"), "--dataset"),
        (("--table", "Warga", "--source", "lain"), "--source"),
        (("--table", "a.b.c"), ""),
    ],
)
def test_what_cannot_be_drafted_is_one_line(source: Desk, options, told):
    ran = run("policies", "init", source.folder, "--config", source.config, *options, "--lang", "id")
    assert ran.code == 2
    assert told in ran.err
    assert ran.err.count("\n") == 1
    assert not (source.folder / "datasets" / KPU / "tidak_ada.yaml").exists()
