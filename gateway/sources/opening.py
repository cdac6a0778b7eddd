"""Opening a source by its URL: which databases, and over which connections, we read at all."""

import importlib
import ipaddress
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, cast

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from gateway.errors import SettingsBad
from gateway.policy import Rows, Wanted
from gateway.sources.columns import TableColumn, WriteGuard
from gateway.sources.opening_mariadb import mariadb_parameters
from gateway.sources.sqlite import SqliteSource

WHERE = "sources.url"

# What a URL may say of a connection beside host, port, user, password and database.
_PARAMETERS = frozenset(
    {"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "target_session_attrs"}
)


class DatabaseSource(Protocol):
    """A source that was opened; see `exchange.Source`."""

    def read(self, selection: Wanted) -> Rows:
        """Execute a selection read-only and time-limited."""

    def ping(self) -> None:
        """Raise a SourceError unless the database answers."""

    def columns(self, table: str) -> tuple[TableColumn, ...]:
        """Return the columns of a table, none if there is no such table; raises SourceError."""

    def guard(self) -> WriteGuard:
        """Try, harmlessly, to write, and say what came of it; raises SourceError."""

    def close(self) -> None:
        """Give the connections back."""


class _Server(Protocol):
    def __call__(
        self, connect: Mapping[str, object], *, timeout_seconds: float, pool_size: int
    ) -> DatabaseSource: ...


def open_source(url: str, *, timeout_seconds: float = 5.0, pool_size: int = 8) -> DatabaseSource:
    """Open `sqlite:///path`, `postgresql://user@host/database` or `mariadb://…`; connects when first read.

    Raises:
        SettingsBad: the URL names no database that we read, or an unsafe connection to one.
    """
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        raise SettingsBad("source-url", WHERE) from None
    if parts.drivername in {"sqlite", "sqlite+pysqlite"}:
        return SqliteSource(_sqlite_path(parts), timeout_seconds=timeout_seconds)
    if parts.drivername in {"postgresql", "postgresql+psycopg"}:
        server = _server("postgresql", "PostgresqlSource", "psycopg")
        connect: Mapping[str, object] = connection_parameters(parts, timeout_seconds)
    elif parts.drivername in {"mariadb", "mariadb+pymysql"}:
        server = _server("mariadb", "MariadbSource", "PyMySQL")
        connect = mariadb_parameters(parts, WHERE, stays_here=_stays_here(parts.host or ""))
    else:
        raise SettingsBad("source-url", WHERE)
    return server(connect, timeout_seconds=timeout_seconds, pool_size=pool_size)


def _sqlite_path(url: URL) -> Path:
    if not url.database or url.database == ":memory:" or url.query or url.host:
        raise SettingsBad("source-url", WHERE)
    return Path(url.database)


def connection_parameters(url: URL, timeout_seconds: float) -> dict[str, str | int]:
    """Say every parameter that matters, so that no environment variable can say another.

    Raises:
        SettingsBad: the server is not named, or is on another machine and not verified.
    """
    query = {name: value for name, value in url.query.items() if isinstance(value, str)}
    host = url.host or query.get("host", "")
    is_known = len(query) == len(url.query) and query.keys() <= _PARAMETERS
    if not is_known or not host or not url.database or not url.username or "," in host:
        raise SettingsBad("source-postgresql", WHERE, allowed=", ".join(sorted(_PARAMETERS)))
    parameters: dict[str, str | int] = {
        "hostaddr": "",
        "options": "",
        "port": url.port or 5432,
        "gssencmode": "disable",
        "application_name": "sinergi-gateway",
        "client_encoding": "UTF8",
        # libpq takes whole seconds, and at least two.
        "connect_timeout": max(2, math.ceil(timeout_seconds)),
        "tcp_user_timeout": math.ceil(timeout_seconds * 1000),
        "keepalives_idle": 30,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        **query,
        "host": host,
        "user": url.username,
        "dbname": url.database,
        "sslmode": _ssl_mode(host, query.get("sslmode")),
    }
    if parameters["sslmode"] == "verify-full":
        parameters.setdefault("sslrootcert", "system")
    if url.password is not None:
        parameters["password"] = str(url.password)
    return parameters


def _ssl_mode(host: str, asked: str | None) -> str:
    if _stays_here(host):
        return asked or "prefer"
    if asked not in {None, "verify-full"}:
        raise SettingsBad("source-tls", WHERE, mode=str(asked))
    return "verify-full"


def _stays_here(host: str) -> bool:
    if host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _server(kind: str, name: str, driver: str) -> _Server:
    # A driver comes with an extra; a gateway that reads SQLite alone does without.
    try:
        module = importlib.import_module(f"gateway.sources.{kind}")
    except ImportError:
        raise SettingsBad("source-driver", WHERE, driver=driver, extra=kind) from None
    return cast(_Server, getattr(module, name))
