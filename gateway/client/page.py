"""What a query and a lookup bring: rows or one row, and what was withheld."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
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

    def exact_rows(self) -> tuple[Mapping[str, Any], ...]:
        """Return the rows with all their digits: numbers with a point as decimals, not as floats."""
        return tuple(json.loads(self.body, parse_float=Decimal)["data"])


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


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a lookup, its signature and digest checked; `data` is None when nothing was found.

    A key that is not there and one whose row is not granted are told alike.
    """

    exchange_id: str
    data: Mapping[str, Any] | None
    withheld: tuple[Mapping[str, str], ...]
    body: bytes

    @property
    def found(self) -> bool:
        """Say whether the key was found."""
        return self.data is not None


def parse_finding(exchange_id: str, value: Mapping[str, Any], body: bytes) -> Finding:
    """Read the documented members of a lookup's answer.

    Raises:
        AnswerBad: a member is missing or of another type, or they contradict each other.
    """
    found, data, withheld = value.get("found"), value.get("data"), _objects(value, "withheld")
    if not isinstance(data, dict | None) or found is not (data is not None):
        raise AnswerBad(Sentence("client.not-documented", part="found, data"))
    return Finding(exchange_id, data, withheld, body)


def _objects(value: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    found = value.get(name)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise AnswerBad(Sentence("client.not-documented", part=name))
    return tuple(found)
