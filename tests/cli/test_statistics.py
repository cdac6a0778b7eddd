"""`gateway statistics` from the shell: a table for people, for programs and for spreadsheets."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from gateway.cli import query, statistics
from gateway.cli.commands import gateway_group
from tests.simulator import KPU, POLRES
from tests.simulator.voters import DPT, PKS, TABLE, voters_world


@pytest.fixture(scope="module")
def world():
    return voters_world()


@pytest.fixture
def run(monkeypatch, tmp_path: Path, world):
    monkeypatch.setattr(statistics, "open_client", lambda profile, dataset: world.client(POLRES, KPU))

    def run(table, *options, purpose="hitung"):
        fixed = ["--profile", str(tmp_path / "x.toml"), "--agreement", PKS, "--purpose", purpose]
        return CliRunner().invoke(
            gateway_group, ["statistics", DPT, table, *fixed, *options], env={"LANGUAGE": "en"}
        )

    return run


def test_people_see_the_table_and_what_they_owe_for_it(run):
    output = run(TABLE).output
    assert "sum anggota" in output
    for line in ("Frozen for 2026-11-24", "fewer than 3 rows", "withheld: nik", "delete by 2026-12-24"):
        assert line in output, output
    assert "duty: Dihapus." in output


def test_programs_get_columns_and_rows(run):
    shown = json.loads(run(TABLE, "-o", "json").output)
    assert shown["data"][0] == ["A", "L", 6, 20]
    assert shown["columns"][3] == {"measure": "sum", "field": "anggota", "base": 10}


def test_csv_has_a_heading(run):
    assert run(TABLE, "-o", "csv").output.splitlines()[:2] == ["desa,jk,count,sum anggota", "A,L,6,20"]


def test_the_case_goes_along_and_the_receipt_is_kept(run, tmp_path):
    assert "requirement-missing" in run(TABLE, purpose="lagi").output
    receipt = tmp_path / "bukti.jws"
    more = ("--case-ref", "LP/1", "--on-behalf-of", "Kanit", "--receipt", str(receipt))
    assert run(TABLE, *more, purpose="lagi").exit_code == 0
    assert receipt.read_text().count(".") == 2


def test_a_query_says_until_when_its_rows_may_be_held(monkeypatch, tmp_path):
    rows = {
        "id": "dpt-baris",
        "consumer": POLRES,
        "dataset": DPT,
        "purpose": "baris",
        "fields": {"kode": ["release"], "syarat": ["condition"]},
        "rows": {"syarat": {"equals": "tidak"}},
        "query": {"page_size": 5},
        "duties": ["Jangan disebar.", {"retention": {"until": "2026-12-31"}}],
    }
    world = voters_world(permissions=[rows])
    monkeypatch.setattr(query, "open_client", lambda profile, dataset: world.client(POLRES, KPU))
    fixed = ["--profile", str(tmp_path / "x.toml"), "--agreement", PKS, "--purpose", "baris"]
    result = CliRunner().invoke(gateway_group, ["query", DPT, *fixed], env={"LANGUAGE": "en"})
    assert "duty: Jangan disebar." in result.output
    assert "delete by 2026-12-31" in result.output
