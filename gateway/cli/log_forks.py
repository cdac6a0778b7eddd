"""`gateway log forks`: evidence against a log, readable, with both checkpoints as they were signed."""

from pathlib import Path

import click

from gateway.audit import parse_checkpoint, parse_note
from gateway.catalogue import say
from gateway.cli.grammar import command, config_option, option
from gateway.cli.opening import opened
from gateway.cli.speech import FINDING, language, tell
from gateway.exchange import Fork
from gateway.storage import Witnessing


@command("forks", help="log.forks")
@config_option
@option("--notes", is_flag=True, help="fork-notes")
def forks_command(config: Path, notes: bool) -> None:
    """Show the evidence that is kept; ends with 1 when there is any."""
    with opened(config) as gateway:
        found = Witnessing(gateway.storage).forks()
    if not found:
        tell("witness.no-forks")
        return
    for fork in found:
        _tell_fork(fork, notes=notes)
    raise SystemExit(FINDING)


def _tell_fork(fork: Fork, *, notes: bool) -> None:
    held = parse_checkpoint(parse_note(fork.held).text).size if fork.held else 0
    offered = parse_checkpoint(parse_note(fork.offered_note).text).size
    tell(
        "witness.fork",
        origin=fork.origin,
        kind=say(f"witness.fork-{fork.kind}", language()),
        found=fork.found_at,
        source=fork.source,
        held=held,
        offered=offered,
        digest=fork.digest[:16],
    )
    if notes:
        for note in (fork.held, fork.offered):
            click.echo(note)
