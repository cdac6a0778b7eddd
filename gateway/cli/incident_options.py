"""What every command on incidents is asked with: what it is about."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from gateway.catalogue import say
from gateway.cli.grammar import option
from gateway.cli.speech import language
from gateway.cli.times import MOMENT
from gateway.evidence import IncidentScope
from gateway.exchange import is_exchange_id

_THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_NAME = r"[a-z0-9][a-z0-9-]{0,62}"
_SYSTEM = re.compile(rf"({_NAME})/({_NAME})", re.ASCII)

Function = Callable[..., Any]

FORMATS = click.Choice(["text", "json", "csv"])


def scope_options(function: Function) -> Function:
    """Give a command the options that say what an incident is about."""
    for each in reversed(
        (
            option("--key", metavar="THUMBPRINT", help="incident-key"),
            option("--system", metavar="AGENCY/SYSTEM", help="incident-system"),
            option("--exchange", metavar="EXCHANGE_ID", help="incident-exchange"),
            option("--from", "since", type=MOMENT, metavar="TIME", help="incident-from"),
            option("--until", type=MOMENT, metavar="TIME", help="incident-until"),
        )
    ):
        function = each(function)
    return function


def scope_of(
    key: str | None,
    system: str | None,
    exchange: str | None,
    since: datetime | None,
    until: datetime | None,
) -> IncidentScope:
    """Return what was asked for; one of the three is, and no time ends before it begins."""
    if [key, system, exchange].count(None) != 2:
        raise click.UsageError(say("incident.one-scope", language()))
    if since is not None and until is not None and until <= since:
        raise click.UsageError(say("incident.times", language()))
    if key is not None and not _THUMBPRINT.fullmatch(key):
        raise click.BadParameter(say("incident.not-a-key", language()), param_hint="--key")
    if exchange is not None and not is_exchange_id(exchange):
        raise click.BadParameter(say("incident.not-an-exchange", language()), param_hint="--exchange")
    named = _SYSTEM.fullmatch(system) if system is not None else None
    if system is not None and named is None:
        raise click.BadParameter(say("incident.not-a-system", language()), param_hint="--system")
    agency, name = named.groups() if named else (None, None)
    return IncidentScope(key, agency, name, exchange, since, until)
