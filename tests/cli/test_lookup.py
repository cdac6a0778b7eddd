"""`gateway lookup` from the shell: one key, whole; what comes, what stays, and what was not found."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from gateway.cli import lookup
from gateway.cli.commands import gateway_group
from tests.simulator import KPU, POLRES
from tests.simulator.letters import PKS, SURAT, letters_world


@pytest.fixture
def run(monkeypatch, tmp_path: Path):
    world = letters_world(quota={"requests": 3, "period": "day"})
    monkeypatch.setattr(lookup, "open_client", lambda profile, dataset: world.client(KPU, POLRES))

    def run(key, *options, purpose="periksa"):
        fixed = ["--profile", str(tmp_path / "x.toml"), "--agreement", PKS, "--purpose", purpose]
        return CliRunner().invoke(
            gateway_group, ["lookup", SURAT, key, *fixed, *options], env={"LANGUAGE": "en"}
        )

    return run


def test_a_key_that_is_found_shows_its_row_and_what_stays(run):
    result = run("SKCK/001")
    assert result.exit_code == 0, result.output
    assert "2027-01" in result.output
    assert "withheld: nomor" in result.output


def test_a_key_that_is_not_found_is_an_answer(run):
    result = run("SKCK/404")
    assert (result.exit_code, "not found" in result.output) == (0, True)


def test_json_is_for_programs(run):
    assert json.loads(run("SKCK/001", "-o", "json", "--fields", "berlaku").output) == {
        "found": True,
        "data": {"berlaku": True},
    }
    assert json.loads(run("SKCK/404", "-o", "json").output) == {"found": False, "data": None}


def test_a_key_is_text_unless_it_is_said_to_be_json(run):
    assert run("3", purpose="ada").exit_code == 1
    assert json.loads(run("3", "--json-key", "-o", "json", purpose="ada").output) == {
        "found": True,
        "data": {},
    }
    assert run("{", "--json-key", purpose="ada").exit_code == 2


def test_the_case_goes_along(run):
    assert "requirement-missing" in run("SKCK/001", purpose="dua").output
    result = run("SKCK/001", "--case-ref", "LP/1", "--on-behalf-of", "Kanit", purpose="dua")
    assert result.exit_code == 0, result.output


def test_a_used_up_quota_says_until_when(run):
    for _ in range(3):
        assert run("SKCK/404").exit_code == 0
    result = run("SKCK/001")
    assert result.exit_code == 1
    assert "quota-exceeded" in result.output
    assert "2026-11-24T17:00:00" in result.output


@pytest.mark.parametrize("option", ["--receipt", "--body", "--acknowledge"])
def test_evidence_of_before_is_never_written_over(run, tmp_path: Path, option: str):
    older = tmp_path / "receipt.jws"
    older.write_text("the only copy")
    for words in ((option, str(older)), ("--receipt", "a.jws", "--acknowledge", "a.jws")):
        result = run("SKCK/001", *words)
        assert (result.exit_code, result.stdout) == (2, "")
    assert older.read_text() == "the only copy"


def test_the_receipt_is_saved(run, tmp_path: Path):
    path = tmp_path / "receipt.jws"
    assert run("SKCK/001", "--receipt", str(path)).exit_code == 0
    assert path.read_text().count(".") == 2


def test_the_answer_is_acknowledged_once_it_is_saved(run, tmp_path: Path):
    path, body = tmp_path / "ack.jws", tmp_path / "answer.json"
    result = run("SKCK/001", "--body", str(body), "--acknowledge", str(path))
    assert result.exit_code == 0, result.output
    assert path.read_text().count(".") == 2
    assert body.exists()
    assert str(path) in result.stderr
