"""Timestamps as a job: the latest head goes to an authority outside both agencies, now and then.

An authority that does not answer stops nothing: it is asked again a minute later,
and the first answer covers every entry that waited.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from gateway.audit import parse_checkpoint, parse_note
from gateway.catalogue import Sentence
from gateway.errors import AnswerBad, ProofBad
from gateway.signing import Stamp, make_timestamp_request, verify_timestamp

RETRY = timedelta(minutes=1)
SKEW = timedelta(seconds=60)


class StampedLog(Protocol):
    """This gateway's own log."""

    def head(self) -> str:
        """Return the latest signed checkpoint."""


class StampStore(Protocol):
    """Where timestamps are kept. Raises a LogError when it cannot answer."""

    def last(self) -> tuple[int, datetime] | None:
        """Return the greatest size that was timestamped, and when."""

    def keep(self, size: int, token: bytes, stamp: Stamp) -> None:
        """Keep the first timestamp over the checkpoint of a size."""


class Authority(Protocol):
    """The way to a timestamp authority. Raises a ClientError when it brings nothing."""

    def ask(self, request: bytes) -> bytes:
        """Send a request and return the response, unchecked."""


@dataclass(slots=True)
class Stamping:
    """Timestamps one log; used by one thread."""

    log: StampedLog
    store: StampStore
    authority: Authority
    roots: Sequence[bytes]
    every: timedelta
    clock: Callable[[], datetime]
    _again: datetime | None = field(default=None)

    def run(self) -> None:
        """Timestamp the latest head if it is time and anything is new.

        Raises:
            ClientError: the authority did not answer, or not with a timestamp that counts.
            LogError: the log is away.
        """
        now = self.clock()
        last = self.store.last()
        if (self._again is not None and now < self._again) or (last and now < last[1] + self.every):
            return
        note = self.log.head()
        size = parse_checkpoint(parse_note(note).text).size
        if size <= (last[0] if last else 0):
            return
        # Set before it is tried: a failure leaves by an error.
        self._again = now + min(RETRY, self.every)
        token = self.authority.ask(make_timestamp_request(note.encode()))
        self.store.keep(size, token, self._checked(token, note))
        self._again = None

    def _checked(self, token: bytes, note: str) -> Stamp:
        try:
            stamp = verify_timestamp(token, note.encode(), self.roots)
        except ProofBad as error:
            raise AnswerBad(Sentence("timestamps.refused", problem=error.message)) from error
        if abs(stamp.at - self.clock()) > SKEW:
            # It would contradict the times of our own entries for good.
            raise AnswerBad(Sentence("timestamps.clock", at=stamp.at.isoformat(timespec="seconds")))
        return stamp
