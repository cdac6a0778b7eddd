"""What a query brings: rows, and what was withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    data, withheld, cursor = value.get("data"), value.get("withheld"), value.get("next_cursor")
    if not isinstance(data, list) or not isinstance(withheld, list):
        raise AnswerBad("the answer has no rows")
    if not isinstance(cursor, str | None):
        raise AnswerBad("the answer's cursor is not text")
    return Page(exchange_id, tuple(data), tuple(withheld), cursor, value.get("count"), body)
