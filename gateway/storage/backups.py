"""A consistent copy of a state database, with a manifest that says what it holds.

The copy is one moment of the database while it is written to. Its manifest names
the head of the log in it, the revision of the tables and its SHA-256, so a copy that
was damaged or belongs elsewhere is not put in place. A file of SQLite is copied here;
what is on a server is dumped by PostgreSQL's own programs (`dumps`).
"""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from shutil import copyfile
from typing import Any

import orjson

from gateway.catalogue import Sentence
from gateway.errors import BackupBad
from gateway.storage.database import Storage
from gateway.storage.dumps import empty_database, load_dump, read_contents, write_dump
from gateway.storage.whole_files import made_whole

FORMAT = "sinergi-backup/1"
DATABASE = "database.db"
DUMP = "database.dump"
MANIFEST = "manifest.json"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def make_backup(
    storage: Storage, folder: Path, made_at: str, programs: Path | None = None
) -> Mapping[str, Any]:
    """Copy a database into a new folder; returns the manifest.

    `programs` is the folder of PostgreSQL's programs, where they are not on the PATH.

    Raises:
        BackupBad: the folder holds something already, or PostgreSQL's program failed.
        LogError: the database cannot be read.
        OSError: the folder cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupBad(Sentence("backup.not-empty", folder=folder))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kind = POSTGRESQL if storage.file is None else SQLITE
    path = folder / (DUMP if kind == POSTGRESQL else DATABASE)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    contents = write_dump(storage, path, programs) if kind == POSTGRESQL else _copy(storage, path)
    manifest = {
        "format": FORMAT,
        "made_at": made_at,
        "database": kind,
        "sha256": _digest(path),
        "bytes": path.stat().st_size,
        **contents,
    }
    (folder / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n")
    return manifest


def put_back(folder: Path, storage: Storage, origin: str, programs: Path | None = None) -> Mapping[str, Any]:
    """Put a copy where there is no database now; returns its manifest.

    Whether its log may be written on is for whoever opens it to check.

    Raises:
        BackupBad: it is damaged, of another log or kind of database, or there is a database.
        LogError: the database cannot be reached.
        OSError: a file cannot be read or written.
    """
    manifest = _read_manifest(folder)
    kind = POSTGRESQL if storage.file is None else SQLITE
    # Copies of before there were two kinds are of SQLite.
    if manifest.get("database", SQLITE) != kind:
        raise BackupBad(Sentence("backup.other-kind", wanted=kind))
    if storage.file is not None and storage.file.exists():
        raise BackupBad(Sentence("backup.in-the-way", path=storage.file))
    if manifest.get("origin") != origin:
        raise BackupBad(Sentence("storage.other-log", found=str(manifest.get("origin")), wanted=origin))
    if storage.file is None:
        _load(folder / DUMP, storage, manifest, programs)
    else:
        _put(folder / DATABASE, storage.file, manifest)
    return manifest


def _copy(storage: Storage, path: Path) -> Mapping[str, object]:
    with storage.reading() as connection, closing(sqlite3.connect(path)) as copy:
        driver: Any = connection.connection.driver_connection
        driver.backup(copy)
    contents = _contents(path)
    with closing(sqlite3.connect(path)) as copy:
        # One file, that can be carried away alone; and nobody writes to it any more.
        copy.execute("PRAGMA journal_mode = DELETE")
    return contents


def _put(source: Path, target: Path, manifest: Mapping[str, Any]) -> None:
    with made_whole(target) as fresh:
        copyfile(source, fresh)
        try:
            is_whole = _digest(fresh) == manifest.get("sha256") and _fits(_contents(fresh), manifest)
        finally:
            for left in _beside(fresh):
                left.unlink(missing_ok=True)
        if not is_whole:
            raise BackupBad(Sentence("backup.damaged", path=source))


def _load(source: Path, storage: Storage, manifest: Mapping[str, Any], programs: Path | None) -> None:
    if _digest(source) != manifest.get("sha256"):
        raise BackupBad(Sentence("backup.damaged", path=source))
    if not _fits(load_dump(storage, source, programs), manifest):
        empty_database(storage)
        raise BackupBad(Sentence("backup.damaged", path=source))


def _fits(contents: Mapping[str, object], manifest: Mapping[str, Any]) -> bool:
    """Say whether a database holds what its manifest says; older ones say less."""
    return all(manifest.get(name, value) == value for name, value in contents.items())


def take_away(storage: Storage) -> None:
    """Remove a copy that was put back and may not be used."""
    target = storage.file
    if target is None:
        empty_database(storage)
    else:
        for path in (target, *_beside(target)):
            path.unlink(missing_ok=True)


def _beside(path: Path) -> tuple[Path, Path]:
    """Name what SQLite lays beside a database while it is open."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _read_manifest(folder: Path) -> Mapping[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = orjson.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise BackupBad(Sentence("backup.none-there", folder=folder, name=MANIFEST)) from error
    except orjson.JSONDecodeError as error:
        raise BackupBad(Sentence("backup.no-manifest", path=path)) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BackupBad(Sentence("backup.no-manifest", path=path))
    return manifest


def _contents(path: Path) -> Mapping[str, object]:
    """Read what is in the copy itself: the database has gone on meanwhile."""
    with closing(Storage(f"sqlite:///{path}")) as copy, copy.snapshot() as connection:
        return read_contents(connection)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
