"""`gateway policies render`: an agreement as a page for people, and the PDF that officials sign."""

from pathlib import Path
from typing import Literal

import click

from gateway.catalogue import Sentence, say
from gateway.cli.files import give
from gateway.cli.grammar import FilePath, NewFile, argument, command, option
from gateway.cli.speech import language, remark
from gateway.drafting import (
    annex_from,
    read_folder,
    render_document,
    render_html,
    render_markdown,
    render_pdf,
    split_path,
)
from gateway.errors import PolicyFilesBad
from gateway.policy import parse_path, read_bundle

Form = Literal["md", "html", "pdf"]


@command("render", help="policies.render")
@argument(
    "source", type=FilePath(exists=True), default="policies", metavar="FOLDER|FILE", help="render-source"
)
@option("--agreement", metavar="UID", help="agreement")
@option("--format", "form", type=click.Choice(["md", "html", "pdf"]), default="md", help="render-format")
@option("--pdf", "is_pdf", is_flag=True, help="render-pdf")
@option("-o", "--output", "out", type=NewFile(), help="render-out")
def render_command(source: Path, agreement: str | None, form: Form, is_pdf: bool, out: Path | None) -> None:
    """Render one agreement in the language of this run."""
    folder, uid = _place(source, agreement)
    reading = read_bundle(read_folder(folder))
    if reading.bundle is None:
        raise PolicyFilesBad(reading.faults[0].placed)
    annex = annex_from(reading.bundle, uid)
    if is_pdf or form == "pdf":
        if out is None:
            raise click.UsageError(say("paper.pdf-needs-file", language()))
        content = render_pdf(annex, language()).content
    else:
        document = render_document(annex, language())
        content = (render_html if form == "html" else render_markdown)(document).encode()
    if give(content, out):
        remark("paper.rendered", file=out, agreement=annex.agreement.uid, digest=annex.agreement.digest)


def _place(source: Path, agreement: str | None) -> tuple[Path, str | None]:
    """Return the folder, and the agreement that a file or an option names."""
    if source.is_dir():
        return source, agreement
    folder, inside = split_path(source)
    parsed = parse_path(inside)
    if parsed is None or parsed.kind != "agreement":
        raise PolicyFilesBad(Sentence("paper.not-an-agreement", path=source))
    return folder, parsed.uid
