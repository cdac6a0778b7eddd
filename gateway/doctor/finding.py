"""What an examination says of one thing: how it is, and how to mend it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from gateway.catalogue import Sentence
from gateway.errors import GatewayError

SOON = timedelta(days=30)
"""How long before an end somebody should begin to act."""

CHECKS = (
    "database",
    "state",
    "clock",
    "port",
    "tls",
    "keys",
    "trust",
    "agreements",
    "exemptions",
    "sources",
    "drift",
    "log",
    "witness",
    "timestamps",
    "incidents",
    "statements",
    "disk",
)
"""What is looked at, in this order; the words are stable."""


class State(IntEnum):
    """How a thing is; the number is what `gateway doctor` exits with at the worst."""

    OK = 0
    WARN = 1
    FAIL = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: which check, how it is, and a sentence that ends in how to mend it.

    No sentence repeats a secret or a value of data.
    """

    check: str
    state: State
    sentence: Sentence


def failed(check: str, error: GatewayError) -> Finding:
    """Return what an error comes to."""
    title = Sentence(f"problems.{error.code}")
    return Finding(check, State.FAIL, Sentence("doctor.error", title=title, problem=error.message))


def by_days_left(check: str, ends: datetime, now: datetime, sentence: Sentence, ended: Sentence) -> Finding:
    """Judge something that holds until a moment: it failed then, and warns beforehand."""
    if ends <= now:
        return Finding(check, State.FAIL, ended)
    return Finding(check, State.WARN if ends - now < SOON else State.OK, sentence)


def days(span: timedelta) -> int:
    """Return how many whole days a span has."""
    return max(span.days, 0)
