"""One side of a comparison: what one consumer is given of one dataset for one purpose."""

from dataclasses import dataclass
from datetime import date

from gateway.drafting.prove_planner import days, moment_of
from gateway.policy import Agreement, Contract, Facts, Granted, Permission, Policy, Use, table_right

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """A permission as it stands in one policy."""

    policy: Policy
    granted: Granted

    @property
    def agreement(self) -> Agreement:
        """The agreement that grants it."""
        return self.granted[0]

    @property
    def permission(self) -> Permission:
        """The permission."""
        return self.granted[1]

    @property
    def contract(self) -> Contract:
        """The dataset."""
        return self.granted[2]

    @property
    def gives(self) -> bool:
        """Whether anything is given once all is signed: not in shadow, and not over another contract."""
        complaints = self.policy.force(self.agreement.uid).contracts
        return self.agreement.enforcement == "enforce" and self.contract.name not in complaints

    def facts(self, day: date) -> Facts:
        """Return what the permission comes to on a day."""
        return self.policy.facts(*self.granted, moment_of(self.agreement, day))

    def days_beside(self, other: "Side") -> tuple[date, ...]:
        """Name the days that decide anything on either side; of the validity of both, if there are such."""
        found = {*days(self.policy, self.granted, date.min), *days(other.policy, other.granted, date.min)}
        first = max(self.agreement.valid_from, other.agreement.valid_from)
        last = min(self.agreement.valid_until, other.agreement.valid_until)
        within = {day for day in (first, *found) if first <= day <= last}
        return tuple(sorted(within or found))

    def column(self, field: str) -> tuple[object, ...]:
        """Name where the values of a field come from, and what they are."""
        found = self.contract.fields[field]
        return self.contract.table.lower(), found.physical_name.lower(), found.logical_type

    def leaving(self, field: str, day: date) -> Use | None:
        """Return the use by which a field leaves on a day."""
        if field not in self.facts(day).outputs:
            return None
        uses = self.permission.uses[field]
        return next((use for use in uses if use.kind in {"release", "transform"}), None)

    def rights(self, day: date) -> frozenset[str]:
        """Name the rights that can be used on a day, each statistics table by itself."""
        permission = self.permission
        held = {name for name in ("query", "lookup") if getattr(permission, name) is not None}
        if permission.statistics is not None:
            held |= set(map(table_right, permission.statistics.tables))
        return frozenset(held - self.facts(day).blocked.keys())


def sides(policy: Policy) -> dict[Key, tuple[Side, ...]]:
    """Gather by consumer, dataset and purpose what a policy gives, by agreement."""
    found: dict[Key, list[Side]] = {}
    for granted in policy.granted.values():
        for each in granted:
            side = Side(policy, each)
            if side.gives:
                permission = side.permission
                key = (permission.consumer, permission.dataset, permission.purpose)
                found.setdefault(key, []).append(side)
    return {key: tuple(sorted(each, key=lambda side: side.agreement.uid)) for key, each in found.items()}
