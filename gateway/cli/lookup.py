"""`gateway lookup`: ask another agency's gateway for the row of one key, from the shell."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from gateway.catalogue import say
from gateway.cli.files import refuse_shared
from gateway.cli.grammar import DatasetName, FilePath, NewEvidence, argument, command, option
from gateway.cli.peers import keep_answer, open_client
from gateway.cli.speech import language, tell
from gateway.cli.tables import show_duties, show_table
from gateway.client import Finding


@command("lookup", help="lookup")
@argument("dataset", type=DatasetName(), metavar="PROVIDER/DATASET", help="query-dataset")
@argument("key", metavar="KEY", help="lookup-key")
@option("--profile", type=FilePath(), required=True, help="profile")
@option("--agreement", required=True, metavar="UID", help="agreement")
@option("--purpose", required=True, metavar="PURPOSE", help="purpose")
@option("--json-key", is_flag=True, help="json-key")
@option("--fields", metavar="A,B,…", help="fields")
@option("--on-behalf-of", metavar="WHO", help="on-behalf-of")
@option("--case-ref", metavar="CASE", help="case-ref")
@option("-o", "output", type=click.Choice(["table", "json"]), default="table", help="output")
@option("--receipt", type=NewEvidence(), help="receipt")
@option("--body", type=NewEvidence(), help="body")
@option("--acknowledge", "acknowledgement", type=NewEvidence(), help="acknowledge")
def lookup_command(
    dataset: str,
    key: str,
    profile: Path,
    agreement: str,
    purpose: str,
    json_key: bool,
    fields: str | None,
    on_behalf_of: str | None,
    case_ref: str | None,
    output: str,
    receipt: Path | None,
    body: Path | None,
    acknowledgement: Path | None,
) -> None:
    """Ask for the row of one key."""
    refuse_shared(receipt, body, acknowledgement)
    wishes = {
        "fields": fields.split(",") if fields else None,
        "on_behalf_of": on_behalf_of,
        "case_ref": case_ref,
    }
    options: dict[str, Any] = {name: value for name, value in wishes.items() if value is not None}
    value = _parse_json(key) if json_key else key
    with open_client(profile, dataset) as client:
        finding = client.lookup(dataset, key=value, agreement=agreement, purpose=purpose, **options)
        _WRITERS[output](finding)
        keep_answer(client, finding, body=body, receipt=receipt, acknowledgement=acknowledgement)


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise click.BadParameter(say("commands.not-json", language()), param_hint="KEY") from error


def _write_table(finding: Finding) -> None:
    if finding.data is None:
        tell("commands.not-found")
    else:
        cells = ["" if value is None else str(value) for value in finding.data.values()]
        show_table(tuple(finding.data), [cells])
    for withheld in finding.withheld:
        tell("commands.withheld", **withheld)
    show_duties(finding.duties, finding.delete_by)


def _write_json(finding: Finding) -> None:
    json.dump({"found": finding.found, "data": finding.data}, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


_WRITERS = {"table": _write_table, "json": _write_json}
