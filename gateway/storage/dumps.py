"""Dumps of a PostgreSQL state database, made and put back by PostgreSQL's own programs.

A dump is of one exported snapshot, and what its manifest says of the log is read in
that very snapshot, so the two cannot be of different moments however much is
recorded meanwhile. A password goes to the programs by their environment, where
other users of the machine cannot read it. Only an empty database is filled, so
what is taken away again is what was just put there.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from typing import Any

from sqlalchemy import Connection, select

from gateway.audit import EMPTY, CompactRange
from gateway.catalogue import Sentence
from gateway.errors import BackupBad
from gateway.storage.database import Storage
from gateway.storage.engine import only_log_errors
from gateway.storage.revisions import read_revision
from gateway.storage.state import HASH_SIZE, read_checkpoint
from gateway.storage.tables import log_state

_COUNT = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
_TABLES = (
    "SELECT 'DROP TABLE ' || quote_ident(relname) || ' CASCADE' FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
)
_FUNCTIONS = (
    "SELECT 'DROP FUNCTION ' || oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
)


def read_contents(connection: Connection) -> dict[str, object]:
    """Read what a manifest says of a database: whose log it is, its head, and the form of the tables."""
    row = connection.execute(select(log_state.c.origin, log_state.c.size, log_state.c.hashes)).one_or_none()
    size = row.size if row else 0
    hashes = bytes(row.hashes) if row else b""
    parts = tuple(hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE))
    tree = CompactRange(size, parts) if size else EMPTY
    return {
        "origin": row.origin if row else None,
        "size": size,
        "root": tree.root().hex(),
        "checkpoint": read_checkpoint(connection, size),
        "revision": read_revision(connection),
    }


def write_dump(storage: Storage, path: Path, programs: Path | None) -> Mapping[str, object]:
    """Dump a database into a file; returns what it holds.

    Raises:
        BackupBad: PostgreSQL's program is not there, or failed.
        LogError: the database cannot be read.
    """
    with storage.snapshot() as connection:
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        contents = read_contents(connection)
        words = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        _run(connection, programs, "pg_dump", *words, f"--file={path}")
    return contents


def load_dump(storage: Storage, path: Path, programs: Path | None) -> Mapping[str, object]:
    """Fill an empty database from a dump, whole or not at all; returns what it then holds.

    Raises:
        BackupBad: the database is not empty, or PostgreSQL's program is not there, or failed.
        LogError: the database cannot be reached.
    """
    with storage.reading() as connection:
        if connection.exec_driver_sql(_COUNT).scalar_one():
            raise BackupBad(Sentence("backup.server-in-the-way"))
        words = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        _run(connection, programs, "pg_restore", *words, str(path))
    with storage.snapshot() as connection:
        return read_contents(connection)


def empty_database(storage: Storage) -> None:
    """Remove everything from a database that was filled just now.

    Raises:
        LogError: that cannot be done.
    """
    with only_log_errors(), storage.writing() as connection:
        for found in (_TABLES, _FUNCTIONS):
            for (statement,) in connection.exec_driver_sql(found).all():
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql("COMMIT")


def _run(connection: Connection, programs: Path | None, name: str, *words: str) -> None:
    """Run one of PostgreSQL's programs on the database that a connection is to."""
    program = which(name, path=str(programs) if programs else None)
    if program is None:
        raise BackupBad(Sentence("backup.no-program", program=name))
    driver: Any = connection.connection.driver_connection
    # Of the connection's parameters this leaves the password out.
    target = f"--dbname={driver.info.dsn}"
    environ = {**os.environ, **({"PGPASSWORD": driver.info.password} if driver.info.password else {})}
    done = subprocess.run(  # noqa: S603 (words, and no shell)
        [program, *words, target], env=environ, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise BackupBad(Sentence("backup.program-failed", program=name, problem=told[0] if told else "-"))
