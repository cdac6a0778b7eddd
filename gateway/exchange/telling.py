"""What kinds that ask a source have in common: who serves it, and what is told of verdicts and wishes."""

import json
from collections.abc import Mapping, Sequence

from gateway.errors import DatasetUnknown
from gateway.exchange.call import Performed, Reply, Target, World
from gateway.policy import Contract, Plan, StatisticsTable, Verdict

# What is written was read from JSON, so it holds no circles.
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, check_circular=False)


def check_served(target: Target, world: World) -> None:
    """Refuse a dataset that this gateway has no source for.

    Raises:
        DatasetUnknown: it has none.
    """
    if target.provider != world.agency or target.dataset not in world.sources:
        raise DatasetUnknown("this gateway does not serve the dataset")


def told(verdicts: Sequence[Verdict], contract: Contract) -> list[dict[str, str]]:
    """Return the verdicts as a consumer may read them: none on an undisclosed field."""
    return [
        {
            "field": verdict.field,
            "verdict": verdict.verdict,
            "reason": verdict.reason,
            "classification": verdict.classification,
            "legal_basis": verdict.legal_basis,
            **({"transform": verdict.transform} if verdict.transform else {}),
        }
        for verdict in verdicts
        if not contract.fields[verdict.field].undisclosed
    ]


def told_withheld(plan: Plan) -> list[dict[str, str]]:
    """Return the fields that exist and do not leave, each with its legal basis."""
    return [
        {
            "field": verdict.field,
            "classification": verdict.classification,
            "legal_basis": verdict.legal_basis,
        }
        for verdict in plan.withheld
    ]


def told_duties(plan: Plan) -> dict[str, object]:
    """Return what the consumer owes for what it gets, if anything."""
    return {
        **({"duties": list(plan.permission.duties)} if plan.permission.duties else {}),
        **({"delete_by": plan.delete_by.isoformat()} if plan.delete_by else {}),
    }


def told_columns(table: StatisticsTable) -> list[dict[str, object]]:
    """Return what stands in each column of a table: its groups, then its figures and their base."""
    groups: list[dict[str, object]] = [
        {"field": each.field, **({"transform": each.transform} if each.transform else {})}
        for each in table.group
    ]
    figures: list[dict[str, object]] = [
        {"measure": each.kind, **({"field": each.field} if each.field else {}), "base": each.base}
        for each in table.measures
    ]
    return [*groups, *figures]


def rehearsed(plan: Plan, world: World) -> Performed:
    """Answer a dry run: the verdicts, and nothing that a source holds."""
    body = {"dry_run": True, "verdicts": told(plan.verdicts, plan.contract)}
    return Performed(Reply(200, "application/json", world.encode(body)), "described", plan)


def said(wishes: Mapping[str, object]) -> Mapping[str, bytes]:
    """Write what a caller chose by: it goes into the log as commitments only."""
    return {name: _ENCODER.encode(wish).encode() for name, wish in wishes.items() if wish is not None}
