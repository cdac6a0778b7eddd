"""From a request to a plan, or to the first reason why not.

The order of the checks keeps answers from telling what their asker may not know:
a dataset that does not exist and one without a permission for this consumer
refuse alike, and so do a field that does not exist and an undisclosed one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn

from gateway.errors import (
    AgreementUnknown,
    CountNotGranted,
    CursorBad,
    DatasetUnknown,
    FieldUnknown,
    FieldWithheld,
    FilterNotGranted,
    PolicyError,
    PurposeNotGranted,
    QueryNotGranted,
    RequestBad,
    RequirementMissing,
    ShadowOnly,
    SortNotGranted,
)
from gateway.policy.conditions import EVERY_ROW, Condition, Scalar, condition_fields
from gateway.policy.facts import Facts
from gateway.policy.model import Agreement, Contract, QueryRight
from gateway.policy.plan import Plan, Verdict
from gateway.policy.resolved import Granted, Policy
from gateway.policy.selection import Column, Output, Selection, SortKey
from gateway.policy.terms import parse_condition


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """What a consumer asks for; `filter` is still as the request wrote it."""

    agreement: str
    purpose: str
    fields: tuple[str, ...] | None
    filter: object | None
    sort: tuple[SortKey, ...]
    page_size: int | None
    after: tuple[Scalar, ...] | None
    count: bool
    on_behalf_of: str | None
    case_ref: str | None


def plan_query(
    policy: Policy, consumer: str, provider: str, dataset: str, query: QueryRequest, now: datetime
) -> Plan:
    """Decide field by field what this request may read and what of it may leave.

    Raises:
        PolicyError: the policy does not allow it; `shown` says what the caller may know.
        RequestBad: the request contradicts itself or its filter has no meaning.
    """
    granted = _permission(policy, consumer, f"{provider}/{dataset}", query, now)
    plan = plan_as_if_in_force(policy, granted, query, now)
    if plan.agreement.enforcement == "shadow":
        shown = _contact(plan.agreement, provider)
        raise ShadowOnly("the agreement is in shadow enforcement", shown=shown)
    return plan


def plan_as_if_in_force(policy: Policy, granted: Granted, query: QueryRequest, now: datetime) -> Plan:
    """Plan under a permission whatever the state of its agreement: to show it, never to answer by it.

    Raises:
        PolicyError: the permission does not allow it.
        RequestBad: the request contradicts itself or its filter has no meaning.
    """
    agreement, permission, contract = granted
    facts = policy.facts(agreement, permission, contract, now)
    desk = _Desk(_contact(agreement, contract.provider), facts, contract)
    right = permission.query
    if right is None:
        desk.refuse(QueryNotGranted, "the permission has no query right")
    for name in sorted(permission.requires):
        if not getattr(query, name):
            desk.refuse(RequirementMissing, f"{name} is missing", member=name)
    if facts.blocked is not None:
        desk.check_known(facts.blocked.field)
        desk.withhold(facts.blocked)
    outputs = desk.outputs(query.fields)
    chosen = desk.filter(query.filter)
    order = desk.order(query.sort)
    if query.after is not None and len(query.after) != len(order):
        raise CursorBad("the cursor holds another number of sort keys")
    if query.count and right.count != "exact":
        desk.refuse(CountNotGranted, "no count is granted")
    selection = Selection(
        provider=contract.provider,
        dataset=contract.dataset,
        table=contract.table,
        columns=desk.columns(outputs, chosen, order),
        outputs=outputs,
        rows=permission.rows,
        filter=chosen,
        order=order,
        after=query.after,
        limit=_page_size(query.page_size, right),
        count=query.count,
    )
    return Plan(
        agreement=agreement,
        permission=permission,
        contract=contract,
        verdicts=desk.verdicts(query.fields),
        withheld=facts.withheld,
        selection=selection,
        epoch=policy.standing.epoch,
        bundle=policy.bundle.digest,
    )


def _permission(policy: Policy, consumer: str, name: str, query: QueryRequest, now: datetime) -> Granted:
    """Find the one permission a request names; permissions are never merged."""
    granted = policy.granted.get((consumer, name), ())
    if not granted:
        raise DatasetUnknown("no such dataset, or no permission on it for this consumer")
    agreement = policy.bundle.agreements.get(query.agreement)
    if agreement is None or agreement.find_party(consumer) is None:
        raise AgreementUnknown("no such agreement, or the consumer is not a party to it")
    shown = _contact(agreement, name.partition("/")[0])
    force = policy.force(agreement.uid)
    refusal = force.refusal(now)
    if refusal is not None:
        error, reason = refusal
        raise error(reason, shown=shown)
    for found in granted:
        if found[0].uid == agreement.uid and found[1].purpose == query.purpose:
            break
    else:
        raise PurposeNotGranted("nothing is granted on this dataset for this purpose", shown=shown)
    complaint = force.contracts.get(name)
    if complaint is not None:
        raise complaint.error(f"{complaint.place}: {complaint.problem}", shown=shown)
    return found


def _contact(agreement: Agreement, provider: str) -> dict[str, str]:
    """Tell the caller whom to ask: who reads a problem is seldom who wrote the request."""
    party = agreement.find_party(provider)
    return {"contact": party.duty_contact} if party else {}


def _page_size(asked: int | None, right: QueryRight) -> int:
    if asked is None:
        return right.page_size
    if not 1 <= asked <= right.page_size:
        raise RequestBad("page_size", shown={"member": "page_size", "limit": str(right.page_size)})
    return asked


@dataclass(frozen=True, slots=True)
class _Desk:
    """Checks the parts of one request against the facts of its permission."""

    contact: Mapping[str, str]
    facts: Facts
    contract: Contract

    def refuse(self, error: type[PolicyError], reason: str, **shown: str) -> NoReturn:
        raise error(reason, shown={**shown, **self.contact})

    def withhold(self, verdict: Verdict) -> NoReturn:
        shown = {"field": verdict.field, "classification": verdict.classification}
        if verdict.legal_basis:
            shown["legal_basis"] = verdict.legal_basis
        self.refuse(FieldWithheld, f"{verdict.place}: {verdict.field} is {verdict.reason}", **shown)

    def check_known(self, name: str) -> None:
        """Refuse a field that does not exist, or whose very name is withheld, in the same words."""
        field = self.contract.fields.get(name)
        if field is None or field.undisclosed:
            self.refuse(FieldUnknown, "no such field", field=name)

    def outputs(self, asked: tuple[str, ...] | None) -> tuple[Output, ...]:
        if asked is None:
            return tuple(self.facts.outputs.values())
        if not asked or len(set(asked)) != len(asked):
            raise RequestBad("fields", shown={"member": "fields"})
        for name in asked:
            if name not in self.facts.outputs:
                self.check_known(name)
                self.withhold(self.facts.verdicts[name])
        return tuple(self.facts.outputs[name] for name in asked)

    def filter(self, raw: object | None) -> Condition:
        if raw is None:
            return EVERY_ROW
        try:
            return parse_condition(raw, self.facts.filterable)
        except RequestBad as error:
            name = error.shown.get("field")
            if name is None or error.shown.get("reason") != "field-outside":
                raise
        self.check_known(name)
        self.refuse(FilterNotGranted, "no filter on this field is granted", field=name)

    def order(self, asked: tuple[SortKey, ...]) -> tuple[SortKey, ...]:
        names = [key.field for key in asked]
        for name in names:
            if name not in self.facts.sortable:
                self.check_known(name)
                self.refuse(SortNotGranted, "no sort on this field is granted", field=name)
        if len(set(names)) != len(names):
            raise RequestBad("sort", shown={"member": "sort"})
        # The unique key comes last, so that every row has its one place.
        return asked if self.contract.order in names else (*asked, SortKey(self.contract.order))

    def columns(
        self, outputs: tuple[Output, ...], chosen: Condition, order: tuple[SortKey, ...]
    ) -> Mapping[str, Column]:
        """Keep the columns that this request has a use for; the source reads no other."""
        used = {output.field for output in outputs if output.transform != "constant"}
        used |= self.facts.rule_fields | condition_fields(chosen) | {key.field for key in order}
        return {name: column for name, column in self.facts.columns.items() if name in used}

    def verdicts(self, asked: tuple[str, ...] | None) -> tuple[Verdict, ...]:
        """Say of a field that was granted but not asked for that it stayed, since it did."""
        verdicts = self.facts.verdicts.values()
        if asked is None:
            return tuple(verdicts)
        return tuple(
            verdict if verdict.verdict == "withhold" or verdict.field in asked else _not_asked(verdict)
            for verdict in verdicts
        )


def _not_asked(verdict: Verdict) -> Verdict:
    return replace(verdict, verdict="withhold", reason="not-asked", transform=None)


def permissions_of(policy: Policy, consumer: str, now: datetime) -> tuple[Granted, ...]:
    """Return what a consumer may ask for at this moment, in the order of dataset and agreement."""
    return tuple(
        (agreement, permission, contract)
        for key, granted in sorted(policy.granted.items())
        if key[0] == consumer
        for agreement, permission, contract in granted
        if agreement.enforcement == "enforce"
        and policy.force(agreement.uid).refusal(now) is None
        and contract.name not in policy.force(agreement.uid).contracts
        and policy.facts(agreement, permission, contract, now).blocked is None
    )


def verdicts_of(policy: Policy, granted: Granted, now: datetime) -> tuple[Verdict, ...]:
    """Return the verdict on every field of a permission, undisclosed ones included."""
    agreement, permission, contract = granted
    return tuple(policy.facts(agreement, permission, contract, now).verdicts.values())
