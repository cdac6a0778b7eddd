"""A log that was succeeded, opened to be read: entries, proofs, and what others said of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gateway.exchange import Clock, Shelf
from gateway.signing import Signer
from gateway.storage.database import Storage, open_storage
from gateway.storage.log import open_log
from gateway.storage.timestamps import Timestamps
from gateway.storage.witnessing import Witnessing


@dataclass(frozen=True, slots=True)
class Former:
    """A former log and its database."""

    shelf: Shelf
    storage: Storage


def open_former(
    known: Iterable[tuple[str, str]], *, signer: Signer, state_folder: Path, now: Clock
) -> tuple[Former, ...]:
    """Prepare former logs, each by origin and database, oldest first; none is opened before it is asked."""
    found = []
    for number, (origin, url) in enumerate(known, 1):
        storage = open_storage(url)
        log = open_log(
            storage, origin=origin, signer=signer, state_folder=state_folder, now=now, number=number
        )
        cosigned, stamped = Witnessing(storage).cosigned, Timestamps(storage).stamped
        found.append(Former(Shelf(origin, log, cosigned, stamped), storage))
    return tuple(found)
