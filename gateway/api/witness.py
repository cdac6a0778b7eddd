"""The calls between logs and witnesses (C2SP tlog-witness): open, bounded, and worth what is signed in them.

No HTTP signature is asked for, as the specification has it: a request counts by
the log's own signature on its checkpoint, an offer by the witness's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from flask import Flask, Response, request
from flask_smorest import Api, Blueprint
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from gateway.api import documentation
from gateway.api.faults import log_fault
from gateway.api.public import plain_problem
from gateway.api.wire import read_message, write_response
from gateway.catalogue import Sentence
from gateway.errors import (
    GatewayError,
    MethodWrong,
    PathUnknown,
    ProofBad,
    RequestBad,
    SignatureError,
    WitnessBusy,
)
from gateway.exchange import Reply

MAX_BODY = 96 * 1024
CALLS = 120
WINDOW = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What these calls need; `answer` is None where this gateway cosigns nobody's log.

    `held` returns the last checkpoint cosigned of a log, `accept` keeps cosignatures
    on our own.
    """

    answer: Callable[[bytes], Reply] | None
    held: Callable[[str], str | None]
    accept: Callable[[str], None]
    clock: Callable[[], datetime]


def create_witness(witnesses: Witnesses) -> Flask:
    """Return the WSGI application of a witness that is no gateway."""
    app = Flask("gateway.api", static_folder=None)
    app.config.update(
        API_TITLE="Sinergi witness",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    Api(app).register_blueprint(witness_blueprint(witnesses))

    def on_http_error(error: HTTPException) -> Response:
        ours: GatewayError = MethodWrong() if isinstance(error, MethodNotAllowed) else PathUnknown()
        return plain_problem(ours)

    def on_fault(error: Exception) -> Response:
        log_fault(error)
        return plain_problem(GatewayError())

    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(GatewayError, plain_problem)
    app.register_error_handler(Exception, on_fault)
    return app


class Brake:
    """Lets so many calls through in a while: a signature check is the most that a stranger can cost us."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._began = clock()
        self._count = 0
        self._lock = Lock()

    def check(self) -> None:
        """Count a call.

        Raises:
            WitnessBusy: there were too many.
        """
        now = self._clock()
        with self._lock:
            if not timedelta() <= now - self._began < WINDOW:
                self._began, self._count = now, 0
            self._count += 1
            if self._count > CALLS:
                raise WitnessBusy(Sentence("problems.witness-busy"))


def witness_blueprint(witnesses: Witnesses) -> Blueprint:
    """Return the routes of a witness."""
    blueprint = Blueprint("witness", __name__, description="Between logs and witnesses")
    brake = Brake(witnesses.clock)

    @blueprint.route("/v1/witness/add-checkpoint", methods=["POST"])
    @blueprint.doc(**documentation.ADD_CHECKPOINT)
    def add_checkpoint() -> Response:
        brake.check()
        if witnesses.answer is None:
            raise PathUnknown("no witness key")
        return write_response(witnesses.answer(_body()).unsigned())

    @blueprint.route("/v1/witness/checkpoint")
    @blueprint.doc(**documentation.HELD)
    def held() -> Response:
        brake.check()
        origins = request.args.getlist("origin")
        if len(request.args) != 1 or len(origins) != 1:
            raise RequestBad("wrong parameters", shown={"member": "origin"})
        note = witnesses.held(origins[0])
        if note is None:
            raise PathUnknown("no such log is held")
        return _text(note)

    @blueprint.route("/v1/witness/cosignatures", methods=["POST"])
    @blueprint.doc(**documentation.OFFER)
    def cosignatures() -> Response:
        brake.check()
        try:
            witnesses.accept(_body().decode("utf-8", "replace"))
        except (ProofBad, SignatureError) as error:
            raise RequestBad(str(error), shown={"member": "note"}) from error
        return _text("ok\n")

    return blueprint


def _body() -> bytes:
    return read_message(request.environ, MAX_BODY).body


def _text(text: str) -> Response:
    return write_response(Reply(200, "text/plain; charset=utf-8", text.encode()).unsigned())
