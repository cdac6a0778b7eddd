"""The primitives: all that an interpreter of terms has to know.

Operators and transforms (`terms`) are written once over these nodes, and each
interpreter (`evaluate` in Python, `sources` in SQL) reads nothing else, so two
interpreters can differ only in a node, and a property test compares them.

What every interpreter keeps to:

- A null operand makes a function null and a comparison false; only `IsMissing` sees it.
- A field whose stored value does not fit its logical type makes every comparison
  and `IsMissing` false. As an output it is an error, never a value.
- Text compares by its UTF-8 bytes, which is the order of its code points.
- Positions and lengths count code points; positions start at 0.
- `Compare` takes two operands of one type: numbers (whole, decimal or binary),
  days, moments, booleans, or texts (a text of the term or of `Value`, `DateText` among them).
- A function of numbers whose result has no place in 64 bits is an error, as a misfit is.
"""

from dataclasses import dataclass
from typing import Literal

from gateway.policy.conditions import Scalar
from gateway.policy.model import LogicalType


@dataclass(frozen=True, slots=True)
class Value:
    """A value from the policy or the request; SQL gets it as a bound parameter."""

    value: Scalar
    type: LogicalType


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What a row holds in a field."""

    field: str
    type: LogicalType


@dataclass(frozen=True, slots=True)
class IsMissing:
    """Whether there is no value."""

    of: FieldValue


@dataclass(frozen=True, slots=True)
class Compare:
    """Whether left stands to right as `operator` says."""

    operator: Literal["=", "<", "<=", ">="]
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether a value is among others of its type."""

    of: "Expression"
    values: "tuple[Value | Fixed, ...]"


@dataclass(frozen=True, slots=True)
class BeginsWith:
    """Whether a text begins with another of so many code points.

    `below` is the first text after all that do, for interpreters that can use bounds.
    """

    of: FieldValue
    text: Value
    below: Value
    length: int


@dataclass(frozen=True, slots=True)
class And:
    """Whether all hold; none at all holds."""

    of: "tuple[Test, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Whether one holds; none at all does not."""

    of: "tuple[Test, ...]"


@dataclass(frozen=True, slots=True)
class Choose:
    """One value where the test holds, otherwise another (None: null)."""

    when: "Test"
    then: "Expression"
    otherwise: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A whole number or ASCII text that belongs to a term itself, never to a policy or request."""

    content: int | str


@dataclass(frozen=True, slots=True)
class Length:
    """How many code points a text has."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Slice:
    """At most `length` code points of a text from `start`; a negative start counts from the end."""

    of: "Expression"
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Concat:
    """Texts one after the other."""

    of: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Remove:
    """A text without one fixed character."""

    of: "Expression"
    character: str


@dataclass(frozen=True, slots=True)
class StripLeft:
    """A text without its longest beginning made of these characters."""

    of: "Expression"
    characters: str


@dataclass(frozen=True, slots=True)
class DateText:
    """The date `YYYY-MM-DD` of a date, or of a timestamp in UTC."""

    of: FieldValue


@dataclass(frozen=True, slots=True)
class AsInteger:
    """The number that a text of ASCII digits writes."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class RoundHalfUp:
    """A number to `digits` decimal places (negative: tens, hundreds); ties go away from zero."""

    of: FieldValue
    digits: int


@dataclass(frozen=True, slots=True)
class FloorTo:
    """The greatest multiple of `width` (a whole number above 0) that is no greater than a number."""

    of: FieldValue
    width: int


@dataclass(frozen=True, slots=True)
class Hmac:
    """A keyed token for a value; keys never enter SQL, so only the gateway computes it.

    Equal values of one field have equal tokens, and unequal ones unequal: for a
    `pseudonym` in one agreement and year, for a `token` in one answer alone.
    """

    of: FieldValue
    scope: Literal["pseudonym", "token"] = "pseudonym"


@dataclass(frozen=True, slots=True)
class Geohash:
    """The geohash of so many characters of the text `latitude,longitude`; null for any other text.

    Both are decimal degrees, and blanks may stand around the comma. Each geohash
    begins with every shorter one of the same place. Only the gateway computes it.
    """

    of: FieldValue
    precision: int


Test = IsMissing | Compare | OneOf | BeginsWith | And | Or
Expression = (
    Value
    | FieldValue
    | Fixed
    | Choose
    | Length
    | Slice
    | Concat
    | Remove
    | StripLeft
    | DateText
    | AsInteger
    | RoundHalfUp
    | FloorTo
    | Hmac
    | Geohash
)
