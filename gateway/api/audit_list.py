"""What auditors ask by machine: entries of the log by filter, in the form that they accept."""

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from gateway.api.documentation import operation
from gateway.api.exchanges import Exchanges
from gateway.api.wire import write_response
from gateway.audit import OUTCOMES
from gateway.errors import MethodWrong
from gateway.exchange import (
    AUDIT_LIST,
    CSV,
    JSON,
    MAX_PAGE_SIZE,
    NDJSON,
    ORDERS,
    PARQUET,
    SCOPES,
    WORDS,
    XLSX,
    Target,
)

_DIGEST = validate.Regexp("^[0-9a-f]{64}$")


class EntryRecordSchema(Schema):
    """One entry of the log: what its leaf says in the open, the leaf itself, and where it stands."""

    index = fields.Integer(required=True)
    recorded_at = fields.String(required=True)
    exchange_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    code = fields.String(required=True, allow_none=True)
    consumer = fields.String(required=True, allow_none=True)
    system = fields.String(required=True, allow_none=True)
    provider = fields.String(required=True, allow_none=True)
    dataset = fields.String(required=True, allow_none=True)
    agreement = fields.String(required=True, allow_none=True)
    version = fields.String(required=True, allow_none=True)
    permission = fields.String(required=True, allow_none=True)
    purpose = fields.String(required=True, allow_none=True)
    rows = fields.Integer(required=True, allow_none=True)
    verdicts = fields.List(fields.Dict(), required=True)
    leaf = fields.String(required=True, metadata={"description": "the exact text whose hash is in the tree"})
    leaf_hash = fields.String(required=True, validate=_DIGEST)
    tree_size = fields.Integer(required=True, metadata={"description": "for /v1/log/proof/inclusion"})
    tree_root = fields.String(required=True, validate=_DIGEST)


class HeadSchema(Schema):
    """The checkpoint that the page was read under."""

    origin = fields.String(required=True)
    size = fields.Integer(required=True)
    root = fields.String(required=True, validate=_DIGEST)
    note = fields.String(required=True, metadata={"description": "the C2SP signed note itself"})


class EntryListSchema(Schema):
    """A page of entries; the list ends where the log ended when its first page was asked for."""

    entries = fields.List(fields.Nested(EntryRecordSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    checkpoint = fields.Nested(HeadSchema, required=True)


COMPONENTS = {"EntryList": EntryListSchema}


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"in": "query", "name": name, "required": False, "schema": schema}


_BINARY = {"schema": {"type": "string", "format": "binary"}}
_CHOICES = {"scope": SCOPES, "outcome": OUTCOMES, "order": ORDERS}
_LIST = operation(
    "listEntries",
    "Entries of the log by filter, for its own agency's auditors; each page that is read is an entry. "
    "The forms other than JSON name the next page in Link, rel=next",
    {
        JSON: {"schema": {"$ref": "#/components/schemas/EntryList"}},
        NDJSON: {"schema": {"type": "string"}},
        CSV: {"schema": {"type": "string"}},
        XLSX: _BINARY,
        PARQUET: _BINARY,
    },
    texts=dict.fromkeys(WORDS, False),
)
_LIST["parameters"] += [
    *(_parameter(name, {"type": "string", "format": "date-time"}) for name in ("from", "until")),
    *(_parameter(name, {"type": "string", "enum": list(words)}) for name, words in _CHOICES.items()),
    _parameter("exchange", {"type": "string", "format": "uuid"}),
    _parameter("page_size", {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE}),
    _parameter("cursor", {"type": "string", "minLength": 1, "maxLength": 4_096}),
]


def audit_blueprint(exchanges: Exchanges) -> Blueprint:
    """Return the route of lists of entries."""
    blueprint = Blueprint("audit", __name__, url_prefix="/v1/audit", description="For auditors")

    @blueprint.route("/entries", methods=["GET"])
    @blueprint.doc(**_LIST)
    def entries() -> Response:
        if request.method == "HEAD":
            return write_response(exchanges.refuse(request.environ, MethodWrong("HEAD")))
        return write_response(exchanges.answer(request.environ, AUDIT_LIST, Target()))

    return blueprint
