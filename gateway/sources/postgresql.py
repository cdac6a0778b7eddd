"""Reading from PostgreSQL through psycopg: pooled, read-only, time-limited on both sides.

The session is read-only and the server stops a statement that runs too long; a
server that no longer answers at all is given up by the client a moment later.
"""

import math
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from psycopg import errors
from psycopg.abc import RV, PQGen

from gateway.catalogue import Sentence
from gateway.errors import SourceDown, SourceError, SourceSlow
from gateway.policy import Rows, Wanted
from gateway.sources import inspect_postgresql
from gateway.sources.columns import TableColumn, WriteGuard
from gateway.sources.pooled import Pool
from gateway.sources.results import CONVERTERS, wire_rows
from gateway.sources.statement import Statement, prepare

# How much longer than the server the client waits before it gives the server up.
_GRACE_SECONDS = 1.0

Found = tuple[list[tuple[object, ...]], int | None]

# The source differs from its contract; PostgreSQL's first line names only what our text names.
_DRIFT = (
    errors.UndefinedColumn,
    errors.UndefinedTable,
    errors.UndefinedFunction,
    errors.InvalidSchemaName,
    errors.InsufficientPrivilege,
    errors.DatatypeMismatch,
    errors.CannotCoerce,
)


class _Connection(psycopg.Connection[tuple[Any, ...]]):
    """A connection that never waits for its server without a limit."""

    limit: float | None = None

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for the server at most `limit` seconds."""
        return super().wait(gen, interval=interval, timeout=self.limit if timeout is None else timeout)


class PostgresqlSource:
    """Rows from one PostgreSQL database. Safe to share between threads; open it after a fork."""

    def __init__(self, connect: Mapping[str, Any], *, timeout_seconds: float, pool_size: int) -> None:
        self._connect = connect
        self._timeout = timeout_seconds
        self._pool: Pool[_Connection] = Pool(
            self._open,
            failures=psycopg.Error,
            is_lost=_is_lost,
            timeout_seconds=timeout_seconds,
            size=pool_size,
        )

    def read(self, selection: Wanted) -> Rows:
        """Execute a selection; see `exchange.Source`."""
        statement, compiled = prepare(selection, "postgresql")
        found, count = self._execute(statement, f"{selection.provider}/{selection.dataset}")
        values = wire_rows(found, compiled.results, CONVERTERS["postgresql"])
        text = statement.text if statement.count is None else f"{statement.count.text};\n{statement.text}"
        return Rows(values, text, count)

    def ping(self) -> None:
        """Raise a SourceError unless the server answers."""
        self._execute(Statement("SELECT 1", (), frozenset()), "ping")

    def columns(self, table: str) -> tuple[TableColumn, ...]:
        """Return the columns of a table; see `DatabaseSource`."""
        with self._lent() as connection:
            return inspect_postgresql.table_columns(connection, table)

    def guard(self) -> WriteGuard:
        """Try to write in a session as reads have it; see `DatabaseSource`."""
        with self._lent() as connection:
            refuses = inspect_postgresql.is_write_refused(connection)
            return WriteGuard(refuses, inspect_postgresql.count_writable(connection))

    @contextmanager
    def _lent(self) -> Iterator[_Connection]:
        name = str(self._connect["dbname"])
        started = time.monotonic()
        try:
            with closing(self._open()) as connection:
                yield connection
        except psycopg.Error as error:
            raise _ours(error, name, is_late=time.monotonic() - started > self._timeout) from None

    def close(self) -> None:
        """Close the connections that no thread is using; the others close when given back."""
        self._pool.close()

    def _execute(self, statement: Statement, name: str) -> Found:
        started = time.monotonic()
        try:
            return self._pool.use(lambda connection: _found(connection, statement), name)
        except psycopg.Error as error:
            # The driver's own words may repeat a stored value, so they go no further.
            raise _ours(error, name, is_late=time.monotonic() - started > self._timeout) from None

    def _open(self) -> _Connection:
        connection = _Connection.connect(**self._connect, autocommit=True, prepare_threshold=0)
        try:
            connection.cursor_factory = psycopg.RawCursor
            connection.limit = self._timeout + _GRACE_SECONDS
            milliseconds = str(math.ceil(self._timeout * 1000))
            settings = {
                "default_transaction_read_only": "on",
                "statement_timeout": milliseconds,
                "lock_timeout": milliseconds,
                "idle_in_transaction_session_timeout": milliseconds,
                # A timestamp without a time zone is UTC.
                "TimeZone": "UTC",
            }
            for setting, value in settings.items():
                connection.execute("SELECT set_config($1, $2, false)", (setting, value))
        except psycopg.Error:
            connection.close()
            raise
        return connection


def _found(connection: _Connection, statement: Statement) -> Found:
    if statement.count is None:
        return _rows(connection, statement), None
    # One snapshot for both: a count of other rows than the page's would be a contradiction.
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    ((number,),) = _rows(connection, statement.count)
    rows = _rows(connection, statement)
    connection.execute("ROLLBACK")
    return rows, int(str(number))


def _rows(connection: _Connection, statement: Statement) -> list[tuple[object, ...]]:
    # Binary, because the text of a `real` is another number than the one PostgreSQL compares.
    cursor = connection.cursor(binary=True)
    return cursor.execute(statement.text, statement.parameters, prepare=True).fetchall()


def _is_lost(error: Exception) -> bool:
    """Say whether the connection broke, or holds a plan from before its table was altered."""
    state = getattr(error, "sqlstate", None) or ""
    is_cut = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and not state
    return is_cut or state.startswith(("08", "57P")) or isinstance(error, errors.FeatureNotSupported)


def _ours(error: Exception, name: str, *, is_late: bool) -> SourceError:
    state = getattr(error, "sqlstate", None) or ""
    match error:
        case errors.QueryCanceled() | errors.LockNotAvailable():
            return SourceSlow(Sentence("sources.too-slow", name=name))
        case psycopg.Error() if isinstance(error, _DRIFT):
            return SourceError(Sentence("sources.differs", name=name, problem=error.diag.message_primary))
        case psycopg.OperationalError() | psycopg.InterfaceError() if is_late:
            return SourceSlow(Sentence("sources.no-answer", name=name))
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return SourceDown(Sentence("sources.unreachable", name=name, problem=f"SQLSTATE {state or '-'}"))
    return SourceError(Sentence("sources.failed", name=name, problem=f"SQLSTATE {state or '-'}"))
