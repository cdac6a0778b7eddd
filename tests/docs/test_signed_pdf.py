"""docs/signed-pdf.md: its commands run in order, with officials who sign between the first and the next."""

import re
import shlex
from pathlib import Path
from typing import get_args

import pytest

from gateway.signing import PaperProblem
from tests.cli.desk import run
from tests.docs.blocks import DOCS, blocks
from tests.docs.papers import root_certificate, sign_and_name
from tests.end_to_end.stand import ROOT, make_house

PAGE = "signed-pdf.md"
OFFICIALS = {"kpu-kapuas-hulu": "kpu", "polres-kapuas-hulu": "polres"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand where `gateway demo --once` was run, with the officials' root and settings that pin it."""
    house = make_house(tmp_path / "state")
    (tmp_path / "config").mkdir()
    for config in (ROOT / "config").glob("*.toml"):
        pinned = config.read_text("utf-8") + '\n[paper]\nroots = ["akar.pem"]\n'
        (tmp_path / "config" / config.name).write_text(pinned, "utf-8")
    for place in (tmp_path, house):
        (place / "akar.pem").write_bytes(root_certificate())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SINERGI_STATE", str(house))
    assert run("storage", "upgrade", "--config", "config/kpu.toml").code == 0
    return tmp_path


def lines() -> list[str]:
    return [line.strip() for block in blocks(PAGE, "console") for line in block.splitlines()]


def test_the_commands_work_as_they_stand(folder: Path):
    render, inspect, take, check, activate = lines()
    said = {}
    for line in (render, inspect, take, check, activate):
        if line == inspect:
            roots = {
                agency: folder / f"state/officials/{short}/root.pem" for agency, short in OFFICIALS.items()
            }
            sign_and_name(folder / "naskah.pdf", folder / "state/policies", roots)
            for jws in (folder / "state/policies/agreements").glob("pks-kapuas-hulu.*.jws"):
                jws.unlink()
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
