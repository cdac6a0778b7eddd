"""A log that has ended, as whoever went over to its successor knows it.

Its receipts stay evidence. They are believed as far as the succession that was followed
accounts for them, and no further: a key that signs the new log could sign the old one's
tail anew, so a head beyond the end that all agencies signed counts only if they named it.
"""

from dataclasses import dataclass

from gateway.audit import Checkpoint, Succession
from gateway.errors import ProofBad


@dataclass(frozen=True, slots=True)
class Ended:
    """The log before another one; `held` is the head of it that was held until then, if one was."""

    said: Succession
    held: Checkpoint | None = None

    @property
    def origin(self) -> str:
        """Its name."""
        return self.said.old.origin

    @property
    def heads(self) -> tuple[Checkpoint, ...]:
        """Every head known to lead to the end, or to be it; one named beside it is of a fork, or was lost."""
        said, held = self.said, self.held
        if held is not None and held.size < said.old.size and held not in said.beyond:
            return (said.old, held)
        return (said.old,)

    def check(self, head: Checkpoint) -> None:
        """Check a head of this log, its signature checked before, against what is known of the end.

        A smaller one than the end is not proven to lead to it: that takes a copy of the log.

        Raises:
            ProofBad: it is of another log, of a fork of this one, or beyond the end and not named beside it.
        """
        said = self.said
        if head in (said.old, *said.beyond):
            return
        if head.origin != said.old.origin:
            raise ProofBad(f"succession: it ends {said.old.origin}, not {head.origin}")
        if any(each.size == head.size and each != head for each in self.heads):
            raise ProofBad(f"succession: another root of that log is known at size {head.size}")
        if head.size > said.old.size:
            raise ProofBad(
                f"succession: size {head.size} is beyond the end at size {said.old.size}, and not named"
            )
