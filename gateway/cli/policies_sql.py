"""`gateway policies audit-sql`: the exact statements that each right would send to the source."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.catalogue import say
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.opening import policy_of
from gateway.cli.policies_explain import check_words
from gateway.cli.speech import FINDING, language, tell
from gateway.drafting import Explanation, explain
from gateway.policy import (
    LogicalType,
    LookupRequest,
    LookupRight,
    Policy,
    QueryRequest,
    StatisticsRequest,
    Wanted,
    plan_as_if_in_force,
    plan_lookup_as_if_in_force,
    plan_statistics_as_if_in_force,
)
from gateway.sources import compile_statement

# What a permission requires of a request is for the log; it never reaches the source.
_PLACEHOLDER = "audit"
# A key of each type; it reaches the source as a bound parameter.
_KEYS: Mapping[LogicalType, object] = {
    LogicalType.STRING: _PLACEHOLDER,
    LogicalType.INTEGER: 0,
    LogicalType.NUMBER: 0,
    LogicalType.BOOLEAN: True,
    LogicalType.DATE: "2026-01-01",
    LogicalType.TIMESTAMP: "2026-01-01T00:00:00Z",
}


@command("audit-sql", help="policies.audit-sql")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--config", type=FilePath(), help="active-policy")
@option("--consumer", required=True, metavar="AGENCY", help="consumer")
@option("--dataset", required=True, metavar="PROVIDER/DATASET", help="dataset")
@option("--purpose", required=True, help="purpose")
@option("--agreement", metavar="UID", help="one-agreement")
@option(
    "--dialect",
    type=click.Choice(["sqlite", "postgresql", "mariadb"]),
    default="sqlite",
    show_default=True,
    help="dialect",
)
def audit_sql_command(
    folder: Path,
    config: Path | None,
    consumer: str,
    dataset: str,
    purpose: str,
    agreement: str | None,
    dialect: str,
) -> None:
    """Print the SQL for all that is granted."""
    policy = policy_of(folder, config)
    check_words(policy, consumer, dataset, purpose, agreement)
    found = explain(policy, consumer, dataset, purpose, utc_now(), agreement=agreement)
    if not found:
        tell("commands.nothing-granted", consumer=consumer, dataset=dataset, purpose=purpose)
        raise SystemExit(FINDING)
    for each in found:
        click.echo(f"-- {each.agreement.uid} {each.permission.place}")
        if each.refusal is not None:
            title = say(f"problems.{each.refusal.code}", language())
            click.echo(f"-- {say('commands.if-in-force', language(), title=title)}")
        for wanted in _wanted(policy, each):
            statement = compile_statement(wanted, dialect)
            click.echo(statement.text)
            click.echo(f"-- {json.dumps(statement.parameters, ensure_ascii=False, default=str)}")


def _wanted(policy: Policy, found: Explanation) -> Iterator[Wanted]:
    """Say what each right of a permission asks for: all of it, one key, and all its tables at once."""
    granted, now = (found.agreement, found.permission, found.contract), utc_now()
    if found.permission.query is not None:
        yield plan_as_if_in_force(policy, granted, _query(found), now).selection
    if found.permission.lookup is not None:
        yield plan_lookup_as_if_in_force(
            policy, granted, _lookup(found, found.permission.lookup), now
        ).selection
    for table in tuple(found.permission.statistics.tables if found.permission.statistics else ())[:1]:
        request = _statistics(found, table)
        yield plan_statistics_as_if_in_force(policy, granted, request, now).aggregate


def _lookup(found: Explanation, right: LookupRight) -> LookupRequest:
    return LookupRequest(
        agreement=found.agreement.uid,
        purpose=found.permission.purpose,
        key=_KEYS[found.contract.fields[right.key].logical_type],
        fields=None,
        on_behalf_of=_PLACEHOLDER,
        case_ref=_PLACEHOLDER,
    )


def _statistics(found: Explanation, table: str) -> StatisticsRequest:
    return StatisticsRequest(
        agreement=found.agreement.uid,
        purpose=found.permission.purpose,
        table=table,
        on_behalf_of=_PLACEHOLDER,
        case_ref=_PLACEHOLDER,
    )


def _query(found: Explanation) -> QueryRequest:
    return QueryRequest(
        agreement=found.agreement.uid,
        purpose=found.permission.purpose,
        fields=None,
        filter=None,
        sort=(),
        page_size=None,
        after=None,
        count=False,
        on_behalf_of=_PLACEHOLDER,
        case_ref=_PLACEHOLDER,
    )
