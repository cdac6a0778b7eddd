"""`gateway subjects` over a succession: a log before is told, and what is lost of it is said."""

from pathlib import Path

import pytest

from gateway.app import Gateway
from gateway.audit import Checkpoint, parse_checkpoint, parse_note
from gateway.catalogue import Sentence
from gateway.cli import incident_reading, subjects_logs
from gateway.cli.incident_logs import AllLogs, KeptLog
from tests.cli.persons import Office
from tests.cli.subject_commands import LATER, erase, hold, states, told


def head_of(office: Office) -> Checkpoint:
    ((note,),) = office.sql("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1")
    return parse_checkpoint(parse_note(note).text)


def test_what_stands_in_a_log_before_is_told_and_what_is_lost_of_it_is_said(
    file_office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "old").mkdir()
    old = Office(tmp_path / "old", f"sqlite:///{tmp_path}/old.db")
    before, held, now = old.query(), old.query(), file_office.query()
    ended = head_of(old)
    lost = Sentence("incident.doubt-lost", origin="lama", lost=2)

    def both(gateway: Gateway) -> AllLogs:
        logs = [KeptLog("lama", old.log.storage, ended), KeptLog("baru", gateway.storage, None)]
        return AllLogs(logs, [lost])

    monkeypatch.setattr(subjects_logs, "all_logs", both)
    hold(file_office, "--exchange", held)
    ran = file_office.report(1, "--format", "json")
    assert ran.code == 1
    found = {each["exchange_id"]: each["log"] for each in told(ran)["disclosures"]}
    assert found == {before: "lama", now: "baru"}
    assert told(ran)["gaps"] == [lost.say("en")]
    assert "What could not be looked at" in file_office.report().out
    old.close()


def test_what_is_due_in_a_log_before_is_counted_and_what_is_lost_of_it_is_a_doubt(
    file_office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "old").mkdir()
    old = Office(tmp_path / "old", f"sqlite:///{tmp_path}/old.db")
    before, now = old.query(), file_office.query()
    ended = head_of(old)
    lost = Sentence("incident.doubt-lost", origin="lama", lost=2)

    def both(gateway: Gateway) -> AllLogs:
        logs = [KeptLog("lama", old.log.storage, ended), KeptLog("baru", gateway.storage, None)]
        return AllLogs(logs, [lost])

    monkeypatch.setattr(subjects_logs, "all_logs", both)
    monkeypatch.setattr(incident_reading, "all_logs", both)
    ran = erase(file_office, "--before", LATER)
    assert (ran.code, "the last 2 entries of the log lama were lost" in ran.err) == (1, True)
    assert states(file_office) == {before: "seen", now: "seen"}
    ran = erase(file_office, "--before", LATER, "--despite-doubts")
    assert (ran.code, "former log lama, 1 entries that are due and 0 that must stay" in ran.out) == (1, True)
    assert states(file_office) == {before: "seen", now: "erased"}
    hold(file_office, "--exchange", before)
    ran = erase(file_office, "--exchange", before, "--despite-doubts")
    assert (ran.code, "0 entries that are due and 1 that must stay" in ran.out) == (1, True)
    old.close()
