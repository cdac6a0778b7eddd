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
from gateway.demo.sample_table import Dialect, Row, Table, Value
from gateway.policy import Bundle, Classification, Contract, Permission, holds

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
    agencies that nothing grants, and fields that leave transformed alone (the
    raw value); and the keys of rows that no permission reaches. An open field
    that nothing grants is public elsewhere. Booleans, small numbers and short
    texts prove nothing and are left out.
    """
    return frozenset(
        text
        for name, table in tables(seed).items()
        for value in _withheld_cells(bundle, bundle.contracts[name], table)
        for text in searchable(value)
    )


def _withheld_cells(bundle: Bundle, contract: Contract, table: Table) -> Iterator[Value]:
    permissions = [
        permission
        for agreement in bundle.agreements.values()
        for permission in agreement.permissions
        if permission.dataset == contract.name
    ]
    hidden = [
        place
        for place, column in enumerate(table.columns)
        if _is_withheld(bundle, contract, permissions, column.name)
    ]
    for row in table.rows:
        yield from (row[place] for place in hidden)
        if permissions and not _is_reached(contract, permissions, table, row):
            yield row[0]


def _is_withheld(bundle: Bundle, contract: Contract, permissions: list[Permission], column: str) -> bool:
    """Say whether the raw values of a column never leave."""
    field = next((field for field in contract.fields.values() if field.physical_name == column), None)
    exempt = {
        name
        for exemption in bundle.registers[contract.provider].exemptions.values()
        if exemption.revoked is None
        for name in exemption.fields
    }
    if field is None or field.classification.is_closed or f"{contract.dataset}.{field.name}" in exempt:
        return True
    kinds = {use.kind for permission in permissions for use in permission.uses.get(field.name, ())}
    is_public = field.classification is Classification.OPEN and "transform" not in kinds
    return "release" not in kinds and not is_public


def _is_reached(contract: Contract, permissions: list[Permission], table: Table, row: Row) -> bool:
    stored = dict(zip((column.name for column in table.columns), row, strict=True))
    values = {name: stored[field.physical_name] for name, field in contract.fields.items()}
    types = {name: field.logical_type for name, field in contract.fields.items()}
    return any(holds(permission.rows, values, types) for permission in permissions)


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
