"""One HTTP edge for every gateway of a test run: making one takes longer than a hundred exchanges.

The Flask application is the real one; only the journey and the open calls
behind it are looked up anew at each request.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from threading import local
from typing import Any, Protocol, cast

from flask import Flask

from gateway.api import Public, create_api
from gateway.audit import log_id
from gateway.errors import PathUnknown
from gateway.exchange import Journey, Log

MAX_BODY = 65_536


class Behind(Protocol):
    """What the edge needs of the gateway behind it."""

    journey: Journey
    log: Any
    checks: Mapping[str, Callable[[], object]]
    jwks: Mapping[str, Any]


class _Stage(local):
    """The gateway that this thread's request is for; stands in for a `Journey` and a `Public`."""

    gateway: Behind

    def answer(self, *request: Any) -> Any:
        return self.gateway.journey.answer(*request)

    @property
    def log(self) -> Log:
        return cast(Log, self.gateway.log)

    def find(self, log: str) -> Log:
        if log != log_id(self.gateway.log.origin):
            raise PathUnknown("no log of this gateway")
        return self.log

    @property
    def jwks(self) -> Mapping[str, Any]:
        return self.gateway.jwks

    @property
    def checks(self) -> Mapping[str, Callable[[], object]]:
        return self.gateway.checks


@cache
def _shared() -> tuple[Flask, _Stage]:
    stage = _Stage()
    return create_api(cast(Journey, stage), cast(Public, stage), max_body_bytes=MAX_BODY), stage


class Edge:
    """The WSGI application of one gateway."""

    def __init__(self, gateway: Behind) -> None:
        self._gateway = gateway

    @property
    def flask(self) -> Flask:
        """The application itself, to look at."""
        return _shared()[0]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        app, stage = _shared()
        stage.gateway = self._gateway
        return cast(Iterable[bytes], app(environ, start_response))
