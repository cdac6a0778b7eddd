"""docs/prove-and-compare.md: its commands run in order on what a demonstration leaves."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.desk import run
from tests.docs.blocks import DOCS, blocks
from tests.end_to_end.stand import ROOT, Node, make_house

PAGE = "prove-and-compare.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand where `gateway demo --once` was run, beside the sample policies."""
    house = make_house(tmp_path / "state")
    for name in ("config", "policies"):
        (tmp_path / name).symlink_to(ROOT / name)
    Node(house, house, config=ROOT / "config/kpu.toml").prepare()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SINERGI_STATE", str(house))
    return tmp_path


def test_the_commands_work_as_they_stand(folder: Path):
    lines = [line.strip() for block in blocks(PAGE, "console") for line in block.splitlines()]
    assert len(lines) == 6
    for line in lines:
        program, *words = shlex.split(line)
        assert program == "gateway"
        done = run("--lang", "en", *words)
        assert done.code == 0, f"{line}\n{done.out}{done.err}"
        assert "unknown" not in done.out.replace("0 unknown", "")
    assert (folder / "memo.md").read_text("utf-8").startswith("# Memo")
    assert (folder / "memo.pdf").read_bytes().startswith(b"%PDF-")


def test_the_statements_of_the_page_are_those_of_the_sample():
    (example,) = blocks(PAGE, "yaml")
    sample = (ROOT / "policies/agreements/pks-kapuas-hulu.yaml").read_text("utf-8")
    for line in re.findall(r"^    (?:outside|together): .*$", example, re.MULTILINE):
        assert line in sample


def test_the_page_explains_every_exit_code_of_the_two_commands():
    text = (DOCS / PAGE).read_text("utf-8")
    assert "Exit codes: 0 all proved, 1 something refuted, 4" in text
    assert "| exit code |" in text
