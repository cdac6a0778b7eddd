"""One pass over the whole log: what a scope let out, and whether the log is whole enough to say so."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import click

from gateway.app import Gateway
from gateway.audit import Checkpoint, leaf_hash, verify_checkpoint
from gateway.catalogue import Sentence
from gateway.cli.log_keys import own_log_keys
from gateway.cli.speech import FINDING, harmless, language
from gateway.errors import GatewayError, IncidentUnknown
from gateway.evidence import (
    NAMED,
    NEEDLE,
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
from gateway.exchange import Candidates, People
from gateway.storage import AuditReads, LogCopy, SubjectIndex, read_log, search_leaves, wrong_facts

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

    def all_doubts(self) -> Iterator[Sentence]:
        """Say all that makes the answer doubtful."""
        for problem in self.doubts:
            yield Sentence("incident.doubt", problem=problem)
        if changed := self.people.states["changed"]:
            yield Sentence("incident.people-changed", count=changed)
        if self.late:
            yield Sentence("incident.late", count=self.late)
        if self.unsearchable:
            yield Sentence("incident.unsearchable", count=self.unsearchable)


def read_scope(
    gateway: Gateway,
    scope: IncidentScope,
    take: Callable[[Exposure], None],
    candidates: Candidates | None = None,
) -> Reading:
    """Hand over each entry of a scope that let something out, then return what they come to.

    Raises:
        LogError: the log cannot be read, or has lost what this node gave out.
    """
    # Asked twice of the same entry: what it let out, and whom that was about.
    openings = lru_cache(maxsize=1)(AuditReads(gateway.storage).openings)
    people = People(SubjectIndex(gateway.storage).find, openings, candidates)
    reading, whole, search = Reading(people), Wholeness(), Search(scope)
    # Read first: the log may grow past it meanwhile, and never below it.
    given = gateway.log.given_out()
    exposures = Exposures(gateway.storage.bundle_files, openings)
    with read_log(gateway.storage) as copy:
        leaves = whole.through(copy.entries, copy.leaf_hashes, copy.size or 0)
        for found in _searchable(gateway, search.through(leaves), reading):
            exposure = exposures.of(found)
            reading.totals.add(exposure)
            people.add(found, exposure)
            if exposure.what in ("data", "log"):
                take(exposure)
    reading.doubts += _doubts(gateway, copy, whole, search, given)
    return reading


def read_all(gateway: Gateway) -> tuple[dict[str, Incident], list[Sentence]]:
    """Return every incident of the log, and what makes the list doubtful.

    A deadline that was changed in the database would give time that nobody has, so each
    leaf is held against the tree.
    """
    reads, changed = AuditReads(gateway.storage), []

    def leaves() -> Iterator[tuple[int, bytes]]:
        for index, leaf in search_leaves(gateway.storage, NEEDLE):
            if reads.stored_hash(index) != leaf_hash(leaf):
                changed.append(index)
            yield index, leaf

    incidents, unreadable = read_incidents(leaves())
    named = ", ".join(map(str, sorted({*changed, *unreadable})))
    return incidents, [Sentence("incident.list-changed", named=named)] if named else []


def tell_doubts(doubts: Iterable[Sentence]) -> None:
    """Say what makes an answer doubtful, and leave with a finding if anything does."""
    told = [harmless(doubt.say(language())) for doubt in doubts]
    for line in told:
        click.echo(line, err=True)
    if told:
        raise SystemExit(FINDING)


def find_incident(gateway: Gateway, name: str) -> Incident:
    """Return one incident of the log.

    Raises:
        IncidentUnknown: the log has none of this name.
    """
    incidents, _ = read_all(gateway)
    if name not in incidents:
        raise IncidentUnknown(Sentence("incident.unknown", id=name))
    return incidents[name]


def _searchable(gateway: Gateway, found: Iterable[Found], reading: Reading) -> Iterator[Found]:
    """Note which entries nobody finds by searching: what they are searched by is not what they say."""
    waiting: list[Found] = []
    for each in found:
        reading.late += each.is_late
        waiting.append(each)
        if len(waiting) >= TOGETHER:
            yield from _compared(gateway, waiting, reading)
            waiting = []
    yield from _compared(gateway, waiting, reading)


def _compared(gateway: Gateway, found: list[Found], reading: Reading) -> list[Found]:
    if found:
        wrong = wrong_facts(gateway.storage, [(each.index, each.entry) for each in found])
        reading.unsearchable += len(wrong)
    return found


def _doubts(
    gateway: Gateway, copy: LogCopy, whole: Wholeness, search: Search, given: Checkpoint | None
) -> Iterator[Sentence]:
    size = copy.size or 0
    if given is not None and given.size > size:
        yield Sentence("incident.doubt-cut", size=size, given=given.size)
    if whole.changed or whole.missing:
        named = ", ".join(map(str, whole.named))
        yield Sentence("incident.doubt-changed", changed=whole.changed, missing=whole.missing, named=named)
    elif size and not _is_signed(gateway, size, whole):
        yield Sentence("incident.doubt-head", size=size)
    if search.unreadable:
        yield Sentence("incident.doubt-unreadable", named=", ".join(map(str, search.unreadable[:NAMED])))


def _is_signed(gateway: Gateway, size: int, whole: Wholeness) -> bool:
    note = gateway.witnessing.store.checkpoint(size)
    try:
        return note is not None and whole.is_head(
            verify_checkpoint(note, gateway.settings.log_origin, own_log_keys(gateway))
        )
    except GatewayError:
        return False
