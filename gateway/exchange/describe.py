"""Catalogue and description: what this caller may see, and of what, and why.

Both name only datasets in which the caller has a permission in force, and never
a field whose name is itself sensitive.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.errors import DatasetUnknown
from gateway.exchange.call import Call, Moment, Performed, Reply, Target, World
from gateway.exchange.telling import told, told_columns
from gateway.policy import Agreement, Contract, Permission, permissions_of, verdicts_of
from gateway.signing import Message

Granted = tuple[Agreement, Permission, Contract]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that names at most a dataset."""

    target: Target


def _parse(message: Message, target: Target) -> Asked:
    return Asked(target)


def _visible(moment: Moment, world: World) -> list[Granted]:
    return [
        granted
        for granted in permissions_of(moment.policy, moment.caller.agency, moment.now)
        if granted[2].provider == world.agency and granted[2].dataset in world.sources
    ]


def _decide_dataset(asked: Asked, moment: Moment, world: World) -> list[Granted]:
    name = f"{asked.target.provider}/{asked.target.dataset}"
    found = [granted for granted in _visible(moment, world) if granted[2].name == name]
    if not found:
        raise DatasetUnknown("no permission in force on this dataset for this caller")
    return found


def _describe(found: list[Granted], moment: Moment, world: World) -> Performed:
    contract = found[0][2]
    body = {
        **_dataset(contract),
        "fields": [
            {
                "field": field.name,
                "type": field.logical_type,
                "description": field.description,
                "classification": field.classification,
                "personal_data": field.personal_data,
            }
            for field in contract.fields.values()
            if not field.undisclosed
        ],
        "permissions": [_permission(granted, moment) for granted in found],
    }
    return _performed(body, world)


def _decide_catalog(asked: Asked, moment: Moment, world: World) -> list[Granted]:
    return _visible(moment, world)


def _list(found: list[Granted], moment: Moment, world: World) -> Performed:
    contracts = {contract.name: contract for _, _, contract in found}
    datasets = [
        _dataset(contract)
        | {
            "permissions": [
                {
                    "agreement": agreement.uid,
                    "permission": permission.id,
                    "purpose": permission.purpose,
                    **({"tables": list(permission.statistics.tables)} if permission.statistics else {}),
                }
                for agreement, permission, other in found
                if other.name == name
            ]
        }
        for name, contract in sorted(contracts.items())
    ]
    return _performed({"provider": world.agency, "datasets": datasets}, world)


def _performed(body: Mapping[str, object], world: World) -> Performed:
    return Performed(Reply(200, "application/json", world.encode(body)), "described")


def _dataset(contract: Contract) -> dict[str, object]:
    return {
        "provider": contract.provider,
        "dataset": contract.dataset,
        "version": contract.version,
        "sha256": contract.digest,
        "description": contract.description,
    }


def _permission(granted: Granted, moment: Moment) -> dict[str, object]:
    agreement, permission, contract = granted
    query, lookup, quota, right = permission.query, permission.lookup, permission.quota, permission.statistics
    return {
        "agreement": agreement.uid,
        "agreement_version": agreement.version,
        "permission": permission.id,
        "purpose": permission.purpose,
        "purpose_text": agreement.purposes[permission.purpose],
        "valid_until": agreement.valid_until.isoformat(),
        "verdicts": told(verdicts_of(moment.policy, granted, moment.now), contract),
        "query": query
        and {
            "filter": sorted(query.filter),
            "sort": sorted(query.sort),
            "page_size": query.page_size,
            "count": query.count,
        },
        "lookup": lookup and {"key": lookup.key},
        "statistics": right
        and {
            "period": right.period,
            "k": right.k,
            "tables": [
                {"table": name, "columns": told_columns(table)} for name, table in right.tables.items()
            ],
        },
        "quota": quota and {"requests": quota.requests, "rows": quota.rows, "period": quota.period},
        "requires": sorted(permission.requires),
        "duties": list(permission.duties),
        "retention": [
            {"days": each.days} if each.until is None else {"until": each.until.isoformat()}
            for each in permission.retention
        ],
    }


DESCRIBE: Call[Asked, list[Granted]] = Call("describe", _parse, _decide_dataset, _describe)
CATALOG: Call[Asked, list[Granted]] = Call("catalog", _parse, _decide_catalog, _list)
