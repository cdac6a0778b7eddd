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


class Columns:
    """The columns of a folder's contracts, so laid out that one more contract makes no other look longer."""

    def __init__(self, contracts: Mapping[str, Contract]) -> None:
        self._contracts = contracts
        self._tables: dict[tuple[str, str], list[Contract]] = {}
        for contract in contracts.values():
            self._tables.setdefault(bare_table(contract), []).append(contract)

    def same(self, dataset: str, field: str) -> Iterator[tuple[str, str]]:
        """Name a field of a dataset (`provider/name`), and the fields of other contracts over its column."""
        yield dataset, field
        contract = self._contracts.get(dataset)
        if contract is None or field not in contract.fields:
            return
        column = contract.fields[field].physical_name.lower()
        for other in self._tables[bare_table(contract)]:
            if other.name != dataset and same_table(contract, other):
                for each in other.fields.values():
                    if each.physical_name.lower() == column:
                        yield other.name, each.name


def bare_table(contract: Contract) -> tuple[str, str]:
    """Return the agency and the table of a contract without its schema: contracts of one table share it."""
    return contract.provider, contract.table.lower().rpartition(".")[2]
