"""The sample data of the demonstration: seeded, plainly made up, and searchable.

Each value that no permission lets out carries a mark or a form of its own, so
a search through every byte of every answer proves that none of them left. What
may leave is read from the policy files, never listed here a second time.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from gateway.demo import sample_kpu, sample_polres
from gateway.demo.sample_dice import Dice
from gateway.demo.sample_table import Dialect, Table, Value
from gateway.policy import Bundle, Classification, Contract

SEED = 6106
KPU, POLRES = "kpu-kapuas-hulu", "polres-kapuas-hulu"
_MAKERS = {KPU: sample_kpu.make_tables, POLRES: sample_polres.make_tables}

# Shorter texts and smaller numbers turn up by accident; so do days on which a gateway may run.
_SHORTEST, _SMALLEST, _FIRST_ORDINARY_DAY = 8, 10_000_000, date(2026, 1, 1)


@cache
def tables(seed: int = SEED) -> Mapping[str, Table]:
    """Make the table of every dataset, by `provider/dataset`."""
    dice = Dice(seed)
    return MappingProxyType(
        {f"{agency}/{table.name}": table for agency, make in _MAKERS.items() for table in make(dice)}
    )


def provider_tables(provider: str, seed: int = SEED) -> tuple[Table, ...]:
    """Return the tables of one agency."""
    return tuple(table for name, table in tables(seed).items() if name.startswith(f"{provider}/"))


def ddl(provider: str, dialect: Dialect, seed: int = SEED) -> tuple[str, ...]:
    """Return the statements that make an agency's tables afresh, still empty."""
    return tuple(statement for table in provider_tables(provider, seed) for statement in table.ddl(dialect))


def write_sqlite(path: Path, provider: str, seed: int = SEED) -> None:
    """Write an agency's tables into a SQLite file; what it held under these names goes."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("BEGIN")
        for statement in ddl(provider, "sqlite", seed):
            connection.execute(statement)
        for table in provider_tables(provider, seed):
            connection.executemany(table.insert("sqlite"), table.stored("sqlite"))


def withheld_values(bundle: Bundle, seed: int = SEED) -> frozenset[str]:
    """Return the texts that may occur in no answer under these policy files.

    They come from columns without a contract, closed fields, fields between
    agencies that nothing grants, and fields that leave transformed alone: of
    these the raw value. An open field that nothing grants is public elsewhere.
    Booleans, small numbers and short texts prove nothing and are left out.
    """
    return frozenset(
        text
        for name, table in tables(seed).items()
        for place in _withheld_columns(bundle, bundle.contracts[name], table)
        for row in table.rows
        for text in searchable(row[place])
    )


def _withheld_columns(bundle: Bundle, contract: Contract, table: Table) -> Iterator[int]:
    fields = {field.physical_name: field for field in contract.fields.values()}
    uses = _uses(bundle, contract.name)
    exempt = {
        field
        for exemption in bundle.registers[contract.provider].exemptions.values()
        if exemption.revoked is None
        for field in exemption.fields
    }
    for place, column in enumerate(table.columns):
        field = fields.get(column.name)
        if field is None or field.classification.is_closed or f"{contract.dataset}.{field.name}" in exempt:
            yield place
            continue
        kinds = uses.get(field.name, frozenset())
        is_public = field.classification is Classification.OPEN and "transform" not in kinds
        if "release" not in kinds and not is_public:
            yield place


def _uses(bundle: Bundle, dataset: str) -> Mapping[str, frozenset[str]]:
    """Join what every permission on a dataset does with each of its fields."""
    kinds: dict[str, frozenset[str]] = {}
    for agreement in bundle.agreements.values():
        for permission in agreement.permissions:
            if permission.dataset == dataset:
                for field, uses in permission.uses.items():
                    kinds[field] = kinds.get(field, frozenset()) | {use.kind for use in uses}
    return kinds


def searchable(value: Value) -> tuple[str, ...]:
    """Return the texts by which a value would show in an answer; none when it is too ordinary."""
    match value:
        case datetime():
            return (f"{value:%Y-%m-%dT%H:%M:%S}", f"{value:%Y-%m-%d %H:%M:%S}")
        case date():
            return (value.isoformat(),) if value < _FIRST_ORDINARY_DAY else ()
        case bool():
            return ()
        case int():
            return (str(value),) if abs(value) >= _SMALLEST else ()
        case str() | Decimal():
            return (str(value),) if len(str(value)) >= _SHORTEST else ()
        case None:
            return ()
