"""Request bodies: one JSON object in UTF-8, with the documented members and no others.

A duplicate member is refused rather than resolved: two readers of one body
must never see two requests.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any, Never

from gateway.errors import BodyNotJson, MediaTypeWrong, RequestBad
from gateway.signing import Message


def parse_object(message: Message, required: Collection[str], optional: Collection[str]) -> dict[str, Any]:
    """Return the body's members.

    Raises:
        MediaTypeWrong: the content type is not application/json.
        BodyNotJson: not one JSON object in UTF-8, a name stands twice, or no JSON number.
        RequestBad: a member is missing, unknown or null.
    """
    media_type = (message.field("content-type") or "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise MediaTypeWrong("content type is not application/json")
    try:
        value = _DECODER.decode(message.body.decode("utf-8"))
        if b"\\u" in message.body:
            # An escaped lone surrogate passes the parser, but no UTF-8 text can hold it.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise BodyNotJson("body is not JSON") from error
    if not isinstance(value, dict):
        raise BodyNotJson("body is not a JSON object")
    for name in value:
        if name not in required and name not in optional:
            # The caller made this name up: it is told, but not the operator's log.
            raise RequestBad("an unknown member", shown={"member": name[:64]})
    for name in (*required, *value):
        if value.get(name) is None:
            refuse(name)
    return value


def check_texts(body: Mapping[str, Any], *names: str) -> None:
    """Refuse a member that is there and is no text, or an empty or a very long one."""
    for name in names:
        if name in body and not is_text(body[name]):
            refuse(name)


def check_flags(body: Mapping[str, Any], *names: str) -> None:
    """Refuse a member that is there and is neither true nor false."""
    for name in names:
        if not isinstance(body.get(name, False), bool):
            refuse(name)


def is_text(value: object) -> bool:
    """Say whether a value is text of a length that a name or reference may have."""
    return isinstance(value, str) and 0 < len(value) <= 4_096


def field_names(value: object) -> tuple[str, ...] | None:
    """Read `fields`: a list of different names, or nothing at all."""
    if value is None:
        return None
    if not isinstance(value, list) or not value or not all(is_text(name) for name in value):
        refuse("fields")
    if len(set(value)) != len(value):
        refuse("fields")
    return tuple(value)


def refuse(member: str) -> Never:
    """Refuse one member of the body, by its documented name."""
    raise RequestBad(f"member {member}", shown={"member": member})


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a name stands twice")
    return value


def _refuse(constant: str) -> Never:
    raise ValueError(constant)


# Made once: a decoder costs as much as a small body.
_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse)
