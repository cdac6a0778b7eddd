"""Gateways as an operator runs them: `gateway serve` in its own processes, on a prepared state folder."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gateway.cli.commands import gateway_group
from gateway.demo.ceremony import hold_ceremony
from gateway.demo.layout import Layout
from gateway.demo.policy_office import activate
from gateway.demo.sample import write_sqlite
from gateway.demo.servers import Serving
from gateway.settings import load_settings
from gateway.storage import open_storage
from tests.end_to_end.plain import Asking, Sent, load_key
from tests.end_to_end.wire import Address, NoReply, get, send

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "config/kpu.toml"
PROVIDER, CONSUMER = "kpu-kapuas-hulu", "polres-kapuas-hulu"
AGREEMENT = "pks-kapuas-hulu"
PATH = f"/v1/datasets/{PROVIDER}/tps/query"
BODY = {"agreement": AGREEMENT, "purpose": "pengamanan-tps", "sort": ["kode_tps"], "page_size": 2}
# Both nodes of a pair answer to it, as behind one load balancer.
PUBLIC_NAME = "gerbang.kpu.example"


def make_house(root: Path) -> Path:
    """Make keys, trust files, signed policies and KPU's sample data once; tests copy the folder."""
    root.mkdir()
    layout = Layout(root)
    hold_ceremony(layout, ROOT / "policies", datetime.now(UTC))
    write_sqlite(layout.gateway("kpu") / "data.db", PROVIDER)
    return root


class Node:
    """One node of KPU's gateway on a copy of the house."""

    def __init__(
        self, house: Path, state: Path, *, environ: Mapping[str, str] | None = None, config: Path = CONFIG
    ) -> None:
        if not state.exists():
            shutil.copytree(house, state)
        self.state = state
        self.port = free_port()
        self.log_file = state / "operator.log"
        self.environ = {
            **os.environ,
            "SINERGI_STATE": str(state),
            "SINERGI_PORT": str(self.port),
            "SINERGI_AUTHORITIES": f"127.0.0.1:{self.port},{PUBLIC_NAME}",
            "PYTHONUNBUFFERED": "1",
            **(environ or {}),
        }
        self.config = config
        self._launched: list[subprocess.Popen[bytes]] = []

    @property
    def _process(self) -> "subprocess.Popen[bytes]":
        return self._launched[-1]

    @property
    def layout(self) -> Layout:
        return Layout(self.state)

    @property
    def address(self) -> Address:
        return ("127.0.0.1", self.port)

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """The SQLite file of the log."""
        return self.state / "kpu/gateway.db"

    @property
    def source(self) -> Path:
        """The SQLite file of the data."""
        return self.state / "kpu/data.db"

    def client_key(self, short: str = "polres") -> Ed25519PrivateKey:
        return load_key((self.state / f"clients/{short}/client.pem").read_bytes())

    def answer_key(self) -> Ed25519PublicKey:
        return load_key((self.state / "kpu/keys/answer.pem").read_bytes()).public_key()

    def prepare(self) -> "Node":
        """Make the tables and activate the policies, as an operator does before the first start."""
        settings = load_settings(self.config, self.environ)
        with closing(open_storage(settings.storage_url)) as storage:
            storage.upgrade()
        activate(self.layout, Serving(self.config, self.environ, settings))
        return self

    def start(self) -> "Node":
        self.launch()
        wait_for(self.is_ready, self.why_not)
        return self

    def launch(self) -> None:
        """Start the processes, and wait for nothing."""
        with self.log_file.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "gateway.cli", "serve", "--config", str(self.config)],
                env=self.environ,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # A group of its own, so that a whole server can be killed at one stroke.
                process_group=0,
            )
        self._launched.append(process)

    def is_running(self) -> bool:
        return bool(self._launched) and self._process.poll() is None

    def is_ready(self) -> bool:
        if not self.is_running():
            raise AssertionError(f"the server ended: {self.why_not()}")
        with suppress(OSError, NoReply):
            return get(self.address, "/readyz").status == 200
        return False

    def why_not(self) -> str:
        return self.log_file.read_text("utf-8", "replace")[-2000:]

    def stop(self) -> None:
        if self.is_running():
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
        for process in self._launched:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(20)

    def interrupt(self) -> None:
        """Press Ctrl-C, which a terminal sends to every process of the server; wait until all are gone."""
        os.killpg(self._process.pid, signal.SIGINT)
        self._process.wait(20)

    def kill(self, *, whole: bool = True) -> None:
        """Kill -9 every process of the server at one stroke, or only the one that started the others."""
        with suppress(ProcessLookupError):
            (os.killpg if whole else os.kill)(self._process.pid, signal.SIGKILL)
        self._process.wait(20)

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        with suppress(OSError):
            return [int(pid) for pid in children.read_text().split()]
        return []

    def worker_of(self, connection: socket.socket) -> int | None:
        """Say which process holds the other end of a connection; None before it took it."""
        _, port = connection.getsockname()
        wanted = f"0100007F:{self.port:04X} 0100007F:{port:04X}"
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
        inodes = {f"socket:[{row[9]}]" for row in rows if " ".join(row[1:3]) == wanted}
        for pid in self.workers():
            for descriptor in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(OSError):
                    if str(descriptor.readlink()) in inodes:
                        return pid
        return None

    def run(self, *arguments: str) -> Result:
        """Run `gateway ...` on this node inside this process, which is faster."""
        return CliRunner().invoke(gateway_group, arguments, env={**self.environ, "LANGUAGE": "en"})

    def command(self, *arguments: str, lang: str | None = "en") -> "subprocess.CompletedProcess[str]":
        """Run `gateway ...` on this node in a process of its own, as its operator would."""
        return subprocess.run(
            [sys.executable, "-m", "gateway.cli", *(["--lang", lang] if lang else []), *arguments],
            env=self.environ,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def observed(self, event: str) -> list[Mapping[str, Any]]:
        """What the operators' log says of one kind of event."""
        lines = self.log_file.read_text("utf-8", "replace").splitlines()
        found = [json.loads(line) for line in lines if line.startswith("{") and f'"{event}"' in line]
        return [facts for facts in found if facts["event"] == event]

    def asking(self, *, body: Mapping[str, object] = BODY, **changes: Any) -> Asking:
        """A query that is answered, unless something is changed."""
        parts: dict[str, Any] = {
            "key": self.client_key(),
            "authority": self.authority,
            "path": PATH,
            "headers": {"content-type": "application/json"},
            "body": json.dumps(body).encode(),
        }
        return Asking(**(parts | changes))

    def ask(self, **changes: Any) -> Sent:
        return self.asking(**changes).sign()

    @staticmethod
    def now() -> float:
        return time.time()

    def head(self) -> tuple[int, str]:
        """The size and root of the log's latest checkpoint."""
        _, size, root, *_ = get(self.address, "/v1/log/checkpoint").body.decode().splitlines()
        return int(size), root

    def checks(self) -> Mapping[str, str]:
        """What /readyz names, and how it is."""
        reply = get(self.address, "/readyz")
        checks: Mapping[str, str] = reply.json["checks"]
        assert (reply.status == 200) == all(state == "ok" for state in checks.values())
        return checks


Pair = tuple[Node, Node]


def make_pair(house: Path, root: Path, url: str) -> Pair:
    """Prepare two nodes on one PostgreSQL; each has a state folder of its own, with the same keys."""
    environ = {"SINERGI_DATABASE": url}
    pair = Node(house, root / "one", environ=environ), Node(house, root / "two", environ=environ)
    pair[0].prepare()
    return pair


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(
    is_so: Callable[[], object], why_not: Callable[[], object] = lambda: "", seconds: float = 60.0
) -> None:
    """Look again and again until something is so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not so after {seconds} s: {why_not()}"
        time.sleep(0.02)


@contextmanager
def served(*nodes: Node) -> Iterator[None]:
    """Serve with every node, and stop them all at the end."""
    try:
        for node in nodes:
            node.launch()
        for node in nodes:
            wait_for(node.is_ready, node.why_not)
        yield
    finally:
        for node in nodes:
            node.stop()


def answered(node: Node, **changes: Any) -> bool:
    """Say whether a good request is answered now."""
    with suppress(OSError, NoReply):
        return send(node.address, node.ask(**changes)).status == 200
    return False
