"""docs/succession.md, followed from a database that was lost to the log that goes on in its place."""

import re
import shlex
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from gateway.app import WSGI, create_app, open_gateway, utc_now
from gateway.audit import log_id
from gateway.doctor import State, examine
from gateway.errors import LogSucceeded
from gateway.settings import load_settings
from gateway.signing import Answer, Message
from tests.cli.desk import Desk, Ran, run
from tests.cli.making import write_private
from tests.docs.blocks import blocks
from tests.policy.desk import KPU, POLRES, keys_of
from tests.simulator import answer_of

PAGE = "succession.md"
OLD = "kpu.kapuas-hulu.example/sinergi"
NEW = f"{OLD}-2"


class Place:
    """A gateway as the page has it, one day after its backup."""

    def __init__(self, home: Path) -> None:
        self.desk = Desk(home)
        self.config = home / "config/kpu.toml"
        self.config.parent.mkdir()
        text = self.desk.config.read_text().replace('state = "state"', 'state = "../state"')
        self.config.write_text(text.replace("kpu-kapuas-hulu.example/log", OLD))
        self.desk.config = self.config
        for name in ("log", "answer", "receipt"):
            write_private(home / f"state/kpu/keys/{name}.pem", keys_of(KPU)[name].to_pem())
        assert self.desk.activate().code == 0
        assert self.desk.run("backup", "-o", home / "cadangan").code == 0
        ppid = self.desk.pem(POLRES, "ppid")
        assert self.desk.run("policies", "suspend", "--agreement", "pks", "--key", ppid).code == 0
        assert self.desk.run("log", "export", "-o", home / "whole.ndjson").code == 0
        for path in (home / "state/kpu").glob("gateway.db*"):
            path.unlink()
        for folder, agency in (("offline", KPU), ("offline-polres", POLRES)):
            (home / folder).mkdir()
            self.desk.pem(agency, "signatory").rename(home / folder / "signatory.pem")

    def change_settings(self) -> None:
        """Do what section 4 says."""
        text = self.config.read_text()
        [block] = blocks(PAGE, "toml")
        storage, log, former = block.split("\n\n")
        for table in (storage, log):
            key, value = table.splitlines()[1].split(" = ", 1)
            text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
        self.config.with_name("kpu-2.toml").write_text(text + "\n" + former)


def follow(line: str) -> Ran:
    return run("--lang", "en", *shlex.split(line)[1:])


def test_the_page_works_from_a_lost_database_to_the_next_log(tmp_path, monkeypatch):
    place = Place(tmp_path)
    monkeypatch.chdir(tmp_path)
    told = {}
    for block in blocks(PAGE, "console"):
        for line in block.splitlines():
            if "kpu-2.toml" in line and not (tmp_path / "config/kpu-2.toml").exists():
                place.change_settings()
            ran = follow(line)
            assert ran.code == 0, f"{line}\n{ran.out}{ran.err}"
            told[" ".join(shlex.split(line)[1:4])] = ran.out
    assert "entries that the old log has lost: 1" in told["log succeed prepare"]
    assert "1 entries lost" in told["log succeed carry-out"]
    assert f"follows {OLD}, which ended at size 1" in told["log verify --config"]
    assert told["log verify --config"].count("sound; 1 entries") == 2

    settings = load_settings(Path("config/kpu.toml"), {})
    with closing(open_gateway(settings)) as old, pytest.raises(LogSucceeded, match="sinergi-2"):
        old.log.check()
    settings = load_settings(Path("config/kpu-2.toml"), {})
    with closing(open_gateway(settings)) as opened:
        check_paths(create_app(opened))
    check_doctor()
    again = follow(
        "gateway log succeed carry-out pergantian.json --config config/kpu-2.toml"
        " --signature kpu.jws --signature polres.jws -o lain.json"
    )
    assert again.code == 0, again.err
    assert Path("lain.json").read_bytes() == Path("entri-pertama.json").read_bytes()


def log_findings(config: str) -> dict[str, State]:
    found = examine(load_settings(Path(config), {}), utc_now)
    return {finding.sentence.name: finding.state for finding in found if finding.check == "log"}


def check_doctor() -> None:
    """Hold section 7 against the doctor, who sees which log goes on, and whether the old one is there."""
    assert log_findings("config/kpu.toml") == {"storage.succeeded": State.FAIL}
    assert log_findings("config/kpu-2.toml")["succession.former"] is State.OK
    old = Path("state/kpu/gateway.db")
    old.rename("away.db")
    assert log_findings("config/kpu-2.toml")["succession.former-lost"] is State.WARN
    shutil.copy("cadangan/database.db", old)
    assert log_findings("config/kpu-2.toml")["succession.former-open"] is State.FAIL
    old.unlink()
    # A copy from before its end is not put back either, not even to be succeeded once more.
    refused = follow("gateway restore cadangan --config config/kpu.toml --behind")
    assert refused.code != 0
    assert "was ended and succeeded on this node" in refused.err
    assert not old.exists()
    Path("away.db").rename(old)


def check_paths(app: WSGI) -> None:
    """Hold section 7 against the machines' door: a path never changes its log."""

    def get(path: str, query: str = "") -> Answer:
        return answer_of(app, Message("GET", "kpu.example", path, query, ()))

    by_id = {origin: f"/v1/logs/{log_id(origin)}" for origin in (OLD, NEW)}
    heads = {origin: get(f"{path}/checkpoint").body for origin, path in by_id.items()}
    assert {origin: head.decode().split("\n")[0] for origin, head in heads.items()} == {OLD: OLD, NEW: NEW}
    assert get("/v1/log/checkpoint").body == heads[OLD]
    tiles = {origin: get(f"{path}/tile/0/000.p/1") for origin, path in by_id.items()}
    assert get("/v1/log/tile/0/000.p/1").body == tiles[OLD].body != tiles[NEW].body
    assert get(f"{by_id[OLD]}/proof/inclusion", "index=0&size=1").status == 200
    for wrong in ("0" * 16, log_id(OLD).upper(), NEW):
        assert get(f"/v1/logs/{wrong}/checkpoint").status in {401, 404}


def test_a_first_entry_that_lies_about_the_old_log_is_named(tmp_path, monkeypatch):
    place = Place(tmp_path)
    monkeypatch.chdir(tmp_path)
    for line in "".join(blocks(PAGE, "console")[:-1]).splitlines():
        if "kpu-2.toml" in line and not (tmp_path / "config/kpu-2.toml").exists():
            place.change_settings()
        assert follow(line).code == 0
    exports = {}
    for name in ("kpu", "kpu-2"):
        exports[name] = tmp_path / f"{name}.ndjson"
        assert run("log", "export", "--config", f"config/{name}.toml", "-o", exports[name]).code == 0
    vkey = run("log", "vkey", "--config", "config/kpu-2.toml").out.strip()
    unapproved = run("--lang", "en", "log", "verify", exports["kpu-2"], "--vkey", vkey)
    assert "the signatures of the succession were not checked" in unapproved.out
    check = ("--lang", "en", "log", "verify", exports["kpu-2"], "--vkey", vkey, "--policies", "policies")
    alone = run(*check)
    assert alone.code == 0
    assert f"{OLD} is not checked" in alone.out
    assert run(*check, "--former", exports["kpu"]).code == 0
    # The copy that was not lost after all: the old log went on beyond what the new one says of it.
    longer = run(*check, "--former", tmp_path / "whole.ndjson")
    assert longer.code == 1
    assert "entry 0: succession: what it says of the log before this one is not so" in longer.out
    text = exports["kpu"].read_text().splitlines(keepends=True)
    exports["kpu"].write_text("".join(line for line in text if not line.startswith('{"index":0')))
    cut = run(*check, "--former", exports["kpu"])
    assert cut.code == 1
    assert "missing" in cut.out
