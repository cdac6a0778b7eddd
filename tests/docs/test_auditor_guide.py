"""docs/auditor-guide.md: every command in it does what the page says, on a log that auditors have read."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.cli.log_entries import entries_command
from gateway.cli.trust_files import read_trust_file
from gateway.console.exchange_pages import COUNT_CEILING
from gateway.evidence import Lack
from gateway.exchange.access import IDLE_LIMIT, INVITATION_LIFE, SESSION_LIFE
from tests.cli.auditing import Auditor
from tests.cli.desk import Ran, run
from tests.cli.pair import make_pair
from tests.console.stand import ROOT, Made, Stand, environ_of, make_gateway, standing
from tests.docs.blocks import DOCS, blocks, console_lines
from tests.policy.desk import KPU, pins_of

PAGE = "auditor-guide.md"
PLACEHOLDER = "aud-1a2b3c4d"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_gateway(tmp_path_factory.mktemp("guide") / "state")


@pytest.fixture
def office(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stand]:
    """Stand where the operator and the auditor stand: in a folder beside config/."""
    with standing(made, tmp_path) as stand:
        (tmp_path / "config").symlink_to(ROOT / "config")
        monkeypatch.chdir(tmp_path)
        for name, value in environ_of(stand.state).items():
            monkeypatch.setenv(name, value)
        yield stand


def command(start: str) -> str:
    (line,) = [line for line in console_lines(PAGE) if line.startswith(f"gateway {start}")]
    return line


def follow(line: str, **known: str) -> Ran:
    """Run a line of the page as a shell would."""
    for name, value in known.items():
        line = line.replace(name, value)
    program, *words = shlex.split(line)
    assert program == "gateway"
    return run("--lang", "en", *words)


def test_the_operators_commands_work_as_they_stand(office: Stand):
    invited = follow(command("auditors invite"))
    assert invited.code == 0, invited.err
    account = re.search(r"aud-[0-9a-f]{8}", invited.out)[0]
    assert office.browser().come_in(invited.out.splitlines()[-1].rpartition("/")[2]).status_code == 303
    for start in ("auditors link", "auditors list", "auditors revoke"):
        line = command(start).replace(PLACEHOLDER, account)
        ran = follow(line)
        assert ran.code == 0, ran.err
        assert account in ran.out


def test_the_auditors_commands_work_as_they_stand(office: Stand, tmp_path: Path):
    browser = office.signed_in()
    vkey = follow(command("log vkey")).out.strip()
    (tmp_path / "segel-lama.txt").write_bytes(browser.get("/konsol/catatan/segel.txt").data)
    copy = tmp_path / "catatan-kpu-kapuas-hulu.ndjson"
    copy.write_bytes(browser.get("/konsol/catatan/salinan.ndjson").data)
    key = '"$(cat kunci-kpu.txt)"'
    lines = [line.replace(key, shlex.quote(vkey)) for line in console_lines(PAGE) if "log verify" in line]
    assert len(lines) == 2
    for line in lines:
        ran = follow(line)
        assert ran.code == 0, ran.err
        assert "sound" in ran.out
    copy.write_text(copy.read_text("utf-8").replace('\\"rows\\":3', '\\"rows\\":4', 1), "utf-8")
    changed = follow(lines[0])
    assert changed.code == 1
    assert "entry 1:" in changed.out


def test_the_page_names_every_command_that_auditors_have():
    tried = {" ".join(line.split()[1:3]) for line in console_lines(PAGE)}
    assert tried == {f"auditors {name}" for name in ("invite", "list", "link", "revoke")} | {
        "log vkey",
        "log verify",
        "log entries",
        "log reconcile",
        "receipts verify",
    }


def test_a_receipt_and_a_consumers_folder_are_judged_as_the_page_says(office: Stand, tmp_path: Path):
    browser = office.signed_in()
    copy = tmp_path / "catatan-kpu-kapuas-hulu.ndjson"
    copy.write_bytes(browser.get("/konsol/catatan/salinan.ndjson").data)
    for name in ("policies", "pins.toml"):
        (tmp_path / name).symlink_to(office.state / name)
    (tmp_path / "bukti.jws").write_text(office.made.receipt)
    (tmp_path / "jawaban.json").write_text("bukan jawaban itu")
    compared, by_log = [line for line in console_lines(PAGE) if "receipts verify" in line]
    assert follow(compared).code == 1
    assert follow(compared.replace("--body jawaban.json", "")).code == 0
    assert follow(by_log).code == 0
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti/satu.jws").write_text(office.made.receipt)
    (tmp_path / "polres.toml").write_text(
        f'key = "{office.state}/clients/polres/client.pem"\n\n[gateways.kpu-kapuas-hulu]\n'
        'url = "http://127.0.0.1:9"\norigin = "kpu.kapuas-hulu.example/sinergi"\n'
        'trust = "policies/trust/kpu-kapuas-hulu.yaml"\n'
    )
    told = follow(command("log reconcile"))
    assert (told.code, told.err) == (1, "")
    # Of the two answers that the stand was given it kept one receipt.
    assert "DIFFERS in 1 places" in told.out
    assert office.made.ids["asked-few"] in told.out


def test_the_page_explains_every_difference_and_no_other():
    table = (DOCS / PAGE).read_text("utf-8").split("| Temuan | Artinya |")[1].split("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {word for cell in cells for word in re.findall(r"`([a-z-]+)`", cell)} == set(Lack)


@pytest.fixture
def auditor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Auditor]:
    """Sit where the page's profile lies, beside a gateway at work."""
    kpu, _ = make_pair(tmp_path)
    kpu.activate()
    with kpu.served():
        sitting = Auditor(tmp_path, kpu)
        (text,) = blocks(PAGE, "toml")
        for said, known in (
            ("https://data.kpu.example", f"http://127.0.0.1:{kpu.port}"),
            ("kpu.kapuas-hulu.example/sinergi", f"{KPU}.example/log"),
            ("pins.toml", f"{kpu.home}/pins.toml"),
            ("trust/kpu", f"{kpu.folder}/trust/kpu"),
        ):
            assert said in text
            text = text.replace(said, known)
        (tmp_path / "pemeriksa.toml").write_text(text)
        sitting.key.rename(tmp_path / "pemeriksa.pem")
        monkeypatch.chdir(tmp_path)
        yield sitting


def test_the_lists_come_as_the_page_says(auditor: Auditor):
    lines = [line for line in console_lines(PAGE) if line.startswith("gateway log entries")]
    assert len(lines) == 4
    for line in lines:
        ran = follow(line)
        assert ran.code == 0, (line, ran.err)
    changes = [json.loads(line) for line in (auditor.folder / "perubahan.ndjson").read_text().splitlines()]
    assert [each["kind"] for each in changes] == ["activate", "activate"]
    assert (auditor.folder / "perubahan.csv").read_text("utf-8").count("activate") == 2
    assert (auditor.folder / "daftar.xlsx").exists()


def test_the_program_works_as_it_stands(auditor: Auditor):
    (program,) = blocks(PAGE, "python")
    trust = read_trust_file(auditor.kpu.folder / f"trust/{KPU}.yaml", pins_of(KPU))
    known = {"URL": f"http://127.0.0.1:{auditor.kpu.port}", "ORIGIN": f"{KPU}.example/log", "trust": trust}
    exec(program, known)
    assert [(index, kind) for index, _, kind in known["found"]] == [(0, "activate"), (1, "activate")]


def test_the_table_of_options_names_every_one(auditor: Auditor):
    table = re.findall(r"`(--[a-z-]+)`", (DOCS / PAGE).read_text("utf-8").partition("| Pilihan |")[2])
    known = {name for each in entries_command.params for name in each.opts}
    assert known - {"--profile", "--agency", "--lang"} <= set(table)


def test_the_limits_that_the_page_names_are_those_of_the_code():
    page = (DOCS / PAGE).read_text("utf-8")
    assert f"{IDLE_LIMIT.seconds // 60} menit" in page
    assert f"{SESSION_LIFE.seconds // 3600} jam" in page
    assert f"{INVITATION_LIFE.days * 24} jam" in page
    assert f"{COUNT_CEILING:,}".replace(",", ".") in page
