"""Reading from MariaDB through PyMySQL: pooled, read-only, time-limited on both sides.

The session is read-only and the server stops a statement that runs too long; a
server that no longer answers at all is given up by the client a moment later.

MariaDB compares a text with a number, or a text with a date, by turning one into
the other. So every read is one transaction, which also asks for the types of the
columns it used: the rows count only if each type holds what its contract says,
and the table, held by the transaction, is still the one that was read.
"""

import math
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

import pymysql
from pymysql.constants import CR, ER, FIELD_TYPE
from pymysql.converters import convert_bit

from gateway.catalogue import Sentence
from gateway.errors import SourceDown, SourceError, SourceSlow
from gateway.policy import LogicalType, Rows, Wanted
from gateway.sources import inspect_mariadb
from gateway.sources.columns import TableColumn, WriteGuard
from gateway.sources.dialect_mariadb import COLLATION
from gateway.sources.mariadb_literals import executed
from gateway.sources.pooled import Pool
from gateway.sources.results import CONVERTERS, wire_rows
from gateway.sources.statement import Statement, prepare

# How much longer than the server the client waits before it gives the server up.
_GRACE_SECONDS = 1.0

# Names of error numbers that PyMySQL does not have.
_STATEMENT_TIMEOUT, _IDLE_TIMEOUT, _KILLED = 1969, 4031, 1927
_READ_ONLY = 1792

# The source differs from its contract; MariaDB's message names only what our text names.
_DRIFT = frozenset(
    {
        ER.BAD_DB_ERROR,
        ER.BAD_FIELD_ERROR,
        ER.COLUMNACCESS_DENIED_ERROR,
        ER.DBACCESS_DENIED_ERROR,
        ER.NO_SUCH_TABLE,
        ER.TABLEACCESS_DENIED_ERROR,
        ER.VIEW_INVALID,
    }
)
_SLOW = frozenset({_STATEMENT_TIMEOUT, ER.LOCK_WAIT_TIMEOUT, ER.QUERY_INTERRUPTED})
_LOST = frozenset(
    {
        0,
        CR.CR_SERVER_GONE_ERROR,
        CR.CR_SERVER_LOST,
        CR.CR_SERVER_LOST_EXTENDED,
        ER.SERVER_SHUTDOWN,
        _IDLE_TIMEOUT,
        _KILLED,
    }
)
_UNREACHABLE = frozenset(
    {
        CR.CR_CONN_HOST_ERROR,
        CR.CR_CONNECTION_ERROR,
        CR.CR_SSL_CONNECTION_ERROR,
        ER.ACCESS_DENIED_ERROR,
        ER.CON_COUNT_ERROR,
    }
)

# Dates stay the text that MariaDB gives: a zero date is no date, and PyMySQL would hide that.
_DECODERS: dict[Any, Callable[[Any], Any]] = {
    **dict.fromkeys(
        (FIELD_TYPE.TINY, FIELD_TYPE.SHORT, FIELD_TYPE.INT24, FIELD_TYPE.LONG, FIELD_TYPE.LONGLONG), int
    ),
    **dict.fromkeys((FIELD_TYPE.FLOAT, FIELD_TYPE.DOUBLE), float),
    **dict.fromkeys((FIELD_TYPE.DECIMAL, FIELD_TYPE.NEWDECIMAL), Decimal),
    FIELD_TYPE.BIT: convert_bit,
}

_Found = TypeVar("_Found")


class MariadbSource:
    """Rows from one MariaDB database. Safe to share between threads; open it after a fork."""

    def __init__(self, connect: Mapping[str, Any], *, timeout_seconds: float, pool_size: int) -> None:
        self._connect = connect
        self._timeout = timeout_seconds
        self._pool: Pool[Any] = Pool(
            self._open,
            failures=pymysql.Error,
            is_lost=_is_lost,
            timeout_seconds=timeout_seconds,
            size=pool_size,
        )

    def read(self, selection: Wanted) -> Rows:
        """Execute a selection; see `exchange.Source`."""
        statement, compiled = prepare(selection, "mariadb")
        name = f"{selection.provider}/{selection.dataset}"
        found, count, columns = self._ask(lambda it: _found(it, statement, selection.table), name)
        _check_types(selection, statement, columns, name)
        values = wire_rows(found, compiled.results, CONVERTERS["mariadb"])
        text = statement.text if statement.count is None else f"{statement.count.text};\n{statement.text}"
        return Rows(values, text, count)

    def ping(self) -> None:
        """Raise a SourceError unless the server answers."""
        self._ask(lambda it: _rows(it, "SELECT 1"), "ping")

    def columns(self, table: str) -> tuple[TableColumn, ...]:
        """Return the columns of a table; see `DatabaseSource`."""
        return self._ask(
            lambda it: inspect_mariadb.table_columns(lambda text: _rows(it, text), table), self._name
        )

    def guard(self) -> WriteGuard:
        """Try to write in a session as reads have it; see `DatabaseSource`."""
        writable = self._ask(
            lambda it: inspect_mariadb.count_writable(lambda text: _rows(it, text)), self._name
        )
        return WriteGuard(self._ask(_is_write_refused, self._name), writable)

    def close(self) -> None:
        """Close the connections that no thread is using; the others close when given back."""
        self._pool.close()

    @property
    def _name(self) -> str:
        return str(self._connect["database"])

    def _ask(self, ask: Callable[[Any], _Found], name: str) -> _Found:
        started = time.monotonic()
        try:
            return self._pool.use(ask, name)
        except pymysql.Error as error:
            # The driver's own words may repeat a stored value, so they go no further.
            raise _ours(error, name, is_late=time.monotonic() - started > self._timeout) from None

    def _open(self) -> object:
        limit = self._timeout + _GRACE_SECONDS
        connection = pymysql.connect(
            **self._connect,
            charset="utf8mb4",
            autocommit=True,
            conv=_DECODERS,
            connect_timeout=limit,
            read_timeout=limit,
            write_timeout=limit,
        )
        settings = (
            f"NAMES utf8mb4 COLLATE {COLLATION}",
            # Nothing of what an administrator may have set changes how a text of ours is read.
            "SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'",
            "SESSION sql_select_limit = DEFAULT",
            # A DATETIME, which has no time zone, is UTC.
            "SESSION time_zone = '+00:00'",
            f"SESSION max_statement_time = {self._timeout:.3f}",
            f"SESSION lock_wait_timeout = {max(1, math.ceil(self._timeout))}",
            f"SESSION idle_transaction_timeout = {max(1, math.ceil(limit))}",
            "SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        )
        try:
            for setting in settings:
                _rows(connection, f"SET {setting}")
        except pymysql.Error:
            connection.close()
            raise
        return connection


def _found(
    connection: Any, statement: Statement, table: str
) -> tuple[list[tuple[object, ...]], int | None, tuple[TableColumn, ...]]:
    # One snapshot for all: a count of other rows than the page's would be a contradiction.
    _rows(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
    try:
        count = None
        if statement.count is not None:
            ((number,),) = _rows(connection, executed(statement.count.text, statement.count.parameters))
            count = int(str(number))
        rows = _rows(connection, executed(statement.text, statement.parameters))
        columns = inspect_mariadb.column_types(lambda text: _rows(connection, text), table)
    finally:
        if connection.open:
            _rows(connection, "ROLLBACK")
    return rows, count, columns


def _rows(connection: Any, text: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return list(cursor.fetchall())


def _is_write_refused(connection: Any) -> bool:
    """Try to make a table with a name nobody uses; where that is let through, it is dropped again."""
    table = f"`sinergi_doctor_{time.time_ns():x}`"
    try:
        _rows(connection, f"CREATE TABLE {table} (id integer)")
    except pymysql.Error as error:
        return _code(error) in {_READ_ONLY, ER.TABLEACCESS_DENIED_ERROR, ER.DBACCESS_DENIED_ERROR}
    _rows(connection, f"DROP TABLE {table}")
    return False


def _check_types(
    selection: Wanted, statement: Statement, columns: tuple[TableColumn, ...], name: str
) -> None:
    live = {column.name: column for column in columns}
    used = statement.columns | (statement.count.columns if statement.count else frozenset())
    for field, column in selection.columns.items():
        if column.physical_name not in used:
            continue
        found = live.get(column.physical_name)
        if found is None:
            problem = f"no column {column.physical_name}"
        elif column.logical_type not in found.fits:
            problem = f"{field} is {found.type}, not {LogicalType(column.logical_type).value}"
        else:
            continue
        raise SourceError(Sentence("sources.differs", name=name, problem=problem))


def _code(error: Exception) -> int:
    code = error.args[0] if error.args else 0
    return code if isinstance(code, int) else 0


def _is_lost(error: Exception) -> bool:
    return _code(error) in _LOST


def _ours(error: pymysql.Error, name: str, *, is_late: bool) -> SourceError:
    code = _code(error)
    if code in _SLOW:
        return SourceSlow(Sentence("sources.too-slow", name=name))
    if code in _LOST | _UNREACHABLE and is_late:
        return SourceSlow(Sentence("sources.no-answer", name=name))
    if code in _LOST | _UNREACHABLE:
        return SourceDown(Sentence("sources.unreachable", name=name, problem=f"MariaDB {code}"))
    if code in _DRIFT:
        return SourceError(Sentence("sources.differs", name=name, problem=str(error.args[1])))
    return SourceError(Sentence("sources.failed", name=name, problem=f"MariaDB {code}"))
