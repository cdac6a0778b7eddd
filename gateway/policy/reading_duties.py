"""Duties of the consumer: plain text, or a day by which what was given must be deleted.

A text stays a text, so that what two parties wrote is what their officials read;
a retention is a date that a machine can keep.
"""

from dataclasses import dataclass

from gateway.policy.reading_map import Map, text_of
from gateway.policy.reading_nodes import MapNode, Node
from gateway.policy.rights import Retention

MAX_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Duties:
    """What stands under `duties`."""

    texts: tuple[str, ...]
    retention: tuple[Retention, ...]


def read_duties(entry: Map) -> Duties:
    """Read the duties of a permission."""
    texts: list[str] = []
    retention: list[Retention] = []
    for item in entry.items("duties"):
        if not isinstance(item, MapNode):
            texts.append(text_of(item, entry.faults))
            continue
        duty = Map(item, entry.faults, optional=("text", "retention"))
        if "text" in duty:
            texts.append(duty.text("text"))
        if "retention" in duty:
            retention.append(_read_retention(duty, item))
        if not item.entries:
            entry.faults.add("retention-shape", item.place)
    return Duties(tuple(texts), tuple(retention))


def _read_retention(duty: Map, item: Node) -> Retention:
    limit = duty.child("retention", optional=("days", "until"))
    if limit is None or ("days" in limit) == ("until" in limit):
        duty.faults.add("retention-shape", limit.place if limit else item.place)
        return Retention(item.place)
    if "days" in limit:
        return Retention(limit.place, days=limit.integer("days", 1, MAX_DAYS))
    return Retention(limit.place, until=limit.day("until"))
