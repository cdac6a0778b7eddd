"""Request bodies: one JSON object in UTF-8, with the documented members and no others.

A duplicate member is refused rather than resolved: two readers of one body
must never see two requests.
"""

import json
from collections.abc import Collection
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
        value = json.loads(message.body.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
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
