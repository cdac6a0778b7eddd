"""What all entries of a scope come to: fields, rows, times and policies, in memory that policies bound."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from gateway.evidence.exposure import ExposedField, Exposure


@dataclass(slots=True)
class Tally:
    """How often, how many rows, and from when to when."""

    exchanges: int = 0
    rows: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def add(self, exposure: Exposure) -> None:
        """Count one entry."""
        at = exposure.recorded_at
        self.exchanges += 1
        self.rows += exposure.rows
        self.first = min(self.first or at, at)
        self.last = max(self.last or at, at)


@dataclass(slots=True)
class Totals:
    """What a scope comes to; `data` counts the entries that let data out."""

    counts: Counter[str] = field(default_factory=Counter)
    data: Tally = field(default_factory=Tally)
    fields: dict[tuple[str, ExposedField], Tally] = field(default_factory=dict)
    policies: dict[str, Tally] = field(default_factory=dict)
    agreements: dict[str, Tally] = field(default_factory=dict)
    basis: set[str] = field(default_factory=set)
    unknown_policies: set[str] = field(default_factory=set)
    unnamed: int = 0
    """Entries that let out fields whose names are no longer known."""

    def of_kind(self, personal: str | None) -> list[str]:
        """Name the fields of one kind of personal data, each with its dataset, once."""
        found = {f"{dataset}.{each.field}" for dataset, each in self.fields if each.personal == personal}
        return sorted(found)

    def add(self, exposure: Exposure) -> None:
        """Count one entry."""
        self.counts[exposure.what] += 1
        if exposure.what != "data":
            return
        self.data.add(exposure)
        self.unnamed += not exposure.is_whole
        self.basis.update(exposure.basis)
        for each in exposure.fields:
            self.fields.setdefault((exposure.dataset or "", each), Tally()).add(exposure)
        if exposure.bundle:
            self.policies.setdefault(exposure.bundle, Tally()).add(exposure)
            if not exposure.is_policy_known:
                self.unknown_policies.add(exposure.bundle)
        if exposure.agreement:
            self.agreements.setdefault(exposure.agreement, Tally()).add(exposure)
