"""Verdicts as an entry says them: fields of which the same is said stand together.

An entry has 64 KiB, since C2SP counts an entry's bytes in 16 bits, and a verdict
repeats its legal basis. Gathered, the verdicts on 500 fields are their names and a
few sayings. Entries of format 1 have an item for each field and are read the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def gather_verdicts(verdicts: Iterable[Mapping[str, str | None]]) -> list[Mapping[str, Any]]:
    """Put the fields together of which the same is said, in the order in which it is first said."""
    fields: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for verdict in verdicts:
        said = tuple(
            (name, value) for name, value in sorted(verdict.items()) if name != "field" and value is not None
        )
        fields.setdefault(said, []).append(str(verdict["field"]))
    return [{"fields": names, **dict(said)} for said, names in fields.items()]


def each_verdict(entry: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Give the verdict on each field of an entry, by itself."""
    for item in entry.get("verdicts", ()):
        said = {name: value for name, value in item.items() if name != "fields"}
        for field in item.get("fields", (item.get("field"),)):
            yield {**said, "field": field}
