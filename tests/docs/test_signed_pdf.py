"""docs/signed-pdf.md: its commands run in order, with officials who sign between the first and the next."""

import re
import shlex
from pathlib import Path
from typing import get_args

import pytest

from gateway.drafting import sign_file
from gateway.signing import PaperProblem, signer_from_pem
from tests.cli.desk import run
from tests.docs.blocks import DOCS, blocks
from tests.end_to_end.stand import ROOT, make_house
from tests.signing.paper_ca import ROOT as ROOT_NAME
from tests.signing.paper_ca import authority, official, sign_pdf

PAGE = "signed-pdf.md"
PEOPLE = {"kpu-kapuas-hulu": "K. Contoh", "polres-kapuas-hulu": "P. Contoh"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand where `gateway demo --once` was run, with the officials' root and settings that pin it."""
    house = make_house(tmp_path / "state")
    (tmp_path / "config").mkdir()
    for config in (ROOT / "config").glob("*.toml"):
        pinned = config.read_text("utf-8") + '\n[paper]\nroots = ["akar.pem"]\n'
        (tmp_path / "config" / config.name).write_text(pinned, "utf-8")
    for place in (tmp_path, house):
        (place / "akar.pem").write_bytes(authority(ROOT_NAME).root.pem)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SINERGI_STATE", str(house))
    assert run("storage", "upgrade", "--config", "config/kpu.toml").code == 0
    return tmp_path


def lines() -> list[str]:
    return [line.strip() for block in blocks(PAGE, "console") for line in block.splitlines()]


def sign_and_name(folder: Path) -> None:
    """Let both officials sign, and write their keys into the trust files as `inspect` prints them."""
    paper = folder / "naskah.pdf"
    for agency, name in PEOPLE.items():
        paper.write_bytes(sign_pdf(paper.read_bytes(), official(name), field=agency))
    told = run("agreements", "inspect", paper, "--root", "akar.pem").out
    jwks = re.findall(r"jwk: (\{.*?\})", told)
    assert len(jwks) == 2
    for (agency, _), jwk in zip(PEOPLE.items(), jwks, strict=True):
        path = folder / f"state/policies/trust/{agency}.yaml"
        holder = re.search(r"role: signatory\n *holder: (\S+)", path.read_text("utf-8"))
        assert holder is not None
        added = (
            f"  - role: signatory\n    holder: {holder[1]}\n    jwk: {jwk}\n"
            "    from: 2026-01-01T00:00:00Z\n    until: 2026-12-31T00:00:00Z\n"
        )
        path.write_text(path.read_text("utf-8") + added, "utf-8")
        root = folder / f"state/officials/{agency.partition('-')[0]}/root.pem"
        sign_file(path, signer_from_pem(root.read_bytes()), suffix="akar")
    for jws in (folder / "state/policies/agreements").glob("pks-kapuas-hulu.*.jws"):
        jws.unlink()


def test_the_commands_work_as_they_stand(folder: Path):
    render, inspect, take, check, activate = lines()
    said = {}
    for line in (render, inspect, take, check, activate):
        if line == inspect:
            sign_and_name(folder)
        program, *words = shlex.split(line)
        assert program == "gateway"
        done = run(*words)
        assert done.code == 0, f"{line}\n{done.out}{done.err}"
        said[line] = done.out
    assert "K. Contoh" in said[inspect]
    assert "signature-" not in said[check]


def test_every_fault_stands_in_the_table():
    told = set(
        re.findall(r"^\| `signature-(paper-[a-z-]+)` \|", (DOCS / PAGE).read_text("utf-8"), re.MULTILINE)
    )
    assert told == {*get_args(PaperProblem)}
