"""The logs of a gateway, the oldest first: what was let out before a succession stands in the log before.

How far a former log goes is not what its database says: the first entry of its successor
names its last head, under both agencies' signatures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gateway.app import Gateway
from gateway.audit import Checkpoint, leaf_hash
from gateway.catalogue import Sentence
from gateway.cli.first_entries import logs_before
from gateway.exchange import ERASE_NEEDLE, Erasures
from gateway.storage import AuditReads, Storage, SubjectIndex, search_leaves


@dataclass(frozen=True, slots=True)
class KeptLog:
    """One log; `head` is how a former one ends, and None for the one that is written on."""

    origin: str
    storage: Storage
    head: Checkpoint | None


@dataclass(frozen=True, slots=True)
class AllLogs:
    """Every log that is at hand, and what of the past is not."""

    logs: Sequence[KeptLog]
    doubts: Sequence[Sentence]


def all_logs(gateway: Gateway) -> AllLogs:
    """Return every log of a gateway.

    Raises:
        LogError: a database cannot be read.
    """
    logs = [KeptLog(gateway.settings.log_origin, gateway.storage, None)]
    doubts = []
    for said, storage in logs_before(gateway):
        if said.lost:
            doubts.append(Sentence("incident.doubt-lost", origin=said.old.origin, lost=said.lost))
        if storage is None:
            doubts.append(Sentence("incident.doubt-former", origin=said.old.origin))
        else:
            logs.insert(0, KeptLog(said.old.origin, storage, said.old))
    return AllLogs(logs, doubts)


def erasures_of(log: KeptLog) -> Erasures:
    """Read what a log says was erased, as it grows; past the head of a former one nothing was ever said."""
    reads = AuditReads(log.storage)
    end = log.head.size if log.head else None

    def since(start: int) -> Iterator[bytes]:
        for index, leaf in search_leaves(log.storage, ERASE_NEEDLE, start):
            if (end is None or index < end) and reads.stored_hash(index) == leaf_hash(leaf):
                yield leaf

    return Erasures(SubjectIndex(log.storage, end).size, since)
