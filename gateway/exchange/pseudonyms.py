"""Keys of pseudonyms and tokens, drawn from one master key.

A pseudonym's key belongs to one agreement and calendar year, so the same person
has one token inside them, and tokens of two agreements or two years cannot be
joined. A token's key belongs to one answer and is never used again.
"""

import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from gateway.policy import Agreement

Scope = Literal["pseudonym", "token"]


def token_keys(
    master: bytes, agreement: Agreement, now: datetime, exchange_id: str
) -> Callable[[Scope, str], bytes]:
    """Return the function that gives each field its own key; an exchange has one answer."""

    # A column of a thousand values has one key; most answers need none.
    drawn: dict[tuple[Scope, str], bytes] = {}

    def parent(scope: Scope) -> bytes:
        year = now.astimezone(ZoneInfo(agreement.timezone)).year
        bound = f"{agreement.uid}\n{year}" if scope == "pseudonym" else exchange_id
        return hmac.digest(master, f"sinergi-{scope}/1\n{bound}".encode(), "sha256")

    def key(scope: Scope, field: str) -> bytes:
        if (scope, field) not in drawn:
            drawn[scope, field] = hmac.digest(parent(scope), field.encode(), "sha256")
        return drawn[scope, field]

    return key
