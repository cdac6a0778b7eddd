"""The logs of a gateway as the commands on persons read them, with those before a succession."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gateway.app import Gateway
from gateway.catalogue import Sentence
from gateway.cli.incident_logs import KeptLog, all_logs
from gateway.evidence import Hold
from gateway.exchange import HOLD, RELEASE, Candidate, holds_at
from gateway.storage import SubjectIndex


@dataclass(frozen=True, slots=True)
class PersonsLogs:
    """Every log that is at hand, the oldest first, and what of the past is not."""

    logs: Sequence[KeptLog]
    gaps: Sequence[Sentence]

    def holds(self, at: datetime) -> tuple[Hold, ...]:
        """Return what is held back at a moment: a hold of one log may be released in the next."""
        return holds_at(self.statements(), at)

    def statements(self) -> Sequence[Candidate]:
        """Return the entries that hold something back or release it, in order."""
        return [each for log in self.logs for each in index_of(log).of_kinds(HOLD, RELEASE)]

    def find(self, exchange: str) -> bytes | None:
        """Return the leaf of an exchange, whichever log it stands in."""
        found = (index_of(log).of_exchange(exchange) for log in self.logs)
        return next((each.leaf for each in found if each is not None), None)


def index_of(log: KeptLog) -> SubjectIndex:
    """Return the index of a log, which is as long as its successor says."""
    return SubjectIndex(log.storage, log.head.size if log.head else None)


def persons_logs(gateway: Gateway) -> PersonsLogs:
    """Return every log of a gateway.

    Raises:
        LogError: a database cannot be read.
    """
    kept = all_logs(gateway)
    return PersonsLogs(kept.logs, kept.doubts)
