"""What a process that serves does beside answering: its address, the lines of the operators, its end."""

import os
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing import parent_process
from threading import Thread
from typing import TextIO, cast

import orjson
import structlog

from gateway.settings import Server

STOP_SECONDS = 30
"""How long a process may take to end once it is told to."""


def bind_problem(server: Server) -> OSError | None:
    """Return why the address of a server cannot be taken now; None where it can."""
    family = socket.AF_INET6 if ":" in server.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((server.host, server.port))
        except OSError as error:
            return error
    return None


class _Unfailing:
    """Where the operators' log goes: a disk without room for a line must not spoil an answer."""

    def write(self, text: str) -> int:
        try:
            sys.stderr.write(text)
        except OSError:
            return 0
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


_OPERATORS = _Unfailing()


def observe(event: str, facts: Mapping[str, object]) -> None:
    """Tell the operators' log, straight: a line at every request is no work for a chain of processors."""
    moment = f"{datetime.now(UTC).replace(tzinfo=None).isoformat()}Z"
    line = _as_line({"event": event, "level": "info", "timestamp": moment, **facts})
    _OPERATORS.write(f"{line}\n")


def begin_work() -> None:
    """Prepare a process that serves: how it writes lines, and when it ends."""
    # A fork has the handlers of the process that started it. They would swallow a wish that it end, until its
    # server sets its own; before that there is nothing to end in order.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(_as_line),
        ],
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, _OPERATORS)),
        cache_logger_on_first_use=True,
    )
    # A terminal sends Ctrl-C to every process; the one that started the workers ends them in order, and would
    # take those that end by themselves for fallen ones. Threads that start later inherit this.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _as_line(facts: object, **_: object) -> str:
    return orjson.dumps(facts, default=str, option=orjson.OPT_SORT_KEYS).decode()


def _end_with_parent() -> None:
    """Stop this worker when the process that started it is gone: else it would hold the address for good.

    A thread that hangs must not keep it either.
    """
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(STOP_SECONDS)
        os.kill(os.getpid(), signal.SIGKILL)
