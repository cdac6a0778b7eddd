"""`gateway keys`: make key pairs, show their public half, revoke one at a gateway."""

import json
import os
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.catalogue import Sentence, problem_of
from gateway.cli.grammar import FilePath, argument, config_option, group, option
from gateway.cli.opening import new_exchange, opened, read_signer, record_narrowing
from gateway.cli.policies_active import token_for
from gateway.cli.speech import tell
from gateway.errors import KeyMaterialBad, PolicyFilesBad
from gateway.exchange import Change, plan_revocation
from gateway.policy import Policy, Role
from gateway.signing import Algorithm, PublicKey, new_signer, public_key_from_pem

_ALGORITHMS: tuple[Algorithm, ...] = ("ed25519", "ecdsa-p256-sha256", "rsa-pss-sha512")
_PRIVATE = b"PRIVATE KEY"


@group("keys", help="keys")
def keys_group() -> None:
    """Hold the commands on keys."""


@keys_group.command("new", help="keys.new")
@option("--role", type=click.Choice(["root", *(role.value for role in Role)]), required=True, help="role")
@option("--alg", type=click.Choice(_ALGORITHMS), default="ed25519", show_default=True, help="alg")
@option("--out", type=FilePath(dir_okay=False), required=True, help="key-out")
def new_command(role: str, alg: Algorithm, out: Path) -> None:
    """Make a key pair in a 0600 file."""
    if role == "root" and alg != "ed25519":
        raise KeyMaterialBad(Sentence("keys.root-not-ed25519"))
    signer = new_signer(alg)
    _write_private(out, signer.to_pem())
    tell("commands.key-made", file=out, role=role)
    _show(signer.key)


@keys_group.command("show", help="keys.show")
@argument("file", type=FilePath(dir_okay=False), help="key-file")
def show_command(file: Path) -> None:
    """Show thumbprint and public half, never the private one."""
    try:
        pem = file.read_bytes()
    except OSError as error:
        raise KeyMaterialBad(Sentence("keys.unreadable", path=file, problem=problem_of(error))) from error
    if _PRIVATE in pem:
        _show(read_signer(file).key)
        return
    try:
        key = public_key_from_pem(pem)
    except KeyMaterialBad as error:
        raise KeyMaterialBad(Sentence("keys.in-file", path=file, problem=error.message)) from error
    _show(key)


@keys_group.command("revoke", help="keys.revoke")
@argument("thumbprint", help="thumbprint")
@config_option
@option("--reason", default="-", help="reason")
@option("--key", type=FilePath(), help="narrowing-key")
@option("--statement", type=FilePath(), help="statement")
def revoke_command(
    thumbprint: str, config: Path, reason: str, key: Path | None, statement: Path | None
) -> None:
    """Revoke a key of one's own agency."""
    with opened(config) as gateway:
        token = token_for(gateway, "revoke", thumbprint, reason, key, statement)
        exchange = new_exchange()

        def plan(policy: Policy) -> Change:
            change = plan_revocation(token, policy, now=utc_now(), exchange=exchange)
            if change.effects.revoke != thumbprint:
                raise PolicyFilesBad(
                    Sentence("policies.statement-other", found=change.effects.revoke, wanted=thumbprint)
                )
            return change

        recorded = record_narrowing(gateway, plan)
    if recorded is None:
        tell("commands.spooled")
    else:
        tell("commands.revoked", key=thumbprint, index=recorded.index)


def _write_private(path: Path, content: bytes) -> None:
    try:
        # Never over another key, and never for a moment readable by others.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise KeyMaterialBad(Sentence("keys.unwritable", path=path, problem=problem_of(error))) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _show(key: PublicKey) -> None:
    jwk = dict(key.jwk)
    tell("commands.key-shown", thumbprint=key.thumbprint, alg=key.alg, jwk=json.dumps(jwk))
    yaml = "{" + ", ".join(f"{name}: {value}" for name, value in jwk.items()) + "}"
    tell("commands.key-for-trust", jwk=yaml)
