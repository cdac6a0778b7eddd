"""`gateway storage`: the database's tables; the only command that changes them."""

import os
from contextlib import closing
from pathlib import Path

from gateway.cli.grammar import config_option, group
from gateway.cli.speech import tell
from gateway.settings import load_settings
from gateway.storage import open_storage


@group("storage", help="storage")
def storage_group() -> None:
    """Hold the commands on the database."""


@storage_group.command("upgrade", help="storage.upgrade")
@config_option
def upgrade_command(config: Path) -> None:
    """Make or upgrade the tables."""
    settings = load_settings(config, os.environ)
    settings.state_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with closing(open_storage(settings.storage_url)) as storage:
        storage.upgrade()
        tell("commands.storage-ready")
