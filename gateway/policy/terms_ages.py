"""Bands of age: how many whole years lie between a birth date and a day.

Whoever is born on 29 February is a year older on 1 March of a year without that
day. Dates are compared as texts, so the day of years ago need not exist.
"""

from datetime import date

from gateway.errors import PolicyFilesBad
from gateway.policy.model import LogicalType
from gateway.policy.terms_argument import Arguments, many, one
from gateway.policy.terms_nodes import And, Choose, Compare, DateText, Expression, FieldValue, Value

# Nobody is this old: such a birth date stands for an unknown one, as 1900-01-01 often does.
NO_AGE = 120


def age_band(of: FieldValue, arguments: Arguments) -> Expression:
    """Say in which band an age lies; null before birth and from `NO_AGE` years on."""
    day, edges = one(arguments, "on"), [edge for edge in many(arguments, "edges") if isinstance(edge, int)]
    if not isinstance(day, date) or not edges:
        raise PolicyFilesBad("age_band has no day or no edges")
    born = DateText(of)
    band: Expression = _text(_label(0, edges[0]))
    for low, high in zip(edges, [*edges[1:], NO_AGE], strict=True):
        band = Choose(Compare("<=", born, _years_before(day, low)), _text(_label(low, high)), band)
    is_age = And(
        (
            Compare("<", _years_before(day, NO_AGE), born),
            Compare("<=", born, _years_before(day, 0)),
        )
    )
    return Choose(is_age, band)


def _label(low: int, after: int) -> str:
    if after == NO_AGE:
        return f"{low}+"
    return str(low) if after == low + 1 else f"{low}-{after - 1}"


def _years_before(day: date, years: int) -> Value:
    return _text(f"{day.year - years:04}-{day:%m-%d}")


def _text(content: str) -> Value:
    return Value(content, LogicalType.STRING)
