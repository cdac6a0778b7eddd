"""What cases have shown of the agreements: permissions, fields, row rules and transforms, one by one.

A field counts once a case answered a row with it; a part of a row rule once it kept a row
and once it dropped one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from gateway.drafting.cases import Outcome
from gateway.policy import (
    EVERY_ROW,
    Agreement,
    All,
    Any,
    Bundle,
    Condition,
    Contract,
    Permission,
    Place,
    condition_fields,
    holds,
)

Kind = Literal["permission", "field", "rule", "transform"]


@dataclass(frozen=True, slots=True)
class Covered:
    """One thing that cases can show; `is_shown` says whether they did."""

    kind: Kind
    agreement: str
    permission: str
    what: str
    place: Place
    is_shown: bool


def measure_coverage(bundle: Bundle, outcomes: Iterable[Outcome]) -> tuple[Covered, ...]:
    """Say of every permission of the agreements that have cases what the cases showed.

    Of a permission without a case nothing more is said than that.
    """
    by_subject: dict[tuple[str, tuple[str, str, str]], list[Outcome]] = {}
    for outcome in outcomes:
        case = outcome.case
        by_subject.setdefault((case.agreement, case.subject), []).append(outcome)
    tested = {uid for uid, _ in by_subject}
    return tuple(
        each
        for uid in sorted(tested)
        for permission in bundle.agreements[uid].permissions
        for each in _permission(
            bundle.agreements[uid],
            permission,
            bundle.contracts[permission.dataset],
            by_subject.get((uid, (permission.consumer, permission.dataset, permission.purpose)), []),
        )
    )


def _permission(
    agreement: Agreement, permission: Permission, contract: Contract, outcomes: list[Outcome]
) -> Iterator[Covered]:
    planned = [outcome for outcome in outcomes if outcome.plan is not None]
    rows = [row for outcome in planned for row in outcome.case.rows]

    def covered(kind: Kind, what: str, place: Place, is_shown: bool) -> Covered:
        return Covered(kind, agreement.uid, permission.id, what, place, is_shown)

    yield covered("permission", permission.id, permission.place, bool(outcomes))
    if not outcomes:
        return
    shown = {name for outcome in planned for name in _shown(outcome)}
    for name, uses in permission.uses.items():
        for use in uses:
            if use.kind == "release":
                yield covered("field", name, use.place, name in shown)
            elif use.kind == "transform":
                yield covered("transform", f"{name}: {use.transform}", use.place, name in shown)
    types = {name: field.logical_type for name, field in contract.fields.items()}
    for part in rule_parts(permission.rows):
        kept = {holds(part, row, types) for row in rows}
        what = ", ".join(sorted(condition_fields(part)))
        yield covered("rule", what, permission.place, kept == {True, False})


def _shown(outcome: Outcome) -> Iterator[str]:
    """Name the fields that left with a value in a row that the case expected."""
    for row in outcome.case.expected.rows or ():
        yield from (name for name, value in row.items() if value is not None)


def rule_parts(rows: Condition) -> Iterator[Condition]:
    """Return the comparisons of a row rule, one by one."""
    if isinstance(rows, All | Any):
        for part in rows.of:
            yield from rule_parts(part)
    elif rows != EVERY_ROW:
        yield rows


def count_covered(found: Iterable[Covered]) -> Mapping[Kind, tuple[int, int]]:
    """Count, for each kind, what was shown and what there is."""
    counts: dict[Kind, tuple[int, int]] = {}
    for each in found:
        shown, whole = counts.get(each.kind, (0, 0))
        counts[each.kind] = (shown + each.is_shown, whole + 1)
    return counts
