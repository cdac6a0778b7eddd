"""Tables for people: as a table where it fits the screen, else as one block a row.

A table squeezed into 80 columns breaks every word; a block of lines reads well at any width.
"""

import os
import sys
from collections.abc import Sequence
from typing import IO

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gateway.cli.speech import harmless, tell

# Enough for a whole row where nobody looks at a screen.
_WIDE = 200
_UNBOUNDED = 100_000


def show_table(heading: Sequence[str], rows: Sequence[Sequence[str]], file: IO[str] | None = None) -> None:
    """Print rows under a heading, or write them into a file."""
    is_screen = (file or sys.stdout).isatty()
    console = Console(file=file, width=None if is_screen else int(os.environ.get("COLUMNS", _WIDE)))
    table = Table(*heading)
    for row in rows:
        # As it is: a value in brackets is no mark-up.
        table.add_row(*(Text(harmless(cell)) for cell in row))
    whole = console.measure(table, options=console.options.update(width=_UNBOUNDED)).maximum
    if rows and whole > console.width:
        _show_blocks(heading, rows, file)
    else:
        console.print(table)


def show_duties(duties: Sequence[str], delete_by: str | None) -> None:
    """Say what is owed for what was given."""
    for duty in duties:
        tell("commands.duty", duty=duty)
    if delete_by:
        tell("commands.delete-by", day=delete_by)


def _show_blocks(heading: Sequence[str], rows: Sequence[Sequence[str]], file: IO[str] | None) -> None:
    width = max(map(len, heading))
    for row in rows:
        for name, cell in zip(heading, row, strict=True):
            click.echo(f"{name:<{width}}  {harmless(cell)}".rstrip(), file=file)
        click.echo(file=file)
