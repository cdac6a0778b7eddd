"""docs/policy-guide.md, followed from an empty folder to a signed agreement that a gateway answers by."""

import csv
import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import pytest

from gateway.formats import read_workbook
from tests.cli.desk import Ran, run
from tests.docs.blocks import DOCS, blocks
from tests.docs.office import AGENCIES, ROWS, SECRETS, command, furnish
from tests.docs.papers import root_certificate, sign_and_name
from tests.end_to_end.stand import ROOT, free_port, wait_for

PAGE = "policy-guide.md"
TEXT = (DOCS / PAGE).read_text("utf-8")
AGREEMENT = "policies/agreements/pks-coba.yaml"
_STEP = re.compile(r"^## (\d+)\. ", re.MULTILINE)
_BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def step(number: int) -> list[tuple[str, str]]:
    """Return the blocks of one section, each with its kind."""
    parts = _STEP.split(TEXT)
    return _BLOCK.findall(dict(zip(parts[1::2], parts[2::2], strict=True))[str(number)])


def follow(number: int) -> list[Ran]:
    """Do what one section says, block by block."""
    return [ran for block in step(number) for ran in do(*block)]


def do(kind: str, text: str, *, code: int = 0) -> list[Ran]:
    """Write a block's file, or run its commands as they stand."""
    if kind == "yaml":
        write(text)
        return []
    if kind == "diff":
        change(text)
        return []
    done = []
    for line in text.splitlines():
        program, *words = shlex.split(line)
        assert (kind, program) == ("console", "gateway")
        done.append(run("--lang", "en", *words))
        assert done[-1].code == code, f"{line}\n{done[-1].out}{done[-1].err}"
    return done


def named(text: str) -> Path:
    """Return the file that the first line of a block names."""
    return Path(text.partition("\n")[0].removeprefix("# "))


def write(text: str) -> None:
    named(text).parent.mkdir(parents=True, exist_ok=True)
    named(text).write_text(text, "utf-8")


def change(text: str) -> None:
    """Put the lines that begin with `+` in the place of those with `-` before them."""
    path = named(text)
    now = "\n" + path.read_text("utf-8")
    for old, new in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)+)", text, re.MULTILINE):
        before, after = (re.sub("^[-+]", "", f"\n{part}", flags=re.MULTILINE) for part in (old, new))
        assert now.count(before) == 1
        now = now.replace(before, after)
    path.write_text(now.removeprefix("\n"), "utf-8")


@contextmanager
def serving(port: int) -> Iterator[None]:
    """Serve as the operator does, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gateway.cli", "serve", "--config", "kpu.toml"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )

    def is_there() -> bool:
        assert process.poll() is None, process.communicate()[1]
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        return False

    try:
        wait_for(is_there)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Stand where the operators have done their part; returns the port of KPU's gateway."""
    for name in [name for name in os.environ if name.startswith("SINERGI_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "akar.pem").write_bytes(root_certificate())
    port = free_port()
    furnish(tmp_path, port)
    return port


def asked() -> list[dict[str, str]]:
    """Ask as the police, by the page's own line."""
    (line,) = (line for _, text in step(12) for line in text.splitlines() if " query " in line)
    done = run("--lang", "en", *shlex.split(line)[1:], "-o", "csv")
    assert done.code == 0, done.out + done.err
    assert not any(secret in done.out + done.err for secret in SECRETS)
    return list(csv.DictReader(done.out.lstrip("\ufeff").splitlines()))


def test_the_page_leads_from_an_empty_folder_to_an_agreement_in_force(port: int):
    assert [path.name for path in Path("policies").iterdir()] == ["trust"]
    (drafted,) = follow(2)
    assert "none of them decided" in drafted.out
    for number in (3, 4, 5):
        follow(number)
    (checked,) = follow(6)
    assert "0 faults, 5 warnings" in checked.out
    shown, _, statement = follow(7)
    assert re.search(r"lokasi_gudang .*withhold .*exempt", shown.out)
    assert "nik_ketua" not in statement.out
    tested, _ = follow(8)
    assert "0 changes of the rules are noticed by no case" in tested.out
    _, unchanged = follow(9)
    assert "no cell changed" in unchanged.out
    (proved,) = follow(10)
    assert "4 proved, 0 refuted, 0 unknown" in proved.out
    follow(11)
    activate()
    with serving(port):
        assert set(asked()[0]) == {"kode_tps", "kode_desa", "no_tps", "hp_ketua"}
        assert len(asked()) == ROWS
        change_and_sign()
        activate()
        assert asked()[0]["dpt"] == "201"
        follow(14)
        refused = run("--lang", "en", "query", "kpu-kapuas-hulu/tps", *QUERY)
        assert "agreement-suspended" in refused.out + refused.err
    assert Path("penangguhan.jws").exists()
    assert "CONTOH-01/PPID/2026" in str(
        read_workbook(Path("daftar-informasi-dikecualikan.xlsx").read_bytes())
    )


QUERY = ("--profile", "polres.toml", "--agreement", "pks-coba", "--purpose", "pengamanan-tps")


def activate() -> None:
    """Run the commands of the step but the one that asks, for which a gateway must serve."""
    *lines, query = (line for _, text in step(12) for line in text.splitlines())
    assert " query " in query
    checked, activated = (command(*shlex.split(line)[1:]) for line in lines)
    assert "signature-" not in checked.out
    assert "pks-coba: in force" in activated.out


def change_and_sign() -> None:
    agreement, comparisons, cases = step(13)
    do(*agreement)
    compared, _ = do(*comparisons, code=1)
    assert "dpt" in compared.out
    assert run("policies", "test", "policies").code == 1
    do(*cases)
    for number in (6, 7, 8, 10, 11):
        for _, text in step(number):
            for line in text.splitlines():
                if line.startswith("gateway "):
                    command(*shlex.split(line)[1:])
    assert Path("memo.pdf").read_bytes().startswith(b"%PDF-")


def test_a_signed_pdf_leads_to_the_same(port: int):
    for number in (2, 3, 4, 5, 6, 8):
        follow(number)
    lines = [line for _, text in step(11) for line in text.splitlines() if " sign " in line]
    by_ppid, *by_signatories = lines
    command(*shlex.split(by_ppid)[1:])
    assert len(by_signatories) == len(AGENCIES)
    for line in (line.strip() for block in blocks("signed-pdf.md", "console") for line in block.splitlines()):
        if " inspect " in line:
            roots = {agency: Path(f"officials/{short}/root.pem") for agency, short in AGENCIES.items()}
            sign_and_name(Path("naskah.pdf"), Path("policies"), roots)
        for old, new in (("state/", ""), ("config/", ""), ("pks-kapuas-hulu", "pks-coba")):
            line = line.replace(old, new)
        done = command(*shlex.split(line)[1:])
    assert "pks-coba: in force" in done.out
    assert not list(Path("policies/agreements").glob("*.jws"))
    with serving(port):
        assert len(asked()) == ROWS


def test_the_digests_on_the_page_are_those_of_its_files():
    files = {named(text).name: text for text in blocks(PAGE, "yaml")}
    pin, predecessor = (sha256(files[name].encode()).hexdigest() for name in ("tps.yaml", "pks-coba.yaml"))
    assert re.findall(r"^    sha256: (\S+)$", TEXT, re.MULTILINE) == [pin]
    assert re.findall(r"^\+predecessor: (\S+)$", TEXT, re.MULTILINE) == [predecessor]


def test_every_command_on_policies_is_on_the_page():
    shown = run("--lang", "en", "policies", "--help").out.partition("Commands:")[2]
    for name in re.findall(r"^  ([a-z-]+) ", shown, re.MULTILINE):
        assert f"gateway policies {name} " in TEXT


def test_every_step_is_reached_from_the_top():
    titles = re.findall(r"^## (\d+\. .+)$", TEXT, re.MULTILINE)
    anchors = [title.lower().replace(".", "").replace(" ", "-") for title in titles]
    assert re.findall(r"\]\(#([a-z0-9-]+)\)", TEXT) == anchors
    assert [title.partition(".")[0] for title in titles] == [str(n) for n in range(1, len(titles) + 1)]
