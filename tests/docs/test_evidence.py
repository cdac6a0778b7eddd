"""docs/evidence.md: an expert with curl, openssl and Python, and not this program, gets what it says."""

import base64
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from gateway.audit import Fault
from gateway.cli.peers import open_client
from tests.cli.desk import Ran, run
from tests.cli.making import write_private
from tests.cli.pair import Side, make_pair
from tests.docs.blocks import DOCS, blocks
from tests.policy.desk import KPU, POLRES, keys_of

PAGE = "evidence.md"
HELD = "Signature Verified Successfully"


class Expert(NamedTuple):
    """Somebody with the key, the copy and the page, in a folder of his own."""

    folder: Path
    kpu: Side

    def shell(self, text: str) -> str:
        text = text.replace("127.0.0.1:8401", f"127.0.0.1:{self.kpu.port}")
        return self._run("bash", "-u", text=text)

    def python(self) -> str:
        (script,) = blocks(PAGE, "python")
        # Without this program in reach.
        return self._run(sys.executable, "-I", "-", text=script)

    def _run(self, *command: str, text: str) -> str:
        environ = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, input=text, cwd=self.folder, env=environ, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def kpu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Side]:
    kpu, _ = make_pair(tmp_path_factory.mktemp("bukti"))
    for _ in range(3):
        assert kpu.activate().code == 0
    with kpu.served():
        yield kpu


@pytest.fixture
def expert(kpu: Side, tmp_path: Path) -> Expert:
    (tmp_path / "kunci.txt").write_text(kpu.run("log", "vkey").out)
    assert kpu.run("log", "export", "-o", tmp_path / "catatan.ndjson").code == 0
    return Expert(tmp_path, kpu)


def shells() -> list[str]:
    return blocks(PAGE, "bash")


def spoil(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    path = folder / name
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before


def test_the_checkpoint_and_the_copy_are_checked_with_common_tools(expert: Expert):
    told = expert.shell(shells()[0])
    assert HELD in told, told
    assert expert.python() == "sound: 4 entries of kpu-kapuas-hulu.example/log\n"


def test_a_checkpoint_under_another_key_is_not_verified(expert: Expert):
    other = base64.b64encode(b"\x01" + bytes(range(32))).decode()
    (expert.folder / "kunci.txt").write_text(f"kpu-kapuas-hulu.example/log+00000000+{other}\n")
    assert HELD not in expert.shell(shells()[0])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace(b"activate", b"activatf", 1), id="an entry changed"),
        pytest.param(lambda text: b"".join(text.splitlines(keepends=True)[:2]), id="the end cut off"),
        pytest.param(
            lambda text: b"".join(line for line in text.splitlines(True) if b'"index":1,' not in line),
            id="an entry gone",
        ),
    ],
)
def test_a_copy_that_was_tampered_with_is_not_sound(expert: Expert, change: Callable[[bytes], bytes]):
    expert.shell(shells()[0])
    spoil(expert.folder, "catatan.ndjson", change)
    told = expert.python()
    assert "sound" not in told
    assert "AssertionError" in told


def test_one_entry_is_found_in_the_open_tree_and_its_paths_come(expert: Expert):
    expert.shell(shells()[0])
    told = expert.shell("GATEWAY=http://127.0.0.1:8401\n" + shells()[1] + shells()[2]).splitlines()
    first = json.loads((expert.folder / "catatan.ndjson").read_text().splitlines()[1])["entry"]
    assert told[0] == told[1] == sha256(b"\0" + first.encode()).hexdigest()
    assert [len(json.loads(line)["proof"]) for line in told[2:]] == [2, 2]


def test_a_commitment_is_computed_as_the_entry_does(expert: Expert):
    salt = base64.urlsafe_b64decode(re.search(r"SALT=(\S+)", shells()[3])[1] + "==")
    body = sha256(b"the answer as it was received").digest()
    assert expert.shell(shells()[3]).strip() == sha256(salt + body).hexdigest()


def test_the_verifiers_commands_work_as_they_stand(expert: Expert, monkeypatch: pytest.MonkeyPatch):
    expert.shell(shells()[0])
    folder, kpu = expert
    write_private(folder / "auditor.pem", keys_of(KPU)["auditor"].to_pem())
    (folder / "pemeriksa.toml").write_text(
        f'key = "auditor.pem"\npins = "{kpu.home}/pins.toml"\n\n[gateways.{KPU}]\n'
        f'url = "http://127.0.0.1:{kpu.port}"\norigin = "{KPU}.example/log"\n'
        f'trust = "{kpu.folder}/trust/{KPU}.yaml"\n'
    )
    (folder / "policies").symlink_to(kpu.folder)
    (folder / "salinan.db").write_bytes((kpu.home / "state/kpu/gateway.db").read_bytes())
    for rest in ("-wal", "-shm"):
        beside = kpu.home / f"state/kpu/gateway.db{rest}"
        if beside.exists():
            (folder / f"salinan.db{rest}").write_bytes(beside.read_bytes())
    monkeypatch.chdir(folder)
    vkey = shlex.quote((folder / "kunci.txt").read_text().strip())
    # The last block has a test beside the bundle that it makes.
    block, compared, _ = blocks(PAGE, "console")
    for line in block.splitlines():
        line = line.replace('"$(cat kunci.txt)"', vkey).replace("sqlite:///", f"sqlite:///{folder}/")
        told = follow(line)
        assert told.code == 0, (line, told)
        assert "sound" in told.out
    assert (folder / "hasil.json").exists()
    _keep_a_receipt(folder, kpu.port)
    for line in compared.splitlines():
        line = line.replace("sqlite:///", f"sqlite:///{folder}/").replace("config/kpu.toml", str(kpu.config))
        told = follow(line)
        # The copies were made before the exchange: its receipt shows that they are old.
        is_old = "catatan.ndjson" in line or "salinan.db" in line
        assert told.code == (1 if is_old else 0), (line, told)
        assert ("log-shorter" if is_old else "AGREES") in told.out


def _keep_a_receipt(folder: Path, port: int) -> None:
    """Ask as Polres does, and keep what comes."""
    write_private(folder / "client.pem", keys_of(POLRES)["client"].to_pem())
    text = (folder / "pemeriksa.toml").read_text()
    (folder / "polres.toml").write_text(text.replace("auditor.pem", "client.pem"))
    (folder / "bukti").mkdir()
    with open_client(folder / "polres.toml", f"{KPU}/tps") as client:
        answer = client.send(client.sign("GET", "/v1/catalog"))
        token, _ = client.receipt(answer.field("exchange-id"))
        (folder / "bukti/satu.jws").write_text(token)


def follow(line: str) -> Ran:
    """Run a line of the page as a shell would."""
    program, *words = shlex.split(line)
    assert program == "gateway"
    return run("--lang", "en", *words)


def test_the_page_explains_every_fault_and_no_other():
    table = re.findall(r"^\| `([a-z-]+)` \|", (DOCS / PAGE).read_text("utf-8"), re.MULTILINE)
    assert table == [*dict.fromkeys(table)]
    assert set(table) == set(Fault)
