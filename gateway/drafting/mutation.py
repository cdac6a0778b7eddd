"""Small changes of the rules, each of which some case should notice.

A change that every case passes shows a rule that nobody tests: it could be
changed, by mistake or on purpose, and all would stay green. Changes are made to
the values that the files say, never to the files.
"""

import typing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from gateway.catalogue import Sentence
from gateway.drafting.cases import run_case
from gateway.policy import (
    EVERY_ROW,
    Agreement,
    All,
    Any,
    Between,
    Bundle,
    Case,
    Condition,
    Contract,
    In,
    Permission,
    Place,
    Policy,
    Use,
    Within,
    suppose,
)

_DAY = timedelta(days=1)
# The digits of a province, regency, district and village code, from the widest on.
_REGION_DIGITS = (2, 4, 6, 10)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed agreement; `subject` finds the cases of the changed permission, None means all."""

    change: Sentence
    place: Place
    agreement: Agreement
    subject: tuple[str, str, str] | None


def unnoticed(bundle: Bundle, cases: Iterable[Case]) -> tuple[Mutant, ...]:
    """Return the changes of the agreements with cases that no case notices; the cases pass unchanged."""
    by_agreement: dict[str, list[Case]] = {}
    for case in cases:
        by_agreement.setdefault(case.agreement, []).append(case)
    return tuple(
        mutant
        for uid in sorted(by_agreement)
        for mutant in mutants(bundle, bundle.agreements[uid], _tested(by_agreement[uid]))
        if not _is_noticed(bundle, mutant, by_agreement[uid])
    )


def _tested(cases: Iterable[Case]) -> frozenset[tuple[str, str, str]]:
    return frozenset(case.subject for case in cases)


def _is_noticed(bundle: Bundle, mutant: Mutant, cases: list[Case]) -> bool:
    changed = replace(bundle, agreements={**bundle.agreements, mutant.agreement.uid: mutant.agreement})
    policies: dict[datetime, Policy] = {}
    for case in cases:
        if mutant.subject is not None and case.subject != mutant.subject:
            continue
        policy = policies.get(case.now)
        if policy is None:
            policy = policies[case.now] = suppose(changed, case.now)
        if run_case(policy, case).differences:
            return True
    return False


def mutants(
    bundle: Bundle, agreement: Agreement, tested: frozenset[tuple[str, str, str]]
) -> Iterator[Mutant]:
    """Make every small change of one agreement; a permission without a case is only taken away."""
    place = agreement.place
    first, last = agreement.valid_from - _DAY, agreement.valid_until + _DAY
    yield _whole("valid-from", place, replace(agreement, valid_from=first), day=first)
    yield _whole("valid-until", place, replace(agreement, valid_until=last), day=last)
    for number, permission in enumerate(agreement.permissions):
        contract = bundle.contracts[permission.dataset]
        subject = permission.consumer, permission.dataset, permission.purpose
        before, after = agreement.permissions[:number], agreement.permissions[number + 1 :]
        removed = Sentence("cases.mutant-removed", permission=permission.id)
        yield Mutant(removed, permission.place, replace(agreement, permissions=before + after), subject)
        if subject not in tested:
            continue
        for change, at, changed in _permission_changes(permission, contract):
            permissions = (*before, changed, *after)
            yield Mutant(change, at, replace(agreement, permissions=permissions), subject)


def _whole(name: str, place: Place, agreement: Agreement, **values: object) -> Mutant:
    return Mutant(Sentence(f"cases.mutant-{name}", **values), place, agreement, None)


Change = tuple[Sentence, Place, Permission]


def _permission_changes(permission: Permission, contract: Contract) -> Iterator[Change]:
    yield from _field_changes(permission, contract)
    for name, rows in _rule_changes(permission.rows):
        yield _change(name, permission.place, permission, rows=rows)
    for name in sorted(permission.requires):
        yield _change(
            "requires", permission.place, permission, requires=permission.requires - {name}, member=name
        )
    yield from _right_changes(permission)


def _change(
    name: str, place: Place, permission: Permission, *, member: str = "", **changes: typing.Any
) -> Change:
    words = {"permission": permission.id, "member": member}
    return Sentence(f"cases.mutant-{name}", **words), place, replace(permission, **changes)


def _field_changes(permission: Permission, contract: Contract) -> Iterator[Change]:
    """Release what is withheld or transformed, and withhold what is released."""
    for name, field in contract.fields.items():
        uses = permission.uses.get(name, ())
        leaving = [use for use in uses if use.kind in {"release", "transform"}]
        others = tuple(use for use in uses if use not in leaving)
        released = (Use("release", leaving[0].place if leaving else permission.place), *others)
        if field.classification.is_closed or field.undisclosed:
            continue
        if not leaving:
            yield _uses("released", permission, name, released)
        elif leaving[0].kind == "transform":
            yield _uses("untransformed", permission, name, released)
            yield _uses("withheld", permission, name, others)
        elif name != contract.order:
            yield _uses("withheld", permission, name, others)


def _uses(name: str, permission: Permission, field: str, uses: tuple[Use, ...]) -> Change:
    place = next((use.place for use in permission.uses.get(field, ())), permission.place)
    return _change(name, place, permission, uses={**permission.uses, field: uses}, member=field)


def _rule_changes(rows: Condition) -> Iterator[tuple[str, Condition]]:
    """Drop the rule, and widen each part of it a little."""
    if rows == EVERY_ROW:
        return
    yield "rule-dropped", EVERY_ROW
    for wider in _wider(rows):
        if wider != EVERY_ROW:
            yield "rule-wider", wider
    for narrower in _narrower(rows):
        yield "rule-narrower", narrower


def _wider(rows: Condition) -> Iterator[Condition]:
    match rows:
        case All(of):
            for number in range(len(of)):
                yield All((*of[:number], *of[number + 1 :]))
            yield from (All(parts) for parts in _one_changed(of, _wider))
        case Any(of):
            yield from (Any(parts) for parts in _one_changed(of, _wider))
        case Within(field, code):
            above = [digits for digits in _REGION_DIGITS if digits < len(code)]
            if above:
                yield Within(field, code[: above[-1]])
        case Between(field, low, high):
            if type(low) is int and type(high) is int:
                yield Between(field, low - 1, high)
                yield Between(field, low, high + 1)
            elif type(low) is date and type(high) is date:
                yield Between(field, low - _DAY, high)
                yield Between(field, low, high + _DAY)


def _narrower(rows: Condition) -> Iterator[Condition]:
    match rows:
        case All(of):
            yield from (All(parts) for parts in _one_changed(of, _narrower))
        case Any(of):
            if len(of) > 1:
                yield from (Any((*of[:number], *of[number + 1 :])) for number in range(len(of)))
            yield from (Any(parts) for parts in _one_changed(of, _narrower))
        case In(field, values):
            if len(values) > 1:
                yield from (
                    In(field, (*values[:number], *values[number + 1 :])) for number in range(len(values))
                )


def _one_changed(
    parts: tuple[Condition, ...], change: Callable[[Condition], Iterator[Condition]]
) -> Iterator[tuple[Condition, ...]]:
    for number, part in enumerate(parts):
        for changed in change(part):
            yield (*parts[:number], changed, *parts[number + 1 :])


def _right_changes(permission: Permission) -> Iterator[Change]:
    """Give a little more of a query than is granted, and take each right away."""
    place, query = permission.place, permission.query
    if query is not None:
        yield _change("no-query", query.place, permission, query=None)
        released = {
            name for name, uses in permission.uses.items() if any(use.kind == "release" for use in uses)
        }
        # All at once: one case that is refused one of them notices.
        if more := released - query.filter:
            wider = replace(query, filter=query.filter | more)
            yield _change("filter", query.place, permission, query=wider, member=", ".join(sorted(more)))
        if more := released - query.sort:
            wider = replace(query, sort=query.sort | more)
            yield _change("sort", query.place, permission, query=wider, member=", ".join(sorted(more)))
        if query.count == "none":
            yield _change("count", query.place, permission, query=replace(query, count="exact"))
    if permission.lookup is not None:
        yield _change("no-lookup", place, permission, lookup=None)
