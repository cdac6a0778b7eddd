"""The blind index: whom the data of an answer was about, for those who hold the key and a number alone.

A tag is an HMAC of the value that a contract names as its `subjectKey`, under a
key of the consumer and the calendar month (UTC). Without the key no tag can be
guessed or compared with another's, and tags of two consumers, months or kinds of
number cannot be joined. The value itself is kept nowhere.
See docs/decisions/0063-people.md.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from unicodedata import normalize

from gateway.policy import Scalar

TAG_BYTES = 16
_BLOCK = 64
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Subjects:
    """The tags of one entry, sorted and packed; `kind` says which number they were made of."""

    agency: str
    period: str
    kind: str
    tags: bytes

    def digest(self, exchange: str) -> bytes:
        """Return what the entry of an exchange commits to.

        It holds the exchange, so that a row moved to another entry does not fit there, and
        two entries about the same people do not show the same.
        """
        bound = f"sinergi-subjects/1\n{exchange}\n{self.agency}\n{self.period}\n{self.kind}\n"
        return sha256(bound.encode() + self.tags).digest()

    def holds(self, tag: bytes) -> bool:
        """Say whether a tag is among these."""
        at = self.tags.find(tag)
        while at > 0 and at % TAG_BYTES:
            at = self.tags.find(tag, at + 1)
        return at >= 0

    def split(self) -> Iterable[bytes]:
        """Yield the tags one by one."""
        return (self.tags[at : at + TAG_BYTES] for at in range(0, len(self.tags), TAG_BYTES))


def period_of(moment: datetime) -> str:
    """Name the calendar month in which a tag is made."""
    return f"{moment.astimezone(UTC):%Y-%m}"


def kind_of(dataset: str, field: str) -> str:
    """Name a kind of number: the field of a dataset that it stands in."""
    return f"{dataset}#{field}"


def make_subjects(master: bytes, agency: str, period: str, kind: str, values: Iterable[Scalar]) -> Subjects:
    """Make the tags of values; one that is missing or empty is nobody's."""
    texts = {_normal(value) for value in values if value is not None}
    texts.discard("")
    return Subjects(agency, period, kind, b"".join(sorted(_tags(master, agency, period, kind, texts))))


def _normal(value: Scalar) -> str:
    """Write a value as people write it who copy it by hand: blanks around it and its case do not count."""
    return normalize("NFKC", value if isinstance(value, str) else str(value)).strip().casefold()


def _tags(master: bytes, agency: str, period: str, kind: str, texts: Iterable[str]) -> Iterable[bytes]:
    """Make HMAC-SHA-256 (RFC 2104) of each text, cut to 128 bits (RFC 2104, section 5).

    The two halves of the key are hashed once for all values: a page of a hundred
    costs a third of a hundred calls of the library.
    """
    key = _expand(master, f"sinergi-subjects/1\n{agency}\n{period}".encode()).ljust(_BLOCK, b"\0")
    # No kind is the beginning of another, since none holds a line feed.
    inner = sha256(bytes(byte ^ 0x36 for byte in key) + f"{kind}\n".encode())
    outer = sha256(bytes(byte ^ 0x5C for byte in key))
    for text in texts:
        within, around = inner.copy(), outer.copy()
        within.update(text.encode())
        around.update(within.digest())
        yield around.digest()[:TAG_BYTES]


def _expand(master: bytes, info: bytes) -> bytes:
    """Derive a key of 32 bytes: HKDF-SHA-256 (RFC 5869) without a salt, of which one block is enough."""
    extracted = hmac.digest(bytes(_KEY_BYTES), master, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")
