"""`gateway log` shows and exports the log, and names the first entry that is not as it was."""

import json
import sqlite3
from contextlib import closing, nullcontext
from errno import ENOSPC
from os import strerror
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from gateway.audit import parse_verifier_key, sign_note, verifier_key, verify_checkpoint
from gateway.catalogue import texts
from gateway.cli.log import log_group
from gateway.cli.log_report import FAULT_TEXTS
from gateway.cli.opening import opened
from gateway.errors import ExchangeUnknown, FormatUnfit, LogOther, ProofBad, SignatureError, StorageNotReady
from gateway.exchange import Recorded
from gateway.signing import new_signer
from gateway.storage import open_storage
from tests.cli.making import write_config
from tests.storage.making import NOTHING, draft

ORIGIN = "kpu-kapuas-hulu.example/log"


class Site(NamedTuple):
    """A gateway with five entries in its log."""

    folder: Path
    config: Path
    recorded: list[Recorded]
    vkey: str

    @property
    def database(self) -> Path:
        return self.folder / "state/kpu/gateway.db"

    def export(self) -> Path:
        path = self.folder / f"log-{len(list(self.folder.glob('log-*')))}.ndjson"
        done = run("export", "--config", self.config, "-o", path)
        assert done.exit_code == 0, done.output
        return path


def run(*arguments: object) -> Result:
    # As under `gateway` itself: click keeps the help option of a command's first use.
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(log_group, words, help_option_names=["-h", "--help"])


@pytest.fixture
def site(tmp_path: Path) -> Site:
    config = write_config(tmp_path)
    storage = open_storage(f"sqlite:///{tmp_path}/state/kpu/gateway.db")
    storage.upgrade()
    storage.close()
    with opened(config) as gateway:
        recorded = [gateway.log.append(draft(), NOTHING, epoch=0) for _ in range(5)]
    return Site(tmp_path, config, recorded, run("vkey", "--config", config).output.strip())


def tampered_copy(site: Site, *statements: str) -> Path:
    """Copy the database and do to it what its owner could do."""
    copy = site.folder / "copy.db"
    with closing(sqlite3.connect(site.database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            target.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            target.execute(statement)
        target.commit()
    return copy


def verify_copy(site: Site, copy: Path, *more: object) -> Result:
    return run("verify", "--database", f"sqlite:///{copy}", "--vkey", site.vkey, *more)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        pytest.param(
            """UPDATE entries SET leaf = CAST(replace(leaf, 'tps', 'tpz') AS BLOB) WHERE "index" = 2""",
            "2: changed",
            id="a changed count",
        ),
        pytest.param(
            """UPDATE entries SET leaf = X'FF00' WHERE "index" = 3""", "3: changed", id="not even text"
        ),
        pytest.param("""DELETE FROM entries WHERE "index" = 1""", "1: missing", id="one deleted"),
        pytest.param("""DELETE FROM entries WHERE "index" >= 3""", "3-4: missing", id="the end deleted"),
        pytest.param(
            "UPDATE tiles SET hashes = CAST(substr(hashes, 1, 64) || zeroblob(96) AS BLOB)",
            "leaf-hashes-wrong",
            id="another hash",
        ),
        pytest.param(
            "UPDATE checkpoints SET note = 'x' WHERE size = 5", "checkpoint-signature", id="no note"
        ),
    ],
)
def test_what_was_done_to_a_copy_is_named(site: Site, statement: str, named: str):
    copy = tampered_copy(site, statement)
    done = verify_copy(site, copy)
    assert done.exit_code == 1, done.output
    assert named in done.output.splitlines()[-1]


def test_an_untouched_copy_is_sound(site: Site):
    done = verify_copy(site, tampered_copy(site), "--origin", ORIGIN)
    assert done.exit_code == 0, done.output
    assert "5" in done.output


def test_one_byte_of_an_export_is_named_offline(site: Site):
    path = site.export()
    lines = path.read_bytes().split(b"\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(b'{"index":3,'))
    lines[at] = lines[at].replace(b"pengamanan-tps", b"pengamanan-tpS")
    path.write_bytes(b"\n".join(lines))
    site.database.unlink()
    done = run("verify", path, "--vkey", site.vkey)
    assert done.exit_code == 1
    assert "3: changed" in done.output


def test_an_export_is_checked_without_the_database(site: Site):
    path = site.export()
    site.database.unlink()
    done = run("verify", path, "--vkey", site.vkey)
    assert done.exit_code == 0, done.output


def test_an_export_holds_no_opening(site: Site):
    content = site.export().read_text()
    assert all(value.hex() not in content for item in site.recorded for _, value in item.openings.values())
    assert '"salt"' not in content.replace(r"\"salt\"", "")


def test_an_export_cut_back_to_an_older_checkpoint_is_found_by_a_head_that_was_kept(site: Site):
    kept = site.folder / "head"
    kept.write_text(run("checkpoint", "--config", site.config).output)
    copy = tampered_copy(
        site,
        'DELETE FROM entries WHERE "index" >= 4',
        "DELETE FROM checkpoints WHERE size = 5",
        "UPDATE tiles SET hashes = substr(hashes, 1, 128)",
    )
    assert verify_copy(site, copy).exit_code == 0
    done = verify_copy(site, copy, "--head", kept)
    assert done.exit_code == 1
    assert "4: missing" in done.output


def test_the_own_database_is_held_against_what_was_given_out(site: Site):
    assert run("verify", "--config", site.config).exit_code == 0
    copy = tampered_copy(
        site,
        'DELETE FROM entries WHERE "index" >= 4',
        "DELETE FROM checkpoints WHERE size = 5",
        "UPDATE tiles SET hashes = substr(hashes, 1, 128)",
    )
    copy.replace(site.database)
    for rest in ("-wal", "-shm"):
        Path(f"{site.database}{rest}").unlink(missing_ok=True)
    done = run("verify", "--config", site.config)
    assert done.exit_code == 1
    assert "4: missing" in done.output


def test_a_log_that_never_gave_anything_out_is_empty_and_not_broken(tmp_path: Path):
    config = write_config(tmp_path)
    with closing(open_storage(f"sqlite:///{tmp_path}/state/kpu/gateway.db")) as storage:
        storage.upgrade()
    assert run("verify", "--config", config).exit_code == 0


def test_a_key_of_another_log_proves_nothing(site: Site):
    other = verifier_key("xpu.example/log", new_signer("ed25519").key)
    for vkeys in ((other,), (site.vkey, other)):
        done = run("verify", site.export(), *(word for vkey in vkeys for word in ("--vkey", vkey)))
        assert done.exit_code == 2
        assert f"xpu.example/log, bukan {ORIGIN}" in done.output
    assert run("verify", site.export(), "--vkey", site.vkey, "--origin", "other").exit_code == 2


@pytest.mark.parametrize("given", ["salah", "", "a+b+c", f"{ORIGIN}+00000000+AAAA"])
@pytest.mark.parametrize(("option", "shown"), [("--vkey", "log vkey"), ("--witness", "witness vkey")])
def test_what_is_no_key_is_bad_input_and_no_finding(site: Site, option: str, shown: str, given: str):
    done = run("verify", site.export(), "--vkey", site.vkey, option, given)
    assert done.exit_code == 2
    assert f"`gateway {shown}`" in done.output
    assert option in done.output


@pytest.mark.parametrize(
    "content",
    [
        *("", "no json\n", '{"format":"other/1"}\n', "[]\n"),
        f'{{"format":"sinergi-log-export/1","origin":"{ORIGIN}"}}\n{{',
    ],
)
def test_a_file_that_is_no_export_is_bad_input(site: Site, content: str):
    path = site.folder / "other.ndjson"
    path.write_text(content)
    done = run("verify", path, "--vkey", site.vkey)
    assert isinstance(done.exception, ProofBad)


@pytest.mark.parametrize(
    "line", ['{"index":"5","entry":"x"}', '{"index":5}', '{"leaf_hashes":7}', '{"index":-1}']
)
def test_a_malformed_line_of_an_export_is_bad_input(site: Site, line: str):
    path = site.export()
    with path.open("a") as file:
        file.write(line + "\n")
    assert isinstance(run("verify", path, "--vkey", site.vkey).exception, ProofBad)


def test_a_head_of_another_log_or_hand_is_refused(site: Site):
    kept = site.folder / "head"
    kept.write_text(run("checkpoint", "--config", site.config).output.replace("kpu", "xpu"))
    done = run("verify", site.export(), "--vkey", site.vkey, "--head", kept)
    assert done.exit_code == 2
    assert "xpu-kapuas-hulu.example/log" in done.output
    kept.write_text(sign_note(f"{ORIGIN}\n5\n{'A' * 43}=\n", ORIGIN, new_signer("ed25519")))
    done = run("verify", site.export(), "--vkey", site.vkey, "--head", kept)
    assert isinstance(done.exception, (ProofBad, SignatureError))


def test_a_file_that_is_no_head_is_bad_input(site: Site):
    done = run("verify", site.export(), "--vkey", site.vkey, "--head", site.config)
    assert done.exit_code == 2
    assert str(site.config) in done.output


@pytest.mark.parametrize(
    "arguments", [[], ["--config", "x", "--database", "y"], ["--database", "sqlite:///x"]]
)
def test_verify_wants_one_source_and_a_key(arguments: list[str]):
    assert run("verify", *arguments).exit_code == 2


def test_a_database_without_tables_names_the_command(site: Site):
    done = verify_copy(site, site.folder / "none.db")
    assert isinstance(done.exception, StorageNotReady)


def test_the_checkpoint_is_the_latest_signed_one(site: Site):
    note = run("checkpoint", "--config", site.config).output
    origin, key = parse_verifier_key(site.vkey)
    assert verify_checkpoint(note, origin, key).size == 5


def test_checkpoint_and_entries_are_shown_from_an_export_without_the_database(site: Site):
    path = site.export()
    site.database.unlink()
    note = run("checkpoint", "--export", path).output
    origin, key = parse_verifier_key(site.vkey)
    assert verify_checkpoint(note, origin, key).size == 5
    recorded = site.recorded[3]
    for wanted in (recorded.index, recorded.exchange_id):
        shown = json.loads(run("show", wanted, "--export", path).output)
        assert shown == {"index": 3, "entry": json.loads(recorded.entry)}
    for wanted in ("5", "01936f1e-0000-7000-8000-000000000000"):
        assert isinstance(run("show", wanted, "--export", path).exception, ExchangeUnknown)


@pytest.mark.parametrize("command", [("checkpoint",), ("show", "1")])
def test_showing_wants_one_source(site: Site, command: tuple[str, ...]):
    assert run(*command).exit_code == 2
    assert run(*command, "--config", site.config, "--export", site.export()).exit_code == 2


def test_an_export_has_no_openings_to_show(site: Site):
    assert run("show", "1", "--openings", "--export", site.export()).exit_code == 2


def test_a_config_that_names_another_log_is_refused(site: Site):
    text = site.config.read_text()
    site.config.write_text(text.replace(ORIGIN, "polres.example/log"))
    assert isinstance(run("checkpoint", "--config", site.config).exception, LogOther)


@pytest.mark.parametrize("by", ["index", "exchange_id"])
def test_an_entry_is_shown_by_index_or_exchange(site: Site, by: str):
    recorded = site.recorded[2]
    shown = json.loads(run("show", getattr(recorded, by), "--config", site.config).output)
    assert shown["index"] == 2
    assert shown["entry"]["exchange_id"] == recorded.exchange_id
    assert "openings" not in shown
    shown = json.loads(run("show", getattr(recorded, by), "--openings", "--config", site.config).output)
    assert set(shown["openings"]) == {"answer", "request"}


@pytest.mark.parametrize("entry", ["5", "9" * 30, "01936f1e-0000-7000-8000-000000000000", "²"])
def test_an_entry_that_never_was_is_unknown(site: Site, entry: str):
    assert isinstance(run("show", entry, "--config", site.config).exception, ExchangeUnknown)


def test_every_fault_has_its_text():
    assert set(FAULT_TEXTS.values()) <= set(texts())


def test_an_export_into_a_folder_that_is_not_there_is_bad_input(site: Site):
    done = run("export", "--config", site.config, "-o", site.folder / "none/x")
    assert done.exit_code == 2
    assert str(site.folder / "none") in done.output


def test_an_export_never_takes_the_place_of_another(site: Site):
    older = site.export()
    before = older.read_bytes()
    done = run("export", "--config", site.folder / "no.toml", "-o", older)
    assert (done.exit_code, older.read_bytes()) == (2, before)
    assert str(older) in done.output


def test_a_folder_that_takes_no_file_is_bad_input_and_nothing_is_read(site: Site, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, mode: False)
    done = run("export", "--config", site.folder / "no.toml", "-o", site.folder / "x.ndjson")
    assert done.exit_code == 2
    assert str(site.folder) in done.output


def test_a_disk_that_is_full_is_not_the_databases_fault(site: Site, monkeypatch):
    class Full:
        def write(self, data: bytes) -> int:
            raise OSError(ENOSPC, strerror(ENOSPC))

    monkeypatch.setattr("gateway.cli.log.opened_file", lambda path, **how: nullcontext(Full()))
    done = run("export", "--config", site.config, "-o", site.folder / "x.ndjson")
    assert isinstance(done.exception, FormatUnfit)
    assert "x.ndjson" in str(done.exception)
