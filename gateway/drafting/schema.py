"""JSON Schemas of the policy files (2020-12): an editor marks what `check` would refuse, while one types.

They say the shape of a file alone. What must agree between files, and what a
word may do with which field, is for `check`. A YAML reader types scalars by
their look, so a schema takes a text also where it looks like a number.
"""

from collections.abc import Mapping
from typing import Any

from gateway.catalogue import Language, say
from gateway.policy import (
    SHAPES,
    TRANSFORMS,
    UNITS,
    ZONES,
    Classification,
    LogicalType,
    Parameter,
    PersonalData,
    Role,
    Transform,
)

Schema = dict[str, Any]
KINDS = ("agreement", "contract", "register", "trust", "cases")

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": 4000}
_DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_MOMENT: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}


def policy_schema(kind: str, language: Language) -> Schema:
    """Return the schema of one kind of file; its descriptions are in one language."""
    made = _MAKERS[kind]()
    described = _describe(made, language)
    return {"$schema": _DRAFT, "title": say(f"schema.{kind}", language), **described, "$defs": _definitions()}


def _shape(name: str) -> Schema:
    # A text of digits alone looks like a number to an editor; a pattern binds texts only.
    return {"type": ["string", "integer"], "pattern": f"^(?:{SHAPES[name]})$"}


def _map(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


def _named(key: str, value: Schema) -> Schema:
    """Return a mapping whose keys are the file's own names."""
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^(?:{SHAPES[key]})$"},
        "additionalProperties": value,
        "minProperties": 1,
    }


def _whole(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _words(*words: str) -> Schema:
    return {"enum": list(words)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_LINE = "line"
_VERSION = _whole(1, 999_999_999)
_FLAG: Schema = {"type": "boolean"}


def _agreement() -> Schema:
    party = {name: _shape(_LINE) for name in ("name", "number", "signatory", "position", "duty_contact")}
    hours = _whole(1, 24 * 366)
    return _map(
        {
            "uid": _shape("identifier"),
            "version": _VERSION,
            "title": _shape(_LINE),
            "parties": _list(_map({"agency": _shape("identifier"), **party})) | {"minItems": 2},
            "validity": _map({"from": _DATE, "until": _DATE, "timezone": _words(*ZONES)}),
            "legalBasis": _list(_map({"description": _shape(_LINE)}, {"url": _shape("url")})),
            "purposes": _named("identifier", _shape(_LINE)),
            "enforcement": _words("enforce", "shadow"),
            "evidence": _map({"warn_unwitnessed_hours": hours, "stop_unwitnessed_hours": hours}),
            "contracts": _list(
                _map(
                    {
                        "dataset": _shape("dataset-full-name"),
                        "version": _shape("semver"),
                        "sha256": _shape("sha256"),
                    }
                )
            ),
            "permissions": _list(_permission()),
        },
        {
            "sample": _FLAG,
            "predecessor": _shape("sha256"),
            "prohibitions": _list(_TEXT),
            "never": _list(_never()),
        },
    )


def _permission() -> Schema:
    limit = _whole(1, 999_999_999)
    fields = _list(_shape("field-name"))
    query = _map(
        {"page_size": _whole(1, 10_000)}, {"filter": fields, "sort": fields, "count": _words("none", "exact")}
    )
    return _map(
        {
            "id": _shape("identifier"),
            "consumer": _shape("identifier"),
            "dataset": _shape("dataset-full-name"),
            "purpose": _shape("identifier"),
            "fields": _named("field-name", _list(_ref("use"))),
        },
        {
            "rows": _ref("condition"),
            "query": query,
            "lookup": _map({"key": _shape("field-name")}),
            "statistics": _statistics(),
            "quota": _map({"period": _words(*UNITS)}, {"requests": limit, "rows": limit}),
            "requires": _list(_words("on_behalf_of", "case_ref")),
            "duties": _list({"anyOf": [_TEXT, _duty()]}),
        },
    )


def _duty() -> Schema:
    retention = {"anyOf": [_map({"days": _whole(1, 36_500)}), _map({"until": _DATE})]}
    return _map({}, {"text": _TEXT, "retention": retention}) | {"minProperties": 1}


def _statistics() -> Schema:
    group = {"anyOf": [_shape("field-name"), _named("field-name", _ref("transform")) | {"maxProperties": 1}]}
    total = _map({"sum": _map({"field": _shape("field-name"), "base": _whole(3, 999_999_999)})})
    table = _map(
        {
            "id": _shape("identifier"),
            "group": _list(group),
            "measures": _list({"anyOf": [_words("count"), total]}),
        }
    )
    return _map(
        {"period": _words("day", "month", "once"), "tables": _list(table)},
        {"k": _whole(3, 1_000_000), "base": _whole(3, 999_999_999)},
    )


def _never() -> Schema:
    fields, dataset = _list(_shape("field-name")), {"dataset": _shape("dataset-full-name")}
    return {
        "anyOf": [
            _map(dataset | {"fields": fields}),
            _map(dataset | {"outside": _ref("condition")}),
            _map(dataset | {"together": fields | {"minItems": 2}}),
        ]
    }


def _contract() -> Schema:
    custom_table = _custom({"order": _shape("field-name"), "subjectKey": _shape("field-name")})
    table = _map(
        {
            "name": _TEXT,
            "physicalName": _shape("table-name"),
            "logicalType": _words("object"),
            "properties": _list(_property()),
            "customProperties": custom_table,
        },
        {"description": _TEXT, "businessName": _TEXT, "tags": _list(_TEXT)},
    )
    return _map(
        {
            "apiVersion": _words("v3.1.0"),
            "kind": _words("DataContract"),
            "id": _TEXT,
            "name": _shape("dataset-name"),
            "version": _shape("semver"),
            "status": _words("active", "deprecated"),
            "tenant": _shape("identifier"),
            "description": _map({"purpose": _TEXT}, {"limitations": _TEXT, "usage": _TEXT}),
            "schema": _list(table) | {"maxItems": 1},
        },
        {"domain": _TEXT, "dataProduct": _TEXT, "tags": _list(_TEXT)},
    )


def _property() -> Schema:
    basis = _map({"type": _TEXT, "url": _shape("url")}, {"description": _shape(_LINE)})
    lengths = {"minLength": _whole(0, 999_999_999), "maxLength": _whole(0, 999_999_999)}
    return _map(
        {"name": _shape("field-name"), "logicalType": _words(*LogicalType)},
        {
            "businessName": _TEXT,
            "physicalName": _shape("column-name"),
            "physicalType": _TEXT,
            "description": _TEXT,
            "primaryKey": _FLAG,
            "primaryKeyPosition": _whole(1, 1),
            "required": _FLAG,
            "unique": _FLAG,
            "tags": _list(_TEXT),
            "classification": _words(*Classification),
            "authoritativeDefinitions": _list(basis),
            "logicalTypeOptions": _map({}, lengths),
            "customProperties": _custom(
                {
                    "dataPribadi": _words(*PersonalData),
                    "penetapan": _shape(_LINE),
                    "undisclosed": _FLAG,
                    "derives": _list(_shape("field-name")),
                    "distinct": _whole(1, 999_999_999),
                }
            ),
        },
    )


def _custom(values: Mapping[str, Schema]) -> Schema:
    each = [
        _map({"property": {"const": name}, "value": value}, {"description": _TEXT})
        for name, value in values.items()
    ]
    return _list({"anyOf": each})


def _register() -> Schema:
    lines = ("number", "issuing_body", "registering_body", "official", "signed_at")
    exemption = _map(
        {
            **{name: _shape(_LINE) for name in lines},
            "decided": _DATE,
            "letter": _shape("letter"),
            "fields": _list(_shape("dataset-field")),
            "reason": _TEXT,
        },
        {"until": _DATE, "review": _DATE, "revoked": _DATE},
    )
    return _map({"agency": _shape("identifier"), "version": _VERSION, "exemptions": _list(exemption)})


def _trust() -> Schema:
    official = _map(
        {
            "id": _shape("identifier"),
            "name": _shape(_LINE),
            "position": _shape(_LINE),
            "decree": _shape(_LINE),
            "since": _DATE,
        },
        {"until": _DATE, "acting": _words("Plt", "Plh")},
    )
    key = _map(
        {
            "role": _words(*Role),
            "holder": _shape("identifier"),
            "jwk": _ref("jwk"),
            "from": _MOMENT,
            "until": _MOMENT,
        }
    )
    roots = _map({"threshold": _whole(1, 100), "keys": _list(_ref("jwk"))})
    return _map(
        {
            "agency": _shape("identifier"),
            "version": _VERSION,
            "expires": _MOMENT,
            "roots": roots,
            "officials": _list(official),
            "systems": _named("identifier", _shape(_LINE)),
            "keys": _list(key),
        },
        {"predecessor": _shape("sha256")},
    )


def _cases() -> Schema:
    row = {"type": "object", "additionalProperties": _SCALAR}
    null = _map({"is_null": {"const": True}})
    rows = _list(row)
    both = {"on_behalf_of": _shape(_LINE), "case_ref": _shape(_LINE)}
    query = _map(
        {},
        {
            "fields": _list(_TEXT),
            "filter": _ref("condition"),
            "sort": _list(_TEXT),
            "page_size": _whole(1, 100_000),
            "count": _FLAG,
            **both,
        },
    )
    answer = {"type": "object", "additionalProperties": {"anyOf": [_SCALAR, null]}}
    expect = _map(
        {},
        {
            "refused": _TEXT,
            "fields": _named("field-name", _words("release", *TRANSFORMS)),
            "rows": _list(answer),
            "no_rows": {"const": True},
            "count": _whole(0, 999_999_999),
        },
    )
    case = _map(
        {
            "name": _shape(_LINE),
            "consumer": _shape("identifier"),
            "dataset": _shape("dataset-full-name"),
            "purpose": _shape("identifier"),
            "expect": expect | {"minProperties": 1},
        },
        {
            "now": _MOMENT,
            "query": query,
            "lookup": _map({"key": _SCALAR}, {"fields": _list(_TEXT), **both}),
            "rows": rows,
        },
    )
    return _map({"now": _MOMENT, "cases": _list(case)}, {"rows": _named("dataset-full-name", rows)})


def _definitions() -> Schema:
    comparisons = [
        _map({"equals": _SCALAR}),
        _map({"in": _list(_SCALAR)}),
        _map({"within": _SCALAR}),
        _map({"between": _list(_SCALAR) | {"minItems": 2, "maxItems": 2}}),
        _map({"is_null": {"const": True}}),
    ]
    joined = _list(_ref("condition"))
    field = _named("field-name", {"anyOf": comparisons}) | {"maxProperties": 1}
    return {
        "condition": {"anyOf": [_map({"all": joined}), _map({"any": joined}), field]},
        "transform": {"anyOf": [each for transform in TRANSFORMS.values() for each in _transform(transform)]},
        "use": {
            "anyOf": [_words("release", "condition", "lookup-key", "group", "measure"), _ref("transform")]
        },
        "jwk": {
            "type": "object",
            "properties": {"kty": _words("OKP", "EC", "RSA")},
            "required": ["kty"],
            "additionalProperties": _TEXT,
        },
    }


def _transform(transform: Transform) -> list[Schema]:
    """Return the ways to write a transform: its name alone where it needs no argument, and with arguments."""
    needed = {name: _argument(each) for name, each in transform.parameters.items() if each.required}
    others = {name: _argument(each) for name, each in transform.parameters.items() if not each.required}
    ways = [_map({transform.name: _map(needed, others)})] if transform.parameters else []
    return ways if needed else [_words(transform.name), *ways]


def _argument(parameter: Parameter) -> Schema:
    single = _single(parameter)
    return _list(single) if parameter.many else single


def _single(parameter: Parameter) -> Schema:
    if parameter.choices:
        return _words(*parameter.choices)
    if parameter.kind == "integer":
        return _whole(parameter.low, parameter.high)
    return _DATE if parameter.kind == "day" else _SCALAR


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
