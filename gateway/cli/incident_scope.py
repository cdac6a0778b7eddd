"""`gateway incident scope`: what one key, system or exchange let out, for people and for programs.

Exchanges are written as they are found, so memory stays flat however many there are; what
they come to stands at the end.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import click

from gateway.app import Gateway
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import FilePath, command, config_option, option
from gateway.cli.incident_options import FORMATS, scope_of, scope_options
from gateway.cli.incident_people import look_up, people_facts, tell_people
from gateway.cli.incident_reading import Reading, read_scope, tell_doubts
from gateway.cli.opening import opened
from gateway.cli.plain_text import plain_or_none
from gateway.cli.speech import language, tell
from gateway.cli.tables import show_table
from gateway.evidence import ExposedField, Exposure, IncidentScope, Tally, Totals, scope_facts
from gateway.exchange import SoughtPersons, rfc3339
from gateway.formats import encode_csv

UNKNOWN = "unknown"


@command("scope", help="incident.scope")
@scope_options
@config_option
@option("--candidates", type=FilePath(exists=True, dir_okay=False), help="incident-candidates")
@option("--official", callback=plain_or_none, help="incident-official")
@option("--reason", callback=plain_or_none, help="incident-reason")
@option("--format", "form", type=FORMATS, default="text", help="incident-format")
def scope_command(
    key: str | None,
    system: str | None,
    exchange: str | None,
    since: datetime | None,
    until: datetime | None,
    config: Path,
    candidates: Path | None,
    official: str | None,
    reason: str | None,
    form: str,
) -> None:
    """List what was let out."""
    scope = scope_of(key, system, exchange, since, until)
    with opened(config) as gateway:
        sought = look_up(gateway, scope, candidates, official, reason)
        reading = _WRITERS[form](gateway, scope, sought)
        if form == "text":
            tell_totals(reading)
            tell_next(scope, config)
            tell("incident.next-open", config=config)
    tell_doubts(reading.all_doubts())


def tell_totals(reading: Reading) -> None:
    """Say what a scope comes to."""
    totals = reading.totals
    if not totals.counts:
        tell("incident.nothing")
        return
    data = totals.data
    if data.first and data.last:
        first, last = rfc3339(data.first), rfc3339(data.last)
        tell("incident.data", exchanges=data.exchanges, rows=data.rows, first=first, last=last)
    else:
        tell("incident.no-data")
    for what in ("log", "nothing", "described", "refused", "other"):
        if totals.counts[what]:
            click.echo(Sentence(f"incident.count-{what}", count=totals.counts[what]).say(language()))
    if totals.fields:
        heading = [say(f"incident.column-{name}", language()) for name in _COLUMNS]
        show_table(heading, [_cells(*each, totals.fields[each]) for each in sorted(totals.fields, key=str)])
    tell_people(reading.people)
    if totals.unnamed:
        tell("incident.unnamed", count=totals.unnamed)
    for digest in sorted(totals.unknown_policies):
        tell("incident.policy-unknown", digest=digest)
    for name, tally in sorted(totals.agreements.items()):
        tell("incident.agreement", agreement=name, exchanges=tally.exchanges)
    if totals.basis:
        tell("incident.basis", basis="; ".join(sorted(totals.basis)))
    for digest, tally in totals.policies.items():
        tell("incident.policy", digest=digest, exchanges=tally.exchanges)


def tell_next(scope: IncidentScope, config: Path) -> None:
    """Say what to do next."""
    if scope.key is not None:
        tell("incident.next-revoke", key=scope.key, config=config)
    else:
        tell("incident.next-keys")


def scope_text(scope: IncidentScope) -> str:
    """Say a scope in one line."""
    if scope.key is not None:
        what = Sentence("incident.scope-key", key=scope.key)
    elif scope.exchange is not None:
        what = Sentence("incident.scope-exchange", exchange=scope.exchange)
    else:
        what = Sentence("incident.scope-system", agency=scope.agency, system=scope.system)
    words = [what.say(language())]
    if scope.since is not None:
        words.append(say("incident.scope-from", language(), at=rfc3339(scope.since)))
    if scope.until is not None:
        words.append(say("incident.scope-until", language(), at=rfc3339(scope.until)))
    return " ".join(words)


_COLUMNS = ("field", "form", "classification", "personal", "basis", "exchanges", "rows")


def _cells(dataset: str, each: ExposedField, tally: Tally) -> tuple[str, ...]:
    form = say(f"incident.form-{each.form}", language())
    return (
        f"{dataset}.{each.field}",
        f"{form} ({each.transform})" if each.transform else form,
        each.classification,
        say(f"incident.personal-{each.personal or UNKNOWN}", language()),
        each.legal_basis or "-",
        str(tally.exchanges),
        str(tally.rows),
    )


def _write_text(gateway: Gateway, scope: IncidentScope, sought: SoughtPersons | None) -> Reading:
    tell("incident.about", scope=scope_text(scope))

    shown = gateway.settings.log_origin

    def take(exposure: Exposure) -> None:
        nonlocal shown
        if exposure.log != shown:
            shown = exposure.log
            tell("incident.log", origin=shown)
        fields = ", ".join(f"{each.field} [{each.classification}]" for each in exposure.fields)
        tell(
            "incident.exchange-log" if exposure.what == "log" else "incident.exchange",
            index=exposure.index,
            at=rfc3339(exposure.recorded_at),
            kind=exposure.kind,
            exchange=exposure.exchange_id,
            **(
                {}
                if exposure.what == "log"
                else {"dataset": exposure.dataset, "rows": exposure.rows, "fields": fields or "-"}
            ),
        )

    return read_scope(gateway, scope, take, sought)


def _write_json(gateway: Gateway, scope: IncidentScope, sought: SoughtPersons | None) -> Reading:
    """Write one object; its exchanges come first, because they are written as they are found."""
    separator = ""

    def take(exposure: Exposure) -> None:
        nonlocal separator
        click.echo(f"{separator}{json.dumps(exposure_facts(exposure), ensure_ascii=False)}", nl=False)
        separator = ",\n"

    click.echo('{"exchanges": [', nl=False)
    reading = read_scope(gateway, scope, take, sought)
    rest = {
        "scope": scope_facts(scope),
        **totals_facts(reading.totals),
        **people_facts(reading.people),
        "is_whole": not reading.doubts,
        "doubts": [each.say("en") for each in reading.doubts],
        "clock_went_back": reading.late,
        "not_searchable": reading.unsearchable,
    }
    click.echo(f"],\n{json.dumps(rest, ensure_ascii=False, indent=1)[1:]}")
    return reading


_CSV = (
    "log", "index", "exchange_id", "recorded_at", "kind", "what", "agency", "system", "key", "dataset",
    "agreement", "purpose", "rows", "fields", "classifications", "personal", "bundle",
)  # fmt: skip


def _write_csv(gateway: Gateway, scope: IncidentScope, sought: SoughtPersons | None) -> Reading:
    def write(row: tuple[str | int | None, ...]) -> None:
        sys.stdout.write(encode_csv(row).decode())

    write(_CSV)
    return read_scope(gateway, scope, lambda exposure: write(tuple(_csv_row(exposure))), sought)


_WRITERS: dict[str, Callable[[Gateway, IncidentScope, SoughtPersons | None], Reading]] = {
    "text": _write_text,
    "json": _write_json,
    "csv": _write_csv,
}


def _csv_row(exposure: Exposure) -> Iterator[str | int | None]:
    facts = exposure_facts(exposure)
    for name in _CSV:
        match name:
            case "fields":
                yield " ".join(each.field for each in exposure.fields)
            case "classifications":
                yield " ".join(each.classification for each in exposure.fields)
            case "personal":
                yield " ".join(each.personal or UNKNOWN for each in exposure.fields)
            case _:
                value = facts[name]
                yield value if isinstance(value, int) or value is None else str(value)


def exposure_facts(exposure: Exposure) -> dict[str, object]:
    """Return what one entry let out, for programs."""
    return {
        "log": exposure.log,
        "index": exposure.index,
        "exchange_id": exposure.exchange_id,
        "recorded_at": rfc3339(exposure.recorded_at),
        "clock_went_back": exposure.is_late,
        "kind": exposure.kind,
        "what": exposure.what,
        "agency": exposure.consumer.get("agency"),
        "system": exposure.consumer.get("system"),
        "key": exposure.consumer.get("key"),
        "dataset": exposure.dataset,
        "agreement": exposure.agreement,
        "purpose": exposure.purpose,
        "rows": exposure.rows,
        "bundle": exposure.bundle,
        "is_policy_known": exposure.is_policy_known,
        "are_all_fields_known": exposure.is_whole,
        "fields": [_field_facts(each) for each in exposure.fields],
    }


def totals_facts(totals: Totals) -> dict[str, object]:
    """Return what a scope comes to, for programs."""
    return {
        "counts": dict(totals.counts),
        "data": _tally_facts(totals.data),
        "fields": [
            {"dataset": dataset, **_field_facts(each), **_tally_facts(totals.fields[dataset, each])}
            for dataset, each in sorted(totals.fields, key=str)
        ],
        "agreements": {name: _tally_facts(each) for name, each in totals.agreements.items()},
        "legal_basis": sorted(totals.basis),
        "policies": {digest: _tally_facts(each) for digest, each in totals.policies.items()},
        "policies_unknown": sorted(totals.unknown_policies),
        "exchanges_with_unknown_fields": totals.unnamed,
    }


def _field_facts(each: ExposedField) -> dict[str, object]:
    return {
        "field": each.field,
        "form": each.form,
        "transform": each.transform,
        "classification": each.classification,
        "personal": each.personal or UNKNOWN,
        "legal_basis": each.legal_basis,
        "derives": list(each.derives),
    }


def _tally_facts(tally: Tally) -> dict[str, object]:
    return {
        "exchanges": tally.exchanges,
        "rows": tally.rows,
        "first": rfc3339(tally.first) if tally.first else None,
        "last": rfc3339(tally.last) if tally.last else None,
    }
