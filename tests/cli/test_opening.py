"""A signed statement whose file cannot be made once it is recorded: the outcome is told, nothing is lost."""

from pathlib import Path
from types import ModuleType

import pytest

from gateway.catalogue import Sentence
from gateway.cli import keys_revoke, opening, policies_active, subjects_hold
from gateway.errors import LogError
from tests.cli.desk import Desk, Ran
from tests.cli.subject_commands import LATER, hold, id_of, newest, states
from tests.policy.desk import POLRES, keys_of

SUSPEND = ("policies", "suspend", "--agreement", "pks")


def meanwhile(monkeypatch: pytest.MonkeyPatch, module: ModuleType, path: Path) -> Path:
    """Let a file come between the look at its place and the record."""
    new_exchange = opening.new_exchange

    def come() -> str:
        path.write_bytes(b"the only copy")
        return new_exchange()

    monkeypatch.setattr(module, "new_exchange", come)
    return path


def printed(ran: Ran, saved: Path, outcome: str) -> Path:
    """Return a file of the statement that was printed, after the outcome, in place of the saved one."""
    told, statement = ran.out.splitlines()[-2:]
    assert (ran.code, outcome in told, saved.read_bytes()) == (2, True, b"the only copy")
    assert str(saved) in ran.err.splitlines()[-2]
    again = saved.with_name("printed.jws")
    again.write_text(statement)
    return again


def test_a_suspension_whose_statement_cannot_be_saved_is_told_and_the_statement_printed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    desk.activate()
    saved = meanwhile(monkeypatch, policies_active, desk.home / "kept.jws")
    ran = desk.run(*SUSPEND, "--key", desk.pem(POLRES, "signatory"), "--save", saved, "--lang", "en")
    assert desk.policy().force("pks").complaint.error.code == "agreement-suspended"
    assert desk.run(*SUSPEND, "--statement", printed(ran, saved, "entry 1")).code == 0


def test_it_is_told_that_a_suspension_waits_for_the_log_though_its_statement_cannot_be_saved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object) -> None:
        raise LogError(Sentence("storage.not-recorded"))

    desk.activate()
    saved = meanwhile(monkeypatch, policies_active, desk.home / "kept.jws")
    with monkeypatch.context() as down:
        down.setattr(opening, "record", refuse)
        ran = desk.run(*SUSPEND, "--key", desk.pem(POLRES, "signatory"), "--save", saved, "--lang", "en")
    assert desk.run(*SUSPEND, "--statement", printed(ran, saved, "goes first when it can")).code == 0


def test_a_revocation_whose_statement_cannot_be_saved_is_told_and_the_statement_printed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    desk.activate()
    saved = meanwhile(monkeypatch, keys_revoke, desk.home / "kept.jws")
    client = keys_of(POLRES)["client"].key.thumbprint
    revoke = ("keys", "revoke", client, "--yes")
    ran = desk.run(*revoke, "--key", desk.pem(POLRES, "ppid"), "--save", saved, "--lang", "en")
    assert desk.policy().standing.revoked.keys() == {client}
    statement = printed(ran, saved, "entry 1")
    other = Desk(desk.home / "other")
    other.activate()
    assert other.run(*revoke, "--statement", statement).code == 0


def test_a_hold_whose_statement_cannot_be_saved_is_told_and_the_statement_printed(
    file_office, monkeypatch: pytest.MonkeyPatch
):
    exchange = file_office.query()
    saved = meanwhile(monkeypatch, subjects_hold, file_office.home / "kept.jws")
    key = ("--key", file_office.pem(POLRES, "ppid"))
    ran = file_office.run("hold", "--exchange", exchange, *key, "--until", LATER, "--save", saved)
    assert states(file_office) == {}
    # It is the statement that is recorded: it counts once.
    again = file_office.run("hold", "--statement", printed(ran, saved, ": hold "))
    assert (again.code, "was used before" in again.err) == (2, True)


def test_the_end_of_a_hold_whose_statement_cannot_be_saved_is_told_and_the_statement_printed(
    file_office, monkeypatch: pytest.MonkeyPatch
):
    exchange = file_office.query()
    held = id_of(hold(file_office, "--exchange", exchange))
    saved = meanwhile(monkeypatch, subjects_hold, file_office.home / "kept.jws")
    ran = file_office.run("release", held, "--key", file_office.pem(POLRES, "ppid"), "--save", saved)
    assert newest(file_office)["kind"] == "subject-release"
    assert states(file_office) == {exchange: "seen"}
    printed(ran, saved, "is ended, entry ")
