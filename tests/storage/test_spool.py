"""A suspension that finds the log down waits for it, and goes before everything else."""

import time
from threading import Event

import pytest

from gateway.errors import LogError
from gateway.exchange import Effects, Recorded, Refused
from gateway.storage.spool import Spool
from tests.storage.making import NOTHING, Rig, draft, nonce, statement, suspension, together


def waiting(rig: Rig) -> list[str]:
    folder = rig.folder / "statements"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_what_waits_goes_first_and_refuses_what_was_decided_before(rig: Rig):
    log = rig.log()
    log.append(draft(), NOTHING, epoch=0)
    rig.log().spool(*suspension())
    assert log.append(draft(), nonce("n"), epoch=0) == Refused("stale-policy")
    # Even a batch that was refused whole has recorded the statement.
    assert waiting(rig) == []
    assert rig.run("SELECT * FROM suspended") == [("pks-lama", 1)]
    assert isinstance(log.append(draft(1), nonce("n"), epoch=1), Recorded)
    assert rig.check() == 3


def test_statements_are_recorded_in_the_order_they_were_made(rig: Rig):
    log = rig.log()
    first, second = suspension("pks-a"), suspension("pks-b")
    log.spool(*second)
    log.spool(*first)
    log.append(draft(), NOTHING, epoch=None)
    assert sorted(rig.run("SELECT * FROM suspended")) == [("pks-a", 0), ("pks-b", 1)]


def test_openings_survive_the_wait(rig: Rig):
    log = rig.log()
    entry = statement("revoke", key="r" * 43)
    entry.openings["statement"] = b"\x00signed\xff"
    log.spool(entry, Effects(revoke="r" * 43))
    log.append(draft(), NOTHING, epoch=None)
    found = log.find(entry.facts["exchange_id"])
    assert found.openings["statement"].value == b"\x00signed\xff"


def test_a_statement_already_recorded_is_not_recorded_twice(rig: Rig):
    log = rig.log()
    entry, effects = suspension()
    log.append(entry, effects, epoch=None)
    log.spool(entry, effects)
    log.append(draft(), NOTHING, epoch=1)
    assert waiting(rig) == []
    assert rig.check() == 2


def test_two_logs_on_one_folder_record_it_once(rig: Rig):
    logs = [rig.log() for _ in range(3)]
    logs[0].spool(*suspension())
    together([lambda log=log: log.append(draft(), NOTHING, epoch=None) for log in logs])
    assert waiting(rig) == []
    assert rig.check() == 4
    assert rig.run("SELECT count(*) FROM suspended") == [(1,)]


def test_an_idle_log_records_it_without_being_asked(rig: Rig):
    log = rig.log()
    log.append(draft(), NOTHING, epoch=0)
    log.spool(*suspension())
    deadline = time.monotonic() + 10
    while waiting(rig) and time.monotonic() < deadline:
        Event().wait(0.05)
    assert rig.check() == 2


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"no json", b'{"facts": {}, "openings": {}}'])
def test_a_statement_that_cannot_be_read_stops_everything(rig: Rig, content: bytes):
    log = rig.log()
    log.append(draft(), NOTHING, epoch=0)
    log.spool(*suspension())
    path = next((rig.folder / "statements").iterdir())
    good = path.read_bytes()
    path.write_bytes(content)
    with pytest.raises(LogError, match="statement"):
        log.append(draft(), NOTHING, epoch=0)
    path.write_bytes(good)
    assert log.append(draft(), NOTHING, epoch=0) == Refused("stale-policy")


def test_a_statement_that_makes_no_entry_stops_everything(rig: Rig):
    log = rig.log()
    log.spool(statement("suspend"), Effects(suspend="pks"))
    with pytest.raises(LogError, match="statement"):
        log.append(draft(), NOTHING, epoch=0)


def test_only_what_narrows_may_wait(tmp_path):
    spool = Spool(tmp_path / "statements")
    for effects in (NOTHING, nonce(), Effects(suspend="pks", nonce=nonce().nonce)):
        with pytest.raises(ValueError, match="suspension"):
            spool.add(statement("suspend"), effects)
    assert not (tmp_path / "statements").exists()


def test_a_statement_is_its_owners_alone(tmp_path):
    Spool(tmp_path / "statements").add(*suspension())
    assert (tmp_path / "statements").stat().st_mode & 0o777 == 0o700
    assert next((tmp_path / "statements").iterdir()).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "statements").write_text("in the way")
    with pytest.raises(LogError, match="statements"):
        Spool(tmp_path / "statements").add(*suspension())
