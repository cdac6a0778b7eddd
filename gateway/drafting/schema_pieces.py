"""The pieces that schemas of policy files are made of, and what several kinds of file share."""

from collections.abc import Mapping
from typing import Any

from gateway.policy import SHAPES, TRANSFORMS, Parameter, Transform

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": 4000}
DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
MOMENT: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
SCALAR: Schema = {"type": ["string", "number", "boolean"]}


def shape(name: str) -> Schema:
    # A text of digits alone looks like a number to an editor; a pattern binds texts only.
    return {"type": ["string", "integer"], "pattern": f"^(?:{SHAPES[name]})$"}


def mapping(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def listed(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


def named(key: str, value: Schema) -> Schema:
    """Return a mapping whose keys are the file's own names."""
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^(?:{SHAPES[key]})$"},
        "additionalProperties": value,
        "minProperties": 1,
    }


def whole(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def words(*words: str) -> Schema:
    return {"enum": list(words)}


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def definitions() -> Schema:
    comparisons = [
        mapping({"equals": SCALAR}),
        mapping({"in": listed(SCALAR)}),
        mapping({"within": SCALAR}),
        mapping({"between": listed(SCALAR) | {"minItems": 2, "maxItems": 2}}),
        mapping({"is_null": {"const": True}}),
    ]
    joined = listed(ref("condition"))
    field = named("field-name", {"anyOf": comparisons}) | {"maxProperties": 1}
    return {
        "condition": {"anyOf": [mapping({"all": joined}), mapping({"any": joined}), field]},
        "transform": {"anyOf": [each for transform in TRANSFORMS.values() for each in _transform(transform)]},
        "use": {"anyOf": [words("release", "condition", "lookup-key", "group", "measure"), ref("transform")]},
        "jwk": {
            "type": "object",
            "properties": {"kty": words("OKP", "EC", "RSA")},
            "required": ["kty"],
            "additionalProperties": TEXT,
        },
    }


def _transform(transform: Transform) -> list[Schema]:
    """Return the ways to write a transform: its name alone where it needs no argument, and with arguments."""
    needed = {name: _argument(each) for name, each in transform.parameters.items() if each.required}
    others = {name: _argument(each) for name, each in transform.parameters.items() if not each.required}
    ways = [mapping({transform.name: mapping(needed, others)})] if transform.parameters else []
    return ways if needed else [words(transform.name), *ways]


def _argument(parameter: Parameter) -> Schema:
    single = _single(parameter)
    return listed(single) if parameter.many else single


def _single(parameter: Parameter) -> Schema:
    if parameter.choices:
        return words(*parameter.choices)
    if parameter.kind == "integer":
        return whole(parameter.low, parameter.high)
    return DATE if parameter.kind == "day" else SCALAR
