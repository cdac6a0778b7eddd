"""`gateway statistics`: ask another agency's gateway for one table of figures, from the shell."""

import json
import sys
from pathlib import Path

import click

from gateway.cli.files import refuse_shared
from gateway.cli.grammar import DatasetName, FilePath, NewEvidence, argument, command, option
from gateway.cli.peers import keep_answer, open_client
from gateway.cli.speech import tell
from gateway.cli.tables import show_duties, show_table
from gateway.client import Figures
from gateway.formats import encode_csv


@command("statistics", help="statistics")
@argument("dataset", type=DatasetName(), metavar="PROVIDER/DATASET", help="query-dataset")
@argument("table", metavar="TABLE", help="statistics-table")
@option("--profile", type=FilePath(), required=True, help="profile")
@option("--agreement", required=True, metavar="UID", help="agreement")
@option("--purpose", required=True, metavar="PURPOSE", help="purpose")
@option("--on-behalf-of", metavar="WHO", help="on-behalf-of")
@option("--case-ref", metavar="CASE", help="case-ref")
@option("-o", "output", type=click.Choice(["table", "json", "csv"]), default="table", help="output")
@option("--receipt", type=NewEvidence(), help="receipt")
@option("--body", type=NewEvidence(), help="body")
@option("--acknowledge", "acknowledgement", type=NewEvidence(), help="acknowledge")
def statistics_command(
    dataset: str,
    table: str,
    profile: Path,
    agreement: str,
    purpose: str,
    on_behalf_of: str | None,
    case_ref: str | None,
    output: str,
    receipt: Path | None,
    body: Path | None,
    acknowledgement: Path | None,
) -> None:
    """Ask for one table."""
    refuse_shared(receipt, body, acknowledgement)
    wishes = {"on_behalf_of": on_behalf_of, "case_ref": case_ref}
    options = {name: value for name, value in wishes.items() if value is not None}
    with open_client(profile, dataset) as client:
        figures = client.statistics(dataset, table, agreement=agreement, purpose=purpose, **options)
        _WRITERS[output](figures)
        keep_answer(client, figures, body=body, receipt=receipt, acknowledgement=acknowledgement)


def _write_table(figures: Figures) -> None:
    rows = [["" if value is None else str(value) for value in row] for row in figures.data]
    show_table(figures.heading, rows)
    tell("commands.frozen", period=figures.period, k=figures.k)
    for withheld in figures.withheld:
        tell("commands.withheld", **withheld)
    show_duties(figures.duties, figures.delete_by)


def _write_json(figures: Figures) -> None:
    value = {
        "table": figures.table,
        "period": figures.period,
        "snapshot": figures.snapshot,
        "columns": figures.columns,
        "data": figures.data,
        "delete_by": figures.delete_by,
    }
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _write_csv(figures: Figures) -> None:
    for row in (figures.heading, *figures.data):
        sys.stdout.write(encode_csv(tuple(row)).decode())


_WRITERS = {"table": _write_table, "json": _write_json, "csv": _write_csv}
