"""How much a use tells, compared: one tells at most what another tells when it can be reckoned from it.

That is a promise about every value, so it is kept narrow: two roundings cross
(44.5 becomes 45, and 40), and of a text that may be short the smaller part is
shown where the larger is masked. Such pairs are incomparable: together they tell
more than either.
"""

from datetime import date, timedelta
from typing import Literal

from gateway.policy.conditions import Argument
from gateway.policy.model import Field, LogicalType
from gateway.policy.rights import Use
from gateway.policy.terms_misuse import shown_from
from gateway.policy.terms_regions import LEVEL_DIGITS

Comparison = Literal["same", "stronger", "weaker", "incomparable"]
Given = dict[str, Argument]

# They tell which values are equal, and nothing of what they are.
_TOKENS = frozenset({"pseudonym", "token"})


def compare_transforms(one: Use, other: Use, field: Field | None = None) -> Comparison:
    """Say whether `one` hides more than `other` of one field (stronger), less (weaker), the same, or neither.

    Both are a release or a transform. A contract's `field` may tell of texts that
    are never short and of numbers that are whole.
    """
    no_more, no_less = _tells_at_most(one, other, field), _tells_at_most(other, one, field)
    if no_more:
        return "same" if no_less else "stronger"
    return "weaker" if no_less else "incomparable"


def _tells_at_most(one: Use, other: Use, field: Field | None) -> bool:
    name, given = _meaning(one, field)
    base, from_given = _meaning(other, field)
    if name == "constant" or base == "release" or (name, given) == (base, from_given):
        return True
    match name, base:
        case "token", "pseudonym":
            return True
        case "year", "month":
            return True
        case "age_band", "year" | "month":
            return _age_band_within(given, base)
        case "age_band", "age_band":
            return given.get("on") == from_given.get("on") and _among(given, from_given)
        case "region", "region":
            return LEVEL_DIGITS[str(given["level"])] <= LEVEL_DIGITS[str(from_given["level"])]
        case "geohash", "geohash":
            return _number(given, "precision") <= _number(from_given, "precision")
        case "partial", "partial":
            return _partial_within(given, from_given, field)
        case "bucket", "bucket":
            return _bucket_within(given, from_given)
        case "bucket", "top_code":
            return "edges" in given and _edges(given)[-1] <= from_given["cap"]  # type: ignore[operator]
        case "top_code", "top_code":
            return given["cap"] <= from_given["cap"]  # type: ignore[operator]
    return False


def _meaning(use: Use, field: Field | None) -> tuple[str, Given]:
    given = dict(use.arguments)
    is_whole = field is not None and field.logical_type is LogicalType.INTEGER
    if use.transform is None or (use.transform == "round" and is_whole and _number(given, "digits") >= 0):
        return "release", {}
    return use.transform, given


def _number(given: Given, name: str) -> int:
    number = given[name]
    return number if isinstance(number, int) else 0


def _edges(given: Given) -> tuple[Argument, ...]:
    edges = given["edges"]
    return edges if isinstance(edges, tuple) else ()


def _among(given: Given, from_given: Given) -> bool:
    return set(_edges(given)) <= set(_edges(from_given))


def _age_band_within(given: Given, base: str) -> bool:
    """Say whether bands end where calendar years, or months, do; a day that moves ends them anywhere."""
    day = given.get("on")
    if not isinstance(day, date):
        return False
    if base == "year":
        return (day.month, day.day) == (12, 31)
    ages = (0, *_edges(given), 120)
    years = [day.year - age for age in ages if isinstance(age, int) and age < day.year]
    return all(day.day >= _days_of_month(year, day.month) for year in years)


def _days_of_month(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _partial_within(given: Given, from_given: Given, field: Field | None) -> bool:
    side = "keep_first" if "keep_first" in given else "keep_last"
    if side not in from_given or _number(given, side) > _number(from_given, side):
        return False
    shortest = field.min_length if field is not None and field.min_length is not None else 0
    return shortest >= shown_from(_number(from_given, side))


def _bucket_within(given: Given, from_given: Given) -> bool:
    # The first edge divides nothing: what lies below it is in the first bucket, too.
    cuts = set(_edges(given)[1:]) if "edges" in given else None
    if "edges" in from_given:
        return cuts is not None and cuts <= set(_edges(from_given)[1:])
    width = _number(from_given, "width")
    if cuts is None:
        return _number(given, "width") % width == 0
    return all(cut % width == 0 for cut in cuts)  # type: ignore[operator]


def tell_more_together(one: Use, other: Use, field: Field | None = None) -> bool:
    """Say whether two transforms of one value narrow it down further than either does.

    Two roundings, or two parts of one side, cross at their edges alone: what they
    tell together is as good as what one of them tells.
    """
    if compare_transforms(one, other, field) != "incomparable" or {one.transform, other.transform} & _TOKENS:
        return False
    if one.transform != other.transform:
        return True
    sides = [{"keep_first", "keep_last"} & dict(use.arguments).keys() for use in (one, other)]
    return one.transform != "round" and (one.transform != "partial" or sides[0] != sides[1])
