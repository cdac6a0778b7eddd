"""The demonstration, as a stranger meets it: what it says, what it leaves, and what it refuses."""

import fcntl
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from gateway.demo.layout import MARK
from tests.end_to_end.demo import Demo, run, running
from tests.end_to_end.plain import Asking, load_key, thumbprint, verify_answer
from tests.end_to_end.stand import ROOT
from tests.end_to_end.wire import get, send

LAST_LINE = re.compile(
    r"demo: (\d+) exchanges, (\d+) refusals as expected, (\d+) receipts verified, "
    r"0 withheld values in any answer"
)


class Runs(NamedTuple):
    """What the first run said, and the second one, which goes on serving from the same folder."""

    first: list[str]
    second: Demo


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    state = tmp_path_factory.mktemp("demo") / "state"
    done = run(state, "--once")
    assert done.returncode == 0, done.stdout + done.stderr
    with running(state, "--lang", "en") as second:
        yield Runs(done.stdout.splitlines(), second)


def held(lines: list[str]) -> int:
    return sum(line.startswith("  ✓") for line in lines)


def failed(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("  ✗")]


def test_a_run_ends_with_one_line_that_sums_it_up(runs: Runs):
    summary = LAST_LINE.fullmatch(runs.first[-1])
    assert summary is not None
    assert all(int(number) > 0 for number in summary.groups())


def test_a_second_run_in_the_same_folder_holds_as_well(runs: Runs):
    lines = runs.second.output.read_text().splitlines()
    summaries = [line for line in lines if LAST_LINE.fullmatch(line)]
    assert summaries == [runs.first[-1]]
    assert held(lines) >= held(runs.first) > 12
    assert not failed(lines)
    assert not failed(runs.first)


def test_it_speaks_the_language_that_is_asked_for(runs: Runs):
    first, second = "\n".join(runs.first), runs.second.output.read_text()
    assert "baris diterima" in first
    assert "rows arrived" in second
    assert "rows arrived" not in first
    assert "baris diterima" not in second


def test_what_it_says_is_plain_where_nobody_looks_at_a_terminal(runs: Runs):
    assert "\x1b" not in "\n".join(runs.first)


def test_demo_json_holds_all_that_an_outside_client_needs(runs: Runs):
    facts = json.loads((runs.second.state / "demo.json").read_text())
    assert facts.keys() == {"gateways", "clients", "requests"}
    gateways = {each["agency"]: each for each in facts["gateways"]}
    clients = {each["agency"]: each for each in facts["clients"]}
    assert len(gateways) == len(clients) == 2
    for gateway in gateways.values():
        assert gateway.keys() == {"agency", "url", "authority", "jwks_url", "log_origin", "log_vkey"}
        host, _, port = gateway["url"].removeprefix("http://").partition(":")
        jwks = get((host, int(port)), gateway["jwks_url"].removeprefix(gateway["url"])).json
        assert {key["kty"] for key in jwks["keys"]} == {"OKP"}
        checkpoint = get((host, int(port)), "/v1/log/checkpoint").body.decode()
        assert checkpoint.startswith(f"{gateway['log_origin']}\n")
        assert gateway["log_vkey"].startswith(f"{gateway['log_origin']}+")
    for client in clients.values():
        assert client.keys() == {"agency", "system", "keyid", "alg", "private_key"}
        key = load_key(Path(client["private_key"]).read_bytes())
        assert (client["alg"], client["keyid"]) == ("ed25519", thumbprint(key.public_key()))
    for request in facts["requests"]:
        assert request.keys() == {"gateway", "client", "path", "body"}
        gateway, client = gateways[request["gateway"]], clients[request["client"]]
        asking = Asking(
            key=load_key(Path(client["private_key"]).read_bytes()),
            authority=gateway["authority"],
            path=request["path"],
            headers={"content-type": "application/json"},
            body=json.dumps(request["body"]).encode(),
        )
        sent = asking.sign()
        host, _, port = gateway["authority"].partition(":")
        reply = send((host, int(port)), sent)
        assert reply.status == 200
        assert reply.json["data"]
        short = gateway["agency"].partition("-")[0]
        answer_key = load_key((runs.second.state / short / "keys/answer.pem").read_bytes())
        verify_answer(reply, sent, answer_key.public_key())


def test_the_profiles_that_it_writes_work_from_the_shell(runs: Runs):
    profile = runs.second.state / "clients/kpu/profile.toml"
    asked = "polres-kapuas-hulu/pola_pam --agreement pks-kapuas-hulu --purpose pengamanan-tps -o csv"
    done = subprocess.run(
        [sys.executable, "-m", "gateway.cli", "query", "--profile", str(profile), *asked.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 3


def test_private_keys_are_for_their_owner_alone(runs: Runs):
    keys = [*runs.second.state.rglob("*.pem"), *runs.second.state.rglob("*.key")]
    assert len(keys) >= 14
    assert {path.stat().st_mode & 0o077 for path in (runs.second.state, *keys)} == {0}


def test_a_folder_in_use_is_refused_in_one_line(runs: Runs):
    before = sorted(runs.second.state.rglob("*"))
    done = run(runs.second.state, "--once", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"gateway: {runs.second.state}: another demonstration is using this folder")
    assert sorted(runs.second.state.rglob("*")) == before


def test_a_folder_of_something_else_is_refused_and_left_as_it_is(tmp_path: Path):
    letter = tmp_path / "surat.txt"
    letter.write_text("penting")
    done = run(tmp_path, "--once", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"gateway: {tmp_path}: this folder holds other files")
    assert [path.name for path in tmp_path.iterdir()] == ["surat.txt"]


def test_it_ends_at_ctrl_c_and_takes_its_gateways_along(runs: Runs):
    facts = json.loads((runs.second.state / "demo.json").read_text())
    assert runs.second.interrupt() == 0
    assert "Traceback" not in runs.second.output.read_text()
    for gateway in facts["gateways"]:
        host, _, port = gateway["authority"].partition(":")
        with pytest.raises(ConnectionRefusedError):
            get((host, int(port)), "/healthz")
    # Its lock is gone with it, so the folder may be used again.
    with (runs.second.state / MARK).open("r+") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
