"""`gateway log verify` from a gateway, with the policies of the day, and from where it stopped."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from stat import S_IMODE

import pytest

from gateway.audit import Checkpoint, cosign, cosigner_key, parse_note, parse_proven, sign_note
from gateway.cli import log_verify
from gateway.client import FileHeads
from gateway.signing import new_signer, signer_from_pem
from gateway.storage import open_storage, read_log, write_export
from tests.cli.auditing import Auditor
from tests.cli.desk import Ran, run
from tests.cli.pair import make_pair
from tests.console.stand import ROOT, Made, make_gateway
from tests.policy.desk import KPU, POLRES


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A gateway's log with some exchanges in it."""
    return make_gateway(tmp_path_factory.mktemp("catatan") / "state")


class Log:
    """That log, as its owner and others hold it."""

    def __init__(self, made: Made, folder: Path) -> None:
        self.made, self.folder = made, folder
        self.config = ROOT / "config/kpu.toml"
        self.database = folder / "copy.db"
        owned = sqlite3.connect(made.state / "kpu/gateway.db")
        with closing(owned), closing(sqlite3.connect(self.database)) as target:
            owned.backup(target)
            triggers = target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                target.execute(f"DROP TRIGGER {name}")
            target.commit()
        self.vkey = run("log", "vkey", "--config", self.config).out.strip()
        self.export = folder / "log.ndjson"
        run("log", "export", "--config", self.config, "-o", self.export)

    def do(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(statement, values)

    def ask(self, statement: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(statement).fetchall()

    def verify(self, *arguments: object) -> Ran:
        return run("--lang", "en", "log", "verify", *arguments)

    def copy(self, *more: object) -> Ran:
        return self.verify("--database", f"sqlite:///{self.database}", "--vkey", self.vkey, *more)


@pytest.fixture
def log(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Log:
    monkeypatch.setenv("SINERGI_STATE", str(made.state))
    return Log(made, tmp_path)


def test_a_database_replays_each_decision_by_the_policies_that_lie_in_it(log: Log):
    for told in (log.verify("--config", log.config), log.copy()):
        assert (told.code, told.err) == (0, "")
        assert "2 decisions were made once more" in told.out
        assert "undisclosed" not in told.out
    log.do("DELETE FROM openings WHERE name = 'undisclosed'")
    assert "2 of them without the verdicts on undisclosed fields" in log.copy().out


def test_an_export_replays_by_the_policies_that_are_laid_beside_it(log: Log):
    plain = log.verify(log.export, "--vkey", log.vkey)
    assert plain.code == 0
    assert "2 decisions were not made once more: the files of their policy" in plain.out
    beside = log.verify(log.export, "--vkey", log.vkey, "--policies", log.made.state / "policies")
    assert beside.code == 0, beside.err
    assert "2 decisions were made once more" in beside.out
    assert "2 of them without the verdicts on undisclosed fields" in beside.out


def test_decisions_of_other_rules_are_said_not_to_be_replayed(log: Log, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gateway.evidence.replaying.PLANNERS", frozenset({"0"}))
    told = log.copy()
    assert told.code == 0
    assert "2 decisions were not made once more: rules of version" in told.out


def test_a_policy_changed_in_the_copy_replays_nothing(log: Log):
    log.do("UPDATE bundle_files SET content = content || X'0A'")
    assert "2 decisions were not made once more" in log.copy().out


def test_the_first_bad_entry_is_named_before_all_others(log: Log):
    log.do("""UPDATE entries SET leaf = CAST(replace(leaf, 'tps', 'tpz') AS BLOB) WHERE "index" IN (2, 4)""")
    told = log.copy()
    assert told.code == 1
    assert "the first entry at fault: 2 (changed)" in told.out


def test_a_checkpoint_signed_in_another_role_names_the_role(log: Log):
    [(note,)] = log.ask("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1")
    origin = parse_note(note).text.split("\n")[0]
    signer = signer_from_pem((log.made.state / "kpu/keys/receipt.pem").read_bytes())
    forged = sign_note(parse_note(note).text, origin, signer)
    log.do("UPDATE checkpoints SET note = ? WHERE note = ?", forged, note)
    told = log.copy()
    assert told.code == 1
    assert (
        "checkpoint-key-role: a checkpoint is signed by a key whose role is `receipt`, not `log`" in told.out
    )


def test_a_check_keeps_what_it_has_proven_and_goes_on_from_there(log: Log):
    state = log.folder / "proven.json"
    assert log.copy("--state", state).code == 0
    assert S_IMODE(state.stat().st_mode) == 0o600
    size = parse_proven(state.read_bytes()).tree.size
    assert size == len(log.made.ids) + 1
    again = log.copy("--state", state)
    assert again.code == 0
    assert f"going on from entry {size}" in again.out
    assert log.verify(log.export, "--vkey", log.vkey, "--state", state).code == 0
    # What was read is not read again, and the check says so; from the beginning, it shows.
    log.do("""UPDATE entries SET leaf = CAST(replace(leaf, 'tps', 'tpz') AS BLOB) WHERE "index" = 2""")
    assert log.copy("--state", state).code == 0
    assert log.copy().code == 1
    # Its hash is.
    log.do("UPDATE tiles SET hashes = CAST(zeroblob(32) || substr(hashes, 33) AS BLOB) WHERE level = 0")
    told = log.copy("--state", state)
    assert told.code == 1
    assert "forked" in told.out
    assert parse_proven(state.read_bytes()).tree.size == size


def test_a_check_that_is_broken_off_goes_on_where_it_was(log: Log, monkeypatch: pytest.MonkeyPatch):
    state = log.folder / "proven.json"
    monkeypatch.setattr(log_verify, "KEEP_EVERY", 1)

    def broken(copy, start) -> Iterator[tuple[int, bytes]]:
        for index, leaf in copy.entries:
            if index == 4:
                raise KeyboardInterrupt
            yield index, leaf

    monkeypatch.setattr(log_verify, "_shown", broken)
    log.copy("--state", state)
    assert parse_proven(state.read_bytes()).tree.size == 4


def test_cosignatures_are_checked_and_go_with_an_export(log: Log):
    name, signer = "polres.example/witness", new_signer("ed25519")
    (note,) = (note for (note,) in log.ask("SELECT note FROM checkpoints WHERE size = 3"))
    line = cosign(parse_note(note).text, name, signer, 1_790_000_000)
    log.do("INSERT INTO cosignatures (size, witness, time, line) VALUES (3, ?, 1790000000, ?)", name, line)
    export = log.folder / "cosigned.ndjson"
    stored = open_storage(f"sqlite:///{log.database}")
    with closing(stored), read_log(stored) as copy, export.open("wb") as file:
        write_export(copy, file.write)
    witness = ("--witness", cosigner_key(name, signer.key))
    for told in (log.copy(*witness), log.verify(export, "--vkey", log.vkey, *witness)):
        assert told.code == 0, told
        assert f"witness {name}: has cosigned up to size 3 of" in told.out
    log.do("UPDATE cosignatures SET size = 4")
    told = log.copy(*witness)
    assert told.code == 1
    assert "the first entry at fault: 3 (cosignature)" in told.out


def test_what_is_kept_goes_through_no_file_of_another_check(log: Log):
    state = log.folder / "proven.json"
    other = log.folder / "proven.json.new"
    other.write_text("half of what another check")
    assert log.copy("--state", state).code == 0
    assert other.read_text() == "half of what another check"
    assert parse_proven(state.read_bytes()).tree.size
    assert sorted(path.name for path in log.folder.glob("*proven*")) == [state.name, other.name]


@pytest.mark.parametrize("content", ["", "{}", "no json"])
def test_a_state_that_is_none_is_bad_input(log: Log, content: str):
    state = log.folder / "proven.json"
    state.write_text(content)
    told = log.copy("--state", state)
    assert told.code == 2
    assert str(state) in told.err


def test_on_a_terminal_it_shows_how_far_it_is_and_nothing_stays(log: Log, monkeypatch: pytest.MonkeyPatch):
    shown: list[str] = []

    class Terminal:
        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> int:
            shown.append(text)
            return len(text)

        def flush(self) -> None:
            """Nothing is held."""

    monkeypatch.setattr(log_verify.sys, "stderr", Terminal())
    copy = log_verify.read_export(log.export)
    assert [index for index, _ in log_verify._shown(copy, 0)] == list(range(len(log.made.ids) + 1))
    assert "entri diperiksa" in "".join(shown) or "entries checked" in "".join(shown)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--profile", "p.toml"),
        ("--agency", KPU, "--config", "c.toml"),
        ("--profile", "p.toml", "--agency", KPU, "--config", "c.toml"),
    ],
)
def test_a_profile_and_an_agency_go_together(arguments: tuple[str, ...]):
    assert run("log", "verify", *arguments).code == 2


@pytest.fixture(scope="module")
def auditor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Auditor]:
    home = tmp_path_factory.mktemp("pemeriksa")
    kpu, _ = make_pair(home)
    assert kpu.activate().code == 0
    with kpu.served():
        yield Auditor(home, kpu)


def test_an_auditor_checks_a_log_over_the_network(auditor: Auditor, tmp_path: Path):
    state = tmp_path / "proven.json"
    told = auditor.verify("--state", state)
    assert (told.code, told.err) == (0, "")
    assert "sound; 2 entries, 1 checkpoints" in told.out
    # His own reading is in the log by now, and its key is one of the policy.
    again = auditor.verify("--state", state, "--policies", auditor.kpu.folder)
    assert (again.code, again.err) == (0, "")
    assert "going on from entry 2" in again.out
    assert "sound; 3 entries" in again.out


def test_a_head_that_another_was_given_shows_a_fork(auditor: Auditor, tmp_path: Path):
    origin = f"{KPU}.example/log"
    (auditor.heads).mkdir(exist_ok=True)
    kept = auditor.heads / KPU
    FileHeads(kept).keep(Checkpoint(origin, 1, b"f" * 32))
    try:
        told = auditor.verify()
    finally:
        kept.unlink()
    assert told.code == 1
    assert "forked" in told.out


@pytest.mark.parametrize(("name", "agency"), [("auditor", POLRES), ("client", KPU), ("stray", KPU)])
def test_whoever_is_no_auditor_of_it_reads_no_entry(auditor: Auditor, name: str, agency: str):
    auditor.use(name, agency)
    try:
        told = auditor.verify()
    finally:
        auditor.use("auditor")
    assert told.code == 1
    # The gateway at work writes its own lines into the same place.
    assert told.err.splitlines()[-1].startswith("gateway: ")


def test_a_profile_that_does_not_know_the_agency_is_bad_input(auditor: Auditor):
    told = run("log", "verify", "--profile", auditor.profile, "--agency", POLRES)
    assert told.code == 2
