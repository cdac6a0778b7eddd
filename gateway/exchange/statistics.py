"""Statistics: one table of a closed list, frozen once a period and the same for everybody.

The caller chooses nothing but the table. What is answered is what was frozen: the
source is read once a period, and of two who freeze at once the first one counts,
so no second look at the same period can be compared with the first.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from gateway.catalogue import Sentence
from gateway.errors import SourceError
from gateway.exchange.body import refuse
from gateway.exchange.call import Call, Moment, Performed, Reply, Target, World
from gateway.exchange.limits import check_timestamped, check_witnessed
from gateway.exchange.parameters import read_parameters
from gateway.exchange.quotas import check_quota, quota_use
from gateway.exchange.record import rfc3339
from gateway.exchange.telling import check_served, rehearsed, said, told_columns, told_duties, told_withheld
from gateway.policy import (
    MAX_GROUPS,
    StatisticsPlan,
    StatisticsRequest,
    plan_statistics,
    publish,
    read_groups,
)
from gateway.signing import Message

_REQUIRED = ("agreement", "purpose")
_OPTIONAL = ("on_behalf_of", "case_ref", "agreement_digest", "dry_run")


@dataclass(frozen=True, slots=True)
class Asked:
    """One parsed request for a table."""

    target: Target
    request: StatisticsRequest
    dry_run: bool

    @property
    def agreement(self) -> str:
        """The agreement the caller names."""
        return self.request.agreement

    @property
    def purpose(self) -> str:
        """The purpose the caller declares."""
        return self.request.purpose


@dataclass(frozen=True, slots=True)
class Granted:
    """A planned request."""

    asked: Asked
    planned: StatisticsPlan


def _parse(message: Message, target: Target) -> Asked:
    if message.body:
        refuse("body")
    asked = _parameters(message.query)
    if asked.get("dry_run", "false") not in {"true", "false"}:
        refuse("dry_run")
    request = StatisticsRequest(
        agreement=asked["agreement"],
        purpose=asked["purpose"],
        table=target.table,
        on_behalf_of=asked.get("on_behalf_of"),
        case_ref=asked.get("case_ref"),
        agreement_digest=asked.get("agreement_digest"),
    )
    return Asked(target, request, asked.get("dry_run") == "true")


def _parameters(query: str) -> Mapping[str, str]:
    asked = read_parameters(query, (*_REQUIRED, *_OPTIONAL))
    for name in _REQUIRED:
        if name not in asked:
            refuse(name)
    return asked


def _decide(asked: Asked, moment: Moment, world: World) -> Granted:
    target = asked.target
    check_served(target, world)
    planned = plan_statistics(
        moment.policy, moment.caller.agency, target.provider, target.dataset, asked.request, moment.now
    )
    return Granted(asked, planned)


def _perform(granted: Granted, moment: Moment, world: World) -> Performed:
    planned = granted.planned
    plan, table = planned.plan, planned.table
    if granted.asked.dry_run:
        return replace(rehearsed(plan, world), facts={"table": table.id})
    check_witnessed(plan, moment, world)
    check_timestamped(moment, world)
    # Room for the rows is asked for once they are known: what is frozen is no secret from its consumer.
    check_quota(plan, moment, world, asked=0)
    content = _snapshot(planned, moment, world)
    digest = sha256(content).hexdigest()
    rows = json.loads(content)["tables"][table.id]
    body = {
        "table": table.id,
        "period": planned.period,
        "snapshot": digest,
        "k": planned.right.k,
        "columns": told_columns(table),
        "data": rows,
        "withheld": told_withheld(plan),
        **told_duties(plan),
    }
    asked = granted.asked.request
    return Performed(
        reply=Reply(200, "application/json", world.encode(body)),
        outcome="released",
        plan=plan,
        rows=len(rows),
        openings=said({"on_behalf_of": asked.on_behalf_of, "case_ref": asked.case_ref}),
        quota=quota_use(plan, len(rows), moment.now, asked=len(rows)),
        facts={"table": table.id, "snapshot": digest},
    )


def _snapshot(planned: StatisticsPlan, moment: Moment, world: World) -> bytes:
    """Return the snapshot of a period, frozen now unless it was before."""
    found = world.snapshots.find(planned.definition, planned.period)
    if found is not None:
        return found
    contract = planned.plan.contract
    rows = world.sources[contract.dataset].read(planned.aggregate)
    world.observe("source-read", {"exchange_id": moment.exchange_id, "statement": rows.statement})
    if len(rows.values) > MAX_GROUPS:
        raise SourceError(Sentence("sources.groups-many", name=contract.name, limit=MAX_GROUPS))
    content = {
        "definition": planned.definition,
        "period": planned.period,
        "tables": publish(planned.right, read_groups(planned.aggregate, rows)),
    }
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return world.snapshots.freeze(planned.definition, planned.period, written, rfc3339(moment.now))


STATISTICS: Call[Asked, Granted] = Call("statistics", _parse, _decide, _perform)
