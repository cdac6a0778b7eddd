"""The test run's PostgreSQL: new databases in it, and the server itself stopped and started."""

import secrets
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg


@dataclass(frozen=True)
class Postgres:
    """A running server; `home` is the folder of its socket and its data."""

    home: Path

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make an empty database, and drop it at the end; gives its name."""
        name = f"e_{secrets.token_hex(6)}"
        with self.connect() as admin:
            admin.execute(f"CREATE DATABASE {name}")
        yield name
        with self.connect() as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def url(self, name: str, user: str = "postgres") -> str:
        return f"postgresql://{user}@/{name}?host={self.home}"

    def connect(self, name: str = "postgres") -> "psycopg.Connection[Any]":
        return psycopg.connect(host=str(self.home), user="postgres", dbname=name, autocommit=True)

    def stop(self) -> None:
        """Stop at once, as a crash would."""
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        self._control("-l", self.home / "log", "-o", self._options, "start")

    def _control(self, *arguments: object) -> None:
        owner = (self.home / "data").stat()
        subprocess.run(
            [self._program, "-D", self.home / "data", "-w", "-s", *map(str, arguments)],
            check=True,
            cwd=self.home,
            stdout=subprocess.DEVNULL,
            user=owner.st_uid,
            group=owner.st_gid,
            extra_groups=[],
        )

    @cached_property
    def _program(self) -> Path:
        pid = (self.home / "data/postmaster.pid").read_text().split()[0]
        return Path(f"/proc/{pid}/exe").readlink().with_name("pg_ctl")

    @cached_property
    def _options(self) -> str:
        # The server keeps the command line that it was started with.
        command = shlex.split((self.home / "data/postmaster.opts").read_text())
        return shlex.join(part for part in command[1:] if part not in {"-D", str(self.home / "data")})
