"""Compare two bundles by meaning: what the planner would let leave, not what the files look like.

Both are taken as if activated now and signed by everybody, so an agreement in shadow,
or over another contract than the pinned one, gives nothing. What is not shown to
give the same or less is never called so.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest

from gateway.catalogue import Sentence
from gateway.drafting.diff_beside import agreement_changes, file_changes
from gateway.drafting.diff_duties import duty_changes
from gateway.drafting.diff_fields import field_changes
from gateway.drafting.diff_model import Change, Difference, Subject, wider_if
from gateway.drafting.diff_rights import right_changes
from gateway.drafting.diff_side import Key, Side, sides
from gateway.drafting.prove_context import Solver, types_of
from gateway.drafting.prove_rows import Found, Rows, Undecided
from gateway.drafting.prove_values import Values
from gateway.policy import Bundle, condition_fields, suppose


def compare_bundles(old: Bundle, new: Bundle, now: datetime, solver: Solver | None) -> Difference:
    """Compare what two bundles give; only subjects for which something changes are told."""
    before, after = sides(suppose(old, now)), sides(suppose(new, now))
    rows, values = Rows(solver), Values(solver)
    subjects = (
        _subject(key, one, other, rows, values)
        for key in sorted({*before, *after})
        for one, other in _pairs(before.get(key, ()), after.get(key, ()))
    )
    return Difference(
        old=old.digest,
        new=new.digest,
        subjects=tuple(each for each in subjects if each.changes),
        beside=tuple(agreement_changes(old, new)),
        files=tuple(file_changes(old, new)),
    )


def _pairs(before: tuple[Side, ...], after: tuple[Side, ...]) -> Iterator[tuple[Side | None, Side | None]]:
    """Pair by agreement; those whose agreement is on one side alone are paired in their order."""
    kept = {side.agreement.uid for side in before} & {side.agreement.uid for side in after}
    for one in before:
        for other in after:
            if one.agreement.uid == other.agreement.uid:
                yield one, other
    yield from zip_longest(
        (side for side in before if side.agreement.uid not in kept),
        (side for side in after if side.agreement.uid not in kept),
    )


def _subject(key: Key, old: Side | None, new: Side | None, rows: Rows, values: Values) -> Subject:
    changes: tuple[Change, ...] = ()
    if old is None and new is not None:
        changes = (
            Change("given", "wider", (("permission", new.permission.id),), new.permission.place),
            *(
                Change("field-given", "wider", (("field", name),), use.place, new=use)
                for name in new.permission.uses
                if (use := new.leaving(name, new.agreement.valid_from)) is not None
            ),
        )
    elif new is None and old is not None:
        changes = (Change("taken", "narrower", (("permission", old.permission.id),), old.permission.place),)
    elif old is not None and new is not None:
        changes = (
            *field_changes(old, new, values),
            *_row_changes(old, new, rows),
            *right_changes(old, new),
            *duty_changes(old, new),
        )
    agreements = (old.agreement.uid if old else None, new.agreement.uid if new else None)
    return Subject(*key, agreements, changes)


def _row_changes(old: Side, new: Side, rows: Rows) -> Iterator[Change]:
    before, after = old.permission.rows, new.permission.rows
    place = new.permission.place
    named = condition_fields(before) | condition_fields(after)
    if not _same_columns(old, new, named):
        yield Change("rows-unknown", "unknown", (("reason", Sentence("diff.columns-moved")),), place)
        return
    types = {name: types_of(new.contract)[name] for name in named}
    for kind, wanted, unwanted in (("rows-wider", after, before), ("rows-narrower", before, after)):
        match rows.find((wanted,), (unwanted,), types):
            case Found(row):
                yield Change(kind, wider_if(kind == "rows-wider"), (), place, row=row)
            case Undecided(reason):
                yield Change("rows-unknown", "unknown", (("reason", reason),), place)


def _same_columns(old: Side, new: Side, names: frozenset[str]) -> bool:
    """Say whether both contracts mean the same columns of one table by these fields."""
    tables = old.contract.table.lower(), new.contract.table.lower()
    return tables[0] == tables[1] and all(
        name in old.contract.fields and name in new.contract.fields and old.column(name) == new.column(name)
        for name in names
    )
