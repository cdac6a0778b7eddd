"""Arguments of transforms: typed and bounded, whatever file they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from gateway.errors import PolicyFilesBad, RequestBad
from gateway.policy.conditions import Argument, Scalar
from gateway.policy.model import LogicalType
from gateway.policy.terms_parse import parse_scalar

Arguments = Mapping[str, Argument]

# So many edges make enough bands to read, and statements of a bounded size.
MAX_EDGES = 20


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument that a transform takes.

    `kind` `field` means a value of the field's own logical type, `day` a date;
    `low` and `high` bound an integer, `choices` a text. Of `many` there are 1 to
    `MAX_EDGES`, each greater than the one before.
    """

    kind: Literal["integer", "text", "field", "day"]
    required: bool = True
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    many: bool = False

    def parse(self, logical_type: LogicalType, raw: object, *, text: bool) -> Argument:
        """Read an argument, of a field of this type; `text` as in `parse_scalar`.

        Raises:
            RequestBad: the argument has another type or lies outside its bounds.
        """
        if not self.many:
            return self._one(logical_type, raw, text=text)
        if not isinstance(raw, list) or not 1 <= len(raw) <= MAX_EDGES:
            raise RequestBad("argument is no list", shown={"reason": "not-a-list"})
        values = tuple(self._one(logical_type, each, text=text) for each in raw)
        if any(right <= left for left, right in pairwise(values)):  # type: ignore[operator]
            raise RequestBad("the argument's values do not rise", shown={"reason": "not-rising"})
        return values

    def _one(self, logical_type: LogicalType, raw: object, *, text: bool) -> Scalar:
        if self.kind == "field":
            return parse_scalar(logical_type, raw, text=text)
        if self.kind == "day":
            return parse_scalar(LogicalType.DATE, raw, text=text)
        if self.kind == "integer":
            number = parse_scalar(LogicalType.INTEGER, raw, text=text)
            if not isinstance(number, int) or not self.low <= number <= self.high:
                raise RequestBad("argument out of bounds", shown={"reason": "out-of-bounds"})
            return number
        word = parse_scalar(LogicalType.STRING, raw, text=text)
        if self.choices and word not in self.choices:
            raise RequestBad("argument is none of the choices", shown={"reason": "not-a-choice"})
        return word


def one(arguments: Arguments, name: str) -> Scalar:
    """Return an argument of one value."""
    value = arguments[name]
    if isinstance(value, tuple):
        raise PolicyFilesBad(f"argument {name} is a list")
    return value


def many(arguments: Arguments, name: str) -> tuple[Scalar, ...]:
    """Return an argument of several values."""
    values = arguments[name]
    if not isinstance(values, tuple):
        raise PolicyFilesBad(f"argument {name} is no list")
    return values


def whole(arguments: Arguments, name: str) -> int:
    """Return an argument that is a whole number."""
    number = one(arguments, name)
    if not isinstance(number, int):
        raise PolicyFilesBad(f"argument {name} is not a whole number")
    return number
