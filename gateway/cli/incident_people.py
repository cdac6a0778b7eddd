"""Whom an incident concerns: people counted, and those of a list named; the list is a file, never words."""

from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.files import read_file
from gateway.cli.opening import new_exchange
from gateway.cli.recording import record_change
from gateway.cli.speech import language, tell
from gateway.cli.tables import show_table
from gateway.evidence import IncidentScope, Tally
from gateway.exchange import MASTER, People, SoughtPersons, plan_incident_names, rfc3339

MAX_CANDIDATES = 100_000
MAX_LENGTH = 100


def look_up(
    gateway: Gateway, scope: IncidentScope, path: Path | None, official: str | None, reason: str | None
) -> SoughtPersons | None:
    """Read whom to look for, and record that they are looked for before anybody is named.

    Raises:
        SettingsBad: the file cannot be read.
        LogError: it could not be recorded; nobody is looked for.
    """
    if path is None:
        return None
    if official is None or reason is None:
        raise click.UsageError(say("incident.candidates-who", language()))
    candidates = SoughtPersons(gateway.secrets.secret(MASTER), read_numbers(path))
    tags = candidates.tags(gateway.settings.agency)
    change = plan_incident_names(scope, tags, official, reason, now=utc_now(), exchange=new_exchange())
    record_change(gateway, change)
    return candidates


def read_numbers(path: Path) -> list[str]:
    """Read one number a line; what a line holds is in no message.

    Raises:
        SettingsBad: the file cannot be read.
    """
    try:
        lines = read_file(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        # The cause would hold the numbers.
        raise _no_list() from None
    numbers = list(dict.fromkeys(filter(None, map(str.strip, lines))))
    if not numbers or len(numbers) > MAX_CANDIDATES or max(map(len, numbers)) > MAX_LENGTH:
        raise _no_list()
    return numbers


def _no_list() -> click.BadParameter:
    text = say("incident.candidates", language(), most=MAX_CANDIDATES, longest=MAX_LENGTH)
    return click.BadParameter(text, param_hint="--candidates")


def tell_people(people: People) -> None:
    """Say how many people, for whom that is known and for whom not."""
    for (agency, period, kind), count in sorted(people.counts.items()):
        tell("incident.people", count=count, agency=agency, period=period, kind=kind)
    if people.counts:
        tell("incident.people-apart")
    for state in ("unknown", "gone"):
        if people.states[state]:
            text = Sentence(f"incident.people-{state}", count=people.states[state])
            click.echo(text.say(language()))
    if people.candidates is not None:
        _tell_named(people)


def people_facts(people: People) -> dict[str, object]:
    """Return the same for programs; those named stand there only if somebody asked for them."""
    facts: dict[str, object] = {
        "people": [
            {"agency": agency, "period": period, "kind": kind, "count": count}
            for (agency, period, kind), count in sorted(people.counts.items())
        ],
        "exchanges_by_people": {
            state: people.states[state] for state in ("known", "unknown", "gone", "changed")
        },
    }
    if people.candidates is not None:
        facts["candidates"] = [
            {"number": number, **_tally(each)} for number, each in sorted(people.named.items())
        ]
    return facts


def _tell_named(people: People) -> None:
    if not people.named:
        tell("incident.named-none")
        return
    heading = [say(f"incident.named-{name}", language()) for name in ("number", "exchanges", "first", "last")]
    rows = [
        (number, str(each.exchanges), _time(each, "first"), _time(each, "last"))
        for number, each in sorted(people.named.items())
    ]
    show_table(heading, rows)


def _tally(each: Tally) -> dict[str, object]:
    return {"exchanges": each.exchanges, "first": _time(each, "first"), "last": _time(each, "last")}


def _time(each: Tally, name: str) -> str:
    moment = getattr(each, name)
    return rfc3339(moment) if moment else "-"
