"""The query: rows of one dataset for one purpose, page by page.

Only columns of the plan's selection reach the source. The page's size, the
cursor and the count depend on released values alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import repeat

from gateway.exchange.body import check_flags, check_texts, field_names, is_text, parse_object, refuse
from gateway.exchange.call import Call, Moment, Performed, Reply, Target, World
from gateway.exchange.cursor import open_cursor, seal_cursor
from gateway.exchange.limits import check_timestamped, check_witnessed
from gateway.exchange.pseudonyms import token_keys
from gateway.exchange.quotas import check_quota, quota_use
from gateway.exchange.remembering import remember_subjects
from gateway.exchange.telling import check_served, rehearsed, said, told_duties, told_withheld
from gateway.policy import Output, Plan, QueryRequest, Rows, Selection, SortKey, finish, plan_query
from gateway.signing import Message

_TEXTS = ("agreement", "purpose")
_OPTIONAL = {
    "fields",
    "filter",
    "sort",
    "page_size",
    "cursor",
    "count",
    "on_behalf_of",
    "case_ref",
    "agreement_digest",
    "dry_run",
}
# What is bound was read from JSON, so it holds no circles.
_ENCODER = json.JSONEncoder(sort_keys=True, check_circular=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """One parsed query request."""

    target: Target
    query: QueryRequest
    cursor: str | None
    dry_run: bool

    @property
    def agreement(self) -> str:
        """The agreement the caller names."""
        return self.query.agreement

    @property
    def purpose(self) -> str:
        """The purpose the caller declares."""
        return self.query.purpose


@dataclass(frozen=True, slots=True)
class Granted:
    """A planned query: what to read, which of it is answered, and how its cursor is bound."""

    asked: Asked
    plan: Plan
    selection: Selection
    binding: bytes


def _parse(message: Message, target: Target) -> Asked:
    body = parse_object(message, _TEXTS, _OPTIONAL)
    check_texts(body, *_TEXTS, "on_behalf_of", "case_ref", "cursor", "agreement_digest")
    check_flags(body, "count", "dry_run")
    if "filter" in body and (not isinstance(body["filter"], dict) or len(body["filter"]) != 1):
        refuse("filter")
    query = QueryRequest(
        agreement=body["agreement"],
        purpose=body["purpose"],
        fields=field_names(body.get("fields")),
        filter=body.get("filter"),
        sort=_sort(body.get("sort", [])),
        page_size=_page_size(body.get("page_size")),
        after=None,
        count=body.get("count", False),
        on_behalf_of=body.get("on_behalf_of"),
        case_ref=body.get("case_ref"),
        agreement_digest=body.get("agreement_digest"),
    )
    return Asked(target, query, body.get("cursor"), body.get("dry_run", False))


def _sort(value: object) -> tuple[SortKey, ...]:
    """Read `["jenis", "-dpt_jml"]`: a leading hyphen sorts downwards."""
    if not isinstance(value, list) or len(value) > 16 or not all(is_text(name) for name in value):
        refuse("sort")
    keys = tuple(SortKey(name.removeprefix("-"), name.startswith("-")) for name in value)
    if len({key.field for key in keys}) != len(keys):
        refuse("sort")
    return keys


def _page_size(value: object) -> int | None:
    if value is not None and (type(value) is not int or not 1 <= value <= 100_000):
        refuse("page_size")
    return value


def _decide(asked: Asked, moment: Moment, world: World) -> Granted:
    target = asked.target
    check_served(target, world)
    plan = plan_query(
        moment.policy, moment.caller.agency, target.provider, target.dataset, asked.query, moment.now
    )
    binding = _binding(asked, plan, moment.caller.agency)
    return Granted(asked, plan, _selection(asked, plan, binding, moment, world), binding)


def _selection(asked: Asked, plan: Plan, binding: bytes, moment: Moment, world: World) -> Selection:
    """Read one row more than the page, and the sort keys that a cursor needs."""
    answered = {output.field for output in plan.selection.outputs}
    keys = tuple(Output(key.field) for key in plan.selection.order if key.field not in answered)
    after = None
    if asked.cursor is not None:
        types = [plan.contract.fields[key.field].logical_type for key in plan.selection.order]
        after = open_cursor(world.secrets.secret("cursor"), asked.cursor, types, binding, moment.now)
    selection = plan.selection
    return replace(selection, outputs=selection.outputs + keys, after=after, limit=selection.limit + 1)


def _binding(asked: Asked, plan: Plan, consumer: str) -> bytes:
    """Hash all that a cursor belongs to: another consumer, policy or query opens none of it."""
    query = asked.query
    shape = [
        consumer,
        plan.contract.name,
        plan.contract.digest,
        plan.agreement.digest,
        plan.permission.digest,
        query.fields,
        query.filter,
        [[key.field, key.descending] for key in query.sort],
    ]
    return sha256(_ENCODER.encode(shape).encode()).digest()


def _perform(granted: Granted, moment: Moment, world: World) -> Performed:
    plan = granted.plan
    if granted.asked.dry_run:
        return rehearsed(plan, world)
    check_witnessed(plan, moment, world)
    check_timestamped(moment, world)
    check_quota(plan, moment, world, asked=plan.selection.limit)
    selection = granted.selection
    rows = world.sources[plan.contract.dataset].read(selection)
    world.observe("source-read", {"exchange_id": moment.exchange_id, "statement": rows.statement})
    page = rows.values[: plan.selection.limit]
    names = [output.field for output in plan.selection.outputs]
    master = world.secrets.secret("pseudonym")
    keys = token_keys(master, plan.agreement, moment.now, moment.exchange_id)
    finished = finish(selection.outputs, selection.columns, page, keys)
    body: dict[str, object] = {
        # The extra sort keys stand last, so cutting each row to the names drops them.
        "data": list(map(dict, map(zip, repeat(names), finished))),
        "withheld": told_withheld(plan),
        "next_cursor": _next_cursor(granted, rows, moment, world),
        **told_duties(plan),
    }
    if rows.count is not None:
        body["count"] = rows.count
    return Performed(
        reply=Reply(200, "application/json", world.encode(body)),
        outcome="released",
        plan=plan,
        rows=len(page),
        openings=_openings(granted),
        quota=quota_use(plan, len(page), moment.now, asked=plan.selection.limit),
        brings=remember_subjects(plan, selection.outputs, page, moment, world),
    )


def _next_cursor(granted: Granted, rows: Rows, moment: Moment, world: World) -> str | None:
    limit = granted.plan.selection.limit
    if len(rows.values) <= limit:
        return None
    places = {output.field: place for place, output in enumerate(granted.selection.outputs)}
    last = rows.values[limit - 1]
    after = [last[places[key.field]] for key in granted.selection.order]
    key = world.secrets.secret("cursor")
    return seal_cursor(key, moment.exchange_id, after, granted.binding, moment.now)


def _openings(granted: Granted) -> Mapping[str, bytes]:
    """Name what the caller chose rows by: in the log as a commitment only."""
    query = granted.asked.query
    chosen = {
        "filter": query.filter,
        "on_behalf_of": query.on_behalf_of,
        "case_ref": query.case_ref,
    }
    return said(chosen)


QUERY: Call[Asked, Granted] = Call("query", _parse, _decide, _perform)
