"""`gateway log verify`: the whole log, from a file, a database or a gateway that is asked for it.

Nothing but signatures is believed. With `--config` the log is also held against
the greatest head that this node ever gave out, with `--profile` against the
greatest one that this side has seen, and with `--head` against one that anybody kept: a log cut
back to an earlier checkpoint shows only so.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gateway.audit import (
    Checkpoint,
    Cosigners,
    Proven,
    check_log,
    format_proven,
    parse_checkpoint,
    parse_cosigner_key,
    parse_note,
    parse_proven,
    parse_verifier_key,
    verify_checkpoint,
)
from gateway.catalogue import Sentence, problem_of, say
from gateway.cli.files import write_private
from gateway.cli.first_entries import first_of, first_stored
from gateway.cli.grammar import FilePath, NewFile, argument, command, option
from gateway.cli.log_former import Formers
from gateway.cli.log_keys import Strangers, other_keys, own_log_keys, stored_trusts
from gateway.cli.log_report import tell_replays, tell_report
from gateway.cli.opening import opened, read_whole
from gateway.cli.peers import open_reader
from gateway.cli.speech import FINDING, language, tell
from gateway.client import read_remote_log
from gateway.errors import ProofBad
from gateway.evidence import Replays
from gateway.policy import Bundle
from gateway.settings import load_settings
from gateway.signing import PublicKey
from gateway.storage import LogCopy, open_storage, read_export, read_log

FILE = FilePath(exists=True, dir_okay=False)
KEEP_EVERY = 10_000
_NO_KEY = {"--vkey": "log-check.not-a-vkey", "--witness": "log-check.not-a-witness-key"}

Bundles = Mapping[str, Mapping[str, bytes]]


class Sources(NamedTuple):
    """Where the log comes from; exactly one is given."""

    export: Path | None
    config: Path | None
    database: str | None
    profile: Path | None


class Trusted(NamedTuple):
    """What a check starts from: a log's name and keys, a head that somebody kept, and keys of other roles."""

    origin: str
    keys: Sequence[PublicKey]
    head: Checkpoint | None
    strange: Strangers


class Opened(NamedTuple):
    """A log ready to be checked, the policies that lie with it, and how its first entry is read."""

    copy: LogCopy
    trusted: Trusted
    replays: Replays
    first: Callable[[], bytes | None]


@command("verify", help="log.verify")
@argument("export", type=FILE, required=False, help="log-export")
@option("--config", type=FilePath(), help="log-of-config")
@option("--database", metavar="URL", help="log-database")
@option("--profile", type=FilePath(), help="log-profile")
@option("--agency", metavar="AGENCY", help="log-agency")
@option("--vkey", "vkeys", metavar="NAME+ID+KEY", multiple=True, help="vkey")
@option("--witness", "witnesses", metavar="NAME+ID+KEY", multiple=True, help="log-witness")
@option("--origin", help="origin")
@option("--head", type=FILE, help="head")
@option("--policies", type=FilePath(file_okay=False), multiple=True, help="log-policies")
@option("--former", "formers", type=FILE, multiple=True, help="log-former")
@option("--state", type=NewFile(), help="log-state")
def verify_command(
    export: Path | None,
    config: Path | None,
    database: str | None,
    profile: Path | None,
    agency: str | None,
    vkeys: tuple[str, ...],
    witnesses: tuple[str, ...],
    origin: str | None,
    head: Path | None,
    policies: tuple[Path, ...],
    formers: tuple[Path, ...],
    state: Path | None,
) -> None:
    """Check the whole log."""
    sources = Sources(export, config, database, profile)
    if sources.count(None) != 3:
        raise click.UsageError(say("log-check.one-source", language()))
    if not (config or profile or vkeys):
        raise click.UsageError(say("commands.log-needs-vkey", language()))
    if bool(profile) != bool(agency):
        raise click.UsageError(say("log-check.profile-and-agency", language()))
    cosigners = _cosigners(witnesses)
    start = _read_state(state)
    given = list(map(read_whole, policies))
    bundles = {bundle.digest: bundle.files for bundle in given}
    if start:
        tell("log-check.resumed", size=start.tree.size)
    with _opened(sources, agency or "", vkeys, origin, bundles, start.tree.size if start else 0) as log:
        trusted, replays = _knowing(log.trusted, given), log.replays
        if log.copy.origin not in {"", trusted.origin}:
            raise _of_other_log(trusted.origin, log.copy.origin)
        kept = _read_head(head, trusted) if head else trusted.head
        done = _Keeping(state)
        begun = _First()
        report = check_log(
            begun.noting(_shown(log.copy, start.tree.size if start else 0)),
            log.copy.checkpoints,
            origin=trusted.origin,
            key=trusted.keys,
            leaf_hashes=log.copy.leaf_hashes,
            head=kept,
            judge=replays.judge,
            start=start,
            keep=done.take if state else None,
            cosigners=cosigners,
            strange=trusted.strange,
        )
        done.finish()
        first = log.first() if start else begun.leaf
    if config and not kept and not report.entries and not report.size:
        # Nothing was ever given out here, so nothing can be missing.
        tell("commands.log-empty", origin=trusted.origin)
        return
    tell_replays(replays)
    for name in sorted(cosigners):
        tell("log-check.cosigned", witness=name, size=report.cosigned.get(name, 0), of=report.size)
    tell_report(report, trusted.origin)
    known = Formers(_copies(formers), _places(config), bundles)
    is_followed = known.check(first, trusted.keys, cosigners, trusted.strange)
    if not (report.is_sound and is_followed):
        raise SystemExit(FINDING)


class _First:
    """Remembers the first entry as it passes: a gateway that is asked for it again would record that."""

    def __init__(self) -> None:
        self.leaf: bytes | None = None

    def noting(self, entries: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
        for index, leaf in entries:
            if index == 0:
                self.leaf = leaf
            yield index, leaf


class _Keeping:
    """Writes what is proven to a file, now and then, and whole."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._last: Proven | None = None
        self._written = 0

    def take(self, proven: Proven) -> None:
        self._last = proven
        if proven.tree.size >= self._written + KEEP_EVERY:
            self.finish()

    def finish(self) -> None:
        if self._path is None or self._last is None:
            return
        write_private(self._path, format_proven(self._last))
        self._written = self._last.tree.size


def _read_state(path: Path | None) -> Proven | None:
    """Read where an earlier check stopped; the first one begins at the beginning."""
    try:
        return parse_proven(path.read_bytes()) if path else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ProofBad(
            Sentence("log-check.state-unreadable", path=path, problem=problem_of(error))
        ) from error
    except ProofBad as error:
        raise ProofBad(Sentence("log-check.state-bad", path=path)) from error


@contextmanager
def _opened(
    sources: Sources, agency: str, vkeys: tuple[str, ...], origin: str | None, bundles: Bundles, start: int
) -> Iterator[Opened]:
    laid = Replays(lambda digest: bundles.get(digest, {}))
    if sources.config:
        with opened(sources.config) as gateway:
            own = gateway.settings.log_origin
            keys = _parse_vkeys(vkeys, own).keys if vkeys else own_log_keys(gateway)
            # Read first: the log may grow past it while it is checked, and never below it.
            trusted = Trusted(own, keys, gateway.log.given_out(), other_keys(stored_trusts(gateway.storage)))
            stored = gateway.storage.bundle_files
            with read_log(gateway.storage, start) as copy:
                replays = Replays(lambda digest: bundles.get(digest) or stored(digest), copy.undisclosed)
                yield Opened(copy, trusted, replays, lambda: first_stored(gateway.storage))
    elif sources.database:
        with closing(open_storage(sources.database)) as storage, read_log(storage, start) as copy:
            stored = storage.bundle_files
            found = Replays(lambda digest: bundles.get(digest) or stored(digest), copy.undisclosed)
            strange = other_keys(stored_trusts(storage))
            trusted = _parse_vkeys(vkeys, origin)._replace(strange=strange)
            yield Opened(copy, trusted, found, lambda: first_stored(storage))
    elif sources.profile:
        with open_reader(sources.profile, agency) as asked:
            remote = read_remote_log(asked.client)
            copy = LogCopy(
                asked.origin, remote.entries(start), remote.leaf_hashes(), [remote.note], remote.size
            )
            trusted = Trusted(asked.origin, asked.log_keys, asked.head, asked.other_keys)
            yield Opened(copy, trusted, laid, lambda: first_of(remote.entries()))
    elif sources.export:
        path = sources.export
        trusted = _parse_vkeys(vkeys, origin)
        yield Opened(read_export(path, start), trusted, laid, lambda: first_of(read_export(path).entries))


def _copies(formers: Sequence[Path]) -> Mapping[str, Path]:
    return {read_export(path).origin: path for path in formers}


def _places(config: Path | None) -> Mapping[str, str]:
    settings = load_settings(config, os.environ) if config else None
    return {former.origin: former.url for former in settings.former} if settings else {}


def _knowing(trusted: Trusted, given: Sequence[Bundle]) -> Trusted:
    """Add the keys of other roles that policy folders name."""
    strange = dict(trusted.strange)
    for bundle in given:
        strange |= other_keys(bundle.trusts.values())
    return trusted._replace(strange=strange)


def _parse_vkeys(vkeys: tuple[str, ...], origin: str | None) -> Trusted:
    """Read the keys of one log: several where it has exchanged its key."""
    parsed = [_parse(parse_verifier_key, vkey, "--vkey") for vkey in vkeys]
    name = origin or parsed[0][0]
    for found, _ in parsed:
        if found != name:
            raise _of_other_log(found, name)
    return Trusted(name, [key for _, key in parsed], None, {})


def _cosigners(vkeys: tuple[str, ...]) -> Cosigners:
    """Read the keys of witnesses: two of one name while it exchanges its key."""
    found: dict[str, tuple[PublicKey, ...]] = {}
    for name, key in (_parse(parse_cosigner_key, vkey, "--witness") for vkey in vkeys):
        found[name] = (*found.get(name, ()), key)
    return found


def _parse(parse: Callable[[str], tuple[str, PublicKey]], vkey: str, option: str) -> tuple[str, PublicKey]:
    """Read a key as it was given: a slip of the pen is no evidence against a log."""
    try:
        return parse(vkey)
    except ProofBad as error:
        raise click.BadParameter(say(_NO_KEY[option], language()), param_hint=option) from error


def _of_other_log(found: str, wanted: str) -> click.BadParameter:
    fault = say("commands.log-other-vkey", language(), name=found, wanted=wanted)
    return click.BadParameter(fault, param_hint="--vkey")


def _read_head(path: Path, trusted: Trusted) -> Checkpoint:
    note = path.read_text("utf-8", "replace")
    try:
        origin = parse_checkpoint(parse_note(note).text).origin
    except ProofBad as error:
        fault = say("log-check.not-a-head", language(), path=path)
        raise click.BadParameter(fault, param_hint="--head") from error
    if origin != trusted.origin:
        fault = say("log-check.head-of-other", language(), path=path, name=origin, wanted=trusted.origin)
        raise click.BadParameter(fault, param_hint="--head")
    return verify_checkpoint(note, trusted.origin, trusted.keys)


def _shown(copy: LogCopy, start: int) -> Iterator[tuple[int, bytes]]:
    """Show on a terminal how far the check has come; anywhere else, nothing."""
    if not sys.stderr.isatty():
        yield from copy.entries
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("log-check.progress", language()), total=copy.size, completed=start)
        for number, item in enumerate(copy.entries, start + 1):
            yield item
            if number % 100 == 0:
                progress.update(task, completed=number)
