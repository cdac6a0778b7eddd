"""The open calls: what anybody may read, because it proves and reveals nothing more."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import orjson
from flask import Response, request
from flask_smorest import Blueprint

from gateway.api import documentation
from gateway.api.problems import describe_refusal, problem_codes
from gateway.api.wire import write_response
from gateway.errors import GatewayError, PathUnknown, ProofBad, RequestBad
from gateway.exchange import Log, Reply

_MAX_SIZE = 2**53


@dataclass(frozen=True, slots=True)
class Public:
    """What the open calls need: logs, public keys, and checks that raise when something is amiss.

    `log` is the first one, which a path without an id means whatever comes after it; `logs` are all, by id.
    """

    log: Log
    jwks: Mapping[str, Sequence[Mapping[str, str]]]
    checks: Mapping[str, Callable[[], object]]
    logs: Mapping[str, Log] = field(default_factory=dict)

    def find(self, log: str) -> Log:
        """Return the log of an id.

        Raises:
            PathUnknown: this gateway never had it.
        """
        found = self.logs.get(log)
        if found is None:
            raise PathUnknown("no log of this gateway")
        return found


def public_blueprint(public: Public) -> Blueprint:
    """Return the routes that need no signature."""
    blueprint = Blueprint("public", __name__, description="Open to everybody")

    @blueprint.route("/v1/log/checkpoint")
    @blueprint.doc(**documentation.CHECKPOINT)
    def checkpoint() -> Response:
        return _checkpoint(public.log)

    @blueprint.route("/v1/log/proof/inclusion")
    @blueprint.doc(**documentation.INCLUSION)
    def inclusion() -> Response:
        index, size = _numbers("index", "size")
        return _proof(public.log.inclusion, index, size)

    @blueprint.route("/v1/log/proof/consistency")
    @blueprint.doc(**documentation.CONSISTENCY)
    def consistency() -> Response:
        first, second = _numbers("first", "second")
        return _proof(public.log.consistency, first, second)

    @blueprint.route("/v1/logs/<log>/checkpoint")
    @blueprint.doc(**documentation.CHECKPOINT_OF)
    def checkpoint_of(log: str) -> Response:
        return _checkpoint(public.find(log))

    @blueprint.route("/v1/logs/<log>/proof/inclusion")
    @blueprint.doc(**documentation.INCLUSION_OF)
    def inclusion_of(log: str) -> Response:
        return _proof(public.find(log).inclusion, *_numbers("index", "size"))

    @blueprint.route("/v1/logs/<log>/proof/consistency")
    @blueprint.doc(**documentation.CONSISTENCY_OF)
    def consistency_of(log: str) -> Response:
        return _proof(public.find(log).consistency, *_numbers("first", "second"))

    @blueprint.route("/.well-known/jwks.json")
    @blueprint.doc(**documentation.JWKS)
    def jwks() -> Response:
        return _json(public.jwks, media_type="application/jwk-set+json")

    @blueprint.route("/healthz")
    @blueprint.doc(**documentation.HEALTH)
    def health() -> Response:
        return _json({"status": "ok"})

    @blueprint.route("/readyz")
    @blueprint.doc(**documentation.READY)
    def ready() -> Response:
        states = {name: _state(check) for name, check in public.checks.items()}
        is_ready = all(state == "ok" for state in states.values())
        body = {"status": "ok" if is_ready else "unavailable", "checks": states}
        return _json(body, status=200 if is_ready else 503)

    @blueprint.route("/problems/<code>")
    @blueprint.doc(**documentation.EXPLAIN)
    def explain(code: str) -> Response:
        reply = problem_codes().get(code)
        if reply is None:
            raise PathUnknown("no such problem code")
        return write_response(reply.unsigned())

    return blueprint


def _checkpoint(log: Log) -> Response:
    return _text(log.head(), ("cache-control", "public, max-age=1"))


def _numbers(*names: str) -> tuple[int, ...]:
    """Read query parameters that are whole numbers; exactly these, each once."""
    given = [name for name, _ in request.args.items(multi=True)]
    if sorted(given) != sorted(names):
        raise RequestBad("wrong parameters", shown={"member": ", ".join(names)})
    texts = [request.args[name] for name in names]
    if not all(text.isascii() and text.isdecimal() and len(text) <= 16 for text in texts):
        raise RequestBad("not a number", shown={"member": ", ".join(names)})
    return tuple(min(int(text), _MAX_SIZE) for text in texts)


def _proof(make: Callable[[int, int], list[bytes]], first: int, second: int) -> Response:
    try:
        proof = make(first, second)
    except ProofBad as error:
        raise RequestBad(str(error), shown={"member": "size"}) from error
    return _json({"proof": [b64encode(node).decode() for node in proof]})


def _state(check: Callable[[], object]) -> str:
    try:
        check()
    except GatewayError as error:
        return error.code
    return "ok"


def _text(text: str, *headers: tuple[str, str]) -> Response:
    return write_response(Reply(200, "text/plain; charset=utf-8", text.encode(), headers).unsigned())


def _json(body: object, *, media_type: str = "application/json", status: int = 200) -> Response:
    return write_response(Reply(status, media_type, orjson.dumps(body)).unsigned())


def plain_problem(error: GatewayError) -> Response:
    """Answer a refusal on an open call: unsigned, for there is no request to bind it to.

    It is not to be kept: a tile that is not there yet will be.
    """
    refusal = describe_refusal(error, "").unsigned()
    return write_response(replace(refusal, headers=(*refusal.headers, ("cache-control", "no-store"))))
