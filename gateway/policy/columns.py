"""Which contracts describe one column: what closes it in one of them closes it in all.

Names are compared as SQL compares them, without regard to case, and a table
named without its schema may stand in any. A view over another table is beyond
the policy files: whoever describes a view classifies its columns anew.
"""

from collections.abc import Iterator, Mapping

from gateway.policy.model import Contract


def same_table(one: Contract, other: Contract) -> bool:
    """Say whether two contracts may describe one table of one provider."""
    schema, _, table = one.table.lower().rpartition(".")
    other_schema, _, other_table = other.table.lower().rpartition(".")
    if one.provider != other.provider or table != other_table:
        return False
    return schema == other_schema or not schema or not other_schema


def same_column(contracts: Mapping[str, Contract], dataset: str, field: str) -> Iterator[tuple[str, str]]:
    """Name a field of a dataset (`provider/name`), and the fields of other contracts over its column."""
    yield dataset, field
    contract = contracts.get(dataset)
    if contract is None or field not in contract.fields:
        return
    column = contract.fields[field].physical_name.lower()
    for other in contracts.values():
        if other.name != dataset and same_table(contract, other):
            for each in other.fields.values():
                if each.physical_name.lower() == column:
                    yield other.name, each.name
