"""Indonesian region codes (kode wilayah) as texts: dotted `61.06.01.2001` or undotted `6106012001`.

A code is one of the two forms, whole, and ends at a level: province 2 digits,
regency 4, district 6, village 10, polling station 13. Anything else (mixed dots,
other lengths, other characters) is no code: it lies within nothing and
generalises to null.
"""

from gateway.policy.model import LogicalType
from gateway.policy.terms_nodes import (
    And,
    BeginsWith,
    Choose,
    Compare,
    Concat,
    Expression,
    FieldValue,
    Fixed,
    Length,
    OneOf,
    Or,
    Remove,
    Slice,
    StripLeft,
    Test,
    Value,
)

# Digits of a code at each level, and characters of its dotted form.
DOTTED_LENGTHS = {2: 2, 4: 5, 6: 8, 10: 13, 13: 17}
LEVEL_DIGITS = {"provinsi": 2, "kabupaten": 4, "kecamatan": 6, "desa": 10}
# Where the digits stand in the dotted form: start and length.
SEGMENTS = ((0, 2), (3, 2), (6, 2), (9, 4), (14, 3))
DIGITS = "0123456789"


def undotted_code(text: str) -> str | None:
    """Return the digits of a code in either form, or None when the text is no code."""
    digits = text.replace(".", "")
    if len(digits) not in DOTTED_LENGTHS or digits.strip(DIGITS):
        return None
    return digits if text in {digits, dotted_code(digits)} else None


def dotted_code(digits: str) -> str:
    """Write the dotted form of an undotted code."""
    parts, start = [], 0
    for _, length in SEGMENTS:
        parts.append(digits[start : start + length])
        start += length
    return ".".join(part for part in parts if part)


def within(of: FieldValue, code: str) -> Test:
    """Say whether a code lies at or below an undotted code, in either form."""
    level = len(code)
    return Or(
        (
            And((_begins_with(of, code), *_is_undotted(of, level))),
            And((_begins_with(of, dotted_code(code)), *_is_dotted(of, level))),
        )
    )


def generalised(of: FieldValue, level: int) -> Expression:
    """Cut a code down to a level of so many digits, in its own form; a coarser code stays."""
    return Choose(
        And(_is_undotted(of, 2)),
        Slice(of, 0, level),
        Choose(And(_is_dotted(of, 2)), Slice(of, 0, DOTTED_LENGTHS[level])),
    )


def _begins_with(of: FieldValue, text: str) -> BeginsWith:
    # A code ends in a digit, and the character after a digit sorts after all that begins with it.
    below = text[:-1] + chr(ord(text[-1]) + 1)
    return BeginsWith(of, Value(text, LogicalType.STRING), Value(below, LogicalType.STRING), len(text))


def _is_undotted(of: FieldValue, level: int) -> tuple[Test, ...]:
    lengths = tuple(Fixed(digits) for digits in DOTTED_LENGTHS if digits >= level)
    return (OneOf(Length(of), lengths), Compare("=", StripLeft(of, DIGITS), Fixed("")))


def _is_dotted(of: FieldValue, level: int) -> tuple[Test, ...]:
    # With its dots taken out, a dotted code is its segments: so the dots stand between them.
    lengths = tuple(Fixed(DOTTED_LENGTHS[digits]) for digits in DOTTED_LENGTHS if digits >= max(level, 4))
    digits = Remove(of, ".")
    segments = Concat(tuple(Slice(of, start, length) for start, length in SEGMENTS))
    return (
        OneOf(Length(of), lengths),
        Compare("=", digits, segments),
        Compare("=", StripLeft(digits, DIGITS), Fixed("")),
    )
