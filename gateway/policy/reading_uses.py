"""Uses: what a permission may do with one field, checked against the field itself."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from gateway.errors import RequestBad
from gateway.policy.conditions import Argument
from gateway.policy.model import Field
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import list_of, text_of, unknown_word
from gateway.policy.reading_nodes import MapNode, Node, TextNode
from gateway.policy.rights import Use
from gateway.policy.terms import TRANSFORMS, Transform

_PLAIN: Mapping[str, Literal["release", "condition", "lookup-key", "group", "measure"]] = MappingProxyType(
    {
        "release": "release",
        "condition": "condition",
        "lookup-key": "lookup-key",
        "group": "group",
        "measure": "measure",
    }
)
# Whoever knows the few values that there can be hashes them all, and finds each one.
_HASHES = frozenset(
    {
        "hash", "md5", "sha", "sha1", "sha256", "sha-256", "sha512", "sha-512", "sha3", "blake2", "crc32",
        "checksum", "digest",
    }
)  # fmt: skip


def read_uses(name: TextNode, node: Node, field: Field, shape: Faults, faults: Faults) -> tuple[Use, ...]:
    """Read the uses of one field.

    Mistakes of form go to `shape`; those against the contract to `faults`.
    """
    if field.classification.is_closed:
        faults.add("field-closed", name.place, field=field.name, classification=field.classification)
    if field.undisclosed:
        faults.add("field-undisclosed", name.place, field=field.name)
    uses = [use for item in list_of(node, shape) if (use := read_use(item, field, shape, faults))]
    if sum(use.kind in {"release", "transform"} for use in uses) > 1:
        faults.add("uses-many", node.place, field=field.name)
    for word in _PLAIN.keys() - {"release"}:
        if sum(use.kind == word for use in uses) > 1:
            shape.add("word-twice", node.place, word=word)
    return tuple(uses)


def read_use(node: Node, field: Field, shape: Faults, faults: Faults) -> Use | None:
    """Read one use: a word, or a transform and its arguments."""
    if isinstance(node, MapNode):
        if len(node.entries) != 1:
            shape.add("use-shape", node.place)
            return None
        key, arguments = node.entries[0]
    elif isinstance(node, TextNode):
        key, arguments = node, None
    else:
        shape.add("use-shape", node.place)
        return None
    word = text_of(key, shape)
    if word in _PLAIN and arguments is None:
        return Use(_PLAIN[word], node.place)
    if word in _PLAIN:
        shape.add("use-shape", node.place)
    elif word.lower() in _HASHES:
        shape.add("use-hash", key.place, use=word)
    elif word in TRANSFORMS:
        return _read_transform(TRANSFORMS[word], node, arguments, field, shape, faults)
    elif word:
        unknown_word(shape, "use-unknown", key.place, word, {*_PLAIN, *TRANSFORMS})
    return None


def _read_transform(
    transform: Transform, node: Node, arguments: Node | None, field: Field, shape: Faults, faults: Faults
) -> Use | None:
    if arguments is not None and not isinstance(arguments, MapNode):
        shape.add("not-map", arguments.place)
        return None
    given: list[tuple[str, Argument]] = []
    before = len(shape)
    for key, value in arguments.entries if arguments else ():
        parameter = transform.parameters.get(key.text)
        if parameter is None:
            unknown_word(shape, "argument-unknown", key.place, key.text, transform.parameters)
        elif raw := _texts_of(value, shape) if parameter.many else text_of(value, shape):
            try:
                given.append((key.text, parameter.parse(field.logical_type, raw, text=True)))
            except RequestBad as error:
                code = f"argument-{error.shown['reason']}"
                faults.add(code, value.place, transform=transform.name, argument=key.text)
                return None
    if len(shape) > before:
        return None
    flaws = transform.check(field, tuple(given))
    for flaw in flaws:
        faults.add(
            f"transform-{flaw}",
            node.place,
            transform=transform.name,
            field=field.name,
            type=field.logical_type,
        )
    return None if flaws else Use("transform", node.place, transform.name, tuple(given))


def _texts_of(node: Node, shape: Faults) -> list[str]:
    return [text_of(item, shape) for item in list_of(node, shape)]
