"""The documented shapes of v1 bodies: what OpenAPI shows.

The exchange parses bodies itself, strictly; these schemas describe what it
accepts and answers, and a test holds the two against each other.
"""

from marshmallow import Schema, fields, validate


class QuerySchema(Schema):
    """A query for rows of one dataset for one purpose."""

    agreement = fields.String(required=True, metadata={"description": "uid perjanjian / agreement uid"})
    purpose = fields.String(required=True, metadata={"description": "tujuan penggunaan / purpose code"})
    fields_ = fields.List(
        fields.String(),
        data_key="fields",
        metadata={"description": "omitted: every granted field"},
    )
    filter = fields.Dict(metadata={"description": "a condition on fields granted for filtering"})
    sort = fields.List(fields.String(), metadata={"description": "a leading hyphen sorts downwards"})
    page_size = fields.Integer(validate=validate.Range(1, 100_000))
    cursor = fields.String(metadata={"description": "next_cursor of the page before"})
    count = fields.Boolean()
    on_behalf_of = fields.String()
    case_ref = fields.String()
    dry_run = fields.Boolean(metadata={"description": "verdicts only; nothing is read"})


class WithheldSchema(Schema):
    """A field that exists and does not leave."""

    field = fields.String(required=True)
    classification = fields.String(required=True)
    legal_basis = fields.String(required=True)


class PageSchema(Schema):
    """One page of released rows."""

    data = fields.List(fields.Dict(), required=True)
    withheld = fields.List(fields.Nested(WithheldSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    count = fields.Integer()


class ProblemSchema(Schema):
    """A refusal (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    title_en = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    detail_en = fields.String(required=True)
    code = fields.String(required=True)
    exchange_id = fields.String()


class CatalogSchema(Schema):
    """The datasets in which the caller has a permission in force."""

    provider = fields.String(required=True)
    datasets = fields.List(fields.Dict(), required=True)


class DescriptionSchema(Schema):
    """One dataset as the caller may see it: its fields, and a verdict on each per permission."""

    provider = fields.String(required=True)
    dataset = fields.String(required=True)
    version = fields.String(required=True)
    sha256 = fields.String(required=True)
    description = fields.String(required=True)
    fields_ = fields.List(fields.Dict(), data_key="fields", required=True)
    permissions = fields.List(fields.Dict(), required=True)


class ProofSchema(Schema):
    """Hashes of an inclusion or consistency proof (RFC 9162 section 2.1), base64."""

    proof = fields.List(fields.String(), required=True)
