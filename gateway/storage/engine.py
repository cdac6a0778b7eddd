"""Connections: durable, time-limited, and never to another file than the one named.

Every connection is in the driver's autocommit mode; whoever writes says BEGIN and
COMMIT itself, so what is one transaction can be read in the code. A SQLite file
that was deleted or replaced is noticed before its connection is used again:
writing on to a file without a name would look durable and be lost. And where one
session of a server was lost, those opened before it are not used again either.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, SQLAlchemyError

from gateway.catalogue import Sentence, problem_of
from gateway.errors import LogError, SettingsBad

WAIT_SECONDS = 5.0
"""How long a connection waits: to connect, for a lock, for the pool."""

Home = tuple[int, ...]
"""Where a connection was opened: the process and the file, or how many sessions a server had lost by then."""

WHERE = "storage.url"
"""The setting to mend."""

POSTGRESQL_DRIVER = "postgresql+psycopg"

_DISK_FULL = "53100"
_DATA_EXCEPTION = "22"


class Sessions:
    """The sessions that a process has on a server: when one is found lost, the older ones are held to be."""

    def __init__(self) -> None:
        self._lost = 0

    def home(self) -> Home:
        """Name the process, and the sessions that are trusted yet."""
        return (os.getpid(), self._lost)

    def lose(self, home: Home) -> None:
        """Trust no session that was opened there, nor any before; say it again, and nothing changes."""
        if home == self.home():
            self._lost += 1


def open_engine(url: str, *, wait_seconds: float = WAIT_SECONDS) -> tuple[Engine, Callable[[], Home]]:
    """Prepare connections to a state database, and what tells where one would be opened now.

    Nothing is opened yet.

    Raises:
        SettingsBad: the URL is not one of SQLite (a file) or PostgreSQL.
    """
    parsed = parse_url(url)
    if parsed.drivername == "sqlite":
        path = sqlite_file(parsed)
        return _open_sqlite(path, wait_seconds), lambda: file_home(path)
    sessions = Sessions()
    return _open_postgresql(parsed, wait_seconds, sessions), sessions.home


def as_log_error(error: Exception) -> LogError:
    """Make one family of whatever a database may raise; statements and their values stay out of the text."""
    if isinstance(error, LogError):
        return error
    cause = getattr(error, "orig", None) or error
    return LogError(Sentence("storage.failed", problem=_problem(cause)))


def _problem(cause: Exception) -> Sentence | str:
    match cause:
        case TimeoutError():
            return Sentence("storage.lock-held")
        case OSError():
            return problem_of(cause)
    if is_full(cause):
        return Sentence("storage.disk-full")
    return f"{type(cause).__name__}: {' '.join(_text(cause).split())}"


def _text(cause: Exception) -> str:
    """Return what a database says, without what PostgreSQL quotes beside it.

    Its DETAIL quotes rows and its CONTEXT statements; of a bad value, class 22, the message quotes the value.
    """
    sqlstate: str = getattr(cause, "sqlstate", None) or ""
    if sqlstate.startswith(_DATA_EXCEPTION):
        return sqlstate
    return getattr(getattr(cause, "diag", None), "message_primary", None) or str(cause)


def is_full(error: Exception) -> bool:
    """Say whether a database found no room: SQLSTATE 53100 of PostgreSQL, SQLITE_FULL of SQLite."""
    cause = getattr(error, "orig", None) or error
    sqlstate, code = getattr(cause, "sqlstate", None), getattr(cause, "sqlite_errorcode", None)
    return sqlstate == _DISK_FULL or code == sqlite3.SQLITE_FULL


@contextmanager
def only_log_errors() -> Iterator[None]:
    """Turn what a database or disk raises into a LogError."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise as_log_error(error) from error


def parse_url(url: str) -> URL:
    """Read a database URL; its text, which may hold a password, goes into no message."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsBad("storage-url", WHERE) from error
    if parsed.drivername in ("postgresql", "postgres", POSTGRESQL_DRIVER):
        return parsed.set(drivername=POSTGRESQL_DRIVER)
    is_file = parsed.database and parsed.database != ":memory:" and not parsed.query
    if parsed.drivername != "sqlite" or not is_file:
        raise SettingsBad("storage-url", WHERE)
    return parsed


def sqlite_file(url: URL) -> Path:
    """Return the absolute path of a SQLite database."""
    return Path(url.database or "").absolute()


def _open_sqlite(path: Path, wait_seconds: float) -> Engine:
    # mode=rw: a missing file is an error; only `gateway storage upgrade` makes one.
    engine = create_engine(
        URL.create("sqlite", database=f"file:{quote(str(path))}", query={"mode": "rw", "uri": "true"}),
        connect_args={"timeout": wait_seconds, "check_same_thread": False},
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        poolclass=QueuePool,
        pool_timeout=wait_seconds,
    )

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: Any) -> None:
        record.info["home"] = file_home(path)
        for pragma in (
            "journal_mode = WAL",
            # In WAL mode NORMAL would lose the last commits when the power fails.
            "synchronous = FULL",
            "foreign_keys = ON",
            # Without this, INSERT OR REPLACE would delete past the triggers.
            "recursive_triggers = ON",
            # In KiB. A batch touches some twenty pages; each connection would come to hold 2 MB.
            "cache_size = -512",
        ):
            connection.execute(f"PRAGMA {pragma}")

    _leave_strangers(engine, lambda: file_home(path))
    return engine


def _open_postgresql(url: URL, wait_seconds: float, sessions: Sessions) -> Engine:
    milliseconds = int(wait_seconds * 1000)
    engine = create_engine(
        url,
        connect_args={
            "connect_timeout": max(2, int(wait_seconds)),
            "tcp_user_timeout": 2 * milliseconds,
            "application_name": "sinergi-gateway",
            "options": f"-c lock_timeout={milliseconds} -c statement_timeout={2 * milliseconds}"
            " -c client_encoding=UTF8",
        },
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        pool_timeout=wait_seconds,
    )

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: Any) -> None:
        record.info["home"] = sessions.home()
        # A role's default may not weaken "durable"; remote_apply is stronger and stays.
        connection.execute(
            "SELECT set_config('synchronous_commit', 'on', false)"
            " WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')"
        )

    @event.listens_for(engine, "invalidate")
    def invalidate(connection: Any, record: Any, error: BaseException | None) -> None:
        # Without an error nothing was lost: it is closed after a transaction that failed.
        if error is not None:
            sessions.lose(record.info["home"])

    _leave_strangers(engine, sessions.home)
    return engine


def _leave_strangers(engine: Engine, home: Callable[[], Home]) -> None:
    @event.listens_for(engine, "checkout")
    def checkout(connection: Any, record: Any, proxy: Any) -> None:
        opened = record.info["home"]
        if opened != home():
            if opened[0] != os.getpid():
                # Forgotten, not closed: it is still the parent's connection.
                record.dbapi_connection = proxy.dbapi_connection = None
            raise DisconnectionError("this connection is of another process or file, or held to be lost")


def file_home(path: str | Path) -> Home:
    """Name the process and the file behind a path; a file that is gone equals no other."""
    try:
        found = os.stat(path)
    except OSError:
        return (os.getpid(), -1)
    return (os.getpid(), found.st_dev, found.st_ino)
