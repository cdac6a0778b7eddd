"""`gateway witness`: a witness that is no gateway, at a provincial office say."""

import os
from contextlib import closing
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.audit import cosigner_key
from gateway.cli.grammar import FilePath, group, option
from gateway.cli.serve import claim, run_server
from gateway.cli.speech import tell
from gateway.settings import AloneSettings, load_alone
from gateway.signing import new_signer
from gateway.storage import open_storage
from gateway.worker import WITNESS_KEY, open_alone

_CONFIG = option("--config", type=FilePath(exists=True, dir_okay=False), required=True, help="witness-config")


@group("witness", help="witness")
def witness_group() -> None:
    """Hold the commands of a stand-alone witness."""


@witness_group.command("prepare", help="witness.prepare")
@_CONFIG
def prepare_command(config: Path) -> None:
    """Make what is missing of key and tables, and show the key that others trust."""
    settings = load_alone(config)
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.folder / f"{WITNESS_KEY}.pem"
    if not path.exists():
        # Made anew and never over a key that others trust.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(new_signer("ed25519").to_pem())
    with closing(open_storage(settings.storage_url)) as storage:
        storage.upgrade()
    _show_key(settings)


@witness_group.command("vkey", help="witness.vkey")
@_CONFIG
def vkey_command(config: Path) -> None:
    """Show the key that others trust."""
    _show_key(load_alone(config))


@witness_group.command("serve", help="witness.serve")
@_CONFIG
def serve_command(config: Path) -> None:
    """Cosign the logs of the settings."""
    settings = load_alone(config)
    open_alone(settings, utc_now, lambda *_: None).close()
    server = settings.server
    claim(server)
    url = f"{server.scheme}://{server.host}:{server.port}"
    tell("witness.serving", name=settings.name, url=url, logs=len(settings.logs))
    run_server(server, config, "gateway.app:witness_application")


def _show_key(settings: AloneSettings) -> None:
    with closing(open_alone(settings, utc_now, lambda *_: None)) as alone:
        click.echo(cosigner_key(settings.name, alone.witness.signer.key))
