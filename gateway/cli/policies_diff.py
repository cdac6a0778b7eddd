"""`gateway policies diff`: what a change of the files means, for whoever is to sign it."""

import json
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.catalogue import say
from gateway.cli.grammar import FilePath, NewFile, argument, command, option
from gateway.cli.policies_prove import load_solver
from gateway.cli.policies_sides import read_side
from gateway.cli.rows import opened as opened_file
from gateway.cli.speech import FINDING, UNDECIDED, language
from gateway.drafting import (
    Difference,
    Solver,
    compare_bundles,
    difference_document,
    difference_memo,
    document_pdf,
    render_markdown,
    tell_difference,
)
from gateway.errors import ExtraMissing

_FORMS = ("text", "md", "json", "pdf")


@command("diff", help="policies.diff")
@argument("old", metavar="OLD", help="diff-old")
@argument("new", metavar="NEW", default="policies", help="diff-new")
@option("--format", "form", type=click.Choice(_FORMS), default="text", help="diff-format")
@option("-o", "output", type=NewFile(), help="report-out")
@option("--config", type=FilePath(), help="diff-config")
def diff_command(old: str, new: str, form: str, output: Path | None, config: Path | None) -> None:
    """Compare two policies by what they let leave."""
    if form == "pdf" and output is None:
        raise click.UsageError(say("diff.pdf-needs-file", language()))
    before, after = read_side(old, new, config), read_side(new, old, config)
    found = compare_bundles(before, after, utc_now(), _solver())
    with opened_file(output) as file:
        file.write(_written(found, form))
    if found.may_widen:
        raise SystemExit(FINDING)
    if found.direction == "unknown":
        raise SystemExit(UNDECIDED)


def _solver() -> Solver | None:
    """Return the prover where it is installed; without it some comparisons stay open."""
    try:
        return load_solver()
    except ExtraMissing:
        return None


def _written(found: Difference, form: str) -> bytes:
    now = utc_now()
    match form:
        case "json":
            document = difference_document(found, language())
            return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
        case "md":
            return render_markdown(difference_memo(found, now, language())).encode()
        case "pdf":
            return document_pdf(difference_memo(found, now, language()), {}, now.date(), language()).content
        case _:
            return "".join(f"{line}\n" for line in tell_difference(found, language())).encode()
