"""docs/incidents.md: its commands run in order on a gateway after some exchanges, up to the close."""

import json
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.desk import Desk, run
from tests.cli.incident_scene import DISCOVERED, PEOPLE, Scene
from tests.docs.blocks import blocks
from tests.storage.making import KEY

PAGE = "incidents.md"


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    scene = Scene(Desk(tmp_path))
    monkeypatch.chdir(tmp_path)
    Path("nomor.txt").write_text(f"{PEOPLE[1]}\n")
    return scene


def test_the_commands_work_as_they_stand(scene: Scene):
    ran = [follow(scene, line) for block in blocks(PAGE, "console") for line in block.splitlines()]
    assert len(ran) == 14
    assert PEOPLE[1] in ran[5]
    for name in ("lembaga", "subjek"):
        assert (scene.desk.home / f"{name}.md").read_text("utf-8").startswith("# Pemberitahuan")
        assert (scene.desk.home / f"{name}.pdf").read_bytes().startswith(b"%PDF-")
    assert "open" in ran[7]
    assert "closed" in ran[-1]


def follow(scene: Scene, line: str) -> str:
    known = {"THUMBPRINT": KEY, "EXCHANGE": scene.ids[0], "config/kpu.toml": str(scene.desk.config)}
    line = line.replace("2026-11-24T10:00+07:00", DISCOVERED.isoformat())
    known["GIVEN"] = f"{datetime.now(UTC):%Y-%m-%dT%H:%MZ}"
    if "INCIDENT" in line:
        known["INCIDENT"] = json.loads(scene.run("list", "--format", "json").out)[0]["id"]
    for name, value in known.items():
        line = re.sub(rf"(?<=[ ]){re.escape(name)}(?= |$)", value, line)
    program, *words = shlex.split(line)
    assert program == "gateway"
    done = run("--lang", "en", *words)
    assert done.code == 0, f"{line}\n{done.out}{done.err}"
    return done.out
