"""An agreement as a matrix: fields down, permissions across, what each may do where they meet.

An empty cell withholds. A cell holds the words that stand in the file's own list,
so there is no second language to learn: `release`, `year`, `partial: {keep_last: 3}`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from gateway.drafting.prove_examples import SAMPLES, examples
from gateway.drafting.table import Table
from gateway.errors import GatewayError
from gateway.policy import (
    Agreement,
    Argument,
    Bundle,
    Contract,
    Field,
    Permission,
    QueryRequest,
    Scalar,
    Use,
    finish,
    holds,
    legal_basis_text,
    plan_as_if_in_force,
    suppose,
    wire_value,
)

SHOWN_ROWS = 3


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One field of a dataset, and a cell for each permission on it."""

    field: Field
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixSheet:
    """One dataset: its permissions across, its fields down."""

    contract: Contract
    permissions: tuple[Permission, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Made-up rows as the recipient of one permission will see them."""

    permission: Permission
    columns: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]


def make_matrix(agreement: Agreement, contracts: Mapping[str, Contract]) -> tuple[MatrixSheet, ...]:
    """Lay an agreement out, one sheet a dataset that it gives anything of."""
    by_dataset: dict[str, list[Permission]] = {}
    for permission in agreement.permissions:
        by_dataset.setdefault(permission.dataset, []).append(permission)
    return tuple(
        MatrixSheet(
            contract=contracts[name],
            permissions=tuple(permissions),
            rows=tuple(
                MatrixRow(field, tuple(cell_text(each.uses.get(field.name, ())) for each in permissions))
                for field in contracts[name].fields.values()
            ),
        )
        for name, permissions in by_dataset.items()
    )


def cell_text(uses: tuple[Use, ...]) -> str:
    """Write uses as the list in the file has them, without its brackets."""
    return ", ".join(_use_text(use) for use in uses)


def _use_text(use: Use) -> str:
    if use.transform is None:
        return use.kind
    if not use.arguments:
        return use.transform
    told = ", ".join(f"{name}: {_argument_text(value)}" for name, value in use.arguments)
    return f"{use.transform}: {{{told}}}"


def _argument_text(value: Argument) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_argument_text, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return str(wire_value(value))
    return "'" + str(value).replace("'", "''") + "'"


def preview(bundle: Bundle, agreement: Agreement, now: datetime) -> Iterator[Preview]:
    """Show each query of an agreement on made-up rows; whatever state the agreement is in."""
    policy = suppose(bundle, now)
    for permission in agreement.permissions:
        if permission.query is None:
            continue
        contract = bundle.contracts[permission.dataset]
        granted = (agreement, permission, contract)
        asked = QueryRequest(
            agreement=agreement.uid,
            purpose=permission.purpose,
            fields=None,
            filter=None,
            sort=(),
            page_size=None,
            after=None,
            count=False,
            on_behalf_of="contoh",
            case_ref="contoh",
        )
        try:
            selection = plan_as_if_in_force(policy, granted, asked, now).selection
            rows = Table(_rows(permission, contract)).read(selection).values[:SHOWN_ROWS]
        except GatewayError:
            # A field it needs is closed now: the recipient sees nothing.
            continue
        shown = finish(selection.outputs, selection.columns, rows, lambda scope, field: bytes(32))
        yield Preview(permission, tuple(output.field for output in selection.outputs), shown)


def _rows(permission: Permission, contract: Contract) -> list[dict[str, Scalar]]:
    """Make rows that the row rule keeps: what it names as it wants it, the rest plain and numbered."""
    types = {name: field.logical_type for name, field in contract.fields.items()}
    rows: list[dict[str, Scalar]] = []
    for chosen in examples((permission.rows,), types):
        row = {
            name: _sample(field, len(rows) + 1) if name not in chosen else chosen[name]
            for name, field in contract.fields.items()
        }
        if holds(permission.rows, row, types):
            rows.append({contract.fields[name].physical_name: value for name, value in row.items()})
        if len(rows) == SHOWN_ROWS:
            break
    return rows


def _sample(field: Field, number: int) -> Scalar:
    sample = SAMPLES[field.logical_type]
    if isinstance(sample, str):
        return f"contoh {field.name} {number}"
    if isinstance(sample, bool) or not isinstance(sample, int | Decimal):
        return sample
    return sample * number


def field_facts(field: Field) -> tuple[str, ...]:
    """Return what an officer must know of a field before filling in its cells."""
    return (
        field.name,
        field.logical_type.value,
        field.classification.value,
        field.personal_data.value,
        legal_basis_text(field.legal_basis),
    )
