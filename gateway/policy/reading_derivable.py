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
from gateway.policy.columns import bare_table, same_table
from gateway.policy.freezing import definition_of
from gateway.policy.model import Agreement, Classification, Contract, Permission
from gateway.policy.place import Place
from gateway.policy.reading_faults import Faults
from gateway.policy.statistics import group_fields, sum_fields
from gateway.policy.uses import reveals


@dataclass(frozen=True, slots=True)
class _Grant:
    """A permission; `used` are the columns of its tables, `open` those that it gives as rows and are open."""

    permission: Permission
    contract: Contract
    definition: str | None
    used: frozenset[str]
    open: frozenset[str]

    @property
    def gives_rows(self) -> bool:
        return self.permission.query is not None or self.permission.lookup is not None


def check_statistics(
    agreements: Iterable[Agreement], contracts: Mapping[str, Contract], faults: Faults
) -> None:
    """Refuse tables that another grant, of whatever agreement, would undo."""
    grants = [
        _grant(agreement, permission, contracts[permission.dataset])
        for agreement in agreements
        for permission in agreement.permissions
        if permission.dataset in contracts
    ]
    # So laid out that a thousand agreements are not all compared with each other.
    own: dict[tuple[str, str, str], list[_Grant]] = {}
    open_to_all: dict[tuple[str, str], list[_Grant]] = {}
    for grant in grants:
        bare = bare_table(grant.contract)
        own.setdefault((*bare, grant.permission.consumer), []).append(grant)
        if grant.open:
            open_to_all.setdefault(bare, []).append(grant)
    for grant in grants:
        right, bare = grant.permission.statistics, bare_table(grant.contract)
        if right is not None:
            for other in own[*bare, grant.permission.consumer]:
                for code, place in _conflicts(grant, other):
                    faults.add(code, right.place, other=place)
            for other in open_to_all.get(bare, ()):
                if _is_open_elsewhere(grant, other):
                    faults.add("statistics-beside-open", right.place, other=other.permission.place)


def _grant(agreement: Agreement, permission: Permission, contract: Contract) -> _Grant:
    right = permission.statistics
    names = (*group_fields(right), *sum_fields(right)) if right else ()
    gives_rows = permission.query is not None or permission.lookup is not None
    shown = {name for name, uses in permission.uses.items() if gives_rows and any(map(reveals, uses))}
    return _Grant(
        permission=permission,
        contract=contract,
        definition=definition_of(agreement, permission, contract, right) if right else None,
        used=frozenset(contract.fields[name].physical_name.lower() for name in names),
        open=frozenset(
            contract.fields[name].physical_name.lower()
            for name in shown
            if contract.fields[name].classification is Classification.OPEN
        ),
    )


def _conflicts(grant: _Grant, other: _Grant) -> Iterator[tuple[str, Place]]:
    """Find what another grant to the same consumer, or the same grant itself, would undo."""
    mine, its = grant.permission, other.permission
    if grant is other:
        if grant.gives_rows:
            yield "statistics-beside-rows", mine.place
    elif same_table(grant.contract, other.contract) and not _are_apart(grant, other):
        if other.gives_rows:
            yield "statistics-beside-rows", its.place
        if its.statistics is not None and grant.definition != other.definition:
            yield "statistics-overlap", its.statistics.place


def _is_open_elsewhere(grant: _Grant, other: _Grant) -> bool:
    return (
        grant.permission.consumer != other.permission.consumer
        and not grant.used.isdisjoint(other.open)
        and same_table(grant.contract, other.contract)
        and not _are_apart(grant, other)
    )


def _are_apart(grant: _Grant, other: _Grant) -> bool:
    return are_apart(grant.permission.rows, grant.contract, other.permission.rows, other.contract)
