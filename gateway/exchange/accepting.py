"""Which form a caller accepts (RFC 9110 section 12.5.1)."""

import re
from collections.abc import Sequence

from gateway.errors import NotAcceptable

_RANGE = re.compile(
    r"\s*([a-z0-9.+*-]+/[a-z0-9.+*-]+)\s*(?:;\s*charset=\"?utf-8\"?\s*)?(?:;\s*q=([01](?:\.[0-9]{0,3})?)\s*)?"
)


def choose_form(accept: str | None, offered: Sequence[str]) -> str:
    """Return the media type that is liked best; of those liked alike, the one that is offered first.

    Raises:
        NotAcceptable: none is, or the field is none that we can read.
    """
    if accept is None:
        return offered[0]
    liked: dict[str, float] = {}
    for part in accept.lower().split(","):
        found = _RANGE.fullmatch(part)
        if found is None:
            raise NotAcceptable("Accept cannot be read")
        liked[found[1]] = float(found[2] or "1")
    best = max(offered, key=lambda form: _weight(form, liked))
    if not _weight(best, liked):
        raise NotAcceptable("no form that is offered is accepted")
    return best


def _weight(form: str, liked: dict[str, float]) -> float:
    """Weigh a form by the most exact range that names it."""
    ranges = (form, f"{form.partition('/')[0]}/*", "*/*")
    return next((liked[each] for each in ranges if each in liked), 0.0)
