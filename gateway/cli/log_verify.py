"""`gateway log verify`: the whole log, from a file, a database or a gateway that is asked for it.

Nothing but signatures is believed. With `--config` the log is also held against
the greatest head that this node ever gave out, with `--profile` against the
greatest one that this side has seen, and with `--head` against one that anybody kept: a log cut
back to an earlier checkpoint shows only so.
"""

import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gateway.audit import (
    Checkpoint,
    Cosigners,
    Fault,
    Finding,
    LogReport,
    Proven,
    check_log,
    format_proven,
    parse_cosigner_key,
    parse_proven,
    parse_verifier_key,
    verify_checkpoint,
)
from gateway.catalogue import Sentence, problem_of, say
from gateway.cli.grammar import FilePath, NewFile, argument, command, option
from gateway.cli.log_keys import Strangers, other_keys, own_log_keys, stored_trusts
from gateway.cli.opening import opened, read_whole
from gateway.cli.peers import open_reader
from gateway.cli.speech import FINDING, language, tell
from gateway.client import read_remote_log
from gateway.errors import ProofBad
from gateway.evidence import Replays
from gateway.policy import Bundle
from gateway.signing import PublicKey
from gateway.storage import LogCopy, open_storage, read_export, read_log

FILE = FilePath(exists=True, dir_okay=False)
KEEP_EVERY = 10_000

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
    """A log ready to be checked, and the policies that lie with it."""

    copy: LogCopy
    trusted: Trusted
    replays: Replays


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
    start = _read_state(state)
    given = list(map(read_whole, policies))
    bundles = {bundle.digest: bundle.files for bundle in given}
    if start:
        tell("log-check.resumed", size=start.tree.size)
    with _opened(sources, agency or "", vkeys, origin, bundles, start.tree.size if start else 0) as log:
        trusted, replays = _knowing(log.trusted, given), log.replays
        kept = _read_head(head, trusted) if head else trusted.head
        done = _Keeping(state)
        report = check_log(
            _shown(log.copy, start.tree.size if start else 0),
            log.copy.checkpoints,
            origin=trusted.origin,
            key=trusted.keys,
            leaf_hashes=log.copy.leaf_hashes,
            head=kept,
            judge=replays.judge,
            start=start,
            keep=done.take if state else None,
            cosigners=_cosigners(witnesses),
            strange=trusted.strange,
        )
        done.finish()
    if config and not kept and not report.entries and not report.size:
        # Nothing was ever given out here, so nothing can be missing.
        tell("commands.log-empty", origin=trusted.origin)
        return
    _tell_replays(replays)
    for name in sorted(_cosigners(witnesses)):
        tell("log-check.cosigned", witness=name, size=report.cosigned.get(name, 0), of=report.size)
    _tell_report(report, trusted.origin)
    if not report.is_sound:
        raise SystemExit(FINDING)


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
        unfinished = self._path.with_name(self._path.name + ".new")
        unfinished.write_bytes(format_proven(self._last))
        unfinished.replace(self._path)
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
                yield Opened(copy, trusted, Replays(lambda digest: bundles.get(digest) or stored(digest)))
    elif sources.database:
        with closing(open_storage(sources.database)) as storage, read_log(storage, start) as copy:
            found = Replays(lambda digest: bundles.get(digest) or storage.bundle_files(digest))
            strange = other_keys(stored_trusts(storage))
            yield Opened(copy, _parse_vkeys(vkeys, origin)._replace(strange=strange), found)
    elif sources.profile:
        with open_reader(sources.profile, agency) as asked:
            remote = read_remote_log(asked.client)
            copy = LogCopy(
                asked.origin, remote.entries(start), remote.leaf_hashes(), [remote.note], remote.size
            )
            yield Opened(copy, Trusted(asked.origin, asked.log_keys, asked.head, asked.other_keys), laid)
    elif sources.export:
        yield Opened(read_export(sources.export, start), _parse_vkeys(vkeys, origin), laid)


def _knowing(trusted: Trusted, given: Sequence[Bundle]) -> Trusted:
    """Add the keys of other roles that policy folders name."""
    strange = dict(trusted.strange)
    for bundle in given:
        strange |= other_keys(bundle.trusts.values())
    return trusted._replace(strange=strange)


def _parse_vkeys(vkeys: tuple[str, ...], origin: str | None) -> Trusted:
    """Read the keys of one log: several where it has exchanged its key."""
    parsed = [parse_verifier_key(vkey) for vkey in vkeys]
    name = origin or parsed[0][0]
    for found, _ in parsed:
        if found != name:
            raise click.BadParameter(
                say("commands.log-other-vkey", language(), name=found), param_hint="--origin"
            )
    return Trusted(name, [key for _, key in parsed], None, {})


def _cosigners(vkeys: tuple[str, ...]) -> Cosigners:
    """Read the keys of witnesses: two of one name while it exchanges its key."""
    found: dict[str, tuple[PublicKey, ...]] = {}
    for name, key in map(parse_cosigner_key, vkeys):
        found[name] = (*found.get(name, ()), key)
    return found


def _read_head(path: Path, trusted: Trusted) -> Checkpoint:
    return verify_checkpoint(path.read_text("utf-8", "replace"), trusted.origin, trusted.keys)


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


def _tell_replays(replays: Replays) -> None:
    if replays.replayed:
        tell("log-check.replayed", count=replays.replayed)
    if replays.without_bundle:
        tell("log-check.without-bundle", count=replays.without_bundle)
    for planner, count in sorted(replays.other_planners.items()):
        tell("log-check.other-planner", planner=planner, count=count)


def _tell_report(report: LogReport, origin: str) -> None:
    outcome = "commands.log-sound" if report.is_sound else "commands.log-unsound"
    tell(
        outcome,
        origin=origin,
        entries=report.entries,
        checkpoints=report.checkpoints,
        size=report.size,
        root=b64encode(report.root).decode(),
        findings=len(report.findings) + report.unlisted,
    )
    if report.uncompared:
        tell("commands.log-uncompared", count=report.uncompared)
    if report.unlisted:
        tell("commands.log-unlisted", count=report.unlisted)
    if report.findings:
        # Where nothing covers an entry, what is wrong with its checkpoint is the reason.
        first = min(report.findings, key=lambda each: (each.first, each.fault is Fault.UNCOVERED))
        tell("log-check.first", index=first.first, fault=first.fault)
    for finding in report.findings:
        _tell_finding(finding)


def _tell_finding(finding: Finding) -> None:
    where = str(finding.first) if finding.first == finding.last else f"{finding.first}-{finding.last}"
    text = say(FAULT_TEXTS[finding.fault], language(), role=finding.named)
    tell("commands.log-finding", where=where, fault=finding.fault, text=text)


FAULT_TEXTS = {fault: f"commands.log-fault.{fault}" for fault in Fault}
