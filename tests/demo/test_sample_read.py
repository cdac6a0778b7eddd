"""The sample data as the sources read it: what every permission gives, on both databases."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from gateway.demo import sample
from gateway.demo.sample_table import Table
from gateway.drafting import read_folder
from gateway.policy import (
    EVERY_ROW,
    Bundle,
    Column,
    Contract,
    Output,
    Permission,
    Scalar,
    Selection,
    SortKey,
    apply,
    finish,
    holds,
    read_bundle,
)
from gateway.sources import open_source

POLICIES = Path(__file__).parents[2] / "policies"


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    read = read_bundle(read_folder(POLICIES)).bundle
    assert read is not None
    return read


@pytest.fixture(params=["sqlite", "postgresql"])
def source_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Return a function that stores an agency's tables and names the database."""

    def store(agency: str) -> str:
        if request.param == "sqlite":
            sample.write_sqlite(tmp_path / "data.db", agency)
            return f"sqlite:///{tmp_path / 'data.db'}"
        url: str = request.getfixturevalue("postgres_url")
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            for statement in sample.ddl(agency, "postgresql"):
                connection.execute(statement.encode())
            for table in sample.provider_tables(agency):
                values = list(table.stored("postgresql"))
                connection.cursor().executemany(table.insert("postgresql").encode(), values)
        return url

    return store


@pytest.mark.parametrize("agency", [sample.KPU, sample.POLRES])
def test_every_permission_gives_what_the_policy_means_and_nothing_withheld(
    bundle: Bundle, source_url: Callable[[str], str], agency: str
):
    withheld = sample.withheld_values(bundle)
    source = open_source(source_url(agency), timeout_seconds=20)
    try:
        for agreement in bundle.agreements.values():
            for permission in agreement.permissions:
                contract = bundle.contracts[permission.dataset]
                # Tables of figures give no rows.
                gives_rows = permission.query is not None or permission.lookup is not None
                if contract.provider != agency or not gives_rows:
                    continue
                selection = select(permission, contract)
                read = source.read(selection)
                found = finish(selection.outputs, selection.columns, read.values, key)
                meant = means(permission, contract, sample.tables()[contract.name])
                assert [plain(row) for row in found] == [plain(row) for row in meant], permission.id
                assert read.count == len(found) > 0
                text = "\n".join(str(value) for row in found for value in row)
                assert [value for value in withheld if value in text] == []
    finally:
        source.close()


def key(scope: str, field: str) -> bytes:
    return bytes(32)


def outputs(permission: Permission) -> tuple[Output, ...]:
    return tuple(
        Output(name, use.transform, use.arguments)
        for name, uses in permission.uses.items()
        for use in uses
        if use.kind in {"release", "transform"}
    )


def select(permission: Permission, contract: Contract) -> Selection:
    """Ask for everything that a permission gives."""
    columns = {
        name: Column(field.physical_name, field.logical_type, field.required)
        for name, field in contract.fields.items()
        if any(use.transform != "constant" for use in permission.uses.get(name, ()))
    }
    order = (SortKey(contract.order),)
    return Selection(
        provider=contract.provider,
        dataset=contract.dataset,
        table=contract.table,
        columns=columns,
        outputs=outputs(permission),
        rows=permission.rows,
        filter=EVERY_ROW,
        order=order,
        after=None,
        limit=1000,
        count=True,
    )


def means(permission: Permission, contract: Contract, table: Table) -> list[tuple[Scalar, ...]]:
    """Work out the same rows in Python, by key."""
    types = {name: field.logical_type for name, field in contract.fields.items()}
    rows = []
    for stored in sorted(table.rows, key=lambda row: str(row[0])):
        by_column = dict(zip((column.name for column in table.columns), stored, strict=True))
        row = {name: by_column[field.physical_name] for name, field in contract.fields.items()}
        if holds(permission.rows, row, types):
            rows.append(
                tuple(
                    apply(output, types[output.field], row[output.field], key)
                    for output in outputs(permission)
                )
            )
    return rows


def plain(row: tuple[Scalar, ...]) -> list[Scalar]:
    """SQLite holds a decimal in binary; the number is the same."""
    return [float(value) if isinstance(value, Decimal) else value for value in row]
