"""`gateway keys rotate`: prepare the next version of a trust file, with the old key and the new."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.catalogue import Sentence
from gateway.cli.grammar import FilePath, NewFile, argument, command, option
from gateway.cli.key_files import ALGORITHMS, write_private
from gateway.cli.speech import tell
from gateway.cli.times import DAY
from gateway.drafting import (
    TrustDraft,
    key_to_rotate,
    open_trust,
    rotate,
    rotated,
    with_root,
    write_next,
)
from gateway.errors import KeyMaterialBad, KeyUnknown
from gateway.policy import Role, Trust
from gateway.signing import Algorithm, LocalSigner, new_signer

_SERVING = frozenset({Role.ANSWER, Role.LOG, Role.RECEIPT})


@command("rotate", help="keys.rotate")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--agency", required=True, metavar="ID", help="trust-agency")
@option("--role", type=click.Choice(["root", *(role.value for role in Role)]), required=True, help="role")
@option("--holder", metavar="ID", help="rotate-holder")
@option("--replaces", metavar="SIDIK_JARI", help="rotate-replaces")
@option("--out", type=NewFile(), required=True, help="key-out")
@option("--alg", type=click.Choice(ALGORITHMS), default="ed25519", show_default=True, help="alg")
@option("--overlap", type=click.IntRange(0, 366), default=14, show_default=True, help="rotate-overlap")
@option("--expires", type=DAY, help="rotate-expires")
def rotate_command(
    folder: Path,
    agency: str,
    role: str,
    holder: str | None,
    replaces: str | None,
    out: Path,
    alg: Algorithm,
    overlap: int,
    expires: datetime | None,
) -> None:
    """Make a key and the next version of the trust file that names it; nothing is in force by it."""
    now, draft = utc_now(), open_trust(folder, agency)
    trust = draft.next_version()
    if expires is not None:
        trust = replace(trust, expires=expires.replace(tzinfo=UTC))
    if role == "root" and alg != "ed25519":
        raise KeyMaterialBad(Sentence("keys.root-not-ed25519"))
    if role == Role.LOG and alg != "ed25519":
        raise KeyMaterialBad(Sentence("trust.log-not-ed25519"))
    signer = new_signer(alg)
    if role == "root":
        after, rotation = with_root(trust, signer.key, _root_of(trust, replaces)), None
    else:
        old = key_to_rotate(trust, Role(role), holder, replaces, now)
        rotation = rotate(trust, old, signer.key, now, timedelta(days=overlap))
        after = rotated(trust, rotation)
    _write(draft, after, signer, out)
    tell("commands.key-made", file=out, role=role)
    if rotation is not None:
        tell(
            "trust.rotated",
            old=rotation.old.thumbprint,
            until=rotation.old.valid_until.isoformat(),
            new=rotation.new.thumbprint,
            since=rotation.new.valid_from.isoformat(),
            ends=rotation.new.valid_until.isoformat(),
        )
    tell_next(draft, after)
    if rotation is not None and rotation.new.role in _SERVING:
        tell("trust.next-swap", file=out, role=role)


def _root_of(trust: Trust, replaces: str | None) -> str:
    """Return the root key to be replaced: the one that is named, or the only one."""
    if replaces is None and len(trust.roots) != 1:
        raise KeyUnknown(Sentence("trust.no-such-root", key="-", roots=", ".join(trust.roots)))
    return replaces or next(iter(trust.roots))


def _write(draft: TrustDraft, after: Trust, signer: LocalSigner, out: Path) -> None:
    """Write the key first: a trust file must never name a key that nobody holds."""
    write_private(out, signer.to_pem())
    try:
        write_next(draft, after)
    except Exception:
        out.unlink()
        raise


def tell_next(draft: TrustDraft, after: Trust) -> None:
    """Say what was written, who signs it, and that nothing has changed yet."""
    old, new = draft.signed, after
    tell("trust.prepared", file=draft.path, version=after.version, kept=draft.signed.version)
    if {*old.roots} == {*new.roots} and old.threshold == new.threshold:
        tell("trust.next-sign", file=draft.path, needed=new.threshold, roots=", ".join(new.roots))
    else:
        tell("trust.next-sign", file=draft.path, needed=old.threshold, roots=", ".join(old.roots))
        tell("trust.next-sign-too", needed=new.threshold, roots=", ".join(new.roots))
        tell("trust.next-pins")
    tell("trust.next-activate", folder=draft.folder, agency=after.agency)
