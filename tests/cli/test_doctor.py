"""`gateway doctor`: what the operator reads, and what monitoring is told."""

import json

import pytest

from gateway.catalogue import LANGUAGES, texts
from gateway.doctor import CHECKS
from tests.cli.desk import run
from tests.doctor.ward import LATER, SECRET, Ward


@pytest.fixture
def ward(tmp_path, monkeypatch) -> Ward:
    """Make a gateway in health, at a moment at which its agreement is in force."""
    made = Ward(tmp_path)
    made.activate()
    monkeypatch.setattr("gateway.cli.doctor.utc_now", lambda: LATER)
    return made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_gateway_in_health_exits_with_0_and_a_line_for_each_finding(ward: Ward, lang):
    told = run("doctor", "--config", ward.config, "--lang", lang)
    assert (told.code, told.err) == (0, "")
    *lines, last = told.out.splitlines()
    ok = {"id": "baik", "en": "ok"}[lang]
    assert len(lines) == len(ward.examine())
    assert all(line.startswith(f"{ok:<5} ") for line in lines)
    assert last.startswith("kpu-kapuas-hulu: ")


def test_a_warning_exits_with_1_and_a_failure_with_2(ward: Ward):
    ward.state.chmod(0o755)
    warned = run("--lang", "en", "doctor", "--config", ward.config)
    assert warned.code == 1
    assert "warn  state folder: " in warned.out
    (ward.keys / "log.pem").unlink()
    failed = run("--lang", "en", "doctor", "--config", ward.config)
    assert failed.code == 2
    assert "fail  keys: log: " in failed.out
    assert failed.out.splitlines()[-1].endswith("2 warn, 1 fail")


def test_a_program_gets_json_with_stable_codes(ward: Ward):
    ward.data.unlink()
    told = run("doctor", "--config", ward.config, "--format", "json")
    assert told.code == 2
    document = json.loads(told.out)
    assert document.keys() == {"agency", "checked_at", "status", "findings"}
    assert (document["agency"], document["status"]) == ("kpu-kapuas-hulu", "fail")
    assert document["checked_at"] == "2026-11-24T05:01:00Z"
    assert {each["check"] for each in document["findings"]} == set(CHECKS)
    assert {each["state"] for each in document["findings"]} <= {"ok", "warn", "fail"}
    assert all(each["code"] in texts() for each in document["findings"])
    assert "doctor.source-trouble" in {each["code"] for each in document["findings"]}


@pytest.mark.parametrize("form", ["text", "json"])
def test_with_everything_gone_it_is_one_line_each_and_no_traceback(ward: Ward, form):
    for path in (ward.state / "gateway.db", ward.data, *ward.keys.iterdir()):
        path.unlink()
    told = run("doctor", "--config", ward.config, "--format", form)
    assert (told.code, told.err) == (2, "")
    assert "Traceback" not in told.out


def test_no_secret_and_no_value_is_told(ward: Ward):
    ward.edit('url = "sqlite:///kpu/data.db"', 'url = "postgresql://reader:hunter2@127.0.0.1:1/data"')
    ward.edit('url = "sqlite:///gateway.db"', 'url = "postgresql://owner:hunter2@127.0.0.1:1/gateway"')
    told = run("doctor", "--config", ward.config)
    assert told.code == 2
    assert "hunter2" not in told.out + told.err
    assert SECRET not in told.out + told.err


def test_settings_that_cannot_be_read_are_one_line_and_2(ward: Ward):
    ward.edit("[log]", "[lok]")
    told = run("doctor", "--config", ward.config)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"gateway: {ward.config}")
    assert len(told.err.splitlines()) == 1


def test_it_needs_its_settings_named():
    assert run("doctor").code == 2
