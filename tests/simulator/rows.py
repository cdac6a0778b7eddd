"""Rows for any contract: two in three satisfy the row rules, and every value says where it comes from."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from gateway.policy import (
    All,
    Any,
    Between,
    Bundle,
    Condition,
    Contract,
    Equals,
    Field,
    In,
    LogicalType,
    Scalar,
    Within,
)

COUNT = 12


def make_tables(bundle: Bundle, agency: str, count: int = COUNT) -> Mapping[str, list[Mapping[str, Scalar]]]:
    """Make the tables of every contract of one agency, by physical names."""
    return {
        contract.table: list(_rows(contract, _wishes(bundle, contract), count))
        for contract in bundle.contracts.values()
        if contract.provider == agency
    }


def _rows(contract: Contract, wishes: Mapping[str, Scalar], count: int) -> Iterator[Mapping[str, Scalar]]:
    for number in range(count):
        wished = wishes if number % 3 else {}
        yield {
            field.physical_name: wished.get(name, _value(field, number))
            for name, field in contract.fields.items()
        }


def _value(field: Field, number: int) -> Scalar:
    match field.logical_type:
        case LogicalType.STRING:
            return f"{field.name}-{number:03}"
        case LogicalType.INTEGER:
            return 1_000 + number
        case LogicalType.NUMBER:
            return Decimal(number) + Decimal("0.4567")
        case LogicalType.BOOLEAN:
            return number % 2 == 0
        case LogicalType.DATE:
            return date(2024, 1, 1) + timedelta(days=number)
        case LogicalType.TIMESTAMP:
            return datetime(2024, 1, 1, 12, 0, number % 60, tzinfo=UTC)


def _wishes(bundle: Bundle, contract: Contract) -> Mapping[str, Scalar]:
    """Return values that satisfy the row rules of every permission on a contract."""
    wished: dict[str, Scalar] = {}
    for agreement in bundle.agreements.values():
        for permission in agreement.permissions:
            if permission.dataset == contract.name:
                wished |= dict(satisfying(permission.rows))
    return wished


def satisfying(condition: Condition) -> Iterator[tuple[str, Scalar]]:
    """Yield values of fields under which a condition is likely to hold."""
    match condition:
        case All(of):
            for part in of:
                yield from satisfying(part)
        case Any(of):
            yield from satisfying(of[0])
        case Equals(field, value) | In(field, (value, *_)) | Between(field, value, _):
            yield field, value
        case Within(field, code):
            yield field, f"{code}011001"[:10]
