"""`gateway doctor`: look at every part of a gateway, for its operator and for monitoring.

It exits with 0 (all is well), 1 (something should be looked at) or 2 (something is
broken), the codes that monitoring knows; 2 too when the settings cannot be read.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.catalogue import say
from gateway.cli.grammar import command, config_option, option
from gateway.cli.speech import language, tell
from gateway.doctor import Finding, State, examine
from gateway.settings import load_settings

_WORDS = {State.OK: "ok", State.WARN: "warn", State.FAIL: "fail"}
_COLOURS = {State.OK: "green", State.WARN: "yellow", State.FAIL: "red"}


@command("doctor", help="doctor")
@config_option
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="format")
def doctor_command(config: Path, form: str) -> None:
    """Look at every part of a gateway."""
    settings = load_settings(config, os.environ)
    findings = examine(settings, utc_now, os.environ.get("CREDENTIALS_DIRECTORY"))
    shown = _write_json if form == "json" else _write_text
    worst = shown(settings.agency, findings)
    if worst is not State.OK:
        raise SystemExit(int(worst))


def _write_text(agency: str, findings: Iterable[Finding]) -> State:
    """Print each finding as it comes: some wait for a server that does not answer."""
    counts: Counter[State] = Counter()
    for each in findings:
        counts[each.state] += 1
        word = click.style(
            f"{say(f'doctor.state-{_WORDS[each.state]}', language()):<5}", _COLOURS[each.state]
        )
        check = say(f"doctor.check-{each.check}", language())
        click.echo(f"{word} {check}: {each.sentence.say(language())}")
    numbers = {word: counts[state] for state, word in _WORDS.items()}
    tell("doctor.summary", agency=agency, ok=numbers["ok"], warn=numbers["warn"], fail=numbers["fail"])
    return max(counts)


def _write_json(agency: str, findings: Iterable[Finding]) -> State:
    found = list(findings)
    worst = max(each.state for each in found)
    document = {
        "agency": agency,
        "checked_at": _moment(utc_now()),
        "status": _WORDS[worst],
        "findings": [
            {
                "check": each.check,
                "state": _WORDS[each.state],
                "code": each.sentence.name,
                "text": each.sentence.say(language()),
            }
            for each in found
        ],
    }
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    return worst


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
