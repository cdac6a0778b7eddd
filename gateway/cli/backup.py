"""`gateway backup` and `gateway restore`: a consistent copy, and the way back that forks no log."""

import os
from contextlib import closing
from pathlib import Path

from gateway.app import open_gateway, utc_now
from gateway.catalogue import Sentence, problem_of
from gateway.cli.grammar import FilePath, argument, command, config_option, option
from gateway.cli.opening import opened
from gateway.cli.speech import tell
from gateway.errors import BackupBad, GatewayError, LogBehind, LogForked
from gateway.exchange import rfc3339
from gateway.settings import Settings, load_settings
from gateway.storage import make_backup, open_storage, put_back, take_away


@command("backup", help="backup")
@config_option
@option("-o", "folder", type=FilePath(), required=True, help="backup-out")
@option("--programs", type=FilePath(exists=True, file_okay=False), help="backup-programs")
def backup_command(config: Path, folder: Path, programs: Path | None) -> None:
    """Copy the state database into a new folder, while the gateway serves or not."""
    try:
        with opened(config) as gateway:
            manifest = make_backup(gateway.storage, folder, rfc3339(utc_now()), programs)
    except OSError as error:
        raise BackupBad(_disk(error, folder)) from error
    tell("backup.made", folder=folder, size=manifest["size"], digest=manifest["sha256"])


@command("restore", help="restore")
@argument("folder", type=FilePath(exists=True), help="backup-folder")
@config_option
@option("--behind", is_flag=True, help="restore-behind")
@option("--programs", type=FilePath(exists=True, file_okay=False), help="backup-programs")
def restore_command(folder: Path, config: Path, behind: bool, programs: Path | None) -> None:
    """Put a copy back; if a head that was given out is larger, only to be succeeded."""
    settings = load_settings(config, os.environ)
    try:
        with closing(open_storage(settings.storage_url)) as storage:
            manifest = put_back(folder, storage, settings.log_origin, programs)
            try:
                unasked = _check(settings)
            except (LogBehind, LogForked) as error:
                if not behind:
                    take_away(storage)
                    raise
                tell("backup.behind", size=manifest["size"], problem=error.message)
                return
            except GatewayError:
                take_away(storage)
                raise
    except OSError as error:
        raise BackupBad(_disk(error, folder)) from error
    tell("backup.restored", size=manifest["size"])
    for witness, why in unasked.items():
        tell("backup.unasked", witness=witness, problem=why.message)


def _disk(error: OSError, folder: Path) -> Sentence:
    return Sentence("backup.disk", path=error.filename or folder, problem=problem_of(error))


def _check(settings: Settings) -> dict[str, GatewayError]:
    """Hold the log against what this node gave out, and what each witness holds that answers."""
    with closing(open_gateway(settings)) as gateway:
        gateway.log.check()
        with closing(gateway.witnessing.rounds()) as rounds:
            return rounds.ask_all()
