"""The statistics of docs/integrator.md, run word for word, and docs/policy-language.md's, read."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from gateway.policy import read_bundle
from tests.docs.blocks import blocks
from tests.docs.profiles import write_profile
from tests.end_to_end.stand import ROOT, Node, make_house, served
from tests.simulator import KPU, POLRES, unsigned_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Lay out what a demonstration leaves in `state`, and serve KPU's gateway from it."""
    folder = tmp_path_factory.mktemp("statistics")
    house = make_house(folder / "state")
    node = Node(house, house).prepare()
    write_profile(house, "polres", "kpu", node.authority)
    with served(node):
        yield folder


def test_the_table_is_answered_as_it_stands(folder: Path):
    (line,) = (
        line
        for block in blocks("integrator.md", "console")
        for line in block.splitlines()
        if line.startswith("gateway statistics ")
    )
    done = subprocess.run(
        [sys.executable, "-m", "gateway.cli", *shlex.split(line)[1:], "-o", "csv"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    heading, *rows = done.stdout.splitlines()
    assert heading == "kode_desa,jenis_kelamin,count"
    assert len(rows) > 10
    assert all(int(row.rpartition(",")[2]) % 5 == 0 for row in rows)


def test_the_guides_permission_has_no_fault():
    (block,) = (block for block in blocks("policy-language.md", "yaml") if "pemilih-per-tps" in block)
    path = "agreements/pks-kapuas-hulu.yaml"
    files = dict(unsigned_sample())
    text = files[path].decode()
    begin = text.index("  # Pemilih tidak pernah diberikan per baris")
    end = text.index("  - id: logistik-untuk-pengawalan")
    own = "".join(f"  {line}\n" for line in block.splitlines())
    files[path] = (text[:begin] + own + text[end:]).encode()
    reading = read_bundle(files)
    assert reading.faults == ()
    assert reading.bundle is not None
    (permission,) = (
        each
        for each in reading.bundle.agreements["pks-kapuas-hulu"].permissions
        if each.id == yaml.safe_load(block)[0]["id"]
    )
    assert permission.consumer == POLRES
    assert permission.dataset == f"{KPU}/dpt"
    assert permission.statistics is not None
    assert list(permission.statistics.tables) == ["pemilih-per-desa", "pemilih-per-tps"]
