"""A consistent copy of a SQLite state database, with a manifest that says what it holds.

The copy is one moment of the database while it is written to. Its manifest names
the head of the log in it and its SHA-256, so a copy that was damaged or belongs
elsewhere is not put in place.
"""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from typing import Any

import orjson

from gateway.catalogue import Sentence
from gateway.errors import BackupBad
from gateway.storage.database import Storage
from gateway.storage.inspection import inspect_log

FORMAT = "sinergi-backup/1"
DATABASE = "database.db"
MANIFEST = "manifest.json"


def make_backup(storage: Storage, folder: Path, made_at: str) -> Mapping[str, Any]:
    """Copy a database into a new folder; returns the manifest.

    Raises:
        BackupBad: the database is on a server, or the folder holds something already.
        LogError: the database cannot be read.
        OSError: the folder cannot be written.
    """
    if storage.file is None:
        raise BackupBad(Sentence("backup.server"))
    if folder.exists() and any(folder.iterdir()):
        raise BackupBad(Sentence("backup.not-empty", folder=folder))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / DATABASE
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with storage.reading() as connection, closing(sqlite3.connect(path)) as copy:
        driver: Any = connection.connection.driver_connection
        driver.backup(copy)
    head = _head(path)
    with closing(sqlite3.connect(path)) as copy:
        # One file, that can be carried away alone; and nobody writes to it any more.
        copy.execute("PRAGMA journal_mode = DELETE")
    manifest = {
        "format": FORMAT,
        "made_at": made_at,
        "sha256": _digest(path),
        "bytes": path.stat().st_size,
        **head,
    }
    (folder / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n")
    return manifest


def put_back(folder: Path, storage: Storage, origin: str) -> Mapping[str, Any]:
    """Put a copy where there is no database now; returns its manifest.

    Whether its log may be written on is for whoever opens it to check.

    Raises:
        BackupBad: it is damaged, of another log, or there is a database.
        OSError: a file cannot be read or written.
    """
    target = storage.file
    if target is None:
        raise BackupBad(Sentence("backup.server"))
    if target.exists():
        raise BackupBad(Sentence("backup.in-the-way", path=target))
    manifest = _read_manifest(folder)
    if manifest.get("origin") != origin:
        raise BackupBad(Sentence("storage.other-log", found=str(manifest.get("origin")), wanted=origin))
    source = folder / DATABASE
    fresh = target.with_name(f"{target.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with source.open("rb") as read, os.fdopen(descriptor, "wb") as written:
        while part := read.read(1 << 20):
            written.write(part)
        written.flush()
        os.fsync(written.fileno())
    if _digest(fresh) != manifest.get("sha256"):
        fresh.unlink()
        raise BackupBad(Sentence("backup.damaged", path=source))
    fresh.replace(target)
    return manifest


def take_away(storage: Storage) -> None:
    """Remove a copy that was put back and may not be used."""
    target = storage.file
    if target is not None:
        for path in (target, target.with_name(f"{target.name}-wal"), target.with_name(f"{target.name}-shm")):
            path.unlink(missing_ok=True)


def _read_manifest(folder: Path) -> Mapping[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise BackupBad(Sentence("backup.no-manifest", path=path)) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BackupBad(Sentence("backup.no-manifest", path=path))
    return manifest


def _head(path: Path) -> dict[str, object]:
    """Read the head out of the copy itself: the database has gone on meanwhile."""
    with closing(Storage(f"sqlite:///{path}")) as copy:
        facts = inspect_log(copy, path.parent)
    return {"origin": facts.origin, "size": facts.size, "checkpoint": facts.note}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
