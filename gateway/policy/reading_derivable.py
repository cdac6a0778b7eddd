"""Statistics tables of which a hidden group could be derived from something else that the consumer has.

What a table hides must not stand elsewhere. Over one table of a source a consumer
has either rows or statistics, never both, unless the row rules keep them apart;
and of statistics the very same ones or none: two that differ in their groups,
measures or rows could be subtracted from each other. What is open and given to
anybody as rows counts as known to all. When in doubt this refuses. As with
tokens, neither the agreement nor its time makes a difference: figures are kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gateway.policy.apart import are_apart
from gateway.policy.columns import same_table
from gateway.policy.freezing import definition_of
from gateway.policy.model import Agreement, Classification, Contract, Permission
from gateway.policy.place import Place
from gateway.policy.reading_faults import Faults
from gateway.policy.rights import StatisticsRight
from gateway.policy.statistics import group_fields, sum_fields
from gateway.policy.uses import reveals


@dataclass(frozen=True, slots=True)
class _Grant:
    agreement: Agreement
    permission: Permission
    contract: Contract

    @property
    def gives_rows(self) -> bool:
        return self.permission.query is not None or self.permission.lookup is not None


def check_statistics(
    agreements: Iterable[Agreement], contracts: Mapping[str, Contract], faults: Faults
) -> None:
    """Refuse tables that another grant, of whatever agreement, would undo."""
    grants = [
        _Grant(agreement, permission, contracts[permission.dataset])
        for agreement in agreements
        for permission in agreement.permissions
        if permission.dataset in contracts
    ]
    with_tables = [grant for grant in grants if grant.permission.statistics]
    # Most folders have few tables: only grants on the same ones are compared.
    tables = {_bare(grant.contract) for grant in with_tables}
    near: dict[tuple[str, str], list[_Grant]] = {}
    for grant in grants:
        if _bare(grant.contract) in tables:
            near.setdefault(_bare(grant.contract), []).append(grant)
    for grant in with_tables:
        right = grant.permission.statistics
        for other in near[_bare(grant.contract)] if right else ():
            if right is not None and same_table(grant.contract, other.contract):
                for code, place in _conflicts(grant, right, other):
                    faults.add(code, right.place, other=place)


def _bare(contract: Contract) -> tuple[str, str]:
    return contract.provider, contract.table.lower().rpartition(".")[2]


def _conflicts(grant: _Grant, right: StatisticsRight, other: _Grant) -> Iterator[tuple[str, Place]]:
    mine, its = grant.permission, other.permission
    if mine is not its and are_apart(mine.rows, grant.contract, its.rows, other.contract):
        return
    if mine.consumer != its.consumer:
        if other.gives_rows and _gives_open(grant, right, other):
            yield "statistics-beside-open", its.place
        return
    if other.gives_rows:
        yield "statistics-beside-rows", its.place
    if its.statistics is not None and mine is not its and _definition(grant) != _definition(other):
        yield "statistics-overlap", its.statistics.place


def _definition(grant: _Grant) -> str | None:
    right = grant.permission.statistics
    return definition_of(grant.agreement, grant.permission, grant.contract, right) if right else None


def _gives_open(grant: _Grant, right: StatisticsRight, other: _Grant) -> bool:
    """Say whether rows given to another consumer hold a column of these tables that is open to all."""
    used = {
        grant.contract.fields[name].physical_name.lower()
        for name in (*group_fields(right), *sum_fields(right))
    }
    return any(
        other.contract.fields[name].classification is Classification.OPEN
        and other.contract.fields[name].physical_name.lower() in used
        and any(reveals(use) for use in uses)
        for name, uses in other.permission.uses.items()
    )
