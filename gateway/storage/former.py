"""A log that was succeeded, opened to be read: entries, proofs, and what others said of it."""

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
    url: str, origin: str, *, signer: Signer, state_folder: Path, now: Clock, number: int
) -> Former:
    """Prepare a former log, the `number`th of its gateway; nothing is opened before it is asked."""
    storage = open_storage(url)
    log = open_log(storage, origin=origin, signer=signer, state_folder=state_folder, now=now, number=number)
    return Former(
        Shelf(origin, log, Witnessing(storage).cosigned, Timestamps(storage).stamped),
        storage,
    )
