"""Keys of pseudonyms and tokens, drawn from one master key.

A pseudonym's key belongs to one agreement and calendar year, so the same person
has one token inside them, and tokens of two agreements or two years cannot be
joined. A token's key belongs to one answer and is never used again.
"""

import hmac
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Literal
from zoneinfo import ZoneInfo

from gateway.policy import Agreement

Scope = Literal["pseudonym", "token"]


def token_keys(
    master: bytes, agreement: Agreement, now: datetime, exchange_id: str
) -> Callable[[Scope, str], bytes]:
    """Return the function that gives each field its own key; an exchange has one answer."""
    year = now.astimezone(ZoneInfo(agreement.timezone)).year
    parents = {
        "pseudonym": hmac.digest(
            master, f"sinergi-pseudonym/1\n{agreement.uid}\n{year}".encode(), "sha256"
        ),
        "token": hmac.digest(master, f"sinergi-token/1\n{exchange_id}".encode(), "sha256"),
    }

    def key(scope: Scope, field: str) -> bytes:
        return hmac.new(parents[scope], field.encode(), sha256).digest()

    return key
