"""docs/people-and-the-law.md: its commands run in order on a gateway that has given data about a person."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.catalogue import texts
from tests.cli.desk import run
from tests.cli.persons import Office
from tests.docs.blocks import DOCS, blocks
from tests.simulator import KPU
from tests.simulator.persons import number_of

PAGE = "people-and-the-law.md"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    office = Office(tmp_path, f"sqlite:///{tmp_path}/gateway.db")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nomor.txt").write_text(number_of(1))
    office.pem(KPU, "ppid").rename(tmp_path / "ppid.pem")
    yield office
    office.close()


def test_the_commands_work_as_they_stand(office: Office, monkeypatch: pytest.MonkeyPatch):
    known = {"config/kpu.toml": str(office.config), "EXCHANGE": office.query()}
    monkeypatch.setattr("click.confirm", lambda *asked, **how: True)
    outs = []
    for line in [line for block in blocks(PAGE, "console") for line in block.splitlines()]:
        for name, value in known.items():
            line = line.replace(name, value)
        program, *words = shlex.split(line)
        assert program == "gateway"
        ran = run(*(() if "--lang" in words else ("--lang", "en")), *words)
        assert ran.code == 0, f"{line}\n{ran.out}{ran.err}"
        if words[1] == "hold":
            known["HOLD"] = ran.out.split(" hold ")[1].split(",")[0]
        outs.append(ran.out)
    assert "Disclosure delayed" in outs[5]
    assert (office.home / "laporan.pdf").read_bytes().startswith(b"%PDF")
    assert outs[7] == "nothing is to be erased\n"
    assert "erased: entries 1" in outs[8]


def test_the_page_explains_every_fault_that_a_report_names():
    text = (DOCS / PAGE).read_text("utf-8")
    named = {name.removeprefix("subjects.fault-") for name in texts() if name.startswith("subjects.fault-")}
    assert named
    assert named <= set(re.findall(r"`([a-z-]+)`", text))
