"""Who answers at the gateway's address: nobody, we, or somebody else?"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest

from tests.doctor.answering import MONTHS, answering, write_certificate
from tests.doctor.ward import Ward, small
from tests.policy.desk import KPU, POLRES, keys_of, sign_folder, trust_file

KEYS = {"keys": [{"kid": keys_of(KPU)["answer"].key.thumbprint}]}
READY = {"status": "ok", "checks": {"log": "ok", "source.utama": "ok"}}


def told(ward: Ward) -> str:
    (finding,) = [each for each in ward.examine() if each.check == "port"]
    return f"{finding.state.name} {finding.sentence.name}"


def test_a_free_address_is_well(ward: Ward):
    assert told(ward) == "OK doctor.port-free"


def test_an_address_that_is_not_this_machines_is_told(ward: Ward):
    ward.edit(f"port = {ward.port}", f'port = {ward.port}\nhost = "127.0.0.1"\nproxy = "nginx"')
    ward.edit('host = "127.0.0.1"', 'host = "192.0.2.1"')
    assert told(ward) in {"FAIL doctor.port-dumb", "FAIL doctor.port-taken"}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        pytest.param({"/.well-known/jwks.json": KEYS, "/readyz": READY}, "OK doctor.port-ours", id="we"),
        pytest.param(
            {"/.well-known/jwks.json": KEYS, "/readyz": READY | {"checks": {"log": "log-behind"}}},
            "FAIL doctor.port-unready",
            id="we, but not ready",
        ),
        pytest.param(
            {"/.well-known/jwks.json": {"keys": [{"kid": "x" * 43}]}, "/readyz": READY},
            "FAIL doctor.port-stranger",
            id="another gateway",
        ),
        pytest.param({}, "FAIL doctor.port-stranger", id="a web server"),
        pytest.param(
            {"/.well-known/jwks.json": b"<html>", "/readyz": b""}, "FAIL doctor.port-stranger", id="no JSON"
        ),
        pytest.param(
            {"/.well-known/jwks.json": {"keys": 5}, "/readyz": []},
            "FAIL doctor.port-stranger",
            id="other JSON",
        ),
        pytest.param({"/.well-known/jwks.json": [], "/readyz": []}, "FAIL doctor.port-stranger", id="a list"),
    ],
)
def test_whoever_answers_is_told_apart(ward: Ward, answers, said):
    with answering(ward.port, answers):
        assert told(ward) == said


def test_without_our_own_key_nobody_can_be_told_from_us(ward: Ward):
    (ward.keys / "answer.pem").unlink()
    with answering(ward.port, {"/.well-known/jwks.json": KEYS, "/readyz": READY}):
        assert told(ward) == "WARN doctor.port-unknown"


def test_whoever_says_nothing_is_given_up(ward: Ward, monkeypatch):
    monkeypatch.setattr("gateway.doctor.port.TIMEOUT_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", ward.port)):
        assert told(ward) == "FAIL doctor.port-dumb"


@contextmanager
def serving(ward: Ward) -> Iterator[None]:
    """Run `gateway serve` on a ward's settings."""
    command = [sys.executable, "-m", "gateway.cli", "serve", "--config", str(ward.config)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SINERGI_")}
    process = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", ward.port), 1):
                break
            time.sleep(0.05)
        assert process.poll() is None, process.communicate()
        yield
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_gateway_that_really_serves_is_known_and_shows_its_certificate(tmp_path):
    now = datetime.now(UTC)
    ward = Ward(tmp_path)
    far = "2100-01-01T00:00:00Z"
    trusts = {f"trust/{agency}.yaml": trust_file(agency, until=far) for agency in (KPU, POLRES)}
    ward.activate(sign_folder(small() | trusts), at=now)
    certificate, key = write_certificate(ward.home, since=now - MONTHS, until=now + MONTHS)
    ward.edit("[server]", f'[server]\ntls_certificate = "{certificate}"\ntls_key = "{key}"\nworkers = 1')
    with serving(ward):
        found = {each.sentence.name: each.state.name for each in ward.examine(datetime.now(UTC))}
    assert found["doctor.port-ours"] == "OK"
    assert found["doctor.tls-13"] == "OK"
