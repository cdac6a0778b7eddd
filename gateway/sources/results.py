"""What a driver gives, as wire values: checked and converted a whole column at a time.

A stored value that does not fit its logical type fails the read, and only when
it is an output of a row that would be answered: so an error says nothing of any
other value. No message repeats a value.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from operator import attrgetter, is_
from types import MappingProxyType, NoneType

import orjson

from gateway.catalogue import Sentence
from gateway.errors import SourceError
from gateway.policy import LogicalType, Scalar, wire_value

Column = Sequence[object]
Convert = Callable[[Column], Sequence[Scalar] | None]

_INTEGER_BOUND = 1 << 63
_PLAIN_MOMENTS = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}"
    r"(?:\n[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2})*",
    re.ASCII,
)
_IN_UTC = "+00:00"
_ZONE = attrgetter("tzinfo")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT_TEXT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"(Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Result:
    """Where one output comes from: a selected column, or a constant that no source sees.

    `misfit` is what the statement writes for a value that does not fit; None when
    the driver's own value shows it.
    """

    field: str
    logical_type: LogicalType
    place: int | None
    constant: Scalar = None
    misfit: object = None


def wire_rows(
    rows: Sequence[tuple[object, ...]], results: tuple[Result, ...], converters: Mapping[LogicalType, Convert]
) -> tuple[tuple[Scalar, ...], ...]:
    """Convert what a driver gave for a statement to rows of outputs.

    Raises:
        SourceError: a value does not fit its type.
    """
    if not rows:
        return ()
    if not results:
        # A lookup of which nothing leaves is still told how many rows there are.
        return ((),) * len(rows)
    columns = list(zip(*rows, strict=True))
    outputs: list[Sequence[Scalar]] = []
    for result in results:
        if result.place is None:
            outputs.append((result.constant,) * len(rows))
            continue
        column = columns[result.place]
        is_marked = result.misfit is not None and result.misfit in column
        converted = None if is_marked else converters[result.logical_type](column)
        if converted is None:
            raise SourceError(Sentence("sources.misfit", field=result.field, type=result.logical_type))
        outputs.append(converted)
    if all(map(is_, outputs, columns)) and len(outputs) == len(columns):
        # Nothing had to change, which is how most rows are.
        return tuple(rows)  # type: ignore[arg-type]
    return tuple(zip(*outputs, strict=True))


def _texts(column: Column) -> Sequence[Scalar] | None:
    present = column if None not in column else [value for value in column if value is not None]
    try:
        # Joining asks each for being text, and faster than we could.
        joined = "".join(present)  # type: ignore[arg-type]
    except TypeError:
        return None
    return None if "\0" in joined else column  # type: ignore[return-value]


def _whole_numbers(column: Column) -> Sequence[Scalar] | None:
    if _are(column, int):
        return column  # type: ignore[return-value]
    return _each(column, _whole_number)


def _whole_number(value: object) -> Scalar:
    """Take a decimal that is whole: what PostgreSQL stores in a `numeric` without places."""
    if type(value) is int:
        return value
    if isinstance(value, Decimal) and value.is_finite() and -_INTEGER_BOUND <= value < _INTEGER_BOUND:
        return int(value) if value == int(value) else None
    return None


def _numbers(column: Column) -> Sequence[Scalar] | None:
    if not _are(column, int, float, Decimal) or not all(map(math.isfinite, filter(None, column))):  # type: ignore[arg-type]
        return None
    return column  # type: ignore[return-value]


def _bits(column: Column) -> Sequence[Scalar] | None:
    if not _are(column, int) or not {0, 1, None}.issuperset(column):
        return None
    return [_BITS[value] for value in column]


_BITS: Mapping[object, bool | None] = {0: False, 1: True, None: None}


def _bounded_numbers(column: Column) -> Sequence[Scalar] | None:
    """Take whole numbers of 64 bits with a sign: MariaDB has unsigned ones beyond."""
    whole = _whole_numbers(column)
    present = [value for value in whole or () if isinstance(value, int)]
    return whole if all(-_INTEGER_BOUND <= value < _INTEGER_BOUND for value in present) else None


def _booleans(column: Column) -> Sequence[Scalar] | None:
    return column if _are(column, bool) else None  # type: ignore[return-value]


def _date_text(value: object) -> Scalar:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        date.fromisoformat(value)
    except ValueError:
        return None
    return value


def _moment_text(value: object) -> Scalar:
    parts = _MOMENT_TEXT.fullmatch(value) if isinstance(value, str) else None
    # SQLite cannot reckon with an offset so early, and conditions on such a moment hold nothing.
    if parts is None or (len(parts[3] or "") > 1 and parts[0] < "0401"):
        return None
    try:
        return _moment(datetime.fromisoformat(parts[0]))
    except (ValueError, OverflowError):
        return None


def _moment_texts(column: Column) -> Sequence[Scalar] | None:
    """Take a column of moments; when all have the usual form they are read and written as one text."""
    present = column if None not in column else [value for value in column if value is not None]
    try:
        joined = "\n".join(present)  # type: ignore[arg-type]
        if not _PLAIN_MOMENTS.fullmatch(joined):
            return _each(column, _moment_text)
        # Each has to be a moment of the calendar, too.
        list(map(datetime.fromisoformat, present))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    written = f"{joined}\n".replace(" ", "T").replace("\n", "Z\n").splitlines()
    if present is column:
        return written
    rest = iter(written)
    return [None if value is None else next(rest) for value in column]


def _date(value: object) -> Scalar:
    return value.isoformat() if type(value) is date else None


def _moment(value: object) -> Scalar:
    if not isinstance(value, datetime):
        return None
    text = value.isoformat()
    if text.endswith(_IN_UTC):
        return f"{text[:-6]}Z"
    return wire_value(value if value.tzinfo is not None else value.replace(tzinfo=UTC))


def _moments(column: Column) -> Sequence[Scalar] | None:
    """Take a column of moments; when all are in UTC, as our session gives them, they are written at once."""
    present = column if None not in column else [value for value in column if value is not None]
    if {datetime}.issuperset(map(type, present)) and {UTC}.issuperset(map(_ZONE, present)):
        written: list[Scalar] = orjson.loads(orjson.dumps(column, option=orjson.OPT_UTC_Z))
        return written
    return _each(column, _moment)


def _are(column: Column, *kinds: type) -> bool:
    return {*kinds, NoneType}.issuperset(map(type, column))


def _each(column: Column, convert: Callable[[object], Scalar]) -> Sequence[Scalar] | None:
    """Convert value by value; a converter returns None for a misfit, and null stays null."""
    converted = [None if value is None else convert(value) for value in column]
    return converted if converted.count(None) == column.count(None) else None


CONVERTERS: Mapping[str, Mapping[LogicalType, Convert]] = MappingProxyType(
    {
        "sqlite": {
            LogicalType.STRING: _texts,
            LogicalType.INTEGER: _whole_numbers,
            LogicalType.NUMBER: _numbers,
            LogicalType.BOOLEAN: _bits,
            LogicalType.DATE: partial(_each, convert=_date_text),
            LogicalType.TIMESTAMP: _moment_texts,
        },
        "mariadb": {
            LogicalType.STRING: _texts,
            LogicalType.INTEGER: _bounded_numbers,
            LogicalType.NUMBER: _numbers,
            LogicalType.BOOLEAN: _bits,
            LogicalType.DATE: partial(_each, convert=_date_text),
            LogicalType.TIMESTAMP: _moment_texts,
        },
        "postgresql": {
            LogicalType.STRING: _texts,
            LogicalType.INTEGER: _whole_numbers,
            LogicalType.NUMBER: _numbers,
            LogicalType.BOOLEAN: _booleans,
            LogicalType.DATE: partial(_each, convert=_date),
            LogicalType.TIMESTAMP: _moments,
        },
    }
)
