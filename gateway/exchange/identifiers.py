"""Exchange ids: UUIDv7 (RFC 9562 section 5.7), made from a moment and bytes of chance."""

from datetime import datetime
from uuid import UUID

CHANCE_BYTES = 10


def exchange_id(now: datetime, chance: bytes) -> str:
    """Return the canonical text of a UUIDv7; `chance` is ten random bytes."""
    millis = int(now.timestamp() * 1000) & (1 << 48) - 1
    random = int.from_bytes(chance[:CHANCE_BYTES])
    value = millis << 80 | 0x7 << 76 | (random >> 64 & 0xFFF) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_exchange_id(text: str) -> bool:
    """Say whether a text is a UUIDv7 in its one canonical form."""
    try:
        return str(UUID(text)) == text and UUID(text).version == 7
    except ValueError:
        return False
