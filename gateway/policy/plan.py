"""The decision on one request: a verdict and a reason per field, and what to read."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gateway.policy.model import Agreement, Contract, Permission
from gateway.policy.place import Place
from gateway.policy.selection import Selection

PLANNER_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happens to one field, why, and where that is written."""

    field: str
    verdict: Literal["release", "transform", "withhold", "group", "measure"]
    reason: str
    classification: str
    legal_basis: str
    place: Place
    transform: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What may leave for one request under one policy epoch.

    `verdicts` covers every field of the contract, undisclosed ones included:
    the log sees them all. `withheld` is what the consumer may be told of.
    `delete_by` is the last day on which the consumer may hold what is given.
    """

    agreement: Agreement
    permission: Permission
    contract: Contract
    verdicts: tuple[Verdict, ...]
    withheld: tuple[Verdict, ...]
    selection: Selection
    epoch: int
    bundle: str
    delete_by: date | None = None
