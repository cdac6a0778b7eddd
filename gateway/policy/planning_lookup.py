"""From a request for the row of one key to a plan, or to the first reason why not.

The key is compared as a whole, by the contract's type and bytewise: no prefix, no
folding of case, no list. Its column stands in the condition alone, unless the
permission also releases it.
"""

from dataclasses import dataclass
from datetime import datetime

from gateway.errors import LookupNotGranted, RequestBad
from gateway.policy.conditions import Equals, Scalar
from gateway.policy.desk import Desk, check_enforced, find_permission, make_plan
from gateway.policy.model import Field
from gateway.policy.plan import Plan
from gateway.policy.resolved import Granted, Policy
from gateway.policy.selection import Selection
from gateway.policy.terms import parse_scalar

# One row is an answer; a second one shows that the key names none.
_ONE_AND_ANOTHER = 2


@dataclass(frozen=True, slots=True)
class LookupRequest:
    """What a consumer asks for; `key` is still as the request wrote it."""

    agreement: str
    purpose: str
    key: object
    fields: tuple[str, ...] | None
    on_behalf_of: str | None
    case_ref: str | None
    agreement_digest: str | None = None


def plan_lookup(
    policy: Policy, consumer: str, provider: str, dataset: str, lookup: LookupRequest, now: datetime
) -> Plan:
    """Decide field by field what this request may read and what of it may leave.

    Raises:
        PolicyError: the policy does not allow it; `shown` says what the caller may know.
        RequestBad: the request contradicts itself or its key has another type.
    """
    granted = find_permission(policy, consumer, f"{provider}/{dataset}", lookup, now)
    return check_enforced(plan_lookup_as_if_in_force(policy, granted, lookup, now))


def plan_lookup_as_if_in_force(
    policy: Policy, granted: Granted, lookup: LookupRequest, now: datetime
) -> Plan:
    """Plan under a permission whatever the state of its agreement: to show it, never to answer by it.

    Raises:
        PolicyError: the permission does not allow it.
        RequestBad: the request contradicts itself or its key has another type.
    """
    agreement, permission, contract = granted
    facts = policy.facts(agreement, permission, contract, now)
    desk = Desk(agreement, facts, contract)
    right = permission.lookup
    if right is None:
        desk.refuse(LookupNotGranted, "the permission has no lookup right")
    desk.check_right("lookup", permission, lookup)
    asked = desk.choose(lookup.fields)
    chosen = Equals(right.key, _parse_key(contract.fields[right.key], lookup.key))
    selection = Selection(
        provider=contract.provider,
        dataset=contract.dataset,
        table=contract.table,
        columns=desk.columns(asked, chosen, ()),
        outputs=asked.outputs,
        rows=permission.rows,
        filter=chosen,
        order=(),
        after=None,
        limit=_ONE_AND_ANOTHER,
    )
    return make_plan(policy, granted, facts, asked.verdicts, selection, now)


def _parse_key(field: Field, raw: object) -> Scalar:
    try:
        return parse_scalar(field.logical_type, raw)
    except RequestBad as error:
        shown = {"member": "key", "reason": error.shown["reason"]}
        raise RequestBad(f"key: {error}", shown=shown) from error
