"""`gateway log forks` shows evidence that somebody else can check."""

from contextlib import closing

from gateway.exchange import Fork
from gateway.storage import Witnessing, open_storage
from tests.audit.test_witness import note
from tests.cli.desk import run
from tests.doctor.ward import Ward


def test_evidence_is_shown_with_both_notes(tmp_path, monkeypatch):
    ward = Ward(tmp_path)
    monkeypatch.chdir(tmp_path)
    command = ("--lang", "en", "log", "forks", "--config", str(ward.config))
    nothing = run(*command)
    assert (nothing.code, nothing.out) == (0, "There is no evidence against any log.\n")
    held, other = note(7), note(7, root=b"x" * 32)
    with closing(open_storage(ward.settings.storage_url)) as storage:
        Witnessing(storage).keep_fork(
            Fork("kpu.example/log", "fork", "2026-11-24T12:00:00Z", held, other, "add")
        )
    shown = run(*command)
    assert shown.code == 1
    assert "FORKED: two signed roots for the same size" in shown.out
    assert held not in shown.out
    with_notes = run(*command, "--notes")
    assert held in with_notes.out
    assert other in with_notes.out
