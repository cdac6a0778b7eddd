"""One permission compiled: a verdict for every field of the contract, and what may be read.

Deny by default: a field is released or transformed only here, and only when
the permission names it, it is open on this day, and nothing it derives is
withheld. Everything else is withheld with a reason.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from dataclasses import field as member
from datetime import date, timedelta

from gateway.policy.conditions import condition_fields
from gateway.policy.model import (
    Classification,
    Contract,
    Exemption,
    Field,
    LogicalType,
    Permission,
    legal_basis_text,
)
from gateway.policy.place import Place
from gateway.policy.plan import Verdict
from gateway.policy.rights import Use
from gateway.policy.selection import Column, Output
from gateway.policy.terms import TRANSFORMS
from gateway.policy.uses import Uses, has_use, is_released, reveals

FieldClosings = Mapping[str, tuple[Exemption, ...]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the fields that a request names come to: what leaves, and the verdicts that the log sees.

    `read` are the fields that must be read for it, those of the row rule included.
    """

    outputs: tuple[Output, ...]
    verdicts: tuple[Verdict, ...]
    read: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a permission comes to from `first_day` to `last_day`.

    `outputs` holds what may leave, in the order of the contract; `columns` what
    may be read. `blocked` tells, for each right that cannot be used now, the
    verdict on a field that it cannot do without (of the row rule; a query's order,
    a lookup's key, what a statistics table names) and that is closed.
    """

    first_day: date
    last_day: date
    verdicts: Mapping[str, Verdict]
    withheld: tuple[Verdict, ...]
    outputs: Mapping[str, Output]
    columns: Mapping[str, Column]
    rule_fields: frozenset[str]
    filterable: Mapping[str, LogicalType]
    sortable: frozenset[str]
    blocked: Mapping[str, Verdict]
    # Worked out at the first request of a kind; a value put twice is the same value.
    chosen: dict[tuple[str, ...] | None, Chosen] = member(default_factory=dict, compare=False, repr=False)
    read: dict[frozenset[str], Mapping[str, Column]] = member(default_factory=dict, compare=False, repr=False)


def make_facts(permission: Permission, contract: Contract, closings: FieldClosings, day: date) -> Facts:
    """Compile a permission as it stands on one day."""
    verdicts: dict[str, Verdict] = {}
    outputs: dict[str, Output] = {}
    open_uses = {
        name: uses
        for name, uses in permission.uses.items()
        if uses and name in contract.fields and not _has_no_use(contract.fields[name], closings)
    }
    for name, field in contract.fields.items():
        verdict, use = _judge(field, open_uses, permission.place, closings.get(name, ()), day)
        verdicts[name] = verdict
        if use is not None:
            outputs[name] = make_output(name, use, day)
    rule_fields = condition_fields(permission.rows)
    released = {name for name, output in outputs.items() if output.transform is None}
    query = permission.query
    lacking = _lacking(permission, contract, open_uses, released)
    return Facts(
        first_day=day,
        # What goes by the day of the request holds for that day.
        last_day=day if any(map(_is_dated, outputs.values())) else _last_day(day, closings),
        verdicts=verdicts,
        withheld=tuple(
            verdict
            for name, verdict in verdicts.items()
            if verdict.verdict == "withhold" and not contract.fields[name].undisclosed
        ),
        outputs=outputs,
        columns={name: _column(contract.fields[name]) for name in open_uses},
        rule_fields=rule_fields,
        filterable={
            name: contract.fields[name].logical_type
            for name in sorted(released & (query.filter if query else frozenset()))
        },
        sortable=frozenset(released & (query.sort if query else frozenset())),
        blocked={right: verdicts[min(names)] for right, names in lacking if names},
    )


def make_output(name: str, use: Use, day: date) -> Output:
    """Say what leaves of a field by a use on one day."""
    output = Output(name, use.transform, use.arguments)
    if not _is_dated(output) or "on" in dict(use.arguments):
        return output
    return replace(output, arguments=(*use.arguments, ("on", day)))


def _is_dated(output: Output) -> bool:
    return output.transform is not None and TRANSFORMS[output.transform].dated


def table_right(table: str) -> str:
    """Name the right to one statistics table, as `blocked` does."""
    return f"statistics/{table}"


def _lacking(
    permission: Permission, contract: Contract, open_uses: Uses, released: Set[str]
) -> Iterator[tuple[str, Set[str]]]:
    """Name, for each right, the fields that it cannot do without and that have no such use now."""
    rule = {name for name in condition_fields(permission.rows) if not has_use(open_uses, name, "condition")}
    if permission.query is not None:
        yield "query", rule | ({contract.order} - released)
    if permission.lookup is not None:
        key = permission.lookup.key
        yield "lookup", rule | (set() if has_use(open_uses, key, "lookup-key") else {key})
    for table in permission.statistics.tables.values() if permission.statistics else ():
        named = {each.field: "group" for each in table.group}
        named |= {each.field: "measure" for each in table.measures if each.field is not None}
        yield (
            table_right(table.id),
            rule | {name for name, kind in named.items() if not has_use(open_uses, name, kind)},
        )


def _column(field: Field) -> Column:
    return Column(field.physical_name, field.logical_type, field.required)


def _has_no_use(field: Field, closings: FieldClosings) -> bool:
    """Say whether a field has no use at all, whatever a permission says."""
    return field.classification.is_closed or field.undisclosed or field.name in closings


def _judge(
    field: Field,
    open_uses: Uses,
    permission: Place,
    closed_by: tuple[Exemption, ...],
    day: date,
) -> tuple[Verdict, Use | None]:
    """Give the verdict on one field, and the use by which it leaves if it does."""
    live = [exemption for exemption in closed_by if is_live(exemption, day)]
    if field.undisclosed:
        return _withhold(field, "undisclosed", classification_on(field, closed_by, day), field.place), None
    if live:
        return _withhold(field, "exempt", Classification.EXEMPT, live[0].place, _basis(field, live[0])), None
    if field.classification.is_closed or closed_by:
        return _withhold(field, "undetermined", Classification.UNDETERMINED, field.place), None
    leaving = [use for use in open_uses.get(field.name, ()) if use.kind in {"release", "transform"}]
    if not leaving:
        return _withhold(field, _why_not(open_uses, field.name), field.classification, permission), None
    use = leaving[0]
    if reveals(use) and any(not is_released(open_uses, name) for name in field.derives):
        return _withhold(field, "derives-withheld", field.classification, use.place), None
    verdict = Verdict(
        field=field.name,
        verdict="release" if use.transform is None else "transform",
        reason="granted",
        classification=field.classification.value,
        legal_basis=legal_basis_text(field.legal_basis),
        place=use.place,
        transform=use.transform,
    )
    return verdict, use


def _why_not(open_uses: Uses, name: str) -> str:
    if has_use(open_uses, name, "lookup-key"):
        return "lookup-only"
    if has_use(open_uses, name, "group") or has_use(open_uses, name, "measure"):
        return "statistics-only"
    return "condition-only" if name in open_uses else "not-granted"


def _basis(field: Field, exemption: Exemption) -> str:
    """Name the clause of an exemption: the contract's, if the contract knows the field is exempt."""
    if field.classification is Classification.EXEMPT and field.legal_basis:
        return legal_basis_text(field.legal_basis)
    letter, point = exemption.letter[:1], exemption.letter[1:]
    return f"UU 14/2008 Pasal 17 huruf {letter}" + (f" angka {point}" if point else "")


def classification_on(field: Field, closed_by: tuple[Exemption, ...], day: date) -> Classification:
    """Say how open a field is on a day: a decision that is over leaves it undetermined, never open."""
    if any(is_live(exemption, day) for exemption in closed_by):
        return Classification.EXEMPT
    if closed_by or field.classification.is_closed:
        return Classification.UNDETERMINED
    return field.classification


def _withhold(
    field: Field, reason: str, classification: Classification, place: Place, basis: str | None = None
) -> Verdict:
    text = legal_basis_text(field.legal_basis) if basis is None else basis
    return Verdict(field.name, "withhold", reason, classification.value, text, place)


def is_live(exemption: Exemption, day: date) -> bool:
    """Say whether a decision is in its time and not revoked."""
    return (exemption.revoked is None or day < exemption.revoked) and (
        exemption.until is None or day <= exemption.until
    )


def _last_day(day: date, closings: FieldClosings) -> date:
    """Return the last day on which every decision is as live as today."""
    ends = [
        end
        for exemptions in closings.values()
        for exemption in exemptions
        for end in (exemption.until, exemption.revoked - timedelta(days=1) if exemption.revoked else None)
        if end is not None and end >= day
    ]
    return min(ends, default=date.max)
