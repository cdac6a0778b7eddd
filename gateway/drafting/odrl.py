"""An agreement as ODRL (W3C Information Model 2.2) in JSON-LD, for catalogues and tools that read it.

An export to be read, never a policy to decide by: what ODRL has no word for
stands under names of our own profile, and a value that the export does not know
is refused, so that it never says less than the agreement.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gateway.catalogue import Sentence
from gateway.drafting.render_words import check_said
from gateway.errors import PolicyFilesBad
from gateway.policy import (
    EVERY_ROW,
    Agreement,
    All,
    Between,
    Condition,
    Equals,
    GroupBy,
    In,
    IsNull,
    LookupRight,
    Measure,
    Never,
    Party,
    Permission,
    QueryRight,
    Quota,
    Retention,
    StatisticsRight,
    StatisticsTable,
    Use,
    Within,
    day_end,
    day_start,
    wire_value,
)
from gateway.policy import Any as AnyOf

PROFILE = "urn:sinergi:odrl:1"
_CONTEXT = ["http://www.w3.org/ns/odrl.jsonld", {"sinergi": f"{PROFILE}#"}]
_EXPORTED: Mapping[type, frozenset[str]] = {
    Agreement: frozenset(
        {
            "uid", "version", "digest", "predecessor", "sample", "title", "parties", "valid_from",
            "valid_until", "timezone", "legal_basis", "purposes", "enforcement", "warn_unwitnessed_hours",
            "stop_unwitnessed_hours", "pins", "permissions", "prohibitions", "never", "place",
        }
    ),
    Party: frozenset({"agency", "name", "number", "signatory", "position", "duty_contact", "place"}),
    Permission: frozenset(
        {
            "id", "consumer", "dataset", "purpose", "uses", "rows", "query", "lookup", "statistics", "quota",
            "requires", "duties", "retention", "digest", "place",
        }
    ),
    Use: frozenset({"kind", "place", "transform", "arguments"}),
    QueryRight: frozenset({"filter", "sort", "page_size", "count", "place"}),
    LookupRight: frozenset({"key", "place"}),
    StatisticsRight: frozenset({"period", "k", "tables", "place"}),
    StatisticsTable: frozenset({"id", "group", "measures", "place"}),
    GroupBy: frozenset({"field", "place", "transform", "arguments"}),
    Measure: frozenset({"kind", "base", "field"}),
    Quota: frozenset({"requests", "rows", "period", "place"}),
    Retention: frozenset({"place", "days", "until"}),
    Never: frozenset({"dataset", "fields", "outside", "together", "place"}),
}  # fmt: skip

Node = dict[str, Any]


def export_odrl(agreement: Agreement) -> Node:
    """Return an agreement as an ODRL Agreement, ready for JSON.

    Raises:
        PolicyFilesBad: it holds something that the export cannot say.
    """
    _check(agreement, *agreement.parties)
    return {
        "@context": _CONTEXT,
        "@type": "Agreement",
        "uid": f"urn:sinergi:agreement:{agreement.uid}:{agreement.version}",
        "profile": PROFILE,
        "conflict": "prohibit",
        "sinergi:title": agreement.title,
        "sinergi:sample": agreement.sample,
        "sinergi:sha256": agreement.digest,
        **({"sinergi:predecessor": agreement.predecessor} if agreement.predecessor else {}),
        "sinergi:enforcement": agreement.enforcement,
        "sinergi:warnUnwitnessedHours": agreement.warn_unwitnessed_hours,
        "sinergi:stopUnwitnessedHours": agreement.stop_unwitnessed_hours,
        "sinergi:legalBasis": [
            {"sinergi:description": basis.description, **({"sinergi:url": basis.url} if basis.url else {})}
            for basis in agreement.legal_basis
        ],
        "sinergi:party": [_party(party) for party in agreement.parties],
        "sinergi:contract": [
            {"uid": _dataset(name), "sinergi:version": pin.version, "sinergi:sha256": pin.digest}
            for name, pin in agreement.pins.items()
        ],
        "sinergi:statement": list(agreement.prohibitions),
        "permission": [_permission(permission, agreement) for permission in agreement.permissions],
        "prohibition": [_never(never, agreement) for never in agreement.never],
    }


def _party(party: Party) -> Node:
    return {
        "uid": _agency(party.agency),
        "sinergi:name": party.name,
        "sinergi:number": party.number,
        "sinergi:signatory": party.signatory,
        "sinergi:position": party.position,
        "sinergi:dutyContact": party.duty_contact,
    }


def _permission(permission: Permission, agreement: Agreement) -> Node:
    _check(permission, permission.query, permission.lookup, permission.statistics, permission.quota)
    _check(*permission.retention, *(use for uses in permission.uses.values() for use in uses))
    provider = permission.dataset.partition("/")[0]
    return {
        "uid": f"urn:sinergi:permission:{agreement.uid}:{permission.id}",
        "target": {
            "@type": "AssetCollection",
            "source": _dataset(permission.dataset),
            "refinement": _rule(permission.rows),
            "sinergi:field": [
                {"sinergi:name": name, "sinergi:use": [_use(use) for use in uses]}
                for name, uses in permission.uses.items()
            ],
        },
        "assigner": _agency(provider),
        "assignee": _agency(permission.consumer),
        "action": "use",
        "constraint": [
            _constraint("purpose", "eq", f"urn:sinergi:purpose:{agreement.uid}:{permission.purpose}"),
            *_validity(agreement),
            *_quota(permission.quota),
            *({"leftOperand": f"sinergi:{name}", "operator": "isA", "rightOperand": "sinergi:given"}
              for name in sorted(permission.requires)),
        ],
        "sinergi:purpose": agreement.purposes[permission.purpose],
        "sinergi:right": list(_rights(permission)),
        "duty": [*({"action": "sinergi:duty", "sinergi:statement": duty} for duty in permission.duties),
                 *map(_retention, permission.retention)],
    }  # fmt: skip


def _use(use: Use) -> Node:
    if use.transform is None:
        return {"@type": f"sinergi:{use.kind}"}
    arguments = {f"sinergi:{name}": _value(value) for name, value in use.arguments}
    return {"@type": f"sinergi:{use.transform}", **arguments}


def _rights(permission: Permission) -> Iterator[Node]:
    if (query := permission.query) is not None:
        yield {
            "@type": "sinergi:query",
            "sinergi:filter": sorted(query.filter),
            "sinergi:sort": sorted(query.sort),
            "sinergi:pageSize": query.page_size,
            "sinergi:count": query.count,
        }
    if permission.lookup is not None:
        yield {"@type": "sinergi:lookup", "sinergi:key": permission.lookup.key}
    if (right := permission.statistics) is not None:
        yield {
            "@type": "sinergi:statistics",
            "sinergi:period": right.period,
            "sinergi:k": right.k,
            "sinergi:table": [_table(table) for table in right.tables.values()],
        }


def _table(table: StatisticsTable) -> Node:
    _check(table, *table.group, *table.measures)
    return {
        "sinergi:name": table.id,
        "sinergi:group": [
            {
                "sinergi:name": group.field,
                **({"sinergi:transform": group.transform} if group.transform else {}),
                **{f"sinergi:{name}": _value(value) for name, value in group.arguments},
            }
            for group in table.group
        ],
        "sinergi:measure": [
            {
                "sinergi:kind": measure.kind,
                "sinergi:base": measure.base,
                **({"sinergi:name": measure.field} if measure.field else {}),
            }
            for measure in table.measures
        ],
    }


def _validity(agreement: Agreement) -> Iterator[Node]:
    """Both days are included, in the agreement's own time zone."""
    begin = day_start(agreement.valid_from, agreement.timezone)
    end = day_end(agreement.valid_until, agreement.timezone)
    yield _constraint("dateTime", "gteq", _typed("dateTime", begin.isoformat()))
    yield _constraint("dateTime", "lt", _typed("dateTime", end.isoformat()))


def _quota(quota: Quota | None) -> Iterator[Node]:
    if quota is None:
        return
    for operand, limit in (("count", quota.requests), ("sinergi:rows", quota.rows)):
        if limit is not None:
            yield {**_constraint(operand, "lteq", limit), "sinergi:period": quota.period}


def _retention(retention: Retention) -> Node:
    if retention.days is not None:
        limit = _constraint("elapsedTime", "lteq", _typed("duration", f"P{retention.days}D"))
    else:
        limit = _constraint("dateTime", "lteq", _typed("date", str(retention.until)))
    return {"action": "delete", "constraint": [limit]}


def _never(never: Never, agreement: Agreement) -> Node:
    _check(never)
    said: Node = {}
    if never.fields:
        said["sinergi:field"] = [{"sinergi:name": name} for name in never.fields]
    if never.outside is not None:
        said["sinergi:outside"] = _rule(never.outside)
    if never.together:
        said["sinergi:together"] = list(never.together)
    return {
        "target": {"@type": "AssetCollection", "source": _dataset(never.dataset), **said},
        "assigner": _agency(never.dataset.partition("/")[0]),
        "assignee": [
            _agency(party.agency)
            for party in agreement.parties
            if party.agency != never.dataset.partition("/")[0]
        ],
        "action": "use",
    }


def _rule(rows: Condition) -> list[Node]:
    """Say a row rule as refinements; every one of a list holds (ODRL 2.5)."""
    return [] if rows == EVERY_ROW else [_part(rows)]


def _part(rows: Condition) -> Node:
    match rows:
        case All(of):
            return {"and": {"@list": [_part(part) for part in of]}}
        case AnyOf(of):
            return {"or": {"@list": [_part(part) for part in of]}}
        case Equals(field, value):
            return _constraint(_row(field), "eq", _value(value))
        case In(field, values):
            return _constraint(_row(field), "isAnyOf", [_value(value) for value in values])
        case Within(field, code):
            return _constraint(_row(field), "isPartOf", code)
        case IsNull(field):
            return _constraint(_row(field), "eq", {"@id": "sinergi:null"})
        case Between(field, low, high):
            ends = (("gteq", low), ("lteq", high))
            parts = [_constraint(_row(field), operator, _value(value)) for operator, value in ends]
            return {"and": {"@list": parts}}


def _constraint(left: str, operator: str, right: object) -> Node:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def _row(field: str) -> str:
    return f"sinergi:row.{field}"


def _value(value: object) -> object:
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    if isinstance(value, date):
        kind = "date" if type(value) is date else "dateTime"
        return _typed(kind, str(wire_value(value)))
    if value is None or isinstance(value, str | bool | int):
        return value
    return _typed("decimal", str(value))


def _typed(kind: str, text: str) -> Node:
    return {"@value": text, "@type": f"xsd:{kind}"}


def _agency(uid: str) -> str:
    return f"urn:sinergi:agency:{uid}"


def _dataset(name: str) -> str:
    return f"urn:sinergi:dataset:{name}"


def _check(*values: object) -> None:
    for value in values:
        if value is None:
            continue
        known = _EXPORTED.get(type(value))
        if known is None:
            raise PolicyFilesBad(Sentence("annex.word-unknown", word=type(value).__name__))
        check_said(value, known)
