"""The Flask application of the auditors' door, and its place beside the machines' door."""

import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from flask_bootstrap import Bootstrap5
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from gateway.console.agreements import add_agreements
from gateway.console.bundles import Bundles
from gateway.console.entrance import add_entrance
from gateway.console.exchange_pages import add_exchanges
from gateway.console.gate import Gate
from gateway.console.log_pages import add_log
from gateway.console.pages import add_pages, show
from gateway.console.ports import Desk
from gateway.errors import (
    AccessBusy,
    AccessError,
    BodyTooLarge,
    ExchangeUnknown,
    FormForged,
    GatewayError,
    InvitationBad,
    LogError,
    MethodWrong,
    PathUnknown,
    PolicyFilesBad,
    RequestBad,
    SessionEnded,
    SignatureMalformed,
)
from gateway.signing import normal_authority

MOUNT = "/konsol"
MAX_FORM_BYTES = 16_384

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

STATUS: dict[type[GatewayError], int] = {
    AccessError: 403,
    SessionEnded: 401,
    InvitationBad: 404,
    AccessBusy: 429,
    FormForged: 403,
    RequestBad: 400,
    PathUnknown: 404,
    MethodWrong: 405,
    BodyTooLarge: 413,
    ExchangeUnknown: 404,
    LogError: 503,
    PolicyFilesBad: 503,
}


def create_console(desk: Desk) -> Flask:
    """Join the pages into one WSGI application."""
    app = Flask("gateway.console", static_url_path="/aset")
    app.config.update(
        BOOTSTRAP_SERVE_LOCAL=True,
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        PROPAGATE_EXCEPTIONS=False,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.strict_slashes = True
    Bootstrap5(app)
    gate = Gate(desk)
    bundles = Bundles(desk.bundle_files)
    add_pages(app, desk)
    add_entrance(app, desk, gate)
    add_exchanges(app, desk, gate, bundles)
    add_log(app, desk, gate)
    add_agreements(app, desk, gate)
    _handle_errors(app, desk)

    @app.before_request
    def check_name() -> None:
        # A page under a name that is not ours could be another site's view of a loopback address.
        if not _is_ours(request.host, desk):
            raise PathUnknown("asked under another name")

    return app


def mount_console(outside: WSGI, console: Flask) -> WSGI:
    """Put the console below its path; everything else reaches the application outside untouched."""
    mounted = DispatcherMiddleware(outside, {MOUNT: console})

    def served(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        # A dispatcher takes a path apart piece by piece; the machines' paths need not wait for that.
        is_ours = environ.get("PATH_INFO", "").startswith(MOUNT)
        return (mounted if is_ours else outside)(environ, start_response)

    return served


def _same_page() -> str | None:
    """Return the address of this page, below our own path whatever was asked for."""
    if request.method != "GET" or request.endpoint is None:
        return None
    return f"{request.script_root}{request.full_path.rstrip('?')}"


def _is_ours(host: str, desk: Desk) -> bool:
    try:
        return normal_authority(host) in desk.authorities
    except SignatureMalformed:
        return False


def _handle_errors(app: Flask, desk: Desk) -> None:
    def on_refusal(error: GatewayError) -> Response:
        kind = next((kind for kind in type(error).__mro__ if kind in STATUS), None)
        if kind is None:
            return on_fault(error)
        response = show(
            "problem.html",
            STATUS[kind],
            code=error.code,
            member=error.shown.get("member"),
            # A link from a mail or another site brings no session along; the same link from here does.
            again=_same_page() if isinstance(error, SessionEnded) else None,
        )
        if isinstance(error, AccessBusy):
            response.headers["Retry-After"] = "60"
        return response

    def on_http_error(error: HTTPException) -> Response:
        ours: GatewayError = PathUnknown()
        if isinstance(error, MethodNotAllowed):
            ours = MethodWrong()
        elif isinstance(error, RequestEntityTooLarge):
            ours = BodyTooLarge()
        return on_refusal(ours)

    def on_fault(error: Exception) -> Response:
        # The places of a traceback are code; its text may quote what an entry holds.
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-6:]]
        desk.observe("unforeseen-fault", {"kind": type(error).__name__, "places": places})
        return show("problem.html", 500, code=GatewayError.code, member=None, again=None)

    app.register_error_handler(GatewayError, on_refusal)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(Exception, on_fault)
