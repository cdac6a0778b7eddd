"""The documented shapes of v1 bodies: what OpenAPI shows.

The exchange parses bodies itself, strictly; these schemas describe what it
accepts and answers, and a test holds the two against each other.
"""

from marshmallow import INCLUDE, Schema, fields, validate

_TEXT = validate.Length(1, 4_096)
_DIGEST = validate.Regexp("^[0-9a-f]{64}$")


class QuerySchema(Schema):
    """A query for rows of one dataset for one purpose; a member without a value is left out."""

    agreement = fields.String(
        required=True, validate=_TEXT, metadata={"description": "uid perjanjian / agreement uid"}
    )
    purpose = fields.String(
        required=True, validate=_TEXT, metadata={"description": "tujuan penggunaan / purpose code"}
    )
    fields_ = fields.List(
        fields.String(validate=_TEXT),
        data_key="fields",
        validate=validate.Length(1),
        metadata={"description": "omitted: every granted field", "uniqueItems": True},
    )
    filter = fields.Dict(
        metadata={
            "description": "a condition on fields granted for filtering: "
            "{field: {equals|in|within|between|is_null: value}}, or {all|any: [condition, ...]}",
            "minProperties": 1,
            "maxProperties": 1,
        }
    )
    sort = fields.List(
        fields.String(validate=_TEXT),
        validate=validate.Length(max=16),
        metadata={"description": "a leading hyphen sorts downwards", "uniqueItems": True},
    )
    page_size = fields.Integer(
        validate=validate.Range(1, 100_000), metadata={"description": "no more than is granted"}
    )
    cursor = fields.String(
        validate=_TEXT, metadata={"description": "next_cursor of the page before; lives for an hour"}
    )
    count = fields.Boolean(metadata={"description": "also count all rows; needs its right"})
    on_behalf_of = fields.String(validate=_TEXT)
    case_ref = fields.String(validate=_TEXT)
    agreement_digest = fields.String(
        validate=_TEXT,
        metadata={"description": "SHA-256 of the agreement as the caller holds it; refused when it differs"},
    )
    dry_run = fields.Boolean(metadata={"description": "verdicts only; nothing is read"})


class LookupSchema(Schema):
    """A lookup of the one row of one dataset whose key has exactly this value."""

    agreement = fields.String(
        required=True, validate=_TEXT, metadata={"description": "uid perjanjian / agreement uid"}
    )
    purpose = fields.String(
        required=True, validate=_TEXT, metadata={"description": "tujuan penggunaan / purpose code"}
    )
    key = fields.Raw(
        required=True,
        metadata={
            "description": "the whole value, of the type that the contract gives the key; no prefix, no list",
            "type": ["string", "number", "boolean"],
        },
    )
    fields_ = fields.List(
        fields.String(validate=_TEXT),
        data_key="fields",
        validate=validate.Length(1),
        metadata={"description": "omitted: every granted field", "uniqueItems": True},
    )
    on_behalf_of = fields.String(validate=_TEXT)
    case_ref = fields.String(validate=_TEXT)
    agreement_digest = fields.String(
        validate=_TEXT,
        metadata={"description": "SHA-256 of the agreement as the caller holds it; refused when it differs"},
    )
    dry_run = fields.Boolean(metadata={"description": "verdicts only; nothing is read or counted"})


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
    duties = fields.List(fields.String())
    delete_by = fields.Date(metadata={"description": "the last day on which these rows may be held"})


class FindingSchema(Schema):
    """The row of a key, or nothing: not there, not granted and not unique answer alike."""

    found = fields.Boolean(required=True)
    data = fields.Dict(
        required=True, allow_none=True, metadata={"description": "null when nothing was found"}
    )
    withheld = fields.List(fields.Nested(WithheldSchema), required=True)
    duties = fields.List(fields.String())
    delete_by = fields.Date()


class StatisticsSchema(Schema):
    """A table as it was frozen: no totals, no small groups, figures rounded to their base."""

    table = fields.String(required=True)
    period = fields.String(required=True, metadata={"description": "a day, a month, or `once`"})
    snapshot = fields.String(required=True, metadata={"description": "SHA-256 of what was frozen"})
    k = fields.Integer(required=True, metadata={"description": "no group has fewer rows"})
    columns = fields.List(
        fields.Dict(),
        required=True,
        metadata={"description": "what stands in each place of a row: {field} or {measure, base}"},
    )
    data = fields.List(fields.List(fields.Raw()), required=True)
    withheld = fields.List(fields.Nested(WithheldSchema), required=True)
    duties = fields.List(fields.String())
    delete_by = fields.Date()


class AcknowledgementSchema(Schema):
    """What arrived: the SHA-256 of the answer's body, over its exact bytes."""

    answer = fields.String(required=True, validate=_DIGEST, metadata={"description": "SHA-256, hexadecimal"})


class AcknowledgedSchema(Schema):
    """Which exchange is acknowledged, and by which entry: the first word on it stays."""

    exchange = fields.String(required=True)
    answer = fields.String(required=True, validate=_DIGEST)
    acknowledgement = fields.String(
        required=True, metadata={"description": "exchange id of the entry; its receipt is your record"}
    )


class VerdictSchema(Schema):
    """What happens to one field, and why."""

    field = fields.String(required=True)
    verdict = fields.String(
        required=True, validate=validate.OneOf(["release", "transform", "withhold", "group", "measure"])
    )
    reason = fields.String(required=True)
    classification = fields.String(required=True)
    legal_basis = fields.String(required=True)
    transform = fields.String()


class DryRunSchema(Schema):
    """What a query or lookup would release; nothing was read."""

    dry_run = fields.Boolean(required=True)
    verdicts = fields.List(fields.Nested(VerdictSchema), required=True)


class ReadinessSchema(Schema):
    """What works and what does not: `ok`, or the code of what is wrong."""

    status = fields.String(required=True, validate=validate.OneOf(["ok", "unavailable"]))
    checks = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class ProblemSchema(Schema):
    """A refusal (RFC 9457); other members say more of it, such as `field`, `legal_basis` and `contact`."""

    class Meta:
        """RFC 9457 section 3.2: a reader passes over members it does not know."""

        unknown = INCLUDE

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
