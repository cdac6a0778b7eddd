"""One pass over the whole log: what a scope let out, and whether the log is whole enough to say so."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import click

from gateway.app import Gateway
from gateway.audit import Checkpoint, verify_checkpoint
from gateway.catalogue import Sentence
from gateway.cli.incident_logs import KeptLog, all_logs, erasures_of
from gateway.cli.log_keys import own_log_keys
from gateway.cli.speech import FINDING, harmless, language
from gateway.errors import GatewayError, IncidentUnknown
from gateway.evidence import (
    NAMED,
    Exposure,
    Exposures,
    Found,
    Incident,
    IncidentScope,
    Search,
    Totals,
    Wholeness,
    read_incidents,
)
from gateway.exchange import Beside, People, SoughtPersons
from gateway.storage import (
    AuditReads,
    LogCopy,
    Storage,
    SubjectIndex,
    read_log,
    wrong_facts,
)

TOGETHER = 200
"""How many entries are held at once against what they are searched by."""


@dataclass(slots=True)
class Reading:
    """What a pass came to: totals, and what makes them doubtful."""

    people: People
    totals: Totals = field(default_factory=Totals)
    doubts: list[Sentence] = field(default_factory=list)
    late: int = 0
    unsearchable: int = 0
    unopened: int = 0

    def all_doubts(self) -> Iterator[Sentence]:
        """Say all that makes the answer doubtful."""
        for problem in self.doubts:
            yield Sentence("incident.doubt", problem=problem)
        if self.late:
            yield Sentence("incident.late", count=self.late)
        if self.unsearchable:
            yield Sentence("incident.unsearchable", count=self.unsearchable)


def read_scope(
    gateway: Gateway,
    scope: IncidentScope,
    take: Callable[[Exposure], None],
    candidates: SoughtPersons | None = None,
) -> Reading:
    """Hand over each entry of a scope that let something out, then return what they come to.

    Raises:
        LogError: the log cannot be read, or has lost what this node gave out.
    """
    reading = Reading(People(candidates))
    # Read first: the log may grow past it meanwhile, and never below it.
    given = gateway.log.given_out()
    kept = all_logs(gateway)
    reading.doubts += kept.doubts
    for log in kept.logs:
        _read_log(gateway, log, scope, take, reading, given)
    if changed := reading.people.states["changed"]:
        reading.doubts.append(Sentence("incident.doubt-people", count=changed))
    if reading.unopened:
        reading.doubts.append(Sentence("incident.doubt-unopened", count=reading.unopened))
    return reading


def _read_log(
    gateway: Gateway,
    log: KeptLog,
    scope: IncidentScope,
    take: Callable[[Exposure], None],
    reading: Reading,
    given: Checkpoint | None,
) -> None:
    # Asked twice of the same entry: what it let out, and whom that was about.
    openings = lru_cache(maxsize=1)(AuditReads(log.storage).openings)
    erasures = erasures_of(log)
    beside = Beside(SubjectIndex(log.storage).find, openings, erasures.has)
    whole, search = Wholeness(), Search(scope)
    exposures = Exposures(log.origin, log.storage.bundle_files, openings)
    with read_log(log.storage) as copy:
        leaves = whole.through(copy.entries, copy.leaf_hashes, copy.size or 0)
        for found in _searchable(log.storage, search.through(leaves), reading):
            exposure = exposures.of(found)
            reading.totals.add(exposure)
            reading.people.add(found, exposure, beside)
            reading.unopened += not exposure.is_whole and not erasures.has(found.index)
            if exposure.what in ("data", "log"):
                take(exposure)
    reading.doubts += _doubts(gateway, log, copy, whole, given)
    reading.doubts += _unreadable(search.unreadable)


def read_all(gateway: Gateway) -> tuple[dict[str, Incident], list[Sentence]]:
    """Return every incident of the gateway's logs, and what makes the list doubtful.

    An entry that was taken out could be the one that opened an incident, and a deadline that
    was moved would give time that nobody has: so every leaf is held against the tree.

    Raises:
        LogError: the log cannot be read, or has lost what this node gave out.
    """
    doubts: list[Sentence] = []
    # Read first: the log may grow past it meanwhile, and never below it.
    given = gateway.log.given_out()

    def leaves(logs: Sequence[KeptLog]) -> Iterator[tuple[int, bytes]]:
        for log in logs:
            whole = Wholeness()
            with read_log(log.storage) as copy:
                yield from whole.through(copy.entries, copy.leaf_hashes, copy.size or 0)
            doubts.extend(_doubts(gateway, log, copy, whole, given))

    kept = all_logs(gateway)
    doubts += kept.doubts
    incidents, unreadable = read_incidents(leaves(kept.logs))
    doubts += _unreadable(unreadable)
    return incidents, [Sentence("incident.list-doubt", problem=each) for each in doubts]


def say_doubts(doubts: Iterable[Sentence]) -> bool:
    """Say what makes an answer doubtful, a line each; return whether anything does."""
    told = [harmless(doubt.say(language())) for doubt in doubts]
    for line in told:
        click.echo(line, err=True)
    return bool(told)


def tell_doubts(doubts: Iterable[Sentence]) -> None:
    """Say what makes an answer doubtful, and leave with a finding if anything does."""
    if say_doubts(doubts):
        raise SystemExit(FINDING)


def find_incident(gateway: Gateway, name: str) -> tuple[Incident, Sequence[Sentence]]:
    """Return one incident of the log, and what makes it doubtful.

    Raises:
        IncidentUnknown: the log has none of this name; whether it may have been taken out is said before.
    """
    incidents, doubts = read_all(gateway)
    if name not in incidents:
        say_doubts(doubts)
        raise IncidentUnknown(Sentence("incident.unknown", id=name))
    return incidents[name], doubts


def _searchable(storage: Storage, found: Iterable[Found], reading: Reading) -> Iterator[Found]:
    """Note which entries nobody finds by searching: what they are searched by is not what they say."""
    waiting: list[Found] = []
    for each in found:
        reading.late += each.is_late
        waiting.append(each)
        if len(waiting) >= TOGETHER:
            yield from _compared(storage, waiting, reading)
            waiting = []
    yield from _compared(storage, waiting, reading)


def _compared(storage: Storage, found: list[Found], reading: Reading) -> list[Found]:
    if found:
        wrong = wrong_facts(storage, [(each.index, each.entry) for each in found])
        reading.unsearchable += len(wrong)
    return found


def _doubts(
    gateway: Gateway,
    log: KeptLog,
    copy: LogCopy,
    whole: Wholeness,
    given: Checkpoint | None,
) -> Iterator[Sentence]:
    size = copy.size or 0
    if log.head is None and given is not None and given.size > size:
        yield Sentence("incident.doubt-cut", size=size, given=given.size)
    if whole.changed or whole.missing:
        named = ", ".join(map(str, whole.named))
        yield Sentence("incident.doubt-changed", changed=whole.changed, missing=whole.missing, named=named)
    elif log.head is not None and not whole.is_head(log.head):
        yield Sentence("incident.doubt-end", origin=log.origin, size=log.head.size)
    elif log.head is None and size and not _is_signed(gateway, size, whole):
        yield Sentence("incident.doubt-head", size=size)


def _unreadable(indices: Sequence[int]) -> Iterator[Sentence]:
    if indices:
        yield Sentence("incident.doubt-unreadable", named=", ".join(map(str, indices[:NAMED])))


def _is_signed(gateway: Gateway, size: int, whole: Wholeness) -> bool:
    note = gateway.witnessing.store.checkpoint(size)
    try:
        return note is not None and whole.is_head(
            verify_checkpoint(note, gateway.settings.log_origin, own_log_keys(gateway))
        )
    except GatewayError:
        return False
