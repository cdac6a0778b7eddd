"""`gateway policies init`: a first contract of a table that is there, in which nothing is decided."""

import os
from contextlib import closing
from pathlib import Path

from gateway.catalogue import Sentence
from gateway.cli.files import write_file
from gateway.cli.grammar import FilePath, argument, command, config_option, option
from gateway.cli.speech import language, tell
from gateway.drafting import DraftColumn, draft_contract
from gateway.errors import PolicyFilesBad
from gateway.policy import parse_path
from gateway.settings import Settings, SourceSettings, load_settings
from gateway.sources import TableColumn, open_source


@command("init", help="policies.init")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@config_option
@option("--table", required=True, metavar="[SCHEMA.]NAME", help="init-table")
@option("--dataset", metavar="NAME", help="init-dataset")
@option("--source", metavar="NAME", help="init-source")
def init_command(folder: Path, config: Path, table: str, dataset: str | None, source: str | None) -> None:
    """Draft a contract from a live table."""
    settings = load_settings(config, os.environ)
    inside = f"datasets/{settings.agency}/{dataset or table.rpartition('.')[2].lower()}.yaml"
    parsed = parse_path(inside)
    if parsed is None:
        raise PolicyFilesBad(Sentence("drafts.dataset-name", path=inside))
    path = folder / inside
    if path.exists():
        raise PolicyFilesBad(Sentence("drafts.exists", path=path))
    name, chosen = _source(settings, source)
    with closing(open_source(chosen.url, timeout_seconds=chosen.timeout_seconds)) as opened:
        columns = opened.columns(table)
    if not columns:
        raise PolicyFilesBad(Sentence("drafts.no-table", source=name, table=table))
    text = draft_contract(
        settings.agency, parsed.uid.partition("/")[2], table, [_column(each) for each in columns], language()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.encode(), is_new=True)
    tell("drafts.written", path=path, fields=text.count("        classification: "))


def _source(settings: Settings, name: str | None) -> tuple[str, SourceSettings]:
    names = ", ".join(sorted(settings.sources))
    if name is None and len(settings.sources) == 1:
        ((name, only),) = settings.sources.items()
        return name, only
    if name is None or name not in settings.sources:
        raise PolicyFilesBad(Sentence("drafts.which-source", names=names))
    return name, settings.sources[name]


def _column(column: TableColumn) -> DraftColumn:
    return DraftColumn(column.name, column.type, column.fits, column.is_nullable, column.is_unique)
