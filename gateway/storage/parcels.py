"""Parcels of other gateways: kept and answered under the log's lock, with their entry.

A parcel that comes twice is kept once, and an answer once given stays as it is.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, select, update

from gateway.exchange import (
    INBOX_FULL,
    MAX_OPEN,
    Delivery,
    Direction,
    Mail,
    Parcel,
    StoredParcel,
)
from gateway.storage.database import Storage
from gateway.storage.statements import insert_new
from gateway.storage.tables import parcel_files, parcels

_this = (
    parcels.c.direction == bindparam("which_direction"),
    parcels.c.agency == bindparam("which_agency"),
    parcels.c.digest == bindparam("which_digest"),
)
_find = select(parcels).where(*_this)
_open = select(func.count()).where(
    parcels.c.direction == "in", parcels.c.agency == bindparam("agency"), parcels.c.verdict.is_(None)
)
_answer = (
    update(parcels)
    .where(*_this, parcels.c.verdict.is_(None))
    .values(verdict=bindparam("verdict_given"), reason=bindparam("reason_given"))
)
_files = select(parcel_files).where(
    parcel_files.c.direction == bindparam("direction"),
    parcel_files.c.agency == bindparam("agency"),
    parcel_files.c.digest == bindparam("digest"),
)
_listed = select(parcels).order_by(parcels.c.recorded_at, parcels.c.digest)


def refuse_mail(connection: Connection, mail: Mail) -> str | None:
    """Return the code of the reason why a parcel may not be kept; None when it may."""
    if not isinstance(mail, Delivery) or mail.parcel.direction == "out":
        return None
    if _row(connection, mail.parcel) is not None:
        return None
    waiting = connection.execute(_open, {"agency": mail.parcel.agency}).scalar_one()
    return INBOX_FULL if waiting >= MAX_OPEN else None


def apply_mail(connection: Connection, mail: Mail, recorded_at: str) -> None:
    """Keep a parcel, or the answer to one."""
    parcel = mail.parcel
    if isinstance(mail, Delivery):
        if insert_new(connection, parcels, [_new_row(parcel, recorded_at)]):
            _keep(connection, parcel, "proposal", mail.files)
        return
    values = {f"which_{name}": value for name, value in _key(parcel).items()}
    done = connection.execute(_answer, {**values, "verdict_given": mail.verdict, "reason_given": mail.reason})
    if done.rowcount:
        _keep(connection, parcel, "answer", mail.files)


class Parcels:
    """Looks parcels up (a `Mailbox`). Every method raises a LogError when it cannot answer."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def find(self, direction: Direction, agency: str, digest: str) -> StoredParcel | None:
        """Return one parcel with its files."""
        wanted = Parcel(direction, agency, digest, "", 0, "")
        return self._storage.ask(lambda connection: _find_whole(connection, wanted))

    def list_all(self) -> Sequence[StoredParcel]:
        """Return every parcel, oldest first, without its files."""
        found = self._storage.ask(lambda connection: connection.execute(_listed).mappings().all())
        return [_stored(row, ()) for row in found]


def _find_whole(connection: Connection, parcel: Parcel) -> StoredParcel | None:
    row = _row(connection, parcel)
    return None if row is None else _stored(row, _files_of(connection, row))


def _row(connection: Connection, parcel: Parcel) -> RowMapping | None:
    values = {f"which_{name}": value for name, value in _key(parcel).items()}
    return connection.execute(_find, values).mappings().first()


def _new_row(parcel: Parcel, recorded_at: str) -> dict[str, Any]:
    return {
        **_key(parcel),
        "uid": parcel.uid,
        "version": parcel.version,
        "agreement": parcel.agreement,
        "recorded_at": recorded_at,
        "verdict": None,
        "reason": None,
    }


def _key(parcel: Parcel) -> dict[str, Any]:
    return {"direction": parcel.direction, "agency": parcel.agency, "digest": parcel.digest}


def _keep(connection: Connection, parcel: Parcel, part: str, files: Mapping[str, bytes]) -> None:
    rows = [
        {**_key(parcel), "path": path, "part": part, "content": content} for path, content in files.items()
    ]
    insert_new(connection, parcel_files, rows)


def _files_of(connection: Connection, row: RowMapping) -> Sequence[RowMapping]:
    key = {name: row[name] for name in ("direction", "agency", "digest")}
    return connection.execute(_files, key).mappings().all()


def _stored(row: RowMapping, files: Sequence[RowMapping]) -> StoredParcel:
    parts: dict[str, dict[str, bytes]] = {"proposal": {}, "answer": {}}
    for file in files:
        parts[file["part"]][file["path"]] = bytes(file["content"])
    return StoredParcel(
        parcel=Parcel(
            direction=row["direction"],
            agency=row["agency"],
            digest=row["digest"],
            uid=row["uid"],
            version=row["version"],
            agreement=row["agreement"],
        ),
        at=datetime.fromisoformat(row["recorded_at"]),
        verdict=row["verdict"],
        reason=row["reason"] or "",
        files=parts["proposal"],
        answer=parts["answer"],
    )
