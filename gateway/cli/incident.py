"""`gateway incident`: a failure to protect personal data, from its discovery to its end, in the log."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import argument, config_option, group, option
from gateway.cli.incident_notice import notice_command
from gateway.cli.incident_options import scope_of, scope_options
from gateway.cli.incident_reading import find_incident, read_all, read_scope, say_doubts, tell_doubts
from gateway.cli.incident_scope import scope_command, scope_text, tell_next, tell_totals
from gateway.cli.opening import new_exchange, opened
from gateway.cli.plain_text import plain
from gateway.cli.recording import record_change
from gateway.cli.speech import language, tell
from gateway.cli.tables import show_table
from gateway.cli.times import MOMENT
from gateway.errors import IncidentSettled
from gateway.evidence import ADDRESSEES, Incident, latest_of, read_incidents, scope_facts
from gateway.exchange import plan_incident, plan_incident_end, plan_incident_notified, rfc3339

_SKEW = timedelta(minutes=1)
_MINUTE = 60
_LISTED = ("id", "state", "left", "by", "agency", "subjects", "scope")


@group("incident", help="incident")
def incident_group() -> None:
    """Hold the commands on incidents."""


incident_group.add_command(scope_command)
incident_group.add_command(notice_command)


@incident_group.command("open", help="incident.open")
@scope_options
@option("--discovered-at", type=MOMENT, metavar="TIME", required=True, help="incident-discovered")
@option("--official", required=True, callback=plain, help="incident-official")
@option("--reason", required=True, callback=plain, help="incident-reason")
@config_option
def open_command(
    key: str | None,
    system: str | None,
    exchange: str | None,
    since: datetime | None,
    until: datetime | None,
    discovered_at: datetime,
    official: str,
    reason: str,
    config: Path,
) -> None:
    """Record an incident, then show what it is about."""
    scope = scope_of(key, system, exchange, since, until)
    now, name = utc_now(), new_exchange()
    _refuse_future(discovered_at, now, "--discovered-at")
    with opened(config) as gateway:
        change = plan_incident(scope, discovered_at, official, reason, now=now, exchange=name)
        recorded = record_change(gateway, change)
        # From the very leaf that was recorded: `read_scope` holds what is stored against the tree.
        incident = read_incidents([(recorded.index, recorded.entry)])[0][name]
        tell("incident.opened", id=name, index=recorded.index)
        tell(
            "incident.deadline",
            discovered=rfc3339(incident.discovered_at),
            deadline=rfc3339(incident.deadline),
            left=left_text(incident, now),
        )
        tell("incident.about", scope=scope_text(scope))
        reading = read_scope(gateway, scope, lambda exposure: None)
        tell_totals(reading)
        tell("incident.next-notice", id=name, config=config)
        tell_next(scope, config)
    tell_doubts(reading.all_doubts())


@incident_group.command("list", help="incident.list")
@config_option
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="format")
def list_command(config: Path, form: str) -> None:
    """Show every incident there ever was, and how much time is left."""
    with opened(config) as gateway:
        found, doubts = read_all(gateway)
    now = latest_of(utc_now(), found.values())
    if form == "json":
        click.echo(json.dumps([_facts(each, now) for each in found.values()], indent=1))
    elif found:
        heading = [say(f"incident.list-{name}", language()) for name in _LISTED]
        show_table(heading, [_cells(each, now) for each in found.values()])
    else:
        tell("incident.none")
    tell_doubts(doubts)


@incident_group.command("notified", help="incident.notified")
@argument("incident", metavar="ID", help="incident-id")
@option("--to", type=click.Choice(sorted(ADDRESSEES)), required=True, help="incident-notified-to")
@option("--given-at", type=MOMENT, metavar="TIME", required=True, help="incident-given")
@option("--official", required=True, callback=plain, help="incident-official")
@option("--reason", required=True, callback=plain, help="incident-how")
@config_option
def notified_command(
    incident: str, to: str, given_at: datetime, official: str, reason: str, config: Path
) -> None:
    """Record that notice was given."""
    now = utc_now()
    _refuse_future(given_at, now, "--given-at")
    with opened(config) as gateway:
        found, doubts = _still_open(gateway, incident)
        if given_at < found.discovered_at:
            raise click.BadParameter(say("incident.before-discovery", language()), param_hint="--given-at")
        if to in found.notices:
            at = rfc3339(found.notices[to])
            raise IncidentSettled(Sentence("incident.notified-already", id=incident, at=at))
        change = plan_incident_notified(
            incident, to, given_at, official, reason, now=now, exchange=new_exchange()
        )
        recorded = record_change(gateway, change)
    after = replace(found, notices={**found.notices, to: given_at})
    tell("incident.notified", id=incident, index=recorded.index, left=left_text(after, now))
    say_doubts(doubts)


@incident_group.command("close", help="incident.close")
@argument("incident", metavar="ID", help="incident-id")
@option("--official", required=True, callback=plain, help="incident-official")
@option("--reason", required=True, callback=plain, help="incident-reason")
@option("--without-notice", is_flag=True, help="incident-without-notice")
@config_option
def close_command(incident: str, official: str, reason: str, without_notice: bool, config: Path) -> None:
    """Record that an incident is over; after that no notice can be recorded any more."""
    with opened(config) as gateway:
        found, doubts = _still_open(gateway, incident)
        if not (found.is_notified or without_notice):
            raise click.UsageError(_lacking(found))
        change = plan_incident_end(incident, official, reason, now=utc_now(), exchange=new_exchange())
        recorded = record_change(gateway, change)
    tell("incident.closed", id=incident, index=recorded.index)
    say_doubts(doubts)


def _still_open(gateway: Gateway, name: str) -> tuple[Incident, Sequence[Sentence]]:
    found, doubts = find_incident(gateway, name)
    if found.closed_at is not None:
        raise IncidentSettled(Sentence("incident.closed-already", id=name, at=rfc3339(found.closed_at)))
    return found, doubts


def _lacking(incident: Incident) -> str:
    """Say to whom no notice was given, and how to go on."""
    lacking = sorted(ADDRESSEES - incident.notices.keys())
    left = left_text(incident, utc_now())
    return say("incident.not-notified", language(), id=incident.id, to=", ".join(lacking), left=left)


def _refuse_future(at: datetime, now: datetime, option: str) -> None:
    if at > now + _SKEW:
        raise click.BadParameter(say("incident.future", language()), param_hint=option)


def left_text(incident: Incident, now: datetime) -> str:
    """Say how much time is left, for how long notice has been due, or how it was given."""
    left = incident.left(now)
    late, early = ("was-late", "in-time") if incident.is_notified else ("overdue", "left")
    name = f"incident.clock-{late if left < timedelta() else early}"
    minutes = int(abs(left).total_seconds()) // _MINUTE
    return say(name, language(), hours=minutes // _MINUTE, minutes=minutes % _MINUTE)


def _cells(each: Incident, now: datetime) -> tuple[str, ...]:
    is_open = each.closed_at is None
    return (
        each.id,
        say("incident.state-open" if is_open else "incident.state-closed", language()),
        left_text(each, now) if is_open or each.is_notified else "-",
        rfc3339(each.deadline),
        *(rfc3339(each.notices[to]) if to in each.notices else "-" for to in sorted(ADDRESSEES)),
        scope_text(each.scope),
    )


def _facts(each: Incident, now: datetime) -> dict[str, object]:
    return {
        "id": each.id,
        "index": each.index,
        "scope": scope_facts(each.scope),
        "discovered_at": rfc3339(each.discovered_at),
        "deadline": rfc3339(each.deadline),
        "opened_at": rfc3339(each.opened_at),
        "closed_at": rfc3339(each.closed_at) if each.closed_at else None,
        "notices": {to: rfc3339(at) for to, at in each.notices.items()},
        "seconds_left": int(each.left(now).total_seconds())
        if each.closed_at is None or each.is_notified
        else None,
    }
