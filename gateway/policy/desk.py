"""The desk at which every request is checked, whatever its kind: which permission, and part by part.

The order of the checks keeps answers from telling what their asker may not know:
a dataset that does not exist and one without a permission for this consumer
refuse alike, and so do a field that does not exist and an undisclosed one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn, Protocol

from gateway.errors import (
    AgreementDiffers,
    AgreementUnknown,
    DatasetUnknown,
    FieldUnknown,
    FieldWithheld,
    FilterNotGranted,
    PolicyError,
    PurposeNotGranted,
    RequestBad,
    RequirementMissing,
    RetentionOver,
    ShadowOnly,
    SortNotGranted,
)
from gateway.policy.conditions import EVERY_ROW, Condition, condition_fields
from gateway.policy.duties import deletion_day
from gateway.policy.facts import Chosen, Facts
from gateway.policy.kept import keep
from gateway.policy.model import Agreement, Contract, Permission
from gateway.policy.plan import Plan, Verdict
from gateway.policy.resolved import Granted, Policy
from gateway.policy.selection import Column, Output, Selection, SortKey
from gateway.policy.terms import parse_condition
from gateway.policy.zones import day_of


class Asked(Protocol):
    """What every request says of itself."""

    @property
    def agreement(self) -> str:
        """The agreement it names."""

    @property
    def purpose(self) -> str:
        """The purpose it declares."""

    @property
    def on_behalf_of(self) -> str | None:
        """For whom it asks."""

    @property
    def case_ref(self) -> str | None:
        """For which case."""

    @property
    def agreement_digest(self) -> str | None:
        """The SHA-256 (hex) of the agreement as the caller holds it, if it says so."""


def find_permission(policy: Policy, consumer: str, name: str, asked: Asked, now: datetime) -> Granted:
    """Find the one permission a request names; permissions are never merged."""
    if (consumer, name) not in policy.granted:
        raise DatasetUnknown("no such dataset, or no permission on it for this consumer")
    agreement = policy.bundle.agreements.get(asked.agreement)
    if agreement is None or agreement.find_party(consumer) is None:
        raise AgreementUnknown("no such agreement, or the consumer is not a party to it")
    provider = name.partition("/")[0]
    force = policy.force(agreement.uid)
    refusal = force.refusal(now)
    if refusal is not None:
        error, reason = refusal
        raise error(reason, shown=contact_of(agreement, provider))
    if asked.agreement_digest not in {None, agreement.digest}:
        shown = contact_of(agreement, provider)
        raise AgreementDiffers("the caller holds another version of the agreement", shown=shown)
    wanted = (consumer, name, asked.purpose)
    # Of this agreement alone: a thousand others may grant the same dataset.
    for permission in agreement.permissions:
        if (permission.consumer, permission.dataset, permission.purpose) == wanted:
            break
    else:
        shown = contact_of(agreement, provider)
        raise PurposeNotGranted("nothing is granted on this dataset for this purpose", shown=shown)
    complaint = force.contracts.get(name)
    if complaint is not None:
        raise complaint.error(complaint.placed, shown=contact_of(agreement, provider))
    return agreement, permission, policy.bundle.contracts[name]


def contact_of(agreement: Agreement, provider: str) -> dict[str, str]:
    """Tell the caller whom to ask: who reads a problem is seldom who wrote the request."""
    party = agreement.find_party(provider)
    return {"contact": party.duty_contact} if party else {}


def check_enforced(plan: Plan) -> Plan:
    """Pass a plan on unless its agreement only evaluates.

    Raises:
        ShadowOnly: it does.
    """
    if plan.agreement.enforcement == "shadow":
        shown = contact_of(plan.agreement, plan.contract.provider)
        raise ShadowOnly("the agreement is in shadow enforcement", shown=shown)
    return plan


def make_plan(
    policy: Policy,
    granted: Granted,
    facts: Facts,
    verdicts: tuple[Verdict, ...],
    selection: Selection,
    now: datetime,
) -> Plan:
    """Join what was decided.

    Raises:
        RetentionOver: what would be given now would have had to be deleted already.
    """
    agreement, permission, contract = granted
    delete_by = None
    if permission.retention:
        today = day_of(now, agreement.timezone)
        delete_by = deletion_day(permission.retention, today)
        if delete_by is not None and delete_by < today:
            shown = {"delete_by": delete_by.isoformat(), **contact_of(agreement, contract.provider)}
            raise RetentionOver(f"{permission.place}: to be deleted by {delete_by}", shown=shown)
    return Plan(
        agreement=agreement,
        permission=permission,
        contract=contract,
        verdicts=verdicts,
        withheld=facts.withheld,
        selection=selection,
        epoch=policy.standing.epoch,
        bundle=policy.bundle.digest,
        delete_by=delete_by,
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """Checks the parts of one request against the facts of its permission."""

    agreement: Agreement
    facts: Facts
    contract: Contract

    def refuse(self, error: type[PolicyError], reason: str, **shown: str) -> NoReturn:
        """Refuse, and say whom to ask."""
        raise error(reason, shown={**shown, **contact_of(self.agreement, self.contract.provider)})

    def withhold(self, verdict: Verdict) -> NoReturn:
        """Refuse a field, with its legal basis."""
        shown = {"field": verdict.field, "classification": verdict.classification}
        if verdict.legal_basis:
            shown["legal_basis"] = verdict.legal_basis
        self.refuse(FieldWithheld, f"{verdict.place}: {verdict.field} is {verdict.reason}", **shown)

    def check_known(self, name: str) -> None:
        """Refuse a field that does not exist, or whose very name is withheld, in the same words."""
        field = self.contract.fields.get(name)
        if field is None or field.undisclosed:
            self.refuse(FieldUnknown, "no such field", field=name)

    def check_right(self, right: str, permission: Permission, asked: Asked) -> None:
        """Check what the permission requires of every request, and that a right can be used now."""
        for name in sorted(permission.requires):
            if not getattr(asked, name):
                self.refuse(RequirementMissing, f"{name} is missing", member=name)
        blocked = self.facts.blocked.get(right)
        if blocked is not None:
            self.check_known(blocked.field)
            self.withhold(blocked)

    def choose(self, asked: tuple[str, ...] | None) -> Chosen:
        """Return what leaves of each row, and the verdicts: of the fields asked for, or of all."""
        known = self.facts.chosen.get(asked)
        if known is None:
            outputs = self._outputs(asked)
            read = frozenset(output.field for output in outputs if output.transform != "constant")
            known = Chosen(outputs, self._verdicts(asked), read | self.facts.rule_fields)
            keep(self.facts.chosen, asked, known)
        return known

    def _outputs(self, asked: tuple[str, ...] | None) -> tuple[Output, ...]:
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
        """Read a filter that names filterable fields alone."""
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
        """Return a total order: the sort asked for, then the contract's unique key."""
        names = [key.field for key in asked]
        for name in names:
            if name not in self.facts.sortable:
                self.check_known(name)
                self.refuse(SortNotGranted, "no sort on this field is granted", field=name)
        if len(set(names)) != len(names):
            raise RequestBad("sort", shown={"member": "sort"})
        # The unique key comes last, so that every row has its one place.
        return asked if self.contract.order in names else (*asked, SortKey(self.contract.order))

    def columns(self, asked: Chosen, chosen: Condition, order: tuple[SortKey, ...]) -> Mapping[str, Column]:
        """Keep the columns that this request has a use for; the source reads no other."""
        used = asked.read | condition_fields(chosen) | {key.field for key in order}
        known = self.facts.read.get(used)
        if known is None:
            known = {name: column for name, column in self.facts.columns.items() if name in used}
            keep(self.facts.read, used, known)
        return known

    def _verdicts(self, asked: tuple[str, ...] | None) -> tuple[Verdict, ...]:
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
