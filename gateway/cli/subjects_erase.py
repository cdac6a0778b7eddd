"""`gateway subjects erase`: what opens old entries, and whom they were about, goes for good."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import command, config_option, option
from gateway.cli.incident_reading import read_all
from gateway.cli.opening import new_exchange, opened
from gateway.cli.plain_text import plain
from gateway.cli.speech import FINDING, language, tell
from gateway.cli.subjects_logs import persons_logs
from gateway.cli.subjects_options import DAY, official_option, zone_option
from gateway.errors import ExchangeUnknown, LogError, PolicyMoved
from gateway.exchange import (
    HELD_MEANWHILE,
    Recorded,
    Refused,
    Sorted,
    plan_erasure,
    sort_out,
)
from gateway.policy import day_of, day_start
from gateway.storage import SubjectIndex


@command("erase", help="subjects.erase")
@config_option
@option("--before", type=DAY, help="erase-before")
@option("--exchange", metavar="ID", help="erase-exchange")
@official_option
@option("--reason", required=True, callback=plain, help="erase-reason")
@zone_option
@option("--yes", is_flag=True, help="erase-yes")
def erase_command(
    config: Path,
    before: datetime | None,
    exchange: str | None,
    official: str,
    reason: str,
    zone: str,
    yes: bool,
) -> None:
    """Erase openings and tags after their time; what must stay is named, and stays."""
    if (before is None) == (exchange is None):
        raise click.UsageError(say("subjects.erase-which", language()))
    with opened(config) as gateway:
        index = SubjectIndex(gateway.storage)
        size = index.size()
        found = _sorted(gateway, index, before, exchange, zone)
        for at, why in found.kept:
            tell("subjects.erase-kept", index=at, why=Sentence(f"subjects.kept-{why}"))
        if found.spans and not yes:
            count = sum(last - first + 1 for first, last in found.spans)
            tell("subjects.erase-preview", count=count, spans=_written(found.spans))
            click.confirm(say("subjects.erase-sure", language()), abort=True)
        for part in found.parts():
            recorded = _erase(gateway, part, size, official, reason)
            tell("subjects.erased-recorded", spans=_written(part), index=recorded.index)
    if not found.spans:
        tell("subjects.erase-nothing")
    if found.kept:
        raise SystemExit(FINDING)


def _sorted(
    gateway: Gateway, index: SubjectIndex, before: datetime | None, exchange: str | None, zone: str
) -> Sorted:
    now = utc_now()
    with persons_logs(gateway) as kept:
        holds = kept.holds(now)
    incidents, _ = read_all(gateway)
    still_open = [each.scope for each in incidents.values() if each.closed_at is None]
    if before is not None:
        found = index.candidates(0, index.place_of(day_start(before.date(), zone)))
        return sort_out(found, holds, still_open, day_of(now, zone))
    one = index.of_exchange(exchange or "")
    if one is None:
        raise ExchangeUnknown(Sentence("storage.entry-unknown", entry=exchange))
    return sort_out([one], holds, still_open, day_of(now, zone))


def _erase(
    gateway: Gateway, spans: Sequence[tuple[int, int]], size: int, official: str, reason: str
) -> Recorded:
    change = plan_erasure(spans, size, official, reason, now=utc_now(), exchange=new_exchange())
    outcome = gateway.log.append(change.draft, change.effects, epoch=change.epoch)
    if isinstance(outcome, Refused) and outcome.code == HELD_MEANWHILE:
        raise PolicyMoved(Sentence("subjects.moved"))
    if not isinstance(outcome, Recorded):
        raise LogError(Sentence("storage.not-recorded"))
    return outcome


def _written(spans: Sequence[tuple[int, int]]) -> str:
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
