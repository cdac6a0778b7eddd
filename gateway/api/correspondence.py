"""What one agency's gateway asks another's: to take a proposal, its answer, and what is active there."""

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from gateway.api.documentation import operation
from gateway.api.exchanges import Exchanges
from gateway.api.wire import write_response
from gateway.errors import MethodWrong
from gateway.exchange import ANSWER, COMPARE, MAX_BYTES, PROPOSE, Call, Target

# Base64 makes four bytes of three, and the names of the files come on top.
_MOST = 2 * MAX_BYTES

_DIGEST = validate.Regexp("^[0-9a-f]{64}$")
_FILES = {"description": "path in the policy folder: base64 of the exact bytes"}


class ProposalSchema(Schema):
    """One agreement with the contracts, registers, trust files and signatures of its parties."""

    files = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata=_FILES | {"minProperties": 1}
    )


class ReceivedSchema(Schema):
    """What was taken into the inbox: the digest names it in every answer."""

    proposal = fields.String(required=True, validate=_DIGEST)
    agreement = fields.String(required=True)
    version = fields.Integer(required=True)


class SettlementSchema(Schema):
    """The answer to a proposal; an acceptance brings the signatures of the one who accepts."""

    proposal = fields.String(required=True, metadata={"description": "digest of the proposal"})
    answer = fields.String(required=True, validate=validate.OneOf(["accepted", "rejected"]))
    reason = fields.String(validate=validate.Length(1, 500))
    files = fields.Dict(keys=fields.String(), values=fields.String(), metadata=_FILES | {"maxProperties": 8})


class SettledSchema(Schema):
    """What was kept of an answer."""

    proposal = fields.String(required=True, validate=_DIGEST)
    answer = fields.String(required=True, validate=validate.OneOf(["accepted", "rejected"]))


class ActiveSchema(Schema):
    """The agreements between the two agencies that are active at the one who speaks."""

    active = fields.Dict(
        keys=fields.String(),
        values=fields.String(validate=_DIGEST),
        required=True,
        metadata={"description": "SHA-256 of the agreement's file, by its uid", "maxProperties": 1_000},
    )


COMPONENTS = {
    "Proposal": ProposalSchema,
    "Received": ReceivedSchema,
    "Settlement": SettlementSchema,
    "Settled": SettledSchema,
    "Active": ActiveSchema,
}


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


_PROPOSE = operation(
    "propose",
    "Propose a version of an agreement; only the gateway system of a party may",
    _json("Received"),
    body=_json("Proposal"),
)
# What is taken waits for people: it is accepted, and not done.
_PROPOSE["responses"]["202"] = _PROPOSE["responses"].pop("200") | {"description": "Accepted"}
_SETTLE = operation(
    "settle",
    "Accept or reject a proposal of this gateway",
    _json("Settled"),
    body=_json("Settlement"),
)
_COMPARE = operation(
    "compare",
    "State what is active, and be told what is active here: what differs is out of force",
    _json("Active"),
    body=_json("Active"),
)


def correspondence_blueprint(exchanges: Exchanges) -> Blueprint:
    """Return the routes between gateways."""
    blueprint = Blueprint("agreements", __name__, url_prefix="/v1/agreements", description="Between gateways")

    def travel(call: Call[Any, Any]) -> Response:
        if request.method == "HEAD":
            return write_response(exchanges.refuse(request.environ, MethodWrong("HEAD")))
        return write_response(exchanges.answer(request.environ, call, Target(), most=_MOST))

    @blueprint.route("/proposals", methods=["POST"])
    @blueprint.doc(**_PROPOSE)
    def propose() -> Response:
        return travel(PROPOSE)

    @blueprint.route("/answers", methods=["POST"])
    @blueprint.doc(**_SETTLE)
    def settle() -> Response:
        return travel(ANSWER)

    @blueprint.route("/active", methods=["POST"])
    @blueprint.doc(**_COMPARE)
    def compare() -> Response:
        return travel(COMPARE)

    return blueprint
