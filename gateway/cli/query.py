"""`gateway query`: ask another agency's gateway from the shell."""

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import click

from gateway.catalogue import say
from gateway.cli.files import refuse_shared
from gateway.cli.grammar import DatasetName, FilePath, NewEvidence, NewFile, argument, command, option
from gateway.cli.peers import acknowledge, open_client, save_body, save_receipt
from gateway.cli.rows import WRITERS, Asked, opened
from gateway.cli.speech import language, remark
from gateway.client import Client, Page


@command("query", help="query")
@argument("dataset", type=DatasetName(), metavar="PROVIDER/DATASET", help="query-dataset")
@option("--profile", type=FilePath(), required=True, help="profile")
@option("--agreement", required=True, metavar="UID", help="agreement")
@option("--purpose", required=True, metavar="PURPOSE", help="purpose")
@option("--fields", metavar="A,B,…", help="fields")
@option("--filter", "condition", metavar="JSON", help="filter")
@option("--sort", metavar="A,-B,…", help="sort")
@option("--on-behalf-of", metavar="WHO", help="on-behalf-of")
@option("--case-ref", metavar="CASE", help="case-ref")
@option("--page-size", type=click.IntRange(1, 100_000), help="page-size")
@option("--all", "every", is_flag=True, help="every-page")
@option("-o", "form", type=click.Choice(list(WRITERS)), default="table", help="rows-output")
@option("--out", type=NewFile(), help="rows-out")
@option("--bom", is_flag=True, help="bom")
@option("--receipt", type=NewEvidence(), help="receipt-each")
@option("--body", type=NewEvidence(), help="query-body")
@option("--acknowledge", "acknowledgement", type=NewEvidence(), help="acknowledge-each")
def query_command(
    dataset: str,
    profile: Path,
    agreement: str,
    purpose: str,
    every: bool,
    form: str,
    out: Path | None,
    bom: bool,
    receipt: Path | None,
    body: Path | None,
    acknowledgement: Path | None,
    **wishes: Any,
) -> None:
    """Ask for rows."""
    if form == "xlsx" and out is None:
        raise click.UsageError(say("commands.xlsx-needs-out", language()))
    options = _options(**wishes)
    refuse_shared(out, receipt, body, acknowledgement)
    if every:
        _refuse_taken(out, receipt, body, acknowledgement)
    with open_client(profile, dataset) as client:
        asked = Asked(
            dataset=dataset,
            agreement=agreement,
            purpose=purpose,
            describe=lambda: client.describe(dataset),
            folder=out.parent if out else Path(),
            is_bom=bom,
        )
        found = client.pages(dataset, agreement=agreement, purpose=purpose, **options)
        pages = _kept(found if every else islice(found, 1), client, receipt, body, asked)
        with opened(out) as file:
            WRITERS[form](pages, file, asked)
        if acknowledgement:
            # Only now does everything lie where it was wanted.
            for number, (exchange, digest) in enumerate(asked.arrived, 1):
                acknowledge(client, exchange, digest, _numbered(acknowledgement, number))


def _options(fields: str | None, condition: str | None, sort: str | None, **others: Any) -> Mapping[str, Any]:
    try:
        chosen = {
            "fields": fields.split(",") if fields else None,
            "filter": json.loads(condition) if condition else None,
            "sort": sort.split(",") if sort else None,
            **others,
        }
    except ValueError as error:
        raise click.BadParameter(say("commands.not-json", language()), param_hint="--filter") from error
    return {name: value for name, value in chosen.items() if value is not None}


def _kept(
    pages: Iterator[Page], client: Client, receipt: Path | None, body: Path | None, asked: Asked
) -> Iterator[Page]:
    """Save each page's exact answer and its receipt as it comes, and say so when more pages are left."""
    last = None
    for number, page in enumerate(pages, 1):
        if body:
            save_body(page.body, _numbered(body, number))
        if receipt:
            path = _numbered(receipt, number)
            save_receipt(client, page.exchange_id, path)
            asked.receipts.append(path)
        asked.arrived.append((page.exchange_id, sha256(page.body).digest()))
        last = page
        yield page
    if last and last.next_cursor:
        remark("commands.more-pages")


def _refuse_taken(out: Path | None, *evidence: Path | None) -> None:
    """Refuse names whose numbered files, those of later pages, are there already or are another's."""
    begun: set[tuple[Path, str, str]] = set()
    for path in filter(None, (out, *evidence)):
        family = (path.parent.resolve(), re.sub(r"-\d+$", "", path.stem), path.suffix)
        if family in begun:
            raise click.UsageError(say("commands.file-shared", language(), path=path))
        begun.add(family)
    for path in filter(None, evidence):
        later = re.compile(rf"{re.escape(path.stem)}-\d+{re.escape(path.suffix)}")
        for each in path.parent.iterdir():
            if later.fullmatch(each.name):
                raise click.UsageError(say("commands.evidence-there", language(), path=each))


def _numbered(path: Path, number: int) -> Path:
    return path if number == 1 else path.with_stem(f"{path.stem}-{number}")
