"""Cases: what a policy officer expects of an agreement, kept beside it.

Cases are no part of a bundle: they decide nothing, and may be added to without a signature.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gateway.policy.conditions import Scalar
from gateway.policy.place import Place
from gateway.policy.planning import QueryRequest
from gateway.policy.planning_lookup import LookupRequest

Row = Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Expected:
    """What should come of one request.

    `refused` is the code of a refusal. `fields` says how each field leaves, as `release` or the name
    of a transform; whatever it does not list must be withheld. `rows` holds the answered rows in their order,
    each value as the file writes it and None for null; `count` the number of all rows. What is None is not
    looked at.
    """

    refused: str | None
    fields: Mapping[str, str] | None
    rows: tuple[Mapping[str, str | None], ...] | None
    count: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """One request at one moment on made-up rows, and what should come of it."""

    name: str
    agreement: str
    consumer: str
    dataset: str
    asked: QueryRequest | LookupRequest
    now: datetime
    rows: tuple[Row, ...]
    expected: Expected
    place: Place

    @property
    def subject(self) -> tuple[str, str, str]:
        """What finds the permission: consumer, dataset and purpose."""
        return self.consumer, self.dataset, self.asked.purpose
