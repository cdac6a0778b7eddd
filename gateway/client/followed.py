"""The successions that a client has followed: each first entry, kept beside the heads.

It was checked when it was followed (`gateway log succeed follow`), and is believed since as
the heads are: whoever can write there can replace what the client trusts anyhow.
"""

from pathlib import Path

from gateway.audit import Succession, log_id, parse_entry, succession_of
from gateway.catalogue import Sentence, problem_of
from gateway.client.heads import FileHeads, replace_whole
from gateway.errors import ProofBad
from gateway.evidence import Ended


class Followed:
    """What is kept, in the folder of the heads, of the logs that one agency has had before."""

    def __init__(self, folder: Path, agency: str) -> None:
        self._folder = folder
        self._agency = agency

    def old_head(self, origin: str) -> FileHeads:
        """Return where the head that was held of a log is kept, once another one follows it."""
        return FileHeads(self._folder / f"{self._agency}.{log_id(origin)}")

    def path_of(self, origin: str) -> Path:
        """Return where the first entry of a log is kept."""
        return self._folder / f"{self._agency}.{log_id(origin)}.json"

    def keep(self, origin: str, leaf: bytes) -> None:
        """Keep the first entry of a log, checked before.

        Raises:
            ProofBad: it cannot be written.
        """
        path = self.path_of(origin)
        try:
            replace_whole(path, leaf)
        except OSError as error:
            raise ProofBad(
                Sentence("client.head-unwritable", path=path, problem=problem_of(error))
            ) from error

    def holds(self, origin: str, leaf: bytes) -> bool:
        """Say whether this very first entry is kept."""
        return self._read(origin) == leaf

    def before(self, origin: str) -> tuple[Ended, ...]:
        """Return the logs that a log follows, the last one first, as far back as the client came along.

        Raises:
            ProofBad: what is kept cannot be read, or is damaged.
        """
        found: list[Ended] = []
        seen = {origin}
        while (said := self._said(origin)) is not None and said.old.origin not in seen:
            origin = said.old.origin
            seen.add(origin)
            found.append(Ended(said, self.old_head(origin).last(origin)))
        return tuple(found)

    def _said(self, origin: str) -> Succession | None:
        leaf = self._read(origin)
        if leaf is None:
            return None
        path = self.path_of(origin)
        try:
            said = succession_of(parse_entry(leaf))
        except ProofBad as error:
            raise ProofBad(Sentence("client.followed-bad", path=path, problem=error.message)) from error
        if said is None or (said.agency, said.origin) != (self._agency, origin):
            raise ProofBad(Sentence("client.followed-bad", path=path, problem=origin))
        return said

    def _read(self, origin: str) -> bytes | None:
        path = self.path_of(origin)
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ProofBad(
                Sentence("client.head-unreadable", path=path, problem=problem_of(error))
            ) from error
