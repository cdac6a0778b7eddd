"""The lookup: the one row whose key the caller already holds, or nothing.

A key that is not there, one whose row is not granted and one that several rows
share are the same miss, byte for byte. Misses are answers: they are counted,
recorded and signed like any other, and the entry does not tell which it was.
"""

from dataclasses import dataclass

from gateway.audit import LOOKUP_FOUND, LOOKUP_KEY
from gateway.exchange.body import check_flags, check_texts, field_names, parse_object, refuse
from gateway.exchange.call import Call, Moment, Performed, Reply, Target, World
from gateway.exchange.limits import check_timestamped, check_witnessed
from gateway.exchange.pseudonyms import token_keys
from gateway.exchange.quotas import check_quota, quota_use
from gateway.exchange.remembering import remember_asked
from gateway.exchange.telling import check_served, rehearsed, said, told_duties, told_withheld
from gateway.policy import LookupRequest, Plan, Scalar, finish, plan_lookup
from gateway.signing import Message

_TEXTS = ("agreement", "purpose")
_OPTIONAL = {"fields", "on_behalf_of", "case_ref", "agreement_digest", "dry_run"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One parsed lookup request."""

    target: Target
    lookup: LookupRequest
    dry_run: bool

    @property
    def agreement(self) -> str:
        """The agreement the caller names."""
        return self.lookup.agreement

    @property
    def purpose(self) -> str:
        """The purpose the caller declares."""
        return self.lookup.purpose


@dataclass(frozen=True, slots=True)
class Granted:
    """A planned lookup."""

    asked: Asked
    plan: Plan


def _parse(message: Message, target: Target) -> Asked:
    body = parse_object(message, (*_TEXTS, "key"), _OPTIONAL)
    check_texts(body, *_TEXTS, "on_behalf_of", "case_ref", "agreement_digest")
    check_flags(body, "dry_run")
    if isinstance(body["key"], dict | list):
        refuse("key")
    lookup = LookupRequest(
        agreement=body["agreement"],
        purpose=body["purpose"],
        key=body["key"],
        fields=field_names(body.get("fields")),
        on_behalf_of=body.get("on_behalf_of"),
        case_ref=body.get("case_ref"),
        agreement_digest=body.get("agreement_digest"),
    )
    return Asked(target, lookup, body.get("dry_run", False))


def _decide(asked: Asked, moment: Moment, world: World) -> Granted:
    target = asked.target
    check_served(target, world)
    plan = plan_lookup(
        moment.policy, moment.caller.agency, target.provider, target.dataset, asked.lookup, moment.now
    )
    return Granted(asked, plan)


def _perform(granted: Granted, moment: Moment, world: World) -> Performed:
    plan = granted.plan
    if granted.asked.dry_run:
        return rehearsed(plan, world)
    check_witnessed(plan, moment, world)
    check_timestamped(moment, world)
    check_quota(plan, moment, world, asked=1)
    row = _find(plan, moment, world)
    data = None if row is None else _told(plan, row, moment, world)
    body = {"found": data is not None, "data": data, "withheld": told_withheld(plan), **told_duties(plan)}
    lookup = granted.asked.lookup
    return Performed(
        reply=Reply(200, "application/json", world.encode(body)),
        outcome="released",
        plan=plan,
        openings=said(
            {
                LOOKUP_KEY: lookup.key,
                LOOKUP_FOUND: data is not None,
                "on_behalf_of": lookup.on_behalf_of,
                "case_ref": lookup.case_ref,
            }
        ),
        quota=quota_use(plan, int(data is not None), moment.now, asked=1),
        brings=remember_asked(plan, row, moment, world),
    )


def _find(plan: Plan, moment: Moment, world: World) -> tuple[Scalar, ...] | None:
    """Return the row of the key; None unless there is exactly one."""
    selection = plan.selection
    rows = world.sources[plan.contract.dataset].read(selection)
    world.observe("source-read", {"exchange_id": moment.exchange_id, "statement": rows.statement})
    return rows.values[0] if len(rows.values) == 1 else None


def _told(plan: Plan, row: tuple[Scalar, ...], moment: Moment, world: World) -> dict[str, Scalar]:
    """Return a row as it is answered."""
    selection = plan.selection
    master = world.secrets.secret("pseudonym")
    keys = token_keys(master, plan.agreement, moment.now, moment.exchange_id)
    (told,) = finish(selection.outputs, selection.columns, (row,), keys)
    return {output.field: value for output, value in zip(selection.outputs, told, strict=True)}


LOOKUP: Call[Asked, Granted] = Call("lookup", _parse, _decide, _perform)
