"""docs/operator-guide.md, followed word for word from no key at all to a verified log."""

import ast
import glob
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from gateway.catalogue import texts
from gateway.demo.sample import write_sqlite
from gateway.doctor import CHECKS
from gateway.drafting import sign_file
from gateway.settings import load
from tests.cli.desk import Ran, run
from tests.docs.blocks import DOCS, blocks, console_lines
from tests.simulator.keys import keys_of
from tests.simulator.policies import KPU, POLRES, trust_file

ROOT = Path(__file__).parents[2]
PAGE = "operator-guide.md"
TEXT = (DOCS / PAGE).read_text("utf-8")
FAR = "2035-12-31"
PROGRAMS = ("bash", "openssl", "basenc")


def commands(start: str) -> list[str]:
    found = [line for line in console_lines(PAGE) if line.startswith(f"gateway {start}")]
    assert found, start
    return found


def follow(start: str, *, code: int = 0, **known: str) -> list[Ran]:
    """Run the page's commands that begin so, as a shell would; all end with one code."""
    ran = []
    for line in commands(start):
        for name, value in known.items():
            line = line.replace(name, value)
        program, *words = shlex.split(line)
        assert program == "gateway"
        spread = [each for word in words for each in (sorted(glob.glob(word)) if "*" in word else [word])]
        ran.append(run("--lang", "en", *spread))
        assert ran[-1].code == code, f"{line}\n{ran[-1].out}{ran[-1].err}"
    return ran


def jwk_of(path: str) -> str:
    shown = run("--lang", "en", "keys", "show", path)
    return re.search(r"jwk: (\{.*\})", shown.out)[1]


def thumbprint_of(path: str) -> str:
    return re.search(r"thumbprint (\S+)", run("--lang", "en", "keys", "show", path).out)[1]


def the_other_party(policies: Path) -> str:
    """Do what the police do at their end; returns the thumbprint of their root key."""
    keys = keys_of(POLRES)
    trust = policies / f"trust/{POLRES}.yaml"
    trust.write_bytes(trust_file(POLRES, until=f"{FAR}T00:00:00Z"))
    sign_file(trust, keys["root"], suffix="akar")
    for path in [*policies.glob(f"datasets/{POLRES}/*.yaml"), policies / f"exemptions/{POLRES}.yaml"]:
        sign_file(path, keys["ppid"], suffix="ppid")
    sign_file(policies / "agreements/pks-kapuas-hulu.yaml", keys["signatory"], suffix=POLRES)
    return keys["root"].key.thumbprint


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Stand in a folder with the samples, and nothing made yet."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"this machine lacks {', '.join(missing)}")
    home = tmp_path_factory.mktemp("operator")
    shutil.copytree(ROOT / "config", home / "config")
    shutil.copytree(ROOT / "policies", home / "policies")
    for path in home.rglob("*.jws"):
        path.unlink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        for name in [name for name in os.environ if name.startswith("SINERGI_")]:
            patch.delenv(name)
        patch.setenv("SINERGI_PORT", port)
        patch.setenv("SINERGI_AUTHORITIES", f"127.0.0.1:{port}")
        yield home


def test_the_page_works_from_beginning_to_end(folder: Path):
    make_folders, make_secrets = blocks(PAGE, "bash")
    subprocess.run(["bash", "-eu", "-c", make_folders], check=True)
    follow("keys new")
    subprocess.run(["bash", "-eu", "-c", f"umask 077\n{make_secrets}"], check=True)
    shown = follow("keys show")
    assert all("thumbprint" in each.out and "PRIVATE" not in each.out for each in shown)

    trust, pins = blocks(PAGE, "yaml")[0], blocks(PAGE, "toml")[0]
    files = {"ROOT": "offline/root.pem", "SIGNATORY": "offline/signatory.pem", "PPID": "offline/ppid.pem"}
    files |= {name.upper(): f"state/kpu/keys/{name}.pem" for name in ("answer", "log", "receipt", "witness")}
    for name, path in (files | {"CLIENT": "offline/aplikasi.pem"}).items():
        trust = trust.replace(f"JWK_{name}", jwk_of(path))
    (folder / "policies/trust").mkdir(exist_ok=True)
    # The page's sample ends one day; this test should not.
    (folder / f"policies/trust/{KPU}.yaml").write_text(trust.replace("2027-12-31", FAR))
    polres = the_other_party(folder / "policies")
    pins = pins.replace("THUMBPRINT_KPU", thumbprint_of("offline/root.pem"))
    (folder / "state/pins.toml").write_text(pins.replace("THUMBPRINT_POLRES", polres))
    write_sqlite(folder / "state/kpu/data.db", KPU)
    (folder / "state/kpu/data.db").chmod(0o400)

    follow("policies sign")
    follow("storage upgrade")
    (checked,) = follow("policies check")
    assert "0 faults" in checked.out
    (activated,) = follow("policies activate")
    assert "pks-kapuas-hulu: in force" in activated.out
    with serving():
        assert doctor_says("doctor.port-ours")
    assert doctor_says("doctor.port-free")
    follow("policies suspend")
    assert (folder / "penangguhan.jws").exists()
    follow("keys revoke", THUMBPRINT_CLIENT=thumbprint_of("offline/aplikasi.pem"))
    (vkey,) = follow("log vkey")
    for start in ("log checkpoint", "log show", "log export", "log forks"):
        follow(start)
    verified = follow("log verify", VKEY=vkey.out.strip())
    assert all("sound; 3 entries" in each.out for each in verified)


class serving:
    """`gateway serve` as the page has it, until the block ends."""

    def __enter__(self) -> None:
        (line,) = commands("serve")
        words = [sys.executable, "-m", "gateway.cli", *shlex.split(line)[1:]]
        environ = os.environ | {"PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(words, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        address = ("127.0.0.1", int(os.environ["SINERGI_PORT"]))
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError), socket.create_connection(address, 1):
                return
            time.sleep(0.05)
        raise AssertionError(self.process.communicate())

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.communicate(timeout=30)


def doctor_says(code: str) -> bool:
    """Run both of the page's examinations: the sample has one column that nobody classified, so they warn."""
    text, program = follow("doctor", code=1)
    found = json.loads(program.out)["findings"]
    assert len(text.out.splitlines()) == len(found) + 1
    assert "fail" not in {each["state"] for each in found}
    return code in {each["code"] for each in found}


def test_the_page_shows_each_command_that_it_must_and_no_other():
    words = [shlex.split(line)[1:3] for line in console_lines(PAGE)]
    shown = {first if first in ALONE else f"{first} {second}" for first, second in words}
    assert shown == {
        "keys new", "keys show", "keys revoke",
        "policies sign", "policies check", "policies activate", "policies suspend",
        "storage upgrade", "serve", "doctor",
        "log forks",
        "log verify", "log checkpoint", "log show", "log vkey", "log export",
    }  # fmt: skip


ALONE = {"serve", "doctor"}


def settings_of_the_code() -> set[str]:
    """Find the keys that the settings' reader asks its tables for."""
    tree = ast.parse(Path(load.__file__).read_text("utf-8"))
    takers = {"text", "optional", "number", "texts", "flag"}
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=table), attr=taker),
                args=[ast.Constant(value=str(key)), *_],
            ):
                if taker in takers and key not in {"roots", "threshold"}:
                    found.add((table, key))
    scopes = {"top": "", "part": "sources.NAME."}
    return {f"{scopes.get(table, '?.')}{key}" for table, key in found}


def test_the_table_of_settings_is_complete():
    rows = re.findall(r"^\| ((?:`[a-zA-Z_.]+`(?:, )?)+) \| ", TEXT.split("## Keys")[0], re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    wanted = settings_of_the_code()
    assert {name for name in told if "." not in name} == {name for name in wanted if "." not in name}
    assert {name for name in told if name.startswith("sources.")} == {
        name for name in wanted if name.startswith("sources.")
    }
    # Their tables have modules of their own.
    elsewhere = {"log.former", "paper.roots", "peers.AGENCY.url", "peers.AGENCY.origin"}
    elsewhere |= {"witness.every_seconds", "witness.push", "witness.fetch"}
    elsewhere |= {"witness.others.NAME.url", "witness.others.NAME.vkey"}
    elsewhere |= {f"timestamps.{name}" for name in ("url", "roots", "every_minutes", "limit_hours", "stop")}
    assert elsewhere <= told
    rest = {name for name in told - elsewhere if "." in name and not name.startswith("sources.")}
    others = {name.partition(".")[2] for name in rest}
    assert others == {name.partition(".")[2] for name in wanted if name.startswith("?.")}
    assert set(re.findall(r"`(SINERGI_[A-Z]+)`", TEXT)) == {*load.OVERRIDES, "SINERGI_STATE"}


def test_the_table_of_checks_is_the_doctors():
    section = TEXT.split("## Is it well?")[1].split("## Suspension")[0]
    assert tuple(re.findall(r"^\| `([a-z]+)` \|", section, re.MULTILINE)) == CHECKS
    for state in ("ok", "warn", "fail"):
        assert f"`{texts()[f'doctor.state-{state}'].en}`" in section
        assert f"`{texts()[f'doctor.state-{state}'].id}`" in section
