"""docs/integrator.md, run word for word against a gateway that serves the demonstration's data."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from gateway.evidence import Case, judge_receipt
from gateway.exchange.listing import FORMS, MAX_PAGE_SIZE, PAGE_SIZE, PARAMETERS
from tests.docs.blocks import DOCS, blocks
from tests.docs.profiles import write_profile
from tests.end_to_end.stand import ROOT, Node, make_house, served

PAGE = "integrator.md"
PROGRAMS = ("bash", "curl", "openssl")
HELD = "Signature Verified Successfully"
REFUSED = "Signature Verification Failure"


class Reader(NamedTuple):
    """Somebody with the page, a folder that holds `state`, and a gateway to ask."""

    folder: Path
    url: str
    root: str

    def fill(self, text: str) -> str:
        """Put in what the page leaves to its reader."""
        authority = self.url.removeprefix("http://")
        return text.replace("127.0.0.1:8401", authority).replace("ROOT_THUMBPRINT", self.root)

    def run(self, *command: str, text: str | None = None) -> "subprocess.CompletedProcess[str]":
        environ = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self.folder), "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            command, input=text, cwd=self.folder, env=environ, capture_output=True, text=True, check=False
        )

    def run_recipe(self, change: Callable[[list[str]], list[str]] = list) -> str:
        """Run the page's shell blocks in one shell; `change` may spoil them."""
        done = self.run("bash", "-u", text=self.fill("\n".join(change(blocks(PAGE, "bash")))))
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Lay out what a demonstration leaves in `state`, and serve KPU's gateway from it."""
    folder = tmp_path_factory.mktemp("guide")
    node = Node(make_house(folder / "state"), folder / "state").prepare()
    url = f"http://{node.authority}"
    write_profile(node.state, "polres", "kpu", node.authority)
    pins = tomllib.loads((node.state / "pins.toml").read_text())
    with served(node):
        yield Reader(folder, url, pins["kpu-kapuas-hulu"]["roots"][0])


@pytest.fixture
def programs() -> None:
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"this machine lacks {', '.join(missing)}")


# What somebody on the way could do, between the request and its check.
TAMPERINGS = {
    "a byte more in the body": 'printf " " >> "$work/answer"',
    "another body": """sed -i 's/kode_tps/kode_xxx/' "$work/answer" """,
    "another status": """sed -i '1s/200/201/' "$work/headers" """,
    "another exchange": """sed -i 's/^exchange-id: 0/exchange-id: 1/I' "$work/headers" """,
    "another log head": """sed -i 's/;size=/;size=1/' "$work/headers" """,
    "the answer to another request": 'signature=":$(openssl rand -base64 64 | tr -d "\\n"):"',
    "another key": 'openssl pkey -in "$key" -pubout -out "$work/answer.pem"',
}


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_the_recipe_notices_what_was_done_to_an_answer(reader: Reader, tampering: str):
    output = reader.run_recipe(lambda shell: [*shell[:-1], tampering, shell[-1]])
    assert "200 OK" in output
    assert "digest holds" not in output or REFUSED in output


@pytest.mark.usefixtures("programs")
def test_the_recipe_notices_a_trust_file_that_nobody_signed(reader: Reader):
    def spoil(shell: list[str]) -> list[str]:
        forged = (
            'cp -r "${trust%/*}" "$work/trust"; trust="$work/trust/${trust##*/}"; echo "# x" >> "$trust"\n'
        )
        place = "# The trust file counts"
        assert shell[0].count(place) == 1
        return [shell[0].replace(place, forged + place), *shell[1:]]

    output = reader.run_recipe(spoil)
    assert "root holds" in output
    assert REFUSED in output


@pytest.mark.usefixtures("programs")
def test_the_recipe_notices_roots_that_nobody_compared(reader: Reader):
    output = reader._replace(root="A" * 43).run_recipe()
    assert "root holds" not in output


@pytest.mark.usefixtures("programs")
def test_the_recipe_works_as_it_stands(reader: Reader):
    output = reader.run_recipe()
    lines = output.splitlines()
    told = [line for line in lines if line in {"root holds", "digest holds", HELD}]
    assert told == ["root holds", HELD, "digest holds", HELD]
    assert "HTTP/1.1 200 OK" in lines
    (answer,) = [json.loads(line) for line in lines if line.startswith("{")]
    assert len(answer["data"]) == 2


def test_the_shell_command_works_as_it_stands(reader: Reader):
    lines = (line for block in blocks(PAGE, "console") for line in block.splitlines())
    table, csv, xlsx, file, kept, judged, fetched, said, recorded, compared = (
        line for line in lines if line.startswith(("gateway query ", "gateway receipts ", "gateway log "))
    )
    for line, expected in (
        (table, "6106011001001"),
        (csv, "kode_tps,dpt_jml\n"),
        (xlsx, ""),
        (file, ""),
        (kept, "6106011001001"),
        (judged, "persis jawaban yang dikirim"),
        (fetched, ""),
        (said, "6106011001001"),
        (recorded, "acknowledge"),
        (compared, "SESUAI. 1 bukti pertukaran dan 1 pengakuan"),
    ):
        if line == fetched:
            token = (reader.folder / "bukti.jws").read_text()
            line = line.replace("EXCHANGE_ID", judge_receipt(token, Case({})).entry["exchange_id"])
        program, *arguments = shlex.split(reader.fill(line))
        assert program == "gateway"
        done = reader.run(sys.executable, "-m", "gateway.cli", *arguments)
        assert done.returncode == 0, done.stderr
        assert expected in done.stdout
    assert (reader.folder / "bukti-baru.jws").exists()
    _holds_what_the_page_says(reader.folder)


def _holds_what_the_page_says(folder: Path) -> None:
    rows, about = load_workbook(folder / "tps.xlsx").worksheets
    cells = next(rows.iter_rows(min_row=2))
    assert (cells[0].value, cells[0].data_type) == ("6106011001001", "s")
    told = {line[0]: line[1] for line in about.iter_rows(values_only=True)}
    assert told["lokasi_simpan_kotak"] == "dikecualikan"
    kept = [line[1] for line in about.iter_rows(values_only=True) if str(line[1]).endswith(".jws")]
    assert kept[0] == "tps.jws"
    assert all((folder / name).exists() for name in kept)
    assert (folder / "tps.csv").read_bytes().startswith("\ufeffkode_tps,".encode())
    assert rows.max_row == (folder / "tps.csv").read_text("utf-8").count("\n")


def test_the_sdk_works_as_it_stands(reader: Reader):
    (block,) = blocks(PAGE, "python")
    known = f"URL, ROOT_THUMBPRINT = {reader.url!r}, {reader.root!r}\n"
    done = reader.run(sys.executable, "-c", f"{known}{block}\nprint(len(page.data), receipt.index)")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"5 \d+\n", done.stdout)


def test_the_page_names_every_parameter_of_a_list_of_entries_and_its_bounds():
    page = (DOCS / PAGE).read_text("utf-8").partition("## The log, for auditors' systems")[2]
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert {word for cell in cells for word in re.findall(r"`([a-z_]+)`", cell)} == set(PARAMETERS)
    assert f"| 1 to {MAX_PAGE_SIZE}, else {PAGE_SIZE} |" in page
    assert all(form in page for form in FORMS)
