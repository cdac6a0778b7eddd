"""The signed calls of v1: each view names its kind and target, the journey does the rest."""

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from gateway.api import documentation
from gateway.api.wire import headers_only, read_message, write_response
from gateway.errors import BodyTooLarge, GatewayError, MethodWrong
from gateway.exchange import (
    ACKNOWLEDGE,
    AUDIT_ENTRIES,
    CATALOG,
    DESCRIBE,
    LOOKUP,
    QUERY,
    RECEIPT,
    STATISTICS,
    Call,
    Journey,
    Target,
    refusing,
)
from gateway.signing import Answer

Environ = dict[str, Any]


class Exchanges:
    """From a WSGI request to a signed answer; knows of Flask nothing."""

    def __init__(self, journey: Journey, max_body_bytes: int) -> None:
        self._journey = journey
        self._max_body_bytes = max_body_bytes

    def answer(self, environ: Environ, call: Call[Any, Any], target: Target, *, most: int = 0) -> Answer:
        """Make the journey of a call; `most` is for kinds that need a larger body than the others."""
        try:
            message = read_message(environ, max(self._max_body_bytes, most))
        except BodyTooLarge as error:
            return self.refuse(environ, error)
        return self._journey.answer(call, message, target)

    def refuse(self, environ: Environ, error: GatewayError) -> Answer:
        """Answer a request that no kind answers; strangers are told 401 all the same."""
        return self._journey.answer(refusing(error), headers_only(environ), Target())


def exchange_blueprint(exchanges: Exchanges) -> Blueprint:
    """Return the routes of v1 that need a signature."""
    blueprint = Blueprint("exchanges", __name__, url_prefix="/v1", description="Signed exchanges")

    def travel(call: Call[Any, Any], target: Target) -> Response:
        if request.method == "HEAD":
            return write_response(exchanges.refuse(request.environ, MethodWrong("HEAD")))
        return write_response(exchanges.answer(request.environ, call, target))

    @blueprint.route("/datasets/<provider>/<dataset>/query", methods=["POST"])
    @blueprint.doc(**documentation.QUERY)
    def query(provider: str, dataset: str) -> Response:
        return travel(QUERY, Target(provider=provider, dataset=dataset))

    @blueprint.route("/datasets/<provider>/<dataset>/lookup", methods=["POST"])
    @blueprint.doc(**documentation.LOOKUP)
    def lookup(provider: str, dataset: str) -> Response:
        return travel(LOOKUP, Target(provider=provider, dataset=dataset))

    @blueprint.route("/datasets/<provider>/<dataset>/statistics/<table>", methods=["GET"])
    @blueprint.doc(**documentation.STATISTICS)
    def statistics(provider: str, dataset: str, table: str) -> Response:
        return travel(STATISTICS, Target(provider=provider, dataset=dataset, table=table))

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

    @blueprint.route("/exchanges/<exchange>/acknowledgement", methods=["POST"])
    @blueprint.doc(**documentation.ACKNOWLEDGE)
    def acknowledge(exchange: str) -> Response:
        return travel(ACKNOWLEDGE, Target(exchange=exchange))

    @blueprint.route("/log/tile/entries/<path:place>", methods=["GET"])
    @blueprint.doc(**documentation.BUNDLE)
    def entries(place: str) -> Response:
        return travel(AUDIT_ENTRIES, Target(tile=f"tile/entries/{place}"))

    @blueprint.route("/logs/<log>/tile/entries/<path:place>", methods=["GET"])
    @blueprint.doc(**documentation.BUNDLE_OF)
    def entries_of(log: str, place: str) -> Response:
        return travel(AUDIT_ENTRIES, Target(tile=f"tile/entries/{place}", log=log))

    return blueprint
