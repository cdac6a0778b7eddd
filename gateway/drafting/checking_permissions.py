"""Permissions that give nothing, or less than their readers will think."""

from collections.abc import Iterator
from datetime import datetime

from gateway.drafting.checking_rows import dead_branches, never_holds
from gateway.policy import (
    Agreement,
    Bundle,
    Contract,
    Fault,
    Permission,
    Place,
    closings,
    condition_fields,
    day_of,
    day_start,
)

REGISTER_ZONE = "Asia/Jakarta"


def permission_warnings(bundle: Bundle, now: datetime) -> Iterator[Fault]:
    """Warn of what can never match, never be asked for, or is closed by a registered decision."""
    closed = closings(bundle, day_of(now, REGISTER_ZONE))
    for agreement in bundle.agreements.values():
        yield from _of_agreement(agreement, bundle)
        for permission in agreement.permissions:
            contract = bundle.contracts[permission.dataset]
            yield from _of_rights(permission)
            yield from _of_rows(permission, contract)
            for name in sorted(_needed(permission, contract) & closed.get(contract.name, {}).keys()):
                number = closed[contract.name][name][0].number
                yield _fault("permission-blocked", permission.place, permission, field=name, number=number)


def _of_agreement(agreement: Agreement, bundle: Bundle) -> Iterator[Fault]:
    used = {permission.purpose for permission in agreement.permissions}
    for purpose in sorted(agreement.purposes.keys() - used):
        words = (("agreement", agreement.uid), ("purpose", purpose))
        yield Fault("purpose-unused", agreement.place, words)
    begins = day_start(agreement.valid_from, agreement.timezone)
    for party in agreement.parties:
        trust = bundle.trusts.get(party.agency)
        if trust is not None and trust.expires <= begins:
            words = (("agency", party.agency), ("day", trust.expires.date().isoformat()))
            yield Fault("agreement-after-trust", agreement.place, words)


def _of_rights(permission: Permission) -> Iterator[Fault]:
    rights = (permission.query, permission.lookup, permission.statistics)
    if not any(rights):
        yield _fault("permission-without-right", permission.place, permission)
    quota, query = permission.quota, permission.query
    if quota and query and quota.rows is not None and quota.rows < query.page_size:
        # A page needs room for all the rows that it asks for.
        yield _fault(
            "quota-below-page", quota.place, permission, rows=str(quota.rows), page_size=str(query.page_size)
        )


def _of_rows(permission: Permission, contract: Contract) -> Iterator[Fault]:
    if not condition_fields(permission.rows) <= contract.fields.keys():
        return
    if never_holds(permission.rows, contract.fields):
        yield _fault("rows-never-match", permission.place, permission)
        return
    for branch in dead_branches(permission.rows, contract.fields):
        fields = ", ".join(sorted(condition_fields(branch)))
        yield _fault("rows-branch-never-matches", permission.place, permission, fields=fields)


def _needed(permission: Permission, contract: Contract) -> set[str]:
    """Name the fields without which nothing of a permission can be asked for."""
    needed = set(condition_fields(permission.rows))
    if permission.query is not None:
        needed.add(contract.order)
    if permission.lookup is not None:
        needed.add(permission.lookup.key)
    return needed


def _fault(code: str, place: Place, permission: Permission, **values: str) -> Fault:
    return Fault(code, place, tuple(sorted({"permission": permission.id, **values}.items())))
