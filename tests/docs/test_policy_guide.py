"""docs/policy-guide.md: its commands run in order on what a demonstration leaves."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.desk import run
from tests.docs.blocks import DOCS, blocks
from tests.end_to_end.stand import ROOT, Node, make_house

PAGE = "policy-guide.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Stand where `gateway demo --once` was run: `config` and `state`, both gateways prepared."""
    home = tmp_path_factory.mktemp("desk")
    house = make_house(home / "state")
    (home / "config").symlink_to(ROOT / "config")
    for short in ("kpu", "polres"):
        Node(house, house, config=ROOT / f"config/{short}.toml").prepare()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setenv("SINERGI_STATE", str(house))
        yield home


def test_the_desks_commands_work_as_they_stand(folder: Path):
    lines = [line.strip() for block in blocks(PAGE, "console") for line in block.splitlines()]
    assert len(lines) == 17
    said = {}
    for line in lines:
        program, *words = shlex.split(line)
        assert program == "gateway"
        done = run("--lang", "en", *words)
        assert done.code == 0, f"{line}\n{done.out}{done.err}"
        said[line] = done.out
    (withheld,) = (out for line, out in said.items() if "--field nik_ketua_kpps" in line)
    assert "datasets/kpu-kapuas-hulu/tps.yaml:" in withheld
    (statement,) = (out for line, out in said.items() if "audit-sql" in line)
    assert "SELECT" in statement
    assert "nik_ketua" not in statement


def test_the_page_names_the_commands_that_there_are():
    help_text = run("--lang", "en", "policies", "--help").out
    text = (DOCS / PAGE).read_text("utf-8")
    for name in (
        "check",
        "explain",
        "audit-sql",
        "exemptions",
        "prove",
        "diff",
        "sign",
        "activate",
        "suspend",
    ):
        assert name in help_text
        assert f"gateway policies {name}" in text
