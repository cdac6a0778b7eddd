"""Parcels in memory; fills the port `Mailbox`."""

from gateway.exchange import INBOX_FULL, MAX_OPEN, Delivery, Direction, Mail, StoredParcel
from tests.simulator.policies import NOON

Key = tuple[str, str, str]


class MemoryMailbox:
    """What a gateway's log keeps of proposals."""

    def __init__(self) -> None:
        self.kept: dict[Key, StoredParcel] = {}

    def find(self, direction: Direction, agency: str, digest: str) -> StoredParcel | None:
        return self.kept.get((direction, agency, digest))

    def refuse(self, mail: Mail) -> str | None:
        parcel = mail.parcel
        if not isinstance(mail, Delivery) or parcel.direction == "out" or _key(mail) in self.kept:
            return None
        waiting = [
            each
            for (direction, agency, _), each in self.kept.items()
            if (direction, agency) == ("in", parcel.agency) and each.verdict is None
        ]
        return INBOX_FULL if len(waiting) >= MAX_OPEN else None

    def apply(self, mail: Mail) -> None:
        if isinstance(mail, Delivery):
            self.kept.setdefault(_key(mail), StoredParcel(mail.parcel, NOON, None, "", mail.files, {}))
            return
        known = self.kept[_key(mail)]
        if known.verdict is None:
            self.kept[_key(mail)] = StoredParcel(
                known.parcel, known.at, mail.verdict, mail.reason, known.files, mail.files
            )


def _key(mail: Mail) -> Key:
    return mail.parcel.direction, mail.parcel.agency, mail.parcel.digest
