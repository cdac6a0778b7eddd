"""A copy is one moment of the database, and an old one is not put back over what was given out."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from gateway.app import open_gateway
from gateway.audit import Checkpoint, format_checkpoint, sign_note
from gateway.errors import LogBehind
from gateway.exchange import Effects
from gateway.storage import open_storage
from tests.cli.desk import run
from tests.doctor.ward import Ward
from tests.policy.desk import KPU, keys_of
from tests.storage.making import now, rfc3339, statement


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    ward = Ward(tmp_path)
    grow(ward)
    return ward


def grow(ward: Ward) -> None:
    with closing(open_gateway(ward.settings)) as gateway:
        draft = statement("suspend", agreement={"uid": f"pks-{rfc3339(now())}"})
        gateway.log.append(draft, Effects(suspend="pks-lama"), epoch=None)


def backup(ward: Ward, name: str = "cadangan"):
    return run("--lang", "en", "backup", "--config", str(ward.config), "-o", str(ward.home / name))


def restore(ward: Ward, name: str = "cadangan"):
    return run("--lang", "en", "restore", str(ward.home / name), "--config", str(ward.config))


def move_away(ward: Ward) -> None:
    for path in ward.state.glob("gateway.db*"):
        path.unlink()


def test_a_copy_comes_back_whole(ward: Ward):
    assert backup(ward).code == 0
    manifest = json.loads((ward.home / "cadangan/manifest.json").read_bytes())
    assert (manifest["size"], manifest["origin"]) == (1, ward.settings.log_origin)
    move_away(ward)
    done = restore(ward)
    assert (done.code, done.err) == (0, "")
    grow(ward)
    with closing(open_storage(ward.settings.storage_url)) as storage:
        storage.check_revision()


def test_a_copy_older_than_what_was_given_out_is_not_put_back(ward: Ward):
    backup(ward)
    grow(ward)
    move_away(ward)
    refused = restore(ward)
    assert refused.code != 0
    assert "already gave out" in refused.err or "given out" in refused.err
    assert not list(ward.state.glob("gateway.db"))


def test_a_database_is_never_written_over(ward: Ward):
    backup(ward)
    assert restore(ward).code != 0
    assert backup(ward).code != 0


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("database.db", b"SQLite format 3", b"SQLite format 4"),
        ("manifest.json", b"sinergi-backup/1", b"sinergi-backup/2"),
        ("manifest.json", b"kpu.example/log", b"dpr.example/log"),
        ("manifest.json", b"{", b"["),
    ],
)
def test_a_copy_that_was_changed_is_refused(ward: Ward, name: str, old: bytes, new: bytes):
    backup(ward)
    path = ward.home / "cadangan" / name
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    move_away(ward)
    assert restore(ward).code != 0
    assert not list(ward.state.glob("gateway.db*"))


def test_a_database_on_a_server_is_left_to_its_own_tools(ward: Ward, postgres_url: str):
    ward.edit("sqlite:///gateway.db", postgres_url)
    with closing(open_storage(ward.settings.storage_url)) as storage:
        storage.upgrade()
    refused = backup(ward)
    assert refused.code != 0
    assert "pg_dump" in refused.err


class Holding:
    """A witness that holds a head of size 9, which this very log signed before it was set back."""

    def __init__(self, url: str) -> None:
        self.url = url

    def held(self, origin: str) -> str:
        text = format_checkpoint(Checkpoint(origin, 9, b"h" * 32))
        return sign_note(text, origin, keys_of(KPU)["log"])

    def close(self) -> None:
        """Nothing is held open."""


def test_a_state_folder_restored_whole_is_noticed_by_what_a_witness_holds(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
):
    peer = (
        '[peers.polres-kapuas-hulu]\nurl = "http://127.0.0.1:1"\norigin = "polres.example/log"\n\n[witness]'
    )
    ward.edit("[witness]", peer)
    backup(ward)
    (ward.state / "high-water").unlink()
    move_away(ward)
    assert "could not be asked" in restore(ward).out
    monkeypatch.setattr("gateway.worker.joining.WitnessCaller", Holding)
    with closing(open_gateway(ward.settings)) as gateway, pytest.raises(LogBehind):
        check_witnesses(gateway)
    # What was learnt stays, whether or not a witness can be reached at the next start.
    monkeypatch.undo()
    with closing(open_gateway(ward.settings)) as gateway, pytest.raises(LogBehind):
        gateway.log.check()
    move_away(ward)
    assert restore(ward).code != 0
    assert not list(ward.state.glob("gateway.db"))


def check_witnesses(gateway) -> None:
    with closing(gateway.witnessing.rounds()) as rounds:
        rounds.ask_all()
