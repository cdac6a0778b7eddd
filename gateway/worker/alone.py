"""A witness that is no gateway: it holds the last head of each log, and knows nothing of their entries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gateway.exchange import Witness
from gateway.settings import AloneSettings
from gateway.storage import FileSecrets, Storage, Witnessing, open_storage

WITNESS_KEY = "witness"


@dataclass(frozen=True, slots=True)
class Alone:
    """The opened parts of a stand-alone witness."""

    storage: Storage
    store: Witnessing
    witness: Witness

    def close(self) -> None:
        """Close every connection."""
        self.storage.close()


def open_alone(
    settings: AloneSettings,
    clock: Callable[[], datetime],
    observe: Callable[[str, Mapping[str, object]], None],
) -> Alone:
    """Open a stand-alone witness.

    Raises:
        KeyMaterialBad: its key file is missing, or open to others.
        StorageNotReady: its database was not made yet.
    """
    signer = FileSecrets(settings.folder).signer(WITNESS_KEY)
    storage = open_storage(settings.storage_url)
    storage.check_revision()
    store = Witnessing(storage)

    witness = Witness(
        settings.name, signer, store, lambda origin: settings.logs.get(origin, ()), clock, observe
    )
    return Alone(storage, store, witness)
