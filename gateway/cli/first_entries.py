"""What a log follows: the first entry says it, and the settings where the log before is."""

from collections.abc import Iterable, Iterator

from gateway.app import Gateway
from gateway.audit import Succession, parse_entry, succession_of
from gateway.errors import ProofBad
from gateway.storage import Storage, read_log


def first_of(entries: Iterable[tuple[int, bytes]]) -> bytes | None:
    """Return the first entry of a copy."""
    return next((leaf for index, leaf in entries if index == 0), None)


def first_stored(storage: Storage) -> bytes | None:
    """Return the first entry in a database."""
    with read_log(storage) as copy:
        return first_of(copy.entries)


def said_of(first: bytes | None) -> Succession | None:
    """Read what a first entry says of the log before; a faulty entry is told of elsewhere."""
    try:
        return succession_of(parse_entry(first)) if first is not None else None
    except ProofBad:
        return None


def logs_before(gateway: Gateway) -> Iterator[tuple[Succession, Storage | None]]:
    """Yield the logs that a gateway's own follows, the last one first: what ended each, and its database.

    A log that the settings do not name has no database, and nothing is known of those before it. No log is
    gone back to twice, whatever a made-up first entry names.

    Raises:
        LogError: a database cannot be read.
    """
    places = {former.shelf.origin: former.storage for former in gateway.former}
    storage: Storage | None = gateway.storage
    while storage is not None and (said := said_of(first_stored(storage))) is not None:
        storage = places.pop(said.old.origin, None)
        yield said, storage
