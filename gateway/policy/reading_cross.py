"""What must agree between files: registers, contracts over one column, permissions, and keys."""

from collections.abc import Iterable, Mapping

from gateway.policy.columns import Columns, same_table
from gateway.policy.model import Agreement, Classification, Contract, Field, Permission, Register, Trust
from gateway.policy.place import Place
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import unknown_word
from gateway.policy.rights import Use


def check_registers(
    contracts: Mapping[str, Contract],
    registers: Mapping[str, Register],
    broken: frozenset[str],
    faults: Faults,
) -> None:
    """A register names only fields that exist: a misspelt name would leave a field open.

    A revoked decision stays listed when its dataset or field is gone.
    """
    for register in registers.values():
        for exemption in register.exemptions.values():
            for name in exemption.fields if exemption.revoked is None else ():
                dataset, _, field = name.partition(".")
                full = f"{register.agency}/{dataset}"
                if full in broken:
                    continue
                if full not in contracts:
                    datasets = {c.dataset for c in contracts.values() if c.provider == register.agency}
                    unknown_word(faults, "dataset-unknown", exemption.place, dataset, datasets)
                elif field not in contracts[full].fields:
                    unknown_word(faults, "field-unknown", exemption.place, field, contracts[full].fields)


def check_exempt_fields(
    contracts: Iterable[Contract], registers: Mapping[str, Register], faults: Faults
) -> None:
    """An exempt field names the registered decision that covers it."""
    for contract in contracts:
        register = registers.get(contract.provider)
        known = register.exemptions if register else {}
        for field in contract.fields.values():
            if field.classification is not Classification.EXEMPT or field.exemption is None:
                continue
            if field.exemption not in known:
                unknown_word(faults, "exemption-unknown", field.place, field.exemption, known)
            elif f"{contract.dataset}.{field.name}" not in known[field.exemption].fields:
                faults.add("exemption-uncovered", field.place, field=field.name, number=field.exemption)


def check_columns(contracts: Mapping[str, Contract], faults: Faults) -> None:
    """Contracts over one column say the same of it: the more open one would give what the other withholds."""
    columns = Columns(contracts)
    for contract in contracts.values():
        for field in contract.fields.values():
            for dataset, name in columns.same(contract.name, field.name):
                other = contracts[dataset]
                twin = other.fields[name]
                if other.place < contract.place and _openness(contract, field) != _openness(other, twin):
                    faults.add("column-differs", field.place, field=field.name, other=twin.place)


def _openness(contract: Contract, field: Field) -> tuple[object, ...]:
    derived = {contract.fields[name].physical_name.lower() for name in field.derives}
    return field.classification, field.undisclosed, derived


def check_tokens(agreements: Iterable[Agreement], contracts: Mapping[str, Contract], faults: Faults) -> None:
    """A consumer who may look rows of a table up holds no tokens of it: other fields join the two.

    The agreement makes no difference, nor does its time: tokens are kept.
    """
    permissions = [permission for agreement in agreements for permission in agreement.permissions]
    giving: dict[str, list[tuple[Permission, Use]]] = {}
    for permission in permissions:
        if token := _token(permission):
            giving.setdefault(permission.consumer, []).append((permission, token))
    for looking in permissions:
        for other, token in giving.get(looking.consumer, ()) if looking.lookup else ():
            if looking.lookup and other is not looking and _meet(looking, other, contracts):
                faults.add("lookup-beside-pseudonym", looking.lookup.place, other=token.place)


def _token(permission: Permission) -> Use | None:
    uses = (use for uses in permission.uses.values() for use in uses)
    return next((use for use in uses if use.transform == "pseudonym"), None)


def _meet(one: Permission, other: Permission, contracts: Mapping[str, Contract]) -> bool:
    """Say whether two permissions of one consumer give rows of one table."""
    if one.dataset == other.dataset:
        return True
    # A contract with faults of its own is not there.
    tables = contracts.get(one.dataset), contracts.get(other.dataset)
    return tables[0] is not None and tables[1] is not None and same_table(tables[0], tables[1])


def check_keys(trusts: Iterable[Trust], faults: Faults) -> None:
    """One key, one role, one agency: a key in two places could speak for both."""
    seen: dict[str, Place] = {}
    for trust in sorted(trusts, key=lambda trust: trust.agency):
        places = {thumbprint: trust.place for thumbprint in trust.roots}
        places |= {key.thumbprint: key.place for key in trust.keys.values()}
        for thumbprint, place in places.items():
            if thumbprint in seen:
                faults.add("key-shared", place, thumbprint=thumbprint, other=seen[thumbprint])
            seen.setdefault(thumbprint, place)
