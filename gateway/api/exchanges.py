"""The signed calls of v1: each view names its kind and target, the journey does the rest."""

from collections.abc import Callable
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from gateway.api import documentation
from gateway.api.wire import headers_only, read_message, write_response
from gateway.errors import BodyTooLarge, GatewayError, MethodWrong
from gateway.exchange import CATALOG, DESCRIBE, LOOKUP, QUERY, RECEIPT, Call, Journey, Target, refusing

Refuse = Callable[[GatewayError], Response]


def refuser(journey: Journey) -> Refuse:
    """Return the view of requests that no kind answers; strangers are told 401 all the same."""

    def refuse(error: GatewayError) -> Response:
        message = headers_only(request.environ)
        return write_response(journey.answer(refusing(error), message, Target()))

    return refuse


def exchange_blueprint(journey: Journey, max_body_bytes: int) -> Blueprint:
    """Return the routes of v1 that need a signature."""
    blueprint = Blueprint("exchanges", __name__, url_prefix="/v1", description="Signed exchanges")
    refuse = refuser(journey)

    def travel(call: Call[Any, Any], target: Target) -> Response:
        if request.method == "HEAD":
            return refuse(MethodWrong("HEAD"))
        try:
            message = read_message(request.environ, max_body_bytes)
        except BodyTooLarge as error:
            return refuse(error)
        return write_response(journey.answer(call, message, target))

    @blueprint.route("/datasets/<provider>/<dataset>/query", methods=["POST"])
    @blueprint.doc(**documentation.QUERY)
    def query(provider: str, dataset: str) -> Response:
        return travel(QUERY, Target(provider=provider, dataset=dataset))

    @blueprint.route("/datasets/<provider>/<dataset>/lookup", methods=["POST"])
    @blueprint.doc(**documentation.LOOKUP)
    def lookup(provider: str, dataset: str) -> Response:
        return travel(LOOKUP, Target(provider=provider, dataset=dataset))

    @blueprint.route("/datasets/<provider>/<dataset>", methods=["GET"])
    @blueprint.doc(**documentation.DESCRIBE)
    def describe(provider: str, dataset: str) -> Response:
        return travel(DESCRIBE, Target(provider=provider, dataset=dataset))

    @blueprint.route("/catalog", methods=["GET"])
    @blueprint.doc(**documentation.CATALOG)
    def catalog() -> Response:
        return travel(CATALOG, Target())

    @blueprint.route("/exchanges/<exchange>/receipt", methods=["GET"])
    @blueprint.doc(**documentation.RECEIPT)
    def receipt(exchange: str) -> Response:
        return travel(RECEIPT, Target(exchange=exchange))

    return blueprint
