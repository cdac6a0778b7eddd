"""Connections to a server, kept for reuse: a bounded number of them, and none trusted to be still there.

What is asked of a connection and what its errors mean is the driver's own affair,
handed in as functions.
"""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar, cast

from sqlalchemy import QueuePool
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import TimeoutError as PoolTimeout

from gateway.catalogue import Sentence
from gateway.errors import SourceDown, SourceSlow

_RECYCLE_SECONDS = 1800

Connection = TypeVar("Connection")
Found = TypeVar("Found")


class Pool(Generic[Connection]):
    """Connections of one source. Safe to share between threads; make it after a fork.

    `is_lost` says of a driver's error that the connection broke, or fell behind
    its server, so that another connection may well serve.
    """

    def __init__(
        self,
        open_one: Callable[[], Connection],
        *,
        failures: type[Exception],
        is_lost: Callable[[Exception], bool],
        timeout_seconds: float,
        size: int,
    ) -> None:
        self._failures = failures
        self._is_lost = is_lost
        self._timeout = timeout_seconds
        self._size = size
        self._closed = threading.Event()
        # Last in, first out: the connection opened in place of a stale one is the next to be used.
        self._kept = QueuePool(
            cast(Callable[[], DBAPIConnection], open_one),
            pool_size=size,
            max_overflow=0,
            timeout=timeout_seconds,
            recycle=_RECYCLE_SECONDS,
            use_lifo=True,
            reset_on_return=None,
        )

    def use(self, ask: Callable[[Connection], Found], name: str) -> Found:
        """Ask a connection; ask another when one that lay here turns out to be stale.

        Raises:
            SourceDown: the pool is closed, or all connections stay in use.
            SourceSlow: every connection broke, and the time is over.
        """
        started = time.monotonic()
        try:
            for _ in range(self._size):
                try:
                    return self._attempt(ask)
                except _Stale:
                    continue
            return self._attempt(ask)
        except PoolTimeout:
            raise SourceDown(Sentence("sources.busy", name=name)) from None
        except _Stale:
            if time.monotonic() - started > self._timeout:
                raise SourceSlow(Sentence("sources.no-answer", name=name)) from None
            raise SourceDown(Sentence("sources.unreachable", name=name, problem="-")) from None

    def close(self) -> None:
        """Close the connections that no thread is using; the others close when given back."""
        self._closed.set()
        self._kept.dispose()

    def _attempt(self, ask: Callable[[Connection], Found]) -> Found:
        if self._closed.is_set():
            raise SourceDown(Sentence("sources.closed"))
        pooled = self._kept.connect()
        is_reused = bool(pooled.info.get("is_used"))
        pooled.info["is_used"] = True
        started = time.monotonic()
        try:
            return ask(cast(Connection, pooled.driver_connection))
        except self._failures as error:
            pooled.invalidate()
            # A first connection that breaks, or one that took its time, is no stale one.
            if is_reused and self._is_lost(error) and time.monotonic() - started < self._timeout:
                raise _Stale from None
            raise
        finally:
            pooled.close()
            if self._closed.is_set():
                self._kept.dispose()


class _Stale(Exception):
    """A connection that lay in the pool was cut in the meantime; another will do."""
