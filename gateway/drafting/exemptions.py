"""The exemption register at work: what each decision closes on a day, how long still, and what hangs on it.

A decision that is over opens nothing: a field that nobody decided on anew is
undetermined, and withheld as absolutely as an exempt one. That is what this page
makes visible while there is time, so that a new decision comes before the end.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gateway.policy import (
    Bundle,
    Classification,
    Columns,
    Exemption,
    Field,
    classification_on,
    closings,
    is_live,
)

# field -> the decisions that close it, for each dataset.
Closings = Mapping[str, Mapping[str, tuple[Exemption, ...]]]


class State(StrEnum):
    """Where a decision stands on a day; the worst that is true of it."""

    IN_FORCE = "berlaku"
    ENDS_SOON = "segera-habis"
    REVIEW_SOON = "segera-ditinjau"
    REVIEW_DUE = "perlu-ditinjau"
    LAPSED = "lewat"
    REVOKED = "dicabut"


@dataclass(frozen=True, slots=True)
class CoveredField:
    """A field that a decision names (`dataset.field`) and what it is on the day.

    `field` is None where the contract, or the field in it, is gone.
    """

    name: str
    field: Field | None
    classification: Classification | None


@dataclass(frozen=True, slots=True)
class Dependent:
    """An agreement over a dataset of which a decision closes something, and its permissions on it."""

    agreement: str
    dataset: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on one day.

    `days_left` counts to the last day of `until`, `days_to_review` to `review`;
    both are negative once the day is past, and None where there is none.
    """

    agency: str
    agency_name: str
    exemption: Exemption
    state: State
    days_left: int | None
    days_to_review: int | None
    covered: tuple[CoveredField, ...]
    contracts: tuple[str, ...]
    dependents: tuple[Dependent, ...]

    @property
    def undecided(self) -> tuple[str, ...]:
        """Name the fields that nothing but the want of a new decision closes."""
        if self.state not in {State.LAPSED, State.REVOKED}:
            return ()
        return tuple(each.name for each in self.covered if each.classification is Classification.UNDETERMINED)

    @property
    def needs_work(self) -> bool:
        """Say whether somebody should have decided by now."""
        return self.state is State.REVIEW_DUE or bool(self.undecided)


def exemptions_on(
    bundle: Bundle, day: date, *, soon: timedelta, agency: str | None = None
) -> tuple[Decision, ...]:
    """Judge every registered decision on one day, in the order of agency and number.

    Args:
        bundle: All policy files.
        day: The day, of the offices that keep registers (Asia/Jakarta).
        soon: How long before its end or review a decision is called to mind.
        agency: The one agency whose register is wanted.
    """
    closed, columns = closings(bundle, day), Columns(bundle.contracts)
    names = {party.agency: party.name for each in bundle.agreements.values() for party in each.parties}
    return tuple(
        Decision(
            agency=register.agency,
            agency_name=names.get(register.agency, register.agency),
            exemption=exemption,
            state=state_of(exemption, day, soon),
            days_left=(exemption.until - day).days if exemption.until else None,
            days_to_review=(exemption.review - day).days if exemption.review else None,
            covered=tuple(_covered(bundle, register.agency, name, day, closed) for name in exemption.fields),
            contracts=(contracts := _contracts(columns, register.agency, exemption)),
            dependents=tuple(_dependents(bundle, {*contracts})),
        )
        for _, register in sorted(bundle.registers.items())
        if agency in {None, register.agency}
        for _, exemption in sorted(register.exemptions.items())
    )


def state_of(exemption: Exemption, day: date, soon: timedelta) -> State:
    """Say where a decision stands on a day."""
    if exemption.revoked is not None and exemption.revoked <= day:
        return State.REVOKED
    if not is_live(exemption, day):
        return State.LAPSED
    if exemption.review is not None and exemption.review <= day:
        return State.REVIEW_DUE
    if exemption.until is not None and exemption.until - day <= soon:
        return State.ENDS_SOON
    if exemption.review is not None and exemption.review - day <= soon:
        return State.REVIEW_SOON
    return State.IN_FORCE


def _covered(bundle: Bundle, agency: str, name: str, day: date, closed: Closings) -> CoveredField:
    dataset, _, field_name = name.partition(".")
    full = f"{agency}/{dataset}"
    contract = bundle.contracts.get(full)
    field = contract.fields.get(field_name) if contract else None
    if field is None:
        return CoveredField(name, None, None)
    return CoveredField(name, field, classification_on(field, closed.get(full, {}).get(field_name, ()), day))


def _contracts(columns: Columns, agency: str, exemption: Exemption) -> tuple[str, ...]:
    """Name the datasets of which the decision closes a field, and those over the same column."""
    named = (name.partition(".") for name in exemption.fields)
    return tuple(
        sorted(
            {other for dataset, _, field in named for other, _ in columns.same(f"{agency}/{dataset}", field)}
        )
    )


def _dependents(bundle: Bundle, datasets: Set[str]) -> Iterator[Dependent]:
    for uid, agreement in sorted(bundle.agreements.items()):
        for dataset in sorted(datasets & {*agreement.pins}):
            permissions = tuple(each.id for each in agreement.permissions if each.dataset == dataset)
            yield Dependent(uid, dataset, permissions)
