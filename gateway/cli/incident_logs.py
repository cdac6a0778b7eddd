"""The logs of a gateway, the oldest first: what was let out before a succession stands in the log before.

How far a former log goes is not what its database says: the first entry of its successor
names its last head, under both agencies' signatures.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from gateway.app import Gateway
from gateway.audit import Checkpoint, Succession, leaf_hash, parse_entry, succession_of
from gateway.catalogue import Sentence
from gateway.cli.log_former import first_stored
from gateway.errors import ProofBad
from gateway.exchange import ERASE_NEEDLE, Erasures
from gateway.storage import AuditReads, Storage, SubjectIndex, open_storage, search_leaves


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


@contextmanager
def all_logs(gateway: Gateway) -> Iterator[AllLogs]:
    """Open every log of a gateway.

    Raises:
        LogError: a database cannot be read.
    """
    places = {former.origin: former.url for former in gateway.settings.former}
    logs = [KeptLog(gateway.settings.log_origin, gateway.storage, None)]
    doubts = []
    with ExitStack() as stack:
        while (said := _said(first_stored(logs[0].storage))) is not None:
            if said.lost:
                doubts.append(Sentence("incident.doubt-lost", origin=said.old.origin, lost=said.lost))
            if said.old.origin not in places:
                doubts.append(Sentence("incident.doubt-former", origin=said.old.origin))
                break
            storage = stack.enter_context(closing(open_storage(places.pop(said.old.origin))))
            logs.insert(0, KeptLog(said.old.origin, storage, said.old))
        yield AllLogs(logs, doubts)


def erasures_of(log: KeptLog) -> Erasures:
    """Read what a log says was erased, as it grows; past the head of a former one nothing was ever said."""
    reads = AuditReads(log.storage)
    end = log.head.size if log.head else None

    def since(start: int) -> Iterator[bytes]:
        for index, leaf in search_leaves(log.storage, ERASE_NEEDLE, start):
            if (end is None or index < end) and reads.stored_hash(index) == leaf_hash(leaf):
                yield leaf

    return Erasures(SubjectIndex(log.storage, end).size, since)


def _said(first: bytes | None) -> Succession | None:
    """Read what a first entry says of the log before; one that cannot be read is told by the pass itself."""
    try:
        return succession_of(parse_entry(first)) if first is not None else None
    except ProofBad:
        return None
