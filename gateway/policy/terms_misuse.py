"""Misuse of transforms: uses that read as if they hid something and do not.

Each function returns fault code suffixes, and knows of a field only what its
contract says.
"""

from datetime import date, datetime

from gateway.policy.model import Field
from gateway.policy.terms_argument import Arguments, one, whole

# A mask is this wide for every value, so that it tells nothing of a length.
MASK_WIDTH = 4
# With fewer characters hidden, the rest of a number is guessed in some thousand tries.
MIN_HIDDEN = 4
# With fewer values, each tells itself by how often it occurs, key or no key.
MIN_DISTINCT = 500

# NIK and NKK: region, birth date and sex stand in fixed places, so every part says something whole.
_LAID_OUT = frozenset({"nik", "nkk"})
_LAID_OUT_NAMES = frozenset({"no_kk", "nomor_kk"})
_LAID_OUT_LENGTH = 16


def no_flaws(field: Field, arguments: Arguments) -> tuple[str, ...]:
    """Find nothing: every use has its meaning."""
    return ()


def constant_flaws(field: Field, arguments: Arguments) -> tuple[str, ...]:
    """Refuse a day that systems write for an unknown one: nobody can tell it from data."""
    value = one(arguments, "value")
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        return ()
    is_default = (day.month, day.day) == (1, 1) or (day.year, day.month) == (1899, 12) or day.year == 9999
    return ("looks-real",) if is_default else ()


def shown_from(kept: int) -> int:
    """Return how long a value must be for `kept` of its characters to show: at least as many stay hidden."""
    return kept + max(kept, MIN_HIDDEN)


def partial_flaws(field: Field, arguments: Arguments) -> tuple[str, ...]:
    """Refuse a part that hides too little, or shows nothing ever."""
    one_side = ("keep_first" in arguments) != ("keep_last" in arguments)
    if not one_side or len(str(arguments.get("mask", "*"))) != 1:
        return ("argument-invalid",)
    kept = whole(arguments, "keep_first" if "keep_first" in arguments else "keep_last")
    if _is_laid_out(field):
        return ("laid-out",)
    if field.max_length is not None and field.max_length < shown_from(kept):
        return ("too-short",)
    return ()


def _is_laid_out(field: Field) -> bool:
    names = {field.name, field.physical_name.lower()}
    words = {word for name in names for word in name.split("_")}
    is_long = field.min_length == field.max_length == _LAID_OUT_LENGTH
    return is_long or bool(words & _LAID_OUT or names & _LAID_OUT_NAMES)


def bucket_flaws(field: Field, arguments: Arguments) -> tuple[str, ...]:
    """Ask for one way to make buckets."""
    return () if ("width" in arguments) != ("edges" in arguments) else ("argument-invalid",)


def token_flaws(field: Field, arguments: Arguments) -> tuple[str, ...]:
    """Refuse a token for one of few values."""
    if field.unique or field.primary_key:
        return ()
    if field.distinct is None:
        return ("distinct-unsaid",)
    return ("few-values",) if field.distinct < MIN_DISTINCT else ()
