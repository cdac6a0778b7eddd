"""`gateway policies odrl` and `schema`: agreements and their language in the words of other tools."""

import json
from pathlib import Path

import click

from gateway.catalogue import Sentence
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.opening import policy_of
from gateway.cli.speech import language
from gateway.drafting import KINDS, export_odrl, policy_schema
from gateway.errors import PolicyFilesBad


@command("odrl", help="policies.odrl")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--agreement", required=True, metavar="UID", help="agreement")
@option("--config", type=FilePath(), help="active-policy")
def odrl_command(folder: Path, agreement: str, config: Path | None) -> None:
    """Print an agreement as ODRL JSON-LD."""
    known = policy_of(folder, config).bundle.agreements
    if agreement not in known:
        names = ", ".join(sorted(known))
        raise PolicyFilesBad(Sentence("drafts.no-agreement", agreement=agreement, known=names))
    click.echo(json.dumps(export_odrl(known[agreement]), ensure_ascii=False, indent=2))


@command("schema", help="policies.schema")
@argument("kind", type=click.Choice(KINDS), help="schema-kind")
def schema_command(kind: str) -> None:
    """Print the JSON Schema of one kind of file."""
    click.echo(json.dumps(policy_schema(kind, language()), ensure_ascii=False, indent=2))
