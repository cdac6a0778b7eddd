"""Rows of different services made comparable: equal values, however a service writes them.

A decimal may come as a number or as text, a moment with `Z`, with an offset or
without one; nothing else may differ.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from benchmarks.data import FIELDS

_NUMBERS = frozenset({"lintang", "bujur"})


class OtherRows(Exception):
    """An answer holds other rows than it must."""


def check_rows(body: bytes, expected: Sequence[Mapping[str, object]]) -> None:
    """Hold the rows of an answer against those that may leave.

    Raises:
        OtherRows: a row is missing, too many, in another order, or differs in a value.
    """
    found = _rows(body)
    if len(found) != len(expected):
        raise OtherRows(f"{len(found)} rows instead of {len(expected)}")
    for number, (row, wanted) in enumerate(zip(found, expected, strict=True)):
        if row.keys() != wanted.keys():
            raise OtherRows(f"row {number} has the fields {', '.join(row)}")
        for name in FIELDS:
            if canonical(name, row[name]) != canonical(name, wanted[name]):
                raise OtherRows(f"row {number}: {name} is {row[name]!r} instead of {wanted[name]!r}")


def _rows(body: bytes) -> list[Mapping[str, Any]]:
    """Find the rows: `data` (a list or one row), or a bare list as Datasette writes it."""
    try:
        answer = json.loads(body, parse_float=Decimal)
    except ValueError as error:
        raise OtherRows("the answer is not JSON") from error
    rows = answer.get("data", answer.get("rows", [])) if isinstance(answer, dict) else answer
    if isinstance(rows, Mapping):
        return [rows]
    return list(rows or [])


def canonical(name: str, value: object) -> object:
    """Return the value of a field in the one form that is compared."""
    if name in _NUMBERS:
        try:
            return Decimal(str(value)).normalize()
        except InvalidOperation:
            return value
    if name == "diperbarui":
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    if name == "aktif":
        return bool(value)
    return value
