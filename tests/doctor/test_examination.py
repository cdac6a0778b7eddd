"""A gateway in health is told so; whatever is gone is told, and keeps nothing else from being looked at."""

from datetime import timedelta

import pytest

from gateway.catalogue import LANGUAGES
from gateway.doctor import CHECKS, State
from gateway.doctor.examination import _CHECKS
from gateway.errors import SettingsBad
from tests.doctor.ward import NOON, Ward

MEND = {"id": ("; ", "jalankan"), "en": ("; ", "run")}


def test_a_gateway_in_health_is_told_so_in_every_respect(ward: Ward):
    found = ward.examine()
    assert ward.amiss() == []
    assert {each.check for each in found} == set(CHECKS)
    assert tuple(dict.fromkeys(each.check for each in found)) == CHECKS


def test_the_checks_are_made_in_the_order_that_is_promised():
    assert tuple(_CHECKS) == CHECKS


@pytest.mark.parametrize("is_active", [True, False])
def test_an_examination_changes_nothing(tmp_path, is_active):
    ward = Ward(tmp_path)
    if is_active:
        ward.activate()
    before = {path: path.read_bytes() for path in ward.home.rglob("*") if path.is_file()}
    ward.examine()
    assert {path: path.read_bytes() for path in ward.home.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_amiss_comes_with_its_mending(ward: Ward, language):
    ward.data.unlink()
    (ward.keys / "answer.pem").chmod(0o644)
    (ward.keys / "log.pem").unlink()
    ward.write_pins("kpu-kapuas-hulu")
    ward.state.chmod(0o755)
    for each in ward.examine(NOON + timedelta(days=500)):
        if each.state is not State.OK:
            told = each.sentence.say(language)
            assert any(word in told for word in MEND[language]), told


def test_with_the_database_gone_the_rest_is_looked_at(ward: Ward):
    for name in ("gateway.db", "gateway.db-wal", "gateway.db-shm"):
        (ward.state / name).unlink(missing_ok=True)
    found = ward.examine()
    assert [each.sentence.name for each in found if each.check == "database"] == [
        "doctor.error",
        "doctor.database-lost",
    ]
    unknown = {each.check for each in found if each.sentence.name == "doctor.unknown-without-database"}
    assert unknown == {
        *("clock", "trust", "agreements", "exemptions", "drift", "log", "witness", "incidents"),
    }
    well = {each.check for each in found if each.state is State.OK}
    assert {"state", "port", "tls", "sources", "statements", "disk"} <= well
    assert {each.check for each in found} == set(CHECKS)


def test_a_database_that_is_no_database_is_told_and_the_rest_goes_on(ward: Ward):
    (ward.state / "gateway.db").write_bytes(b"not a database, but long enough to be looked at" * 100)
    assert ward.amiss()[0][:2] == ("database", "FAIL")
    assert {each.check for each in ward.examine()} == set(CHECKS)


def test_before_the_first_activation_the_command_for_it_is_named(tmp_path):
    found = Ward(tmp_path).examine()
    for check in ("trust", "agreements", "exemptions"):
        (finding,) = [each for each in found if each.check == check]
        assert finding.state is State.FAIL
        assert "gateway policies activate" in finding.sentence.say("en")


def test_a_check_that_breaks_is_a_finding_and_tells_no_value(ward: Ward, monkeypatch):
    def broken(*arguments: object) -> None:
        raise RuntimeError("6106010101900001")

    monkeypatch.setattr("gateway.doctor.state.measure", broken)
    assert ward.amiss() == [("database", "FAIL", "doctor.broken")]


def test_the_worst_is_what_the_command_exits_with():
    assert [int(state) for state in State] == [0, 1, 2]


def test_settings_that_cannot_be_read_are_no_examination(ward: Ward):
    ward.edit("[log]", "[lok]")
    with pytest.raises(SettingsBad):
        ward.examine()
