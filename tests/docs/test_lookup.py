"""The lookup of docs/integrator.md, run word for word against Polres's gateway."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.demo.sample import write_sqlite
from tests.docs.blocks import blocks
from tests.docs.profiles import write_profile
from tests.end_to_end.stand import ROOT, Node, make_house, served

PAGE = "integrator.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Lay out what a demonstration leaves in `state`, and serve Polres's gateway from it."""
    folder = tmp_path_factory.mktemp("lookup")
    house = make_house(folder / "state")
    write_sqlite(house / "polres/data.db", "polres-kapuas-hulu")
    node = Node(house, house, config=ROOT / "config/polres.toml").prepare()
    write_profile(house, "kpu", "polres", node.authority)
    with served(node):
        yield folder


def run(folder: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    (line,) = (
        line
        for block in blocks(PAGE, "console")
        for line in block.splitlines()
        if line.startswith("gateway lookup ")
    )
    return subprocess.run(
        [sys.executable, "-m", "gateway.cli", *shlex.split(line)[1:], *more],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_lookup_works_as_it_stands(folder: Path):
    done = run(folder)
    assert done.returncode == 0, done.stderr
    assert "2027-02-23" in done.stdout
    assert "withheld: catatan" in done.stdout


def test_it_saves_its_receipt(folder: Path):
    receipt = folder / "receipt.jws"
    assert run(folder, "--receipt", str(receipt)).returncode == 0
    assert receipt.read_text().count(".") == 2
