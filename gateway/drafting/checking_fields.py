"""Fields that nobody has decided on, and open ones that tell a closed one."""

from collections.abc import Iterator
from datetime import datetime

from gateway.drafting.officers import officer_of
from gateway.policy import Bundle, Classification, Contract, Fault


def field_warnings(bundle: Bundle, now: datetime) -> Iterator[Fault]:
    """Warn of undetermined fields with who must act, and of fields from which a closed one is derived."""
    officers = {agency: officer_of(bundle, agency, now) for agency in bundle.trusts}
    for contract in bundle.contracts.values():
        yield from _undetermined(contract, officers.get(contract.provider))
        yield from _telling(contract)


def _undetermined(contract: Contract, officer: str | None) -> Iterator[Fault]:
    names = [
        field.name
        for field in contract.fields.values()
        if field.classification is Classification.UNDETERMINED
    ]
    if not names:
        return
    words = (("fields", ", ".join(names)),)
    if officer is None:
        yield Fault("fields-undetermined-nobody", contract.place, (("agency", contract.provider), *words))
    else:
        yield Fault("fields-undetermined", contract.place, (*words, ("official", officer)))


def _telling(contract: Contract) -> Iterator[Fault]:
    for field in contract.fields.values():
        closed = [
            name
            for name in field.derives
            if contract.fields[name].classification.is_closed and not field.classification.is_closed
        ]
        if closed:
            words = (("derived", ", ".join(closed)), ("field", field.name))
            yield Fault("field-tells-closed", field.place, words)
