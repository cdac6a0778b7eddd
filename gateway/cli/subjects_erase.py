"""`gateway subjects erase`: what opens old entries, and whom they were about, goes for good."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import command, config_option, option
from gateway.cli.opening import new_exchange, opened
from gateway.cli.plain_text import plain
from gateway.cli.speech import FINDING, language, tell
from gateway.cli.subjects_options import DAY, official_option, zone_option
from gateway.errors import ExchangeUnknown, LogError, PolicyMoved
from gateway.evidence import Hold
from gateway.exchange import (
    HELD_MEANWHILE,
    HOLD,
    RELEASE,
    Candidate,
    Recorded,
    Refused,
    Sorted,
    find_hold,
    holds_at,
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
        found = _sorted(index, before, exchange, zone)
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


def _sorted(index: SubjectIndex, before: datetime | None, exchange: str | None, zone: str) -> Sorted:
    now = utc_now()
    holds = holds_at(index.of_kinds(HOLD, RELEASE), now)

    def hold(each: Candidate, entry: Mapping[str, object]) -> Hold | None:
        return find_hold(holds, each, entry)

    if before is not None:
        return sort_out(
            index.candidates(0, index.place_of(day_start(before.date(), zone))), hold, day_of(now, zone)
        )
    found = index.of_exchange(exchange or "")
    if found is None:
        raise ExchangeUnknown(Sentence("storage.entry-unknown", entry=exchange))
    return sort_out([found], hold, day_of(now, zone))


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
