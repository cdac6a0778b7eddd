"""`gateway keys ceremony`: the page on which two agencies compare their root keys and sign."""

from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from gateway.app import utc_now
from gateway.catalogue import say
from gateway.cli.files import give
from gateway.cli.grammar import FilePath, NewFile, PlainText, argument, command, option
from gateway.cli.speech import language, remark
from gateway.cli.times import DAY
from gateway.drafting import (
    ceremony_document,
    document_pdf,
    read_folder,
    render_html,
    render_text,
    sides_of,
    unrepresented,
)
from gateway.errors import PolicyFilesBad
from gateway.policy import read_bundle


@command("ceremony", help="keys.ceremony")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--agency", "agencies", multiple=True, metavar="ID", help="ceremony-agency")
@option("--place", type=PlainText(), help="ceremony-place")
@option("--date", "day", type=DAY, help="ceremony-date")
@option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "pdf"]),
    default="text",
    show_default=True,
    help="ceremony-format",
)
@option("-o", "--output", "out", type=NewFile(), help="render-out")
def ceremony_command(
    folder: Path,
    agencies: tuple[str, ...],
    place: str | None,
    day: datetime | None,
    form: Literal["text", "html", "pdf"],
    out: Path | None,
) -> None:
    """Make the page from the trust files of a folder."""
    if form == "pdf" and out is None:
        raise click.UsageError(say("ceremony.pdf-needs-file", language()))
    reading = read_bundle(read_folder(folder))
    if reading.bundle is None:
        raise PolicyFilesBad(reading.faults[0].placed)
    held = day.date() if day else None
    on = held or utc_now().date()
    sides = sides_of(reading.bundle, agencies, on)
    for agency in unrepresented(sides):
        remark("ceremony.nobody", agency=agency, day=on.isoformat())
    document = ceremony_document(sides, language(), day=held, place=place)
    if form == "pdf":
        content = document_pdf(document, {}, on, language()).content
    else:
        content = (render_html if form == "html" else render_text)(document).encode()
    if give(content, out):
        remark("ceremony.written", file=out)
