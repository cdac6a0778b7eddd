"""Which exchange is acknowledged by which entry: written once, under the log's lock."""

from sqlalchemy import Connection, bindparam, select

from gateway.exchange import ALREADY_ACKNOWLEDGED
from gateway.storage.statements import insert_new
from gateway.storage.tables import acknowledgements, entries

_find = (
    select(entries.c.exchange_id)
    .join(acknowledgements, acknowledgements.c.index == entries.c.index)
    .where(acknowledgements.c.exchange_id == bindparam("exchange_id"))
)


_is_there = select(acknowledgements.c.index).where(acknowledgements.c.exchange_id == bindparam("exchange_id"))


def find_acknowledgement(connection: Connection, exchange_id: str) -> str | None:
    """Return the exchange id of the entry that acknowledges an exchange; None before there is one."""
    found = connection.execute(_find, {"exchange_id": exchange_id}).scalar_one_or_none()
    return None if found is None else str(found)


def refuse_acknowledgement(connection: Connection, exchange_id: str) -> str | None:
    """Return the code of the reason why an exchange may not be acknowledged; None when it may."""
    # Of a batch that is being decided the row is there, and the entry not yet.
    found = connection.execute(_is_there, {"exchange_id": exchange_id}).first()
    return None if found is None else ALREADY_ACKNOWLEDGED


def apply_acknowledgement(connection: Connection, exchange_id: str, index: int) -> None:
    """Note which entry acknowledges an exchange."""
    insert_new(connection, acknowledgements, [{"exchange_id": exchange_id, "index": index}])
