"""JSON Schemas of the policy files (2020-12): an editor marks what `check` would refuse, while one types.

They say the shape of a file alone. What must agree between files, and what a
word may do with which field, is for `check`. A YAML reader types scalars by
their look, so a schema takes a text also where it looks like a number.
"""

from collections.abc import Mapping

from gateway.catalogue import Language, say
from gateway.drafting.schema_pieces import (
    DATE,
    MOMENT,
    SCALAR,
    TEXT,
    Schema,
    definitions,
    listed,
    mapping,
    named,
    ref,
    shape,
    whole,
    words,
)
from gateway.policy import TRANSFORMS, UNITS, ZONES, Classification, LogicalType, PersonalData, Role

KINDS = ("agreement", "contract", "register", "trust", "cases")

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def policy_schema(kind: str, language: Language) -> Schema:
    """Return the schema of one kind of file; its descriptions are in one language."""
    made = _MAKERS[kind]()
    described = _describe(made, language)
    return {
        "$schema": _DRAFT,
        "title": say(f"schema.kind-{kind}", language),
        **described,
        "$defs": definitions(),
    }


_LINE = "line"
_VERSION = whole(1, 999_999_999)
_FLAG: Schema = {"type": "boolean"}


def _agreement() -> Schema:
    party = {name: shape(_LINE) for name in ("name", "number", "signatory", "position", "duty_contact")}
    hours = whole(1, 24 * 366)
    return mapping(
        {
            "uid": shape("identifier"),
            "version": _VERSION,
            "title": shape(_LINE),
            "parties": listed(mapping({"agency": shape("identifier"), **party})) | {"minItems": 2},
            "validity": mapping({"from": DATE, "until": DATE, "timezone": words(*ZONES)}),
            "legalBasis": listed(mapping({"description": shape(_LINE)}, {"url": shape("url")})),
            "purposes": named("identifier", shape(_LINE)),
            "enforcement": words("enforce", "shadow"),
            "evidence": mapping({"warn_unwitnessed_hours": hours, "stop_unwitnessed_hours": hours}),
            "contracts": listed(
                mapping(
                    {
                        "dataset": shape("dataset-full-name"),
                        "version": shape("semver"),
                        "sha256": shape("sha256"),
                    }
                )
            ),
            "permissions": listed(_permission()),
        },
        {
            "sample": _FLAG,
            "predecessor": shape("sha256"),
            "prohibitions": listed(TEXT),
            "never": listed(_never()),
        },
    )


def _permission() -> Schema:
    limit = whole(1, 999_999_999)
    fields = listed(shape("field-name"))
    query = mapping(
        {"page_size": whole(1, 10_000)}, {"filter": fields, "sort": fields, "count": words("none", "exact")}
    )
    return mapping(
        {
            "id": shape("identifier"),
            "consumer": shape("identifier"),
            "dataset": shape("dataset-full-name"),
            "purpose": shape("identifier"),
            "fields": named("field-name", listed(ref("use"))),
        },
        {
            "rows": ref("condition"),
            "query": query,
            "lookup": mapping({"key": shape("field-name")}),
            "statistics": _statistics(),
            "quota": mapping({"period": words(*UNITS)}, {"requests": limit, "rows": limit}),
            "requires": listed(words("on_behalf_of", "case_ref")),
            "duties": listed({"anyOf": [TEXT, _duty()]}),
        },
    )


def _duty() -> Schema:
    retention = {"anyOf": [mapping({"days": whole(1, 36_500)}), mapping({"until": DATE})]}
    return mapping({}, {"text": TEXT, "retention": retention}) | {"minProperties": 1}


def _statistics() -> Schema:
    group = {"anyOf": [shape("field-name"), named("field-name", ref("transform")) | {"maxProperties": 1}]}
    total = mapping({"sum": mapping({"field": shape("field-name"), "base": whole(3, 999_999_999)})})
    table = mapping(
        {
            "id": shape("identifier"),
            "group": listed(group),
            "measures": listed({"anyOf": [words("count"), total]}),
        }
    )
    return mapping(
        {"period": words("day", "month", "once"), "tables": listed(table)},
        {"k": whole(3, 1_000_000), "base": whole(3, 999_999_999)},
    )


def _never() -> Schema:
    fields, dataset = listed(shape("field-name")), {"dataset": shape("dataset-full-name")}
    return {
        "anyOf": [
            mapping(dataset | {"fields": fields}),
            mapping(dataset | {"outside": ref("condition")}),
            mapping(dataset | {"together": fields | {"minItems": 2}}),
        ]
    }


def _contract() -> Schema:
    custom_table = _custom({"order": shape("field-name"), "subjectKey": shape("field-name")})
    table = mapping(
        {
            "name": TEXT,
            "physicalName": shape("table-name"),
            "logicalType": words("object"),
            "properties": listed(_property()),
            "customProperties": custom_table,
        },
        {"description": TEXT, "businessName": TEXT, "tags": listed(TEXT)},
    )
    return mapping(
        {
            "apiVersion": words("v3.1.0"),
            "kind": words("DataContract"),
            "id": TEXT,
            "name": shape("dataset-name"),
            "version": shape("semver"),
            "status": words("active", "deprecated"),
            "tenant": shape("identifier"),
            "description": mapping({"purpose": TEXT}, {"limitations": TEXT, "usage": TEXT}),
            "schema": listed(table) | {"maxItems": 1},
        },
        {"domain": TEXT, "dataProduct": TEXT, "tags": listed(TEXT)},
    )


def _property() -> Schema:
    basis = mapping({"type": TEXT, "url": shape("url")}, {"description": shape(_LINE)})
    lengths = {"minLength": whole(0, 999_999_999), "maxLength": whole(0, 999_999_999)}
    return mapping(
        {"name": shape("field-name"), "logicalType": words(*LogicalType)},
        {
            "businessName": TEXT,
            "physicalName": shape("column-name"),
            "physicalType": TEXT,
            "description": TEXT,
            "primaryKey": _FLAG,
            "primaryKeyPosition": whole(1, 1),
            "required": _FLAG,
            "unique": _FLAG,
            "tags": listed(TEXT),
            "classification": words(*Classification),
            "authoritativeDefinitions": listed(basis),
            "logicalTypeOptions": mapping({}, lengths),
            "customProperties": _custom(
                {
                    "dataPribadi": words(*PersonalData),
                    "penetapan": shape(_LINE),
                    "undisclosed": _FLAG,
                    "derives": listed(shape("field-name")),
                    "distinct": whole(1, 999_999_999),
                }
            ),
        },
    )


def _custom(values: Mapping[str, Schema]) -> Schema:
    each = [
        mapping({"property": {"const": name}, "value": value}, {"description": TEXT})
        for name, value in values.items()
    ]
    return listed({"anyOf": each})


def _register() -> Schema:
    lines = ("number", "issuing_body", "registering_body", "official", "signed_at")
    exemption = mapping(
        {
            **{name: shape(_LINE) for name in lines},
            "decided": DATE,
            "letter": shape("letter"),
            "fields": listed(shape("dataset-field")),
            "reason": TEXT,
        },
        {"until": DATE, "review": DATE, "revoked": DATE},
    )
    return mapping({"agency": shape("identifier"), "version": _VERSION, "exemptions": listed(exemption)})


def _trust() -> Schema:
    official = mapping(
        {
            "id": shape("identifier"),
            "name": shape(_LINE),
            "position": shape(_LINE),
            "decree": shape(_LINE),
            "since": DATE,
        },
        {"until": DATE, "acting": words("Plt", "Plh")},
    )
    key = mapping(
        {
            "role": words(*Role),
            "holder": shape("identifier"),
            "jwk": ref("jwk"),
            "from": MOMENT,
            "until": MOMENT,
        }
    )
    roots = mapping({"threshold": whole(1, 100), "keys": listed(ref("jwk"))})
    return mapping(
        {
            "agency": shape("identifier"),
            "version": _VERSION,
            "expires": MOMENT,
            "roots": roots,
            "officials": listed(official),
            "systems": named("identifier", shape(_LINE)),
            "keys": listed(key),
        },
        {"predecessor": shape("sha256")},
    )


def _cases() -> Schema:
    row = {"type": "object", "additionalProperties": SCALAR}
    null = mapping({"is_null": {"const": True}})
    rows = listed(row)
    both = {"on_behalf_of": shape(_LINE), "case_ref": shape(_LINE)}
    query = mapping(
        {},
        {
            "fields": listed(TEXT),
            "filter": ref("condition"),
            "sort": listed(TEXT),
            "page_size": whole(1, 100_000),
            "count": _FLAG,
            **both,
        },
    )
    answer = {"type": "object", "additionalProperties": {"anyOf": [SCALAR, null]}}
    expect = mapping(
        {},
        {
            "refused": TEXT,
            "fields": named("field-name", words("release", *TRANSFORMS)),
            "rows": listed(answer),
            "no_rows": {"const": True},
            "count": whole(0, 999_999_999),
        },
    )
    case = mapping(
        {
            "name": shape(_LINE),
            "consumer": shape("identifier"),
            "dataset": shape("dataset-full-name"),
            "purpose": shape("identifier"),
            "expect": expect | {"minProperties": 1},
        },
        {
            "now": MOMENT,
            "query": query,
            "lookup": mapping({"key": SCALAR}, {"fields": listed(TEXT), **both}),
            "rows": rows,
        },
    )
    return mapping({"now": MOMENT, "cases": listed(case)}, {"rows": named("dataset-full-name", rows)})


def _describe(schema: Schema, language: Language) -> Schema:
    """Give the keys that need a word of explanation theirs."""
    properties = schema.get("properties", {})
    for name, each in properties.items():
        key = f"schema.key-{name}"
        if name in _EXPLAINED:
            each = properties[name] = {"description": say(key, language), **each}
        if "items" in each and "properties" in each["items"]:
            each["items"] = _describe(each["items"], language)
        elif "properties" in each:
            properties[name] = _describe(each, language)
    return schema


_EXPLAINED = frozenset(
    {
        "predecessor", "validity", "enforcement", "evidence", "contracts", "permissions", "never", "fields",
        "rows", "query", "lookup", "statistics", "quota", "requires", "duties", "classification",
        "customProperties", "letter", "roots", "keys", "expect",
    }
)  # fmt: skip

_MAKERS = {
    "agreement": _agreement,
    "contract": _contract,
    "register": _register,
    "trust": _trust,
    "cases": _cases,
}
