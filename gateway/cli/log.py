"""`gateway log`: show, export and check the log.

`verify` believes nothing but signatures. With `--config` it also holds the log
against the greatest head that this node ever gave out, and with `--head` against
one that anybody kept: a log cut back to an earlier checkpoint shows only so.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from gateway.audit import (
    Checkpoint,
    Fault,
    Finding,
    LogReport,
    check_log,
    parse_entry,
    parse_verifier_key,
    verifier_key,
    verify_checkpoint,
)
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import FilePath, NewFile, argument, config_option, group, option
from gateway.cli.log_keys import own_log_keys
from gateway.cli.opening import opened
from gateway.cli.speech import FINDING, language, tell
from gateway.errors import ExchangeUnknown
from gateway.exchange import Recorded
from gateway.signing import PublicKey
from gateway.storage import LogCopy, open_storage, read_export, read_log, write_export

Shown = dict[str, object]

CONFIG = FilePath()
FILE = FilePath(exists=True, dir_okay=False)


class Trusted(NamedTuple):
    """What a check starts from: the log's name and keys, and a head that somebody kept."""

    origin: str
    keys: Sequence[PublicKey]
    head: Checkpoint | None


@group("log", help="log")
def log_group() -> None:
    """Hold the commands on the log."""


@log_group.command("verify", help="log.verify")
@argument("export", type=FILE, required=False, help="log-export")
@option("--config", type=CONFIG, help="log-of-config")
@option("--database", metavar="URL", help="log-database")
@option("--vkey", "vkeys", metavar="NAME+ID+KEY", multiple=True, help="vkey")
@option("--origin", help="origin")
@option("--head", type=FILE, help="head")
def verify_command(
    export: Path | None,
    config: Path | None,
    database: str | None,
    vkeys: tuple[str, ...],
    origin: str | None,
    head: Path | None,
) -> None:
    """Check the whole log."""
    if [export, config, database].count(None) != 2:
        raise click.UsageError(say("commands.log-one-source", language()))
    if not config and not vkeys:
        raise click.UsageError(say("commands.log-needs-vkey", language()))
    with _opened_copy(export, config, database, vkeys, origin) as (copy, trusted):
        kept = _read_head(head, trusted) if head else trusted.head
        report = check_log(
            copy.entries,
            copy.checkpoints,
            origin=trusted.origin,
            key=trusted.keys,
            leaf_hashes=copy.leaf_hashes,
            head=kept,
        )
    if config and not kept and not report.entries and not report.size:
        # Nothing was ever given out here, so nothing can be missing.
        tell("commands.log-empty", origin=trusted.origin)
        return
    _tell_report(report, trusted.origin)
    if not report.is_sound:
        raise SystemExit(FINDING)


@log_group.command("export", help="log.export")
@config_option
@option("-o", "output", type=NewFile(), required=True, help="export-out")
def export_command(config: Path, output: Path) -> None:
    """Copy the log into a file, to be checked elsewhere."""
    unfinished = output.with_name(output.name + ".new")
    with opened(config) as gateway, read_log(gateway.storage) as copy, unfinished.open("wb") as file:
        write_export(copy, file.write)
        vkeys = [verifier_key(gateway.settings.log_origin, key) for key in own_log_keys(gateway)]
    unfinished.replace(output)
    tell("commands.log-exported", path=output, vkey=" --vkey ".join(vkeys))


@log_group.command("checkpoint", help="log.checkpoint")
@option("--config", type=CONFIG, help="config")
@option("--export", type=FILE, help="log-export")
def checkpoint_command(config: Path | None, export: Path | None) -> None:
    """Show the latest checkpoint."""
    if export and not config:
        notes = list(read_export(export).checkpoints)
        click.echo(notes[-1] if notes else "", nl=False)
        return
    with opened(_only_config(config, export)) as gateway:
        click.echo(gateway.log.head(), nl=False)


@log_group.command("vkey", help="log.vkey")
@config_option
def vkey_command(config: Path) -> None:
    """Show the keys that check the log: one a line, the present one first."""
    with opened(config) as gateway:
        for key in own_log_keys(gateway):
            click.echo(verifier_key(gateway.settings.log_origin, key))


@log_group.command("show", help="log.show")
@argument("entry", metavar="INDEX|EXCHANGE_ID", help="log-entry")
@option("--config", type=CONFIG, help="config")
@option("--export", type=FILE, help="log-export")
@option("--openings", is_flag=True, help="openings")
def show_command(entry: str, config: Path | None, export: Path | None, openings: bool) -> None:
    """Show one entry; an export holds no openings."""
    if export and not config and not openings:
        shown = _find_in_export(export, entry)
    else:
        shown = _find_in_log(_only_config(config, export), entry, openings=openings)
    if shown is None:
        raise ExchangeUnknown(Sentence("storage.entry-unknown", entry=entry))
    click.echo(json.dumps(shown, indent=2, ensure_ascii=False))


def _only_config(config: Path | None, export: Path | None) -> Path:
    if config is None or export is not None:
        raise click.UsageError(say("commands.log-config-or-export", language()))
    return config


def _find_in_log(config: Path, entry: str, *, openings: bool) -> Shown | None:
    with opened(config) as gateway:
        exchange = gateway.log.exchange_at(int(entry)) if _is_index(entry) else entry
        recorded = gateway.log.find(exchange) if exchange else None
    if recorded is None:
        return None
    shown: Shown = {"index": recorded.index, "entry": json.loads(recorded.entry)}
    if openings:
        shown["openings"] = _openings(recorded)
    return shown


def _find_in_export(export: Path, wanted: str) -> Shown | None:
    for index, leaf in read_export(export).entries:
        entry = parse_entry(leaf) if not _is_index(wanted) or index == int(wanted) else None
        if entry is not None and (_is_index(wanted) or entry["exchange_id"] == wanted):
            return {"index": index, "entry": entry}
    return None


@contextmanager
def _opened_copy(
    export: Path | None,
    config: Path | None,
    database: str | None,
    vkeys: tuple[str, ...],
    origin: str | None,
) -> Iterator[tuple[LogCopy, Trusted]]:
    if config:
        with opened(config) as gateway:
            own = gateway.settings.log_origin
            keys = _parse_vkeys(vkeys, own).keys if vkeys else own_log_keys(gateway)
            # Read first: the log may grow past it while it is checked, and never below it.
            trusted = Trusted(own, keys, gateway.log.given_out())
            with read_log(gateway.storage) as copy:
                yield copy, trusted
    elif database:
        with closing(open_storage(database)) as storage, read_log(storage) as copy:
            yield copy, _parse_vkeys(vkeys, origin)
    elif export:
        yield read_export(export), _parse_vkeys(vkeys, origin)


def _parse_vkeys(vkeys: tuple[str, ...], origin: str | None) -> Trusted:
    """Read the keys of one log: several where it has exchanged its key."""
    parsed = [parse_verifier_key(vkey) for vkey in vkeys]
    name = origin or parsed[0][0]
    for found, _ in parsed:
        if found != name:
            raise click.BadParameter(
                say("commands.log-other-vkey", language(), name=found), param_hint="--origin"
            )
    return Trusted(name, [key for _, key in parsed], None)


def _read_head(path: Path, trusted: Trusted) -> Checkpoint:
    return verify_checkpoint(path.read_text("utf-8", "replace"), trusted.origin, trusted.keys)


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
    for finding in report.findings:
        _tell_finding(finding)


def _tell_finding(finding: Finding) -> None:
    where = str(finding.first) if finding.first == finding.last else f"{finding.first}-{finding.last}"
    text = say(FAULT_TEXTS[finding.fault], language())
    tell("commands.log-finding", where=where, fault=finding.fault, text=text)


def _is_index(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _openings(recorded: Recorded) -> dict[str, dict[str, str]]:
    return {
        name: {"salt": b64encode(salt).decode(), "value": b64encode(value).decode()}
        for name, (salt, value) in recorded.openings.items()
    }


FAULT_TEXTS = {fault: f"commands.log-fault.{fault}" for fault in Fault}
