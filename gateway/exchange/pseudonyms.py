"""Pseudonym keys: one per agreement and calendar year, drawn from a master key.

So the same person has one token inside one agreement's year, and tokens of two
agreements or two years cannot be joined.
"""

import hmac
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from gateway.policy import Agreement


def pseudonym_keys(master: bytes, agreement: Agreement, now: datetime) -> Callable[[str], bytes]:
    """Return the function that gives each field its own key."""
    year = now.astimezone(ZoneInfo(agreement.timezone)).year
    parent = hmac.digest(master, f"sinergi-pseudonym/1\n{agreement.uid}\n{year}".encode(), "sha256")

    def key(field: str) -> bytes:
        return hmac.new(parent, field.encode(), sha256).digest()

    return key
