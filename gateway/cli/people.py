"""`gateway people`: who holds office, and what becomes of the keys when one hands over to another."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

import click

from gateway.app import utc_now
from gateway.catalogue import Sentence
from gateway.cli.grammar import FilePath, Identifier, PlainText, argument, group, option
from gateway.cli.key_files import read_public, write_private
from gateway.cli.keys_rotate import tell_next
from gateway.cli.speech import tell
from gateway.cli.times import DAY
from gateway.drafting import Successor, hand_over, open_trust, roles_of, write_next
from gateway.errors import KeyMaterialBad
from gateway.policy import Role, Trust
from gateway.signing import LocalSigner, PublicKey, new_signer


@group("people", help="people")
def people_group() -> None:
    """Hold the commands on people in office."""


@people_group.command("list", help="people.list")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--agency", required=True, metavar="ID", help="trust-agency")
def list_command(folder: Path, agency: str) -> None:
    """Show the people of a trust file, and until when their keys count."""
    trust = open_trust(folder, agency).trust
    for uid, official in trust.officials.items():
        until = official.until.isoformat() if official.until else "-"
        acting = f"{official.acting} " if official.acting else ""
        tell(
            "trust.official",
            id=uid,
            name=official.name,
            position=f"{acting}{official.position}",
            decree=official.decree,
            since=official.since.isoformat(),
            until=until,
        )
        for key in trust.keys.values():
            if key.holder == uid:
                ends = key.valid_until.isoformat()
                tell("trust.official-key", role=key.role.value, key=key.thumbprint, until=ends)


@people_group.command("handover", help="people.handover")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--agency", required=True, metavar="ID", help="trust-agency")
@option("--leaves", required=True, metavar="ID", help="handover-leaves")
@option("--last-day", type=DAY, required=True, help="handover-last-day")
@option("--id", "uid", type=Identifier(), required=True, metavar="ID", help="handover-id")
@option("--name", type=PlainText(), required=True, help="handover-name")
@option("--position", type=PlainText(), help="handover-position")
@option("--decree", type=PlainText(), required=True, help="handover-decree")
@option("--since", type=DAY, help="handover-since")
@option("--until", type=DAY, help="handover-until")
@option("--acting", type=click.Choice(["Plt", "Plh"]), help="handover-acting")
@option("--key", "given", multiple=True, metavar="PERAN=BERKAS", help="handover-key")
@option("--out", type=FilePath(file_okay=False), help="handover-out")
def handover_command(
    folder: Path,
    agency: str,
    leaves: str,
    last_day: datetime,
    uid: str,
    name: str,
    position: str | None,
    decree: str,
    since: datetime | None,
    until: datetime | None,
    acting: Literal["Plt", "Plh"] | None,
    given: tuple[str, ...],
    out: Path | None,
) -> None:
    """Prepare the next version of a trust file, in which an official has handed over."""
    now, draft = utc_now(), open_trust(folder, agency)
    trust = draft.next_version()
    roles = roles_of(trust, leaves, now)
    made: dict[Path, LocalSigner] = {}
    keys = dict(_public_keys(given))
    for role in roles:
        if role in keys:
            continue
        if out is None:
            raise KeyMaterialBad(Sentence("trust.handover-needs-key", role=role.value))
        path = out / f"{uid}-{role.value}.pem"
        made[path] = new_signer("ed25519")
        keys[role] = made[path].key
    begins = since.date() if since else last_day.date() + timedelta(days=1)
    successor = Successor(uid, name, position, decree, begins, _day(until), acting)
    after = hand_over(trust, leaves, last_day.date(), successor, keys, now)
    for path, signer in made.items():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, signer.to_pem())
    try:
        write_next(draft, after)
    except Exception:
        for path in made:
            path.unlink()
        raise
    for path in made:
        tell("commands.key-made", file=path, role=path.stem.removeprefix(f"{uid}-"))
    _tell(trust, after, leaves, uid)
    tell_next(draft, after)


def _public_keys(given: tuple[str, ...]) -> Mapping[Role, PublicKey]:
    found: dict[Role, PublicKey] = {}
    for each in given:
        role, separator, path = each.partition("=")
        if not separator or role not in {Role.SIGNATORY, Role.PPID, Role.AUDITOR}:
            raise KeyMaterialBad(Sentence("trust.handover-key-form", given=each))
        found[Role(role)] = read_public(Path(path))
    return found


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _tell(before: Trust, after: Trust, leaver: str, successor: str) -> None:
    office, taken = after.officials[leaver], after.officials[successor]
    if office.until is not None:
        tell("trust.handed-over", name=office.name, until=office.until.isoformat())
    tell("trust.taken-over", name=taken.name, position=taken.position, since=taken.since.isoformat())
    for thumbprint, key in after.keys.items():
        known = before.keys.get(thumbprint)
        if known is None or known.valid_until != key.valid_until:
            ends = key.valid_until.isoformat()
            tell("trust.official-key", role=key.role.value, key=thumbprint, until=ends)
