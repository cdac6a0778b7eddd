"""What a query brings: rows, and what was withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.catalogue import Sentence
from gateway.errors import AnswerBad


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer whose signature and digest were checked.

    `body` is the exact bytes that the receipt commits to.
    """

    exchange_id: str
    data: tuple[Mapping[str, Any], ...]
    withheld: tuple[Mapping[str, str], ...]
    next_cursor: str | None
    count: int | None
    body: bytes


def parse_page(exchange_id: str, value: Mapping[str, Any], body: bytes) -> Page:
    """Read the documented members of a query's answer.

    Raises:
        AnswerBad: a member is missing or of another type.
    """
    rows, withheld = _objects(value, "data"), _objects(value, "withheld")
    cursor, count = value.get("next_cursor"), value.get("count")
    if not isinstance(cursor, str | None) or not isinstance(count, int | None):
        raise AnswerBad(Sentence("client.not-documented", part="next_cursor, count"))
    return Page(exchange_id, rows, withheld, cursor, count, body)


def _objects(value: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    found = value.get(name)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise AnswerBad(Sentence("client.not-documented", part=name))
    return tuple(found)
