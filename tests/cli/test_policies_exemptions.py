"""`gateway policies exemptions`: for the desk as text and JSON, for the public as md, csv and xlsx."""

import csv
import io
import json
from zipfile import ZipFile

import pytest

from tests.cli.desk import Desk, run
from tests.policy.desk import KPU, NUMBER, REGISTER_PATH


def test_the_desk_reads_what_a_decision_closes_and_until_when(desk: Desk):
    told = run("policies", "exemptions", desk.folder, "--at", "2030-12-31")
    assert told.code == 0
    for part in (
        f"{KPU} {NUMBER}: segera habis",
        "15 hari lagi",
        "tps.gudang: dikecualikan",
        "perjanjian pks",
    ):
        assert part in told.out
    assert max(map(len, told.out.splitlines())) <= 100


def test_a_decision_that_is_over_fails_and_says_who_must_act(desk: Desk):
    told = run("--lang", "en", "policies", "exemptions", desk.folder, "--at", "2031-01-16")
    assert told.code == 1
    assert "lapsed" in told.out
    assert "ask PPID KPU RI" in told.out or "D. Contoh, PPID" in told.out
    document = json.loads(
        run("policies", "exemptions", desk.folder, "--at", "2031-01-16", "--format", "json").out
    )
    (found,) = document["exemptions"]
    assert (found["state"], found["days_left"], found["undecided"]) == ("lewat", -1, ["tps.gudang"])


def test_the_active_register_is_read_by_the_settings(desk: Desk):
    assert desk.run("policies", "exemptions").code == 2
    desk.activate()
    told = desk.run("policies", "exemptions", "--within", "36500", "--agency", KPU)
    assert (told.code, NUMBER in told.out) == (0, True)
    assert NUMBER not in desk.run("policies", "exemptions", "--agency", "lain").out


@pytest.mark.parametrize("form", ["md", "csv", "xlsx"])
def test_the_list_to_publish_runs_in_no_spreadsheet(desk: Desk, tmp_path, form):
    desk.edit(REGISTER_PATH, "Membahayakan keamanan logistik.", "=cmd|'/c calc'!A1 bahaya")
    output = tmp_path / f"daftar.{form}"
    assert run("policies", "exemptions", desk.folder, "--format", form, "-o", output).code == 0
    if form == "csv":
        heading, row = csv.reader(io.StringIO(output.read_text("utf-8")))
        assert row[heading.index("Alasan dan konsekuensi bila dibuka")].startswith("'=cmd")
    elif form == "md":
        assert r"=cmd\|" in output.read_text("utf-8")
    else:
        with ZipFile(output) as book:
            sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]
        assert not any(b"<f>" in sheet for sheet in sheets)
        assert any(NUMBER.encode() in sheet for sheet in sheets)


def test_a_workbook_needs_a_file(desk: Desk):
    assert run("policies", "exemptions", desk.folder, "--format", "xlsx").code == 2
