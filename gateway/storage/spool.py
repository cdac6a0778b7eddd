"""Signed statements that wait for the log: one small file each.

A suspension takes effect even when the log is down: nothing is released then,
and when the log is back the statements go first, in the same transaction as and
before anything else, so whatever was decided under the old epoch is refused.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gateway.audit import Draft
from gateway.catalogue import Sentence, problem_of
from gateway.errors import LogError
from gateway.exchange import Effects
from gateway.storage.whole_files import made_whole


@dataclass(frozen=True, slots=True)
class Statement:
    """One waiting statement and the file it waits in."""

    path: Path
    draft: Draft
    effects: Effects


class Spool:
    """The folder of one node; empty, as it nearly always is, it costs one listing a batch."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, draft: Draft, effects: Effects) -> None:
        """Put a statement aside, durably; only suspensions and revocations may wait.

        Raises:
            LogError: it could not be written.
        """
        if effects.activation or effects.nonce or not (effects.suspend or effects.revoke):
            raise ValueError("only a suspension or a revocation may be spooled")
        name = f"{draft.facts['exchange_id']}.json"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with made_whole(self._folder / name) as file:
                file.write_bytes(_format(draft, effects))
        except OSError as error:
            raise LogError(
                Sentence("storage.statement-unwritable", folder=self._folder, problem=problem_of(error))
            ) from error

    def waiting(self) -> Sequence[Statement]:
        """Return the statements in the order in which they were made.

        Raises:
            LogError: one cannot be read; it may be a suspension, so nothing goes on.
        """
        try:
            # The names are UUIDv7: their order is the order of making.
            names = sorted(name for name in os.listdir(self._folder) if name.endswith(".json"))
            return [found for name in names if (found := _read(self._folder / name))]
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            problem = problem_of(error) if isinstance(error, OSError) else type(error).__name__
            raise LogError(
                Sentence("storage.statement-unreadable", folder=self._folder, problem=problem)
            ) from error

    def remove(self, statements: Sequence[Statement]) -> None:
        """Drop statements that the log holds now."""
        for statement in statements:
            statement.path.unlink(missing_ok=True)


def _format(draft: Draft, effects: Effects) -> bytes:
    openings = {name: b64encode(value).decode() for name, value in draft.openings.items()}
    document = {
        "facts": draft.facts,
        "openings": openings,
        "suspend": effects.suspend,
        "revoke": effects.revoke,
    }
    return json.dumps(document, default=dict).encode()


def _read(path: Path) -> Statement | None:
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        # Another process has recorded it in the meantime.
        return None
    openings = {name: b64decode(value) for name, value in document["openings"].items()}
    effects = Effects(suspend=document["suspend"], revoke=document["revoke"])
    return Statement(path, Draft(document["facts"], openings), effects)
