"""`gateway auditors`: let auditors in for a while, and out again; every step is an entry of the log.

The secret of a link is printed once and stored nowhere: what the database holds
of it is a hash.
"""

import os
from base64 import urlsafe_b64encode
from datetime import date, datetime
from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import argument, config_option, group, option
from gateway.cli.opening import new_exchange, opened
from gateway.cli.plain_text import plain
from gateway.cli.speech import language, tell
from gateway.cli.times import DAY
from gateway.console import link_path
from gateway.errors import AccountUnknown, LogError, SettingsBad
from gateway.exchange import (
    SECRET_BYTES,
    Account,
    Admission,
    Change,
    Recorded,
    Refused,
    digest_secret,
    plan_dismissal,
    plan_invitation,
)
from gateway.policy import ZONES, day_end
from gateway.settings import ConsoleSettings
from gateway.storage import Auditors, ListedAccount

ACCOUNT_BYTES = 4


@group("auditors", help="auditors")
def auditors_group() -> None:
    """Hold the commands on auditors."""


@auditors_group.command("invite", help="auditors.invite")
@argument("name", help="auditor-name", callback=plain)
@option("--body", required=True, help="auditor-body", callback=plain)
@option("--letter", required=True, help="auditor-letter", callback=plain)
@option("--until", type=DAY, required=True, help="auditor-until")
@config_option
def invite_command(name: str, body: str, letter: str, until: datetime, config: Path) -> None:
    """Make an account and its first link."""
    with opened(config) as gateway:
        console = _console(gateway, config)
        account = _account(name, body, letter, until.date(), console)
        if account.expires <= utc_now():
            raise click.BadParameter(say("auditors.until-past", language()), param_hint="--until")
        _give_link(gateway, console, account, is_new=True, said="auditors.invited")


@auditors_group.command("link", help="auditors.link")
@argument("account", help="auditor-account")
@config_option
def link_command(account: str, config: Path) -> None:
    """Make another link for an account."""
    with opened(config) as gateway:
        console = _console(gateway, config)
        found = Auditors(gateway.storage).account(account, utc_now())
        if found is None:
            raise _unknown(account)
        _give_link(gateway, console, found, is_new=False, said="auditors.linked")


@auditors_group.command("list", help="auditors.list")
@config_option
def list_command(config: Path) -> None:
    """Show every account there ever was."""
    with opened(config) as gateway:
        accounts = Auditors(gateway.storage).list_all()
    if not accounts:
        tell("auditors.none")
    for each in accounts:
        _tell_account(each)


@auditors_group.command("revoke", help="auditors.revoke")
@argument("account", help="auditor-account")
@config_option
def revoke_command(account: str, config: Path) -> None:
    """Close an account at once."""
    with opened(config) as gateway:
        change = plan_dismissal(account, now=utc_now(), exchange=new_exchange())
        recorded = _record(gateway, change, account)
    tell("auditors.dismissed", account=account, index=recorded.index)


def _console(gateway: Gateway, config: Path) -> ConsoleSettings:
    if gateway.settings.console is None:
        raise SettingsBad("console-missing", str(config))
    return gateway.settings.console


def _account(name: str, body: str, letter: str, until: date, console: ConsoleSettings) -> Account:
    return Account(
        id=f"aud-{os.urandom(ACCOUNT_BYTES).hex()}",
        name=name,
        body=body,
        letter=letter,
        until=until.isoformat(),
        expires=day_end(until, console.timezone),
    )


def _give_link(
    gateway: Gateway, console: ConsoleSettings, account: Account, *, is_new: bool, said: str
) -> None:
    secret = urlsafe_b64encode(os.urandom(SECRET_BYTES)).rstrip(b"=").decode()
    change = plan_invitation(
        account, digest_secret(secret), is_new=is_new, now=utc_now(), exchange=new_exchange()
    )
    recorded = _record(gateway, change, account.id)
    tell(
        said,
        name=account.name,
        body=account.body,
        letter=account.letter,
        account=account.id,
        until=account.until,
        index=recorded.index,
    )
    admission = change.effects.access
    if isinstance(admission, Admission):
        local = admission.expires.astimezone(ZONES[console.timezone])
        tell("auditors.link", expires=f"{local:%Y-%m-%d %H:%M} ({console.timezone})")
    # A line of its own, so that it can be copied whole.
    click.echo(f"{console.url}{link_path(secret)}")


def _record(gateway: Gateway, change: Change, account: str) -> Recorded:
    outcome = gateway.log.append(change.draft, change.effects, epoch=change.epoch)
    if isinstance(outcome, Refused):
        raise _unknown(account)
    if outcome is None:
        raise LogError(Sentence("storage.not-recorded"))
    return outcome


def _unknown(account: str) -> AccountUnknown:
    return AccountUnknown(Sentence("auditors.unknown", account=account))


def _tell_account(each: ListedAccount) -> None:
    account = each.account
    state = "open" if account.expires > utc_now() else "expired"
    if each.dismissed_at:
        state = "dismissed"
    tell(
        "auditors.line",
        account=account.id,
        state=say(f"auditors.state-{state}", language()),
        until=account.until,
        seen=each.seen_at or say("auditors.never", language()),
        name=account.name,
        body=account.body,
        letter=account.letter,
    )
