"""Transforms of one column that one consumer may lay side by side.

Permissions are never merged, but their answers can be: buckets of 10 beside
buckets of 7 narrow a number down to one, and a number's first half beside its last
is the number. The agreement makes no difference, nor does its time: answers are kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from gateway.policy.columns import same_table
from gateway.policy.model import Agreement, Contract, Field
from gateway.policy.reading_faults import Faults
from gateway.policy.rights import Use
from gateway.policy.strength import tell_more_together

Column = tuple[str, str, str, str]
Found = tuple[Contract, Field, Use]


def check_together(
    agreements: Iterable[Agreement], contracts: Mapping[str, Contract], faults: Faults
) -> None:
    """Refuse two transforms of a column for one consumer that together tell more than either."""
    columns: dict[Column, dict[object, Found]] = {}
    for column, found in _transforms(agreements, contracts):
        use = found[2]
        columns.setdefault(column, {}).setdefault((found[0].name, use.transform, use.arguments), found)
    for different in columns.values():
        for (contract, field, use), (other_contract, _, other) in combinations(different.values(), 2):
            if same_table(contract, other_contract) and tell_more_together(use, other, field):
                faults.add(
                    "transforms-together",
                    max(use.place, other.place),
                    field=field.name,
                    transform=(use if use.place < other.place else other).transform,
                    other=min(use.place, other.place),
                )


def _transforms(
    agreements: Iterable[Agreement], contracts: Mapping[str, Contract]
) -> Iterator[tuple[Column, Found]]:
    for agreement in agreements:
        for permission in agreement.permissions:
            contract = contracts.get(permission.dataset)
            if contract is None:
                continue
            for name, uses in permission.uses.items():
                field = contract.fields[name]
                table = contract.table.lower().rpartition(".")[2]
                column = (permission.consumer, contract.provider, table, field.physical_name.lower())
                yield from ((column, (contract, field, use)) for use in uses if use.transform is not None)
