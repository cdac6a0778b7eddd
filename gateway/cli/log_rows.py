"""`gateway log rows`: the rows that entries are found by, held against the entries themselves.

`gateway log verify` needs no such rows and so says nothing of them; what a filter
leaves out because its row was altered shows here.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

import click

from gateway.catalogue import say
from gateway.cli.grammar import FilePath, command, option
from gateway.cli.opening import opened
from gateway.cli.speech import FINDING, language, tell
from gateway.storage import AuditReads, Storage, open_storage

LISTED = 100


@command("rows", help="log.rows")
@option("--config", type=FilePath(), help="log-of-config")
@option("--database", metavar="URL", help="log-database")
def rows_command(config: Path | None, database: str | None) -> None:
    """Compare every row with its entry; ends with 1 when one differs."""
    if bool(config) == bool(database):
        raise click.UsageError(say("entries.rows-one-source", language()))
    with _storage(config, database) as storage:
        wrong = AuditReads(storage).wrong_rows()
        first = list(islice(wrong, LISTED))
        others = sum(1 for _ in wrong)
    for index in first:
        tell("entries.row-wrong", index=index)
    if others:
        tell("entries.rows-others", count=others)
    if first:
        raise SystemExit(FINDING)
    tell("entries.rows-right")


@contextmanager
def _storage(config: Path | None, database: str | None) -> Iterator[Storage]:
    if config:
        with opened(config) as gateway:
            yield gateway.storage
    elif database:
        with closing(open_storage(database)) as storage:
            storage.check_revision()
            yield storage
