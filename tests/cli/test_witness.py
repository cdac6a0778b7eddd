"""`gateway witness`: a third party cosigns with a key and a file of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gateway.audit import (
    AddCheckpoint,
    make_consistency,
    parse_cosigner_key,
    read_cosignatures,
    verifier_key,
)
from gateway.client import WitnessCaller
from gateway.errors import GatewayError
from tests.audit.test_witness import KEY, ORIGIN, TILES, note
from tests.cli.desk import run

SETTINGS = """\
name = "prov.example/penjamin"

[server]
port = {port}
workers = 1
threads = 2

[logs.kpu]
vkeys = ["{vkey}"]
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    path = tmp_path / "penjamin.toml"
    path.write_text(SETTINGS.format(port=port, vkey=verifier_key(ORIGIN, KEY.key)))
    return path


def test_a_third_witness_cosigns_a_growing_log(config: Path):
    made = run("witness", "prepare", "--config", str(config))
    assert made.code == 0, made.err
    assert run("witness", "prepare", "--config", str(config)).out == made.out
    assert run("witness", "vkey", "--config", str(config)).out == made.out
    assert (config.parent / "witness/witness.pem").stat().st_mode & 0o777 == 0o600
    name, key = parse_cosigner_key(made.out.strip())
    port = re.search(r"port = (\d+)", config.read_text())[1]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SINERGI_")}
    words = [sys.executable, "-m", "gateway.cli", "witness", "serve", "--config", str(config)]
    with subprocess.Popen(
        words, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        caller = WitnessCaller(f"http://127.0.0.1:{port}")
        try:
            wait_for(caller, process)
            first = caller.add_checkpoint(AddCheckpoint(0, (), note(7)))
            assert read_cosignatures(note(7) + first.lines, {name: (key,)})
            assert caller.held(ORIGIN) == note(7)
            assert caller.add_checkpoint(AddCheckpoint(0, (), note(20))).size == 7
            proof = tuple(make_consistency(7, 20, lambda level, index: TILES.get((level, index), b"")))
            assert caller.add_checkpoint(AddCheckpoint(7, proof, note(20))).status == 200
            assert caller.add_checkpoint(AddCheckpoint(20, (), note(20, root=b"x" * 32))).status == 409
            with pytest.raises(GatewayError):
                caller.offer(note(20))
        finally:
            caller.close()
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def wait_for(caller: WitnessCaller, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            assert caller.held(ORIGIN) is None
        except GatewayError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("not started")


def test_without_its_key_and_tables_it_serves_nothing(config: Path):
    assert run("witness", "serve", "--config", str(config)).code == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [('vkeys = ["kpu', 'vkeys = ["x'), ("port", "prt"), ("[logs.kpu]", "[logs.kpu]\nmore = 1")],
)
def test_what_cannot_be_meant_is_refused(config: Path, old: str, new: str):
    config.write_text(config.read_text().replace(old, new))
    refused = run("--lang", "en", "witness", "vkey", "--config", str(config))
    assert refused.code == 2
    assert len(refused.err.splitlines()) == 1
