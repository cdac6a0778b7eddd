"""The Flask application of the machines' door.

Under /v1, the open log aside, a stranger is told 401 before anything else, so
that nobody learns without a key which paths exist. An unforeseen fault is answered as `internal`.
"""

from flask import Flask, Response, request
from flask_smorest import Api
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from gateway.api import audit_list, schemas
from gateway.api.correspondence import COMPONENTS, correspondence_blueprint
from gateway.api.door import Door
from gateway.api.exchanges import Exchanges, exchange_blueprint
from gateway.api.faults import log_fault
from gateway.api.public import Public, plain_problem, public_blueprint
from gateway.api.tiles import tile_blueprint
from gateway.api.wire import write_response
from gateway.api.witness import Witnesses, witness_blueprint
from gateway.errors import GatewayError, MethodWrong, PathUnknown
from gateway.exchange import Journey

_OPEN = ("/v1/log/", "/v1/logs/", "/v1/witness/")

_COMPONENTS = {
    "Query": schemas.QuerySchema,
    "Page": schemas.PageSchema,
    "Lookup": schemas.LookupSchema,
    "Finding": schemas.FindingSchema,
    "Statistics": schemas.StatisticsSchema,
    "DryRun": schemas.DryRunSchema,
    "Acknowledgement": schemas.AcknowledgementSchema,
    "Acknowledged": schemas.AcknowledgedSchema,
    "Readiness": schemas.ReadinessSchema,
    "Problem": schemas.ProblemSchema,
    "Catalog": schemas.CatalogSchema,
    "Description": schemas.DescriptionSchema,
    "Proof": schemas.ProofSchema,
}


def create_api(
    journey: Journey, public: Public, *, max_body_bytes: int, witnesses: Witnesses | None = None
) -> Flask:
    """Join views, problems and the OpenAPI document into one WSGI application."""
    app = Flask("gateway.api", static_folder=None)
    app.url_map.strict_slashes = True
    # A redirect would tell a stranger that the path exists.
    app.url_map.merge_slashes = False
    app.config.update(
        API_TITLE="Sinergi",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/",
        OPENAPI_JSON_PATH="openapi.json",
        PROVIDE_AUTOMATIC_OPTIONS=False,
        PROPAGATE_EXCEPTIONS=False,
    )
    api = Api(app)
    for name, schema in (_COMPONENTS | COMPONENTS | audit_list.COMPONENTS).items():
        api.spec.components.schema(name, schema=schema)
    api.spec.components.security_scheme(
        "signature",
        {"type": "http", "scheme": "signature", "description": "HTTP Message Signatures (RFC 9421)"},
    )
    exchanges = Exchanges(journey, max_body_bytes)
    api.register_blueprint(exchange_blueprint(exchanges))
    api.register_blueprint(correspondence_blueprint(exchanges))
    api.register_blueprint(audit_list.audit_blueprint(exchanges))
    api.register_blueprint(public_blueprint(public))
    api.register_blueprint(tile_blueprint(public))
    if witnesses is not None:
        api.register_blueprint(witness_blueprint(witnesses))
    _handle_errors(app, exchanges)
    app.wsgi_app = Door(exchanges, app.wsgi_app)  # type: ignore[method-assign]
    return app


def _handle_errors(app: Flask, exchanges: Exchanges) -> None:
    def on_http_error(error: HTTPException) -> Response:
        ours: GatewayError = MethodWrong() if isinstance(error, MethodNotAllowed) else PathUnknown()
        is_open = request.path.startswith(_OPEN) or not f"{request.path}/".startswith("/v1/")
        return plain_problem(ours) if is_open else write_response(exchanges.refuse(request.environ, ours))

    def on_refusal(error: GatewayError) -> Response:
        return plain_problem(error)

    def on_fault(error: Exception) -> Response:
        log_fault(error)
        return plain_problem(GatewayError())

    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(GatewayError, on_refusal)
    app.register_error_handler(Exception, on_fault)
