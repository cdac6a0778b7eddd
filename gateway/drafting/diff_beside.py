"""What changes beside the grants: files, and the terms of an agreement that give nothing by themselves."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from gateway.drafting.diff_model import Change, wider_if
from gateway.policy import Agreement, Bundle, Never, Place, day_end, day_start

FileChange = tuple[str, Literal["added", "removed", "changed"]]


def file_changes(old: Bundle, new: Bundle) -> Iterator[FileChange]:
    """Name the files that are not the same bytes."""
    for path in sorted({*old.files, *new.files}):
        if path not in new.files:
            yield path, "removed"
        elif path not in old.files:
            yield path, "added"
        elif old.files[path] != new.files[path]:
            yield path, "changed"


def agreement_changes(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Compare the terms of agreements that stand on both sides."""
    for uid in sorted(old.agreements.keys() & new.agreements.keys()):
        one, other = old.agreements[uid], new.agreements[uid]
        yield from validity_changes(one, other)
        yield from _terms(one, other)
        if one.stop_unwitnessed_hours != other.stop_unwitnessed_hours:
            longer = other.stop_unwitnessed_hours > one.stop_unwitnessed_hours
            words = (
                ("agreement", uid),
                ("old", str(one.stop_unwitnessed_hours)),
                ("new", str(other.stop_unwitnessed_hours)),
            )
            kind = "unwitnessed-longer" if longer else "unwitnessed-shorter"
            yield Change(kind, wider_if(longer), words, other.place)


def validity_changes(one: Agreement, other: Agreement) -> Iterator[Change]:
    """Compare from when until when an agreement holds, each in its own time zone."""
    words = (
        ("agreement", other.uid),
        ("old", f"{one.valid_from} - {one.valid_until}"),
        ("new", f"{other.valid_from} - {other.valid_until}"),
    )
    before, after = (
        (day_start(each.valid_from, each.timezone), day_end(each.valid_until, each.timezone))
        for each in (one, other)
    )
    if after[0] < before[0] or after[1] > before[1]:
        yield Change("validity-longer", "wider", words, other.place)
    if after[0] > before[0] or after[1] < before[1]:
        yield Change("validity-shorter", "narrower", words, other.place)


def _terms(one: Agreement, other: Agreement) -> Iterator[Change]:
    before, after = set(one.prohibitions), set(other.prohibitions)
    for kind, found in (("added", after - before), ("removed", before - after)):
        if found:
            words = (("agreement", other.uid), ("names", "; ".join(sorted(found))))
            yield Change(f"prohibitions-{kind}", wider_if(kind == "removed"), words, other.place)
    # A statement gives nothing and withholds nothing: it keeps others from doing so unseen.
    said, says = ({_said(each): each for each in agreement.never} for agreement in (one, other))
    for kind, left, right in (("added", says, said), ("removed", said, says)):
        for key, never in left.items():
            if key not in right:
                yield Change(f"never-{kind}", "same", (("agreement", other.uid),), never.place, never=never)


def _said(never: Never) -> Never:
    """Return a statement without its place."""
    return replace(never, place=Place("", 0))
