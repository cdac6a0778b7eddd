"""`gateway log`: show and export the log; `log_verify` checks it."""

import json
from base64 import b64encode
from pathlib import Path

import click

from gateway.audit import (
    parse_entry,
    verifier_key,
)
from gateway.catalogue import Sentence, problem_of, say
from gateway.cli.grammar import FilePath, NewEvidence, argument, config_option, group, option
from gateway.cli.log_keys import own_log_keys
from gateway.cli.log_reconcile import reconcile_command
from gateway.cli.log_verify import verify_command
from gateway.cli.opening import opened
from gateway.cli.rows import opened as opened_file
from gateway.cli.speech import language, tell
from gateway.errors import ExchangeUnknown, FormatUnfit
from gateway.exchange import Recorded
from gateway.storage import read_export, read_log, write_export

Shown = dict[str, object]

CONFIG = FilePath()
FILE = FilePath(exists=True, dir_okay=False)


@group("log", help="log")
def log_group() -> None:
    """Hold the commands on the log."""


log_group.add_command(verify_command)
log_group.add_command(reconcile_command)


@log_group.command("export", help="log.export")
@config_option
@option("-o", "output", type=NewEvidence(), required=True, help="export-out")
def export_command(config: Path, output: Path) -> None:
    """Copy the log into a file, to be checked elsewhere."""

    def write(line: bytes) -> None:
        try:
            file.write(line)
        except OSError as error:
            # Said here: whoever lends the log takes every OSError for the database's.
            fault = Sentence("commands.unwritable", path=output, problem=problem_of(error))
            raise FormatUnfit(fault) from error

    with (
        opened_file(output, is_new=True) as file,
        opened(config) as gateway,
        read_log(gateway.storage) as copy,
    ):
        write_export(copy, write)
        vkeys = [verifier_key(gateway.settings.log_origin, key) for key in own_log_keys(gateway)]
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


def _is_index(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _openings(recorded: Recorded) -> dict[str, dict[str, str]]:
    return {
        name: {"salt": b64encode(salt).decode(), "value": b64encode(value).decode()}
        for name, (salt, value) in recorded.openings.items()
    }
