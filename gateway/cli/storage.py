"""`gateway storage`: the database's tables; the only command that changes them."""

import os
from contextlib import closing
from pathlib import Path

import click

from gateway.cli.speech import tell
from gateway.settings import load_settings
from gateway.storage import open_storage


@click.group("storage")
def storage_group() -> None:
    """Basis data gerbang / the gateway's database."""


@storage_group.command("upgrade")
@click.option("--config", type=click.Path(path_type=Path), required=True, help="config/*.toml")
def upgrade_command(config: Path) -> None:
    """Buat atau perbarui tabel / make or upgrade the tables."""
    settings = load_settings(config, os.environ)
    settings.state_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with closing(open_storage(settings.storage_url)) as storage:
        storage.upgrade()
        tell("commands.storage-ready")
