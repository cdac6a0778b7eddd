"""What a query and a lookup bring: rows or one row, and what was withheld."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gateway.catalogue import Sentence
from gateway.errors import AnswerBad


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer whose signature and digest were checked.

    `body` is the exact bytes that the receipt commits to; `delete_by` the last day
    on which the rows may be held.
    """

    exchange_id: str
    data: tuple[Mapping[str, Any], ...]
    withheld: tuple[Mapping[str, str], ...]
    next_cursor: str | None
    count: int | None
    body: bytes
    duties: tuple[str, ...] = ()
    delete_by: str | None = None

    def exact_rows(self) -> tuple[Mapping[str, Any], ...]:
        """Return the rows with all their digits: numbers with a point as decimals, not as floats."""
        return tuple(json.loads(self.body, parse_float=Decimal)["data"])


def parse_page(exchange_id: str, value: Mapping[str, Any], body: bytes) -> Page:
    """Read the documented members of a query's answer.

    Raises:
        AnswerBad: a member is missing or of another type.
    """
    rows, withheld = objects_of(value, "data"), objects_of(value, "withheld")
    cursor, count = value.get("next_cursor"), value.get("count")
    if not isinstance(cursor, str | None) or not isinstance(count, int | None):
        raise AnswerBad(Sentence("client.not-documented", part="next_cursor, count"))
    return Page(exchange_id, rows, withheld, cursor, count, body, *read_duties(value))


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a lookup, its signature and digest checked; `data` is None when nothing was found.

    A key that is not there and one whose row is not granted are told alike.
    """

    exchange_id: str
    data: Mapping[str, Any] | None
    withheld: tuple[Mapping[str, str], ...]
    body: bytes
    duties: tuple[str, ...] = ()
    delete_by: str | None = None

    @property
    def found(self) -> bool:
        """Say whether the key was found."""
        return self.data is not None


def parse_finding(exchange_id: str, value: Mapping[str, Any], body: bytes) -> Finding:
    """Read the documented members of a lookup's answer.

    Raises:
        AnswerBad: a member is missing or of another type, or they contradict each other.
    """
    found, data, withheld = value.get("found"), value.get("data"), objects_of(value, "withheld")
    if not isinstance(data, dict | None) or found is not (data is not None):
        raise AnswerBad(Sentence("client.not-documented", part="found, data"))
    return Finding(exchange_id, data, withheld, body, *read_duties(value))


def read_duties(value: Mapping[str, Any]) -> tuple[tuple[str, ...], str | None]:
    """Read what an answer says is owed for it: texts, and the day to delete by.

    Raises:
        AnswerBad: a member is of another type, or the day is none.
    """
    duties, delete_by = value.get("duties", []), value.get("delete_by")
    if not isinstance(duties, list) or not all(isinstance(each, str) for each in duties):
        raise AnswerBad(Sentence("client.not-documented", part="duties"))
    try:
        return tuple(duties), None if delete_by is None else date.fromisoformat(delete_by).isoformat()
    except (ValueError, TypeError) as error:
        raise AnswerBad(Sentence("client.not-documented", part="delete_by")) from error


def objects_of(value: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    """Read a member that is a list of objects.

    Raises:
        AnswerBad: it is none.
    """
    found = value.get(name)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise AnswerBad(Sentence("client.not-documented", part=name))
    return tuple(found)
