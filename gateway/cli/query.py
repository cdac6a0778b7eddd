"""`gateway query`: ask another agency's gateway from the shell."""

import csv
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from gateway.catalogue import say
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.peers import open_client, save_receipt
from gateway.cli.speech import language, tell
from gateway.client import Page


@command("query", help="query")
@argument("dataset", metavar="PROVIDER/DATASET", help="query-dataset")
@option("--profile", type=FilePath(), required=True, help="profile")
@option("--agreement", required=True, metavar="UID", help="agreement")
@option("--purpose", required=True, metavar="PURPOSE", help="purpose")
@option("--fields", metavar="A,B,…", help="fields")
@option("--filter", "condition", metavar="JSON", help="filter")
@option("--sort", metavar="A,-B,…", help="sort")
@option("--page-size", type=click.IntRange(1, 100_000), help="page-size")
@option("--all", "every", is_flag=True, help="every-page")
@option("-o", "output", type=click.Choice(["table", "json", "csv"]), default="table", help="output")
@option("--receipt", type=FilePath(), help="receipt")
def query_command(
    dataset: str,
    profile: Path,
    agreement: str,
    purpose: str,
    fields: str | None,
    condition: str | None,
    sort: str | None,
    page_size: int | None,
    every: bool,
    output: str,
    receipt: Path | None,
) -> None:
    """Ask for rows."""
    options = _options(fields, condition, sort, page_size)
    with open_client(profile, dataset) as client:
        asked = client.pages(dataset, agreement=agreement, purpose=purpose, **options)
        pages = list(asked) if every else [next(asked)]
        _WRITERS[output](pages)
        if receipt:
            save_receipt(client, pages[-1].exchange_id, receipt)


def _options(
    fields: str | None, condition: str | None, sort: str | None, page_size: int | None
) -> Mapping[str, Any]:
    try:
        chosen = {
            "fields": fields.split(",") if fields else None,
            "filter": json.loads(condition) if condition else None,
            "sort": sort.split(",") if sort else None,
            "page_size": page_size,
        }
    except ValueError as error:
        raise click.BadParameter(say("commands.not-json", language()), param_hint="--filter") from error
    return {name: value for name, value in chosen.items() if value is not None}


def _write_table(pages: Sequence[Page]) -> None:
    console = Console(width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "200")))
    rows = [row for page in pages for row in page.data]
    table = Table(*(rows[0] if rows else ()))
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    console.print(table)
    for withheld in pages[0].withheld:
        tell("commands.withheld", **withheld)
    if pages[-1].next_cursor:
        tell("commands.more-pages")


def _write_json(pages: Sequence[Page]) -> None:
    json.dump([row for page in pages for row in page.data], sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _write_csv(pages: Sequence[Page]) -> None:
    writer: csv.DictWriter[str] | None = None
    for page in pages:
        for row in page.data:
            if writer is None:
                writer = csv.DictWriter(sys.stdout, list(row), lineterminator="\n")
                writer.writeheader()
            writer.writerow(row)


_WRITERS = {"table": _write_table, "json": _write_json, "csv": _write_csv}
