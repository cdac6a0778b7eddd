"""`gateway subjects erase`: what opens old entries, and whom they were about, goes for good."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import command, config_option, option
from gateway.cli.incident_reading import read_all, say_doubts
from gateway.cli.opening import new_exchange, opened
from gateway.cli.plain_text import plain
from gateway.cli.speech import FINDING, language, remark, tell
from gateway.cli.subjects_logs import PersonsLogs, persons_logs
from gateway.cli.subjects_options import DAY, official_option, zone_option
from gateway.errors import ExchangeUnknown, LogError, PolicyMoved
from gateway.exchange import (
    ACKNOWLEDGING,
    HELD_MEANWHILE,
    Candidate,
    Guards,
    Recorded,
    Refused,
    Sorted,
    acknowledged_by,
    plan_erasure,
    sort_out,
)
from gateway.policy import day_of, day_start
from gateway.storage import Storage, SubjectIndex, search_leaves


@command("erase", help="subjects.erase")
@config_option
@option("--before", type=DAY, help="erase-before")
@option("--exchange", metavar="ID", help="erase-exchange")
@official_option
@option("--reason", required=True, callback=plain, help="erase-reason")
@zone_option
@option("--despite-doubts", is_flag=True, help="erase-despite-doubts")
@option("--yes", is_flag=True, help="erase-yes")
def erase_command(
    config: Path,
    before: datetime | None,
    exchange: str | None,
    official: str,
    reason: str,
    zone: str,
    despite_doubts: bool,
    yes: bool,
) -> None:
    """Erase openings and tags after their time; what must stay is named, and stays."""
    if (before is None) == (exchange is None):
        raise click.UsageError(say("subjects.erase-which", language()))
    end = None if before is None else day_start(before.date(), zone)
    with opened(config) as gateway:
        kept = persons_logs(gateway)
        if exchange is not None:
            _check_exchange(kept, exchange)
        size = SubjectIndex(gateway.storage).size()
        guards = _guards(gateway, kept, zone, despite_doubts)
        *former, found = (_sorted(log.storage, exchange, end, guards) for log in kept.logs)
        for at, why in found.kept:
            tell("subjects.erase-kept", index=at, reason=Sentence(f"subjects.kept-{why}"))
        if found.spans and not yes:
            tell("subjects.erase-preview", count=found.count, spans=_written(found.spans))
            click.confirm(say("subjects.erase-sure", language()), abort=True)
        for part in found.parts():
            recorded = _erase(gateway, part, size, official, reason)
            tell("subjects.erased-recorded", spans=_written(part), index=recorded.index)
        left = [
            (log.origin, each)
            for log, each in zip(kept.logs, former, strict=False)
            if each.kept or each.spans
        ]
    for origin, each in left:
        tell("subjects.erase-former", origin=origin, count=each.count, kept=len(each.kept))
    if not found.spans and not left:
        tell("subjects.erase-nothing")
    if found.kept or left:
        raise SystemExit(FINDING)


def _check_exchange(kept: PersonsLogs, exchange: str) -> None:
    leaf = kept.find(exchange)
    if leaf is None:
        raise ExchangeUnknown(Sentence("storage.entry-unknown", entry=exchange))
    if of := acknowledged_by(leaf):
        raise click.UsageError(say("subjects.erase-acknowledgement", language(), exchange=exchange, of=of))


def _guards(gateway: Gateway, kept: PersonsLogs, zone: str, despite_doubts: bool) -> Guards:
    """Read what forbids an erasure; leave when it is not certain which incidents are open."""
    now = utc_now()
    holds = kept.holds(now)
    incidents, doubts = read_all(gateway)
    if say_doubts(doubts) and not despite_doubts:
        remark("subjects.erase-doubtful")
        raise SystemExit(FINDING)
    still_open = [each.scope for each in incidents.values() if each.closed_at is None]
    return Guards(holds, still_open, day_of(now, zone))


def _sorted(storage: Storage, exchange: str | None, before: datetime | None, guards: Guards) -> Sorted:
    index = SubjectIndex(storage)
    one = None if exchange is None else index.of_exchange(exchange)
    if exchange is not None and one is None:
        return Sorted()
    candidates = index.candidates(0, index.size()) if one is None else [one]
    return sort_out(candidates, _acknowledgements(storage, index), guards, before)


def _acknowledgements(storage: Storage, index: SubjectIndex) -> Callable[[str], Iterable[Candidate]]:
    """Find every acknowledgement by a look at every leaf: what is searched by could lack one."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, leaf in search_leaves(storage, ACKNOWLEDGING):
        if exchange := acknowledged_by(leaf):
            places[exchange].append(at)
    return lambda exchange: (each for at in places.get(exchange, ()) for each in index.candidates(at, at + 1))


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
