"""Values and conditions from JSON or policy files, typed by the schema and bounded.

Every refusal is a `RequestBad` whose `shown` holds a `reason` and, for a
condition, a `pointer` (RFC 6901) into it; no message repeats a value.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from gateway.errors import RequestBad
from gateway.policy.conditions import All, Any, Between, Condition, Equals, In, IsNull, Scalar, Within
from gateway.policy.model import LogicalType
from gateway.policy.terms_regions import undotted_code

MAX_DEPTH = 8
MAX_NODES = 60
MAX_VALUES = 1000
MAX_TEXT = 4096

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,18})", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,999})(\.[0-9]{1,999})?([eE][+-]?[0-9]{1,3})?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
# RFC 3339 section 5.6, without leap seconds, to the microsecond.
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])",
    re.ASCII,
)
_INTEGER_BOUND = 1 << 63
_EXACT_BOUND = 1 << 53
_SURROGATES = re.compile("[\ud800-\udfff]")


def parse_scalar(logical_type: LogicalType, raw: object, *, text: bool = False) -> Scalar:
    """Read one value that is not null.

    Args:
        logical_type: what the value must be.
        raw: a JSON value, or with `text` the text of a YAML scalar.
        text: whether numbers and booleans, too, come as text.

    Returns:
        str, int, Decimal, bool, date, or datetime in UTC.

    Raises:
        RequestBad: the value has another type; `shown` says `reason`.
    """
    match logical_type:
        case LogicalType.STRING:
            value: Scalar = _parse_string(raw)
        case LogicalType.INTEGER:
            value = _parse_integer(raw, text)
        case LogicalType.NUMBER:
            value = _parse_number(raw, text)
        case LogicalType.BOOLEAN:
            value = _parse_boolean(raw, text)
        case LogicalType.DATE:
            value = _parse_date(raw)
        case LogicalType.TIMESTAMP:
            value = _parse_timestamp(raw)
    if value is None:
        raise RequestBad(f"not a {logical_type}", shown={"reason": f"not-{logical_type}"})
    return value


def _parse_string(raw: object) -> str | None:
    # No database text holds U+0000, and UTF-8 has no lone surrogates.
    if not isinstance(raw, str) or len(raw) > MAX_TEXT or "\0" in raw or _SURROGATES.search(raw):
        return None
    return raw


def _parse_integer(raw: object, text: bool) -> int | None:
    if text and isinstance(raw, str) and _INTEGER.fullmatch(raw):
        raw = int(raw)
    if type(raw) is not int or not -_INTEGER_BOUND <= raw < _INTEGER_BOUND:
        return None
    return raw


def _parse_number(raw: object, text: bool) -> Decimal | None:
    if text and isinstance(raw, str) and _NUMBER.fullmatch(raw):
        raw = Decimal(raw)
    # Beyond the bound, not every reader of JSON keeps a number apart from its neighbour (RFC 7493).
    if type(raw) in {int, float} and abs(raw) <= _EXACT_BOUND:  # type: ignore[arg-type]
        # The shortest text that gives the same float is the number that was meant.
        raw = Decimal(repr(raw))
    return raw if isinstance(raw, Decimal) and math.isfinite(float(raw)) else None


def _parse_boolean(raw: object, text: bool) -> bool | None:
    if text:
        return {"true": True, "false": False}.get(raw) if isinstance(raw, str) else None
    return raw if isinstance(raw, bool) else None


def _parse_date(raw: object) -> date | None:
    if not isinstance(raw, str) or not _DATE.fullmatch(raw):
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def _parse_timestamp(raw: object) -> datetime | None:
    if not isinstance(raw, str) or not _TIMESTAMP.fullmatch(raw):
        return None
    try:
        return datetime.fromisoformat(raw.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


OPERATORS = ("equals", "in", "within", "between", "is_null")


def parse_condition(raw: object, fields: Mapping[str, LogicalType], *, text: bool = False) -> Condition:
    """Read a condition that names no field but these.

    The grammar: a mapping of exactly one key, `all` or `any` with a list of
    conditions, or a field with one of `{equals: v}`, `{in: [v, ...]}`,
    `{within: code}`, `{between: [low, high]}`, `{is_null: true}`.

    Raises:
        RequestBad: `shown` says `reason`, `pointer` and, where one is named, `field`;
            the reason is `field-outside` when `fields` lacks it.
    """
    return _Reader(fields, text).condition(raw, "", 1)


@dataclass(slots=True)
class _Reader:
    """Counts what it reads: a condition is bounded as a whole."""

    fields: Mapping[str, LogicalType]
    text: bool
    nodes: int = field(default=0)
    values: int = field(default=0)

    def condition(self, raw: object, pointer: str, depth: int) -> Condition:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise _bad("too-large", pointer)
        key, inner = _only_item(raw, pointer)
        pointer = f"{pointer}/{_escaped(key)}"
        if key in {"all", "any"} and isinstance(inner, list):
            if not inner:
                raise _bad("empty-list", pointer)
            parts = tuple(
                self.condition(part, f"{pointer}/{number}", depth + 1) for number, part in enumerate(inner)
            )
            return All(parts) if key == "all" else Any(parts)
        if key not in self.fields:
            raise _bad("field-outside", pointer, key)
        try:
            operator, operand = _only_item(inner, pointer)
            return self.comparison(key, operator, operand, f"{pointer}/{_escaped(operator)}")
        except RequestBad as fault:
            raise _bad(fault.shown["reason"], fault.shown["pointer"], key) from fault

    def comparison(self, name: str, operator: str, operand: object, pointer: str) -> Condition:
        logical_type = self.fields[name]
        match operator:
            case "equals":
                return Equals(name, self.scalar(logical_type, operand, pointer))
            case "in":
                return In(name, self.scalars(logical_type, operand, pointer))
            case "between" if logical_type is not LogicalType.BOOLEAN:
                bounds = self.scalars(logical_type, operand, pointer)
                if len(bounds) != 2:
                    raise _bad("not-two-bounds", pointer)
                return Between(name, bounds[0], bounds[1])
            case "within" if logical_type is LogicalType.STRING:
                code = undotted_code(str(self.scalar(logical_type, operand, pointer)))
                if code is None:
                    raise _bad("not-region-code", pointer)
                return Within(name, code)
            case "is_null":
                if self.scalar(LogicalType.BOOLEAN, operand, pointer) is not True:
                    raise _bad("not-true", pointer)
                return IsNull(name)
            case "between" | "within":
                raise _bad("operator-not-for-type", pointer)
        raise _bad("operator-unknown", pointer)

    def scalars(self, logical_type: LogicalType, raw: object, pointer: str) -> tuple[Scalar, ...]:
        if not isinstance(raw, list) or not raw:
            raise _bad("not-a-list", pointer)
        if self.values + len(raw) > MAX_VALUES:
            raise _bad("too-large", pointer)
        return tuple(
            self.scalar(logical_type, value, f"{pointer}/{number}") for number, value in enumerate(raw)
        )

    def scalar(self, logical_type: LogicalType, raw: object, pointer: str) -> Scalar:
        self.values += 1
        if self.values > MAX_VALUES:
            raise _bad("too-large", pointer)
        try:
            return parse_scalar(logical_type, raw, text=self.text)
        except RequestBad as fault:
            raise _bad(fault.shown["reason"], pointer) from fault


def _only_item(raw: object, pointer: str) -> tuple[str, object]:
    if not isinstance(raw, Mapping) or len(raw) != 1:
        raise _bad("not-one-key", pointer)
    key, inner = next(iter(raw.items()))
    if not isinstance(key, str):
        raise _bad("not-one-key", pointer)
    return key, inner


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _bad(reason: str, pointer: str, name: str | None = None) -> RequestBad:
    named = {} if name is None else {"field": name}
    return RequestBad(
        f"bad condition at {pointer or '/'}: {reason}", shown={"reason": reason, "pointer": pointer, **named}
    )
