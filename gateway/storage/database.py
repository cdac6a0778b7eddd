"""The state database: is it there, is it ready, which policy stands in it.

Nothing here migrates except `upgrade`: a gateway that serves never changes its
tables. Every failure of the database is a LogError, so callers know one family.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gateway.catalogue import Sentence
from gateway.errors import StorageNotReady
from gateway.policy import Standing
from gateway.storage.bundles import read_bundle_files
from gateway.storage.effects import find_older
from gateway.storage.engine import (
    WAIT_SECONDS,
    as_log_error,
    only_log_errors,
    open_engine,
    parse_url,
    sqlite_file,
)
from gateway.storage.locking import hold_lock
from gateway.storage.open_connections import Found, OpenConnections
from gateway.storage.revisions import REVISION, migrate, read_revision
from gateway.storage.standing import read_standing
from gateway.storage.statements import send


class Storage:
    """One state database; safe to share between threads, and across a fork."""

    def __init__(self, url: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        """Prepare a connection pool; nothing is opened yet.

        Raises:
            SettingsBad: the URL cannot be used.
        """
        parsed = parse_url(url)
        self.wait_seconds = wait_seconds
        self._file = sqlite_file(parsed) if parsed.drivername == "sqlite" else None
        self._lock_file = f"{self._file}.lock" if self._file else ""
        self._engine, self._home = open_engine(url, wait_seconds=wait_seconds)
        self._open = OpenConnections(self._engine, self._home)

    @property
    def file(self) -> Path | None:
        """The database's file; None for one on a server."""
        return self._file

    @property
    def place(self) -> str:
        """The SHA-256 (hex) of where the database is, whatever the password to it."""
        # A hidden password still shows that there is one: without one, another stands for it.
        url = self._engine.url.set(password="-")  # noqa: S106
        where = str(self._file or url.render_as_string(hide_password=True))
        return sha256(where.encode()).hexdigest()

    def upgrade(self) -> None:
        """Bring the tables to this release's revision; safe to run twice at once.

        Raises:
            LogError: the database cannot be reached or changed.
        """
        with only_log_errors():
            if self._file:
                _make_private_file(self._file)
            with self.writing() as connection:
                # What migrates finds a transaction that is not its own to end.
                connection.begin()
                if not self._file:
                    connection.execute(text("SET LOCAL statement_timeout = 0"))
                    connection.execute(text("SET LOCAL lock_timeout = 0"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('sinergi-storage'))"))
                migrate(connection)
                connection.exec_driver_sql("COMMIT")
                connection.commit()

    def check_revision(self) -> None:
        """Refuse a database of another revision than this release's.

        Raises:
            StorageNotReady: it has no tables, or those of another release.
            LogError: the database cannot be reached.
        """
        if self._file and not self._file.exists():
            raise StorageNotReady(Sentence("storage.no-file", path=self._file))
        revision = self.ask(read_revision)
        if revision != REVISION:
            if revision is None:
                raise StorageNotReady(Sentence("storage.no-tables"))
            raise StorageNotReady(Sentence("storage.revision", found=revision, wanted=REVISION))

    def is_empty(self) -> bool:
        """Say whether no tables were ever made here."""
        if self._file and not self._file.exists():
            return True
        return self.ask(read_revision) is None

    def ping(self) -> None:
        """Check that the database answers.

        Raises:
            LogError: it does not.
        """
        self.ask(lambda connection: connection.execute(select(1)).scalar_one())

    def standing(self) -> Standing | None:
        """Return where the log stands on policy; None before the first activation."""
        return self.ask(read_standing)

    def bundle_files(self, digest: str) -> Mapping[str, bytes]:
        """Return the files of a bundle that was activated once; empty for an unknown one."""
        return self.ask(lambda connection: read_bundle_files(connection, digest))

    def older_files(self, wanted: Mapping[str, tuple[int, str]]) -> Mapping[str, int]:
        """Name the versions of a bundle that an activation would refuse, with the version seen before."""
        return self.ask(lambda connection: find_older(connection, wanted))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection on which every statement stands alone; it may be one that was lost meanwhile."""
        with only_log_errors(), self._open.lent() as connection:
            yield connection

    def ask(self, question: Callable[[Connection], Found]) -> Found:
        """Ask a connection one thing, which only reads; once more, and on another one, where it was lost."""
        try:
            try:
                return self._open.ask(question)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
            # It died while it was not in use, or under a question that changed nothing.
            return self._open.ask(question)
        except (SQLAlchemyError, OSError) as error:
            raise as_log_error(error) from error

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Lend a connection on which every statement sees the same moment."""
        with only_log_errors(), self._engine.connect() as connection:
            # On SQLite a transaction sees the moment of its first statement in any case.
            begin = "BEGIN" if self._file else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            _begin(connection, begin)
            yield connection

    @contextmanager
    def writing(self, *, turn_seconds: float | None = None) -> Iterator[Connection]:
        """Lend a connection inside a transaction; what is not committed by hand is undone.

        The database's own errors come out as they are: who commits must tell them apart.
        """
        with self._turn(turn_seconds), self._open.lent() as connection:
            try:
                _begin(connection, "BEGIN IMMEDIATE" if self._file else "BEGIN")
                yield connection
                # Nothing is left to undo after a COMMIT.
                connection.connection.driver_connection.rollback()  # type: ignore[union-attr]
            except BaseException:
                # SQLite closes late while a result is unread, and until then the lock would stand.
                if not connection.invalidated:
                    with suppress(SQLAlchemyError):
                        connection.exec_driver_sql("ROLLBACK")
                    connection.invalidate()
                raise

    def _turn(self, seconds: float | None) -> AbstractContextManager[None]:
        return hold_lock(self._lock_file, seconds) if self._file else nullcontext()

    def is_still_there(self, connection: Connection) -> bool:
        """Say whether a SQLite connection's file still has its name."""
        return not self._file or connection.info["home"] == self._home()

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._open.close()
        self._engine.dispose()


def open_storage(url: str, *, wait_seconds: float = WAIT_SECONDS) -> Storage:
    """Prepare the state database of a URL; nothing is opened yet."""
    return Storage(url, wait_seconds=wait_seconds)


def _begin(connection: Connection, statement: str) -> None:
    try:
        send(connection, statement)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        # It died while it was not in use, and nothing was done on it yet.
        connection.rollback()
        send(connection, statement)


def _make_private_file(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
