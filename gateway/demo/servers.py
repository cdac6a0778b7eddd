"""Two gateways as an operator would run them: the command, the settings file, a port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from gateway.catalogue import Sentence
from gateway.demo.layout import Layout
from gateway.errors import GatewayUnreachable
from gateway.settings import Settings, load_settings

START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Serving:
    """One gateway's settings and environment in this run."""

    config: Path
    environ: Mapping[str, str]
    settings: Settings

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{self.settings.server.host}:{self.settings.server.port}"

    @property
    def authority(self) -> str:
        """The name that requests are signed for."""
        return f"{self.settings.server.host}:{self.settings.server.port}"


def configure(layout: Layout, config: Path) -> Serving:
    """Read one of the sample settings for this state folder, on a free port."""
    environ = {**os.environ, "SINERGI_STATE": str(layout.root)}
    wanted = load_settings(config, environ).server
    port = _free_port(wanted.host, wanted.port)
    environ |= {
        "SINERGI_PORT": str(port),
        "SINERGI_AUTHORITIES": f"{wanted.host}:{port},localhost:{port}",
    }
    return Serving(config, environ, load_settings(config, environ))


def introduce(serving: Mapping[str, Serving]) -> Mapping[str, Serving]:
    """Tell each gateway where the others listen in this run."""
    peers = ",".join(f"{agency}={each.url}" for agency, each in serving.items())
    introduced = {}
    for agency, each in serving.items():
        environ = {**each.environ, "SINERGI_PEERS": peers}
        introduced[agency] = Serving(each.config, environ, load_settings(each.config, environ))
    return introduced


def _free_port(host: str, wanted: int) -> int:
    for port in (wanted, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return int(probe.getsockname()[1])
    raise GatewayUnreachable(Sentence("demo.no-port", host=host))


def start(serving: Serving, log_file: Path) -> "subprocess.Popen[bytes]":
    """Run `gateway serve`; what it says goes to a file."""
    with log_file.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "gateway.cli", "serve", "--config", str(serving.config)],
            env=serving.environ,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # A terminal's Ctrl-C goes to the demonstration alone, which then ends its gateways in order.
            start_new_session=True,
        )


def wait_ready(serving: Serving, process: "subprocess.Popen[bytes]", log_file: Path) -> None:
    """Wait until a gateway says that it is ready.

    Raises:
        GatewayUnreachable: it stopped, or took too long; the message carries its last line.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with suppress(URLError, OSError), urlopen(f"{serving.url}/readyz", timeout=2):  # noqa: S310
            return
        time.sleep(0.05)
    lines = log_file.read_text("utf-8", "replace").strip().splitlines()
    raise GatewayUnreachable(Sentence("demo.not-started", url=serving.url, line=lines[-1] if lines else "-"))


def stop(processes: "list[subprocess.Popen[bytes]]") -> None:
    """Let every gateway write what it holds, then end it."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
