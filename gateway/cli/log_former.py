"""`gateway log verify` over a succession: the logs before, and whether their end is the one that is named."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from gateway.audit import (
    Cosigners,
    Fault,
    Finding,
    Succession,
    check_log,
    format_base64,
)
from gateway.cli.first_entries import first_of, first_stored, said_of
from gateway.cli.log_keys import Strangers
from gateway.cli.log_report import tell_finding, tell_replays, tell_report
from gateway.cli.speech import tell
from gateway.evidence import Replays, old_log_problem
from gateway.signing import PublicKey
from gateway.storage import LogCopy, open_storage, read_export, read_log


class _Former(NamedTuple):
    copy: LogCopy
    replays: Replays
    first: bytes | None


class Formers(NamedTuple):
    """Where former logs are: exports and databases by origin, and policies by digest."""

    exports: Mapping[str, Path]
    places: Mapping[str, str]
    bundles: Mapping[str, Mapping[str, bytes]]

    def check(
        self, first: bytes | None, keys: Sequence[PublicKey], cosigners: Cosigners, strange: Strangers
    ) -> bool:
        """Check log after log, each against the head that its successor names; say whether all holds.

        A log that is not at hand is no fault: it is said, with the head that whoever has it must find.
        """
        is_sound, seen = True, set[str]()
        while (said := said_of(first)) is not None:
            tell("succession.follows", origin=said.origin, **_old(said), lost=said.lost)
            if said.old.origin in seen:
                # Made up: no log begins with the root of one that follows it.
                _tell_lie(said, "it names a log that follows it")
                return False
            seen.add(said.old.origin)
            with self._opened(said.old.origin) as former:
                if former is None:
                    tell("succession.former-missing", old=said.old.origin)
                    return is_sound
                report = check_log(
                    former.copy.entries,
                    former.copy.checkpoints,
                    origin=said.old.origin,
                    key=keys,
                    leaf_hashes=former.copy.leaf_hashes,
                    head=said.old,
                    judge=former.replays.judge,
                    cosigners=cosigners,
                    strange=strange,
                )
                first = former.first
            tell_replays(former.replays)
            tell_report(report, said.old.origin)
            problem = old_log_problem(said, report)
            if problem is not None:
                _tell_lie(said, problem)
            is_sound = is_sound and report.is_sound and problem is None
        return is_sound

    @contextmanager
    def _opened(self, origin: str) -> Iterator[_Former | None]:
        if origin in self.exports:
            path = self.exports[origin]
            replays = Replays(lambda digest: self.bundles.get(digest, {}))
            yield _Former(read_export(path), replays, first_of(read_export(path).entries))
        elif origin in self.places:
            with closing(open_storage(self.places[origin])) as storage, read_log(storage) as copy:
                stored = storage.bundle_files
                replays = Replays(lambda digest: self.bundles.get(digest) or stored(digest), copy.undisclosed)
                yield _Former(copy, replays, first_stored(storage))
        else:
            yield None


def _tell_lie(said: Succession, problem: str) -> None:
    tell("succession.lies", origin=said.origin)
    tell_finding(Finding(Fault.SUCCESSION, 0, 0, problem))


def _old(said: Succession) -> dict[str, object]:
    return {"old": said.old.origin, "size": said.old.size, "root": format_base64(said.old.root)}
