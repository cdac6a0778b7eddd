"""`gateway keys`: make key pairs, show their public half; exchange and revoke them elsewhere."""

import json
from pathlib import Path

import click

from gateway.catalogue import Sentence
from gateway.cli.grammar import FilePath, argument, group, option
from gateway.cli.key_files import ALGORITHMS, read_public, write_private
from gateway.cli.keys_ceremony import ceremony_command
from gateway.cli.keys_revoke import revoke_command
from gateway.cli.keys_rotate import rotate_command
from gateway.cli.speech import tell
from gateway.errors import KeyMaterialBad
from gateway.policy import Role
from gateway.signing import Algorithm, PublicKey, new_signer


@group("keys", help="keys")
def keys_group() -> None:
    """Hold the commands on keys."""


keys_group.add_command(ceremony_command)
keys_group.add_command(revoke_command)
keys_group.add_command(rotate_command)


@keys_group.command("new", help="keys.new")
@option("--role", type=click.Choice(["root", *(role.value for role in Role)]), required=True, help="role")
@option("--alg", type=click.Choice(ALGORITHMS), default="ed25519", show_default=True, help="alg")
@option("--out", type=FilePath(dir_okay=False), required=True, help="key-out")
def new_command(role: str, alg: Algorithm, out: Path) -> None:
    """Make a key pair in a 0600 file."""
    if role == "root" and alg != "ed25519":
        raise KeyMaterialBad(Sentence("keys.root-not-ed25519"))
    signer = new_signer(alg)
    write_private(out, signer.to_pem())
    tell("commands.key-made", file=out, role=role)
    _show(signer.key)


@keys_group.command("show", help="keys.show")
@argument("file", type=FilePath(dir_okay=False), help="key-file")
def show_command(file: Path) -> None:
    """Show thumbprint and public half, never the private one."""
    _show(read_public(file))


def _show(key: PublicKey) -> None:
    jwk = dict(key.jwk)
    tell("commands.key-shown", thumbprint=key.thumbprint, alg=key.alg, jwk=json.dumps(jwk))
    yaml = "{" + ", ".join(f"{name}: {value}" for name, value in jwk.items()) + "}"
    tell("commands.key-for-trust", jwk=yaml)
