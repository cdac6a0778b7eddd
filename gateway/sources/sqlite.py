"""Reading from SQLite: a held read-only connection a thread, and SQLite's own authorizer as second guard.

Three locks stand one behind the other: the file is opened `mode=ro`, the session
is `query_only`, and the authorizer, asked by SQLite itself while it prepares a
text, allows the columns that the re-reading found in that text and nothing else.
"""

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from gateway.catalogue import Sentence
from gateway.errors import SourceDown, SourceError, SourceSlow, StatementRefused
from gateway.policy import Rows, Wanted
from gateway.sources import inspect_sqlite
from gateway.sources.columns import TableColumn, WriteGuard
from gateway.sources.names import parse_table
from gateway.sources.results import CONVERTERS, wire_rows
from gateway.sources.statement import Statement, prepare

# SQLite asks after so many of its instructions whether to go on: some tenths of a millisecond.
_STEPS = 10_000
_FUNCTIONS = frozenset(
    {
        "char",
        "count",
        "date",
        "glob",
        "instr",
        "length",
        "ltrim",
        "max",
        "min",
        "replace",
        "strftime",
        "substr",
        "sum",
        "typeof",
    }
)


@dataclass(slots=True)
class _Guard:
    """What the statement at hand may read, and until when it may run."""

    table: str = ""
    columns: frozenset[str] = frozenset()
    deadline: float = 0.0

    def allow(
        self, action: int, first: str | None, second: str | None, _: str | None, inside: str | None
    ) -> int:
        """Answer SQLite's authorizer; a view stands for the columns that it reads."""
        match action:
            case sqlite3.SQLITE_SELECT | sqlite3.SQLITE_TRANSACTION:
                allowed = True
            case sqlite3.SQLITE_READ:
                # An empty column name: a table (of a view) is named and nothing of it is read.
                is_ours = first == self.table and second in self.columns
                allowed = is_ours or inside == self.table or not second
            case sqlite3.SQLITE_FUNCTION:
                allowed = (second or "").lower() in _FUNCTIONS
            case _:
                allowed = False
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    def is_late(self) -> bool:
        """Answer SQLite's progress handler: true stops the statement."""
        return time.monotonic() > self.deadline


@dataclass(eq=False, slots=True, weakref_slot=True)
class _Session:
    """A connection held by one thread, and the file it was opened on."""

    connection: sqlite3.Connection
    guard: _Guard
    file: tuple[int, int]


class SqliteSource:
    """Rows from one SQLite file. Safe to share between threads; open it after a fork."""

    def __init__(self, path: Path, *, timeout_seconds: float) -> None:
        self._path = path
        self._timeout = timeout_seconds
        self._held = threading.local()
        self._sessions: weakref.WeakSet[_Session] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._is_closed = False

    def read(self, selection: Wanted) -> Rows:
        """Execute a selection; see `exchange.Source`."""
        statement, compiled = prepare(selection, "sqlite")
        try:
            session = self._session()
            try:
                found, count = self._execute(session, statement, selection.table)
            except sqlite3.Error:
                # What broke may be the connection: the next read opens another.
                self._drop(session)
                raise
        except sqlite3.Error as error:
            # The driver's own words may repeat a stored value, so they go no further.
            raise _ours(error, f"{selection.provider}/{selection.dataset}") from None
        values = wire_rows(found, compiled.results, CONVERTERS["sqlite"])
        text = statement.text if statement.count is None else f"{statement.count.text};\n{statement.text}"
        return Rows(values, text, count)

    def ping(self) -> None:
        """Raise a SourceError unless the file can be opened as a database."""
        with self._lent():
            pass

    def columns(self, table: str) -> tuple[TableColumn, ...]:
        """Return the columns of a table; see `DatabaseSource`."""
        with self._lent() as session:
            # Only the guard's own list of a statement's columns stands in the way of the schema.
            session.connection.set_authorizer(None)
            return inspect_sqlite.table_columns(session.connection, table)

    def guard(self) -> WriteGuard:
        """Try to write, behind each lock in turn; see `DatabaseSource`."""
        with self._lent() as session:
            session.connection.set_authorizer(None)
            refuses = inspect_sqlite.is_write_refused(session.connection)
        groups = frozenset({os.getegid(), *os.getgroups()})
        return WriteGuard(refuses, int(inspect_sqlite.may_write(self._path, os.geteuid(), groups)))

    @contextmanager
    def _lent(self) -> Iterator[_Session]:
        try:
            session = self._open()
            try:
                yield session
            finally:
                session.connection.close()
        except sqlite3.Error as error:
            raise _ours(error, self._path.name) from None

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            self._is_closed = True
            for session in list(self._sessions):
                session.connection.close()

    def _execute(
        self, session: _Session, statement: Statement, table: str
    ) -> tuple[list[tuple[object, ...]], int | None]:
        session.guard.deadline = time.monotonic() + self._timeout
        _, session.guard.table = parse_table(table)
        if statement.count is None:
            return self._rows(session, statement), None
        # One snapshot for both: a count of other rows than the page's would be a contradiction.
        session.connection.execute("BEGIN")
        try:
            ((number,),) = self._rows(session, statement.count)
            return self._rows(session, statement), int(str(number))
        finally:
            session.connection.execute("ROLLBACK")

    def _rows(self, session: _Session, statement: Statement) -> list[tuple[object, ...]]:
        session.guard.columns = statement.columns
        return session.connection.execute(statement.text, statement.parameters).fetchall()

    def _session(self) -> _Session:
        if self._is_closed:
            raise SourceDown(Sentence("sources.closed"))
        session: _Session | None = getattr(self._held, "session", None)
        if session is not None and session.file == self._identity():
            return session
        if session is not None:
            # The file was replaced; the held connection would go on reading the old one.
            self._drop(session)
        session = self._open()
        with self._lock:
            self._sessions.add(session)
        weakref.finalize(session, session.connection.close)
        self._held.session = session
        return session

    def _open(self) -> _Session:
        identity = self._identity()
        connection = sqlite3.connect(
            f"file:{quote(str(self._path))}?mode=ro",
            uri=True,
            timeout=self._timeout,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            # The first page is read only now: a file that is no database shows itself here.
            connection.execute("PRAGMA schema_version").fetchone()
            guard = _Guard()
            connection.set_authorizer(guard.allow)
            connection.set_progress_handler(guard.is_late, _STEPS)
        except sqlite3.Error:
            connection.close()
            raise
        return _Session(connection, guard, identity)

    def _identity(self) -> tuple[int, int]:
        try:
            status = os.stat(self._path)
        except OSError:
            raise SourceDown(Sentence("sources.no-file", name=self._path.name)) from None
        return status.st_dev, status.st_ino

    def _drop(self, session: _Session) -> None:
        session.connection.close()
        self._sessions.discard(session)
        self._held.session = None


def _ours(error: sqlite3.Error, name: str) -> SourceError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    match code:
        case sqlite3.SQLITE_INTERRUPT:
            return SourceSlow(Sentence("sources.too-slow", name=name))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return SourceSlow(Sentence("sources.locked", name=name))
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PERM:
            return SourceDown(Sentence("sources.file-unreadable", name=name))
        case _ if str(error).startswith(("not authorized", "access to")):
            return StatementRefused(f"{name}: SQLite found more in the statement than the re-reading did")
        case sqlite3.SQLITE_ERROR if str(error).startswith(("no such column", "no such table")):
            return SourceError(Sentence("sources.differs", name=name, problem=str(error)))
    problem = getattr(error, "sqlite_errorname", "SQLite")
    return SourceError(Sentence("sources.failed", name=name, problem=problem))
