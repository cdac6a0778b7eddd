"""Connections that stay open between two uses: taking one from a pool costs as much as a small statement.

Each is lent to one user at a time, and only while it is of this process and of the
file that has the name now; on a server, only while no other one was lost since.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine

from gateway.storage.engine import Home

Found = TypeVar("Found")

KEPT = 4
"""How many stay open; uses are so short that more seldom meet."""


class OpenConnections:
    """The open connections of one engine, in this process and in those forked from it."""

    def __init__(self, engine: Engine, home: Callable[[], Home]) -> None:
        self._engine = engine
        self._home = home
        # Those of a parent stay in its list, untouched: to close one here would end it there.
        self._open: dict[int, list[Connection]] = {}

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """Lend a connection."""
        connection = self._take()
        try:
            yield connection
        except BaseException:
            self._drop(connection)
            raise
        self._put_back(connection)

    def ask(self, question: Callable[[Connection], Found]) -> Found:
        """Ask a connection one thing: what `lent` does, at less cost."""
        connection = self._take()
        try:
            found = question(connection)
        except BaseException:
            self._drop(connection)
            raise
        self._put_back(connection)
        return found

    def close(self) -> None:
        """Close the connections of this process that are not in use."""
        open_here = self._open_here()
        while open_here:
            open_here.pop().close()

    def _take(self) -> Connection:
        open_here = self._open_here()
        home = self._home()
        while open_here:
            # The one used last: a server may have given up on those that lie for long.
            connection = open_here.pop()
            if connection.info["home"] == home:
                return connection
            connection.invalidate()
            connection.close()
        return self._engine.connect()

    def _put_back(self, connection: Connection) -> None:
        if connection.in_transaction():
            # SQLAlchemy's own notion of one: the driver is in autocommit mode.
            connection.rollback()
        open_here = self._open_here()
        if len(open_here) < KEPT and not connection.invalidated:
            open_here.append(connection)
        else:
            connection.close()

    def _drop(self, connection: Connection) -> None:
        if connection.invalidated:
            self.close()
        connection.close()

    def _open_here(self) -> list[Connection]:
        return self._open.setdefault(os.getpid(), [])
