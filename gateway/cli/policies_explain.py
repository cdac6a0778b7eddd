"""`gateway policies explain`: what one consumer gets of one dataset for one purpose, and why."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.catalogue import say
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.opening import policy_of
from gateway.cli.policies_replay import explain_exchange
from gateway.cli.speech import FINDING, language, tell
from gateway.cli.tables import show_table
from gateway.cli.times import Day
from gateway.cli.verdicts import verdict_cells, verdict_heading
from gateway.drafting import Explanation, explain, unknown_word
from gateway.policy import Policy

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
# Noon in Jakarta: the same day in all three zones.
_NOON = time(5, tzinfo=UTC)


@command("explain", help="policies.explain")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--consumer", metavar="AGENCY", help="consumer")
@option("--dataset", metavar="PROVIDER/DATASET", help="dataset")
@option("--purpose", help="purpose")
@option("--agreement", metavar="UID", help="one-agreement")
@option("--field", help="one-field")
@option("--at", type=Day(_MOMENT, fault="commands.not-a-day-or-moment"), help="explain-at")
@option("--exchange", metavar="EXCHANGE_ID", help="explain-exchange")
@option("--config", type=FilePath(), help="active-policy")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="format")
def explain_command(
    folder: Path,
    consumer: str | None,
    dataset: str | None,
    purpose: str | None,
    agreement: str | None,
    field: str | None,
    at: datetime | None,
    exchange: str | None,
    config: Path | None,
    form: str,
) -> None:
    """Explain each field's verdict and why."""
    if exchange is not None:
        if config is None or any((consumer, dataset, purpose, agreement, at)):
            raise click.UsageError(say("explaining.exchange-alone", language()))
        explain_exchange(config, exchange, field, form)
        return
    if consumer is None or dataset is None or purpose is None:
        raise click.UsageError(say("explaining.needs-question", language()))
    now = utc_now()
    moment = _moment(at) if at else now
    # As if it were activated then, or now for a day to come.
    policy = policy_of(folder, config, min(now, moment))
    check_words(policy, consumer, dataset, purpose, agreement, field)
    found = explain(policy, consumer, dataset, purpose, moment, agreement=agreement, field=field)
    if not found:
        tell("commands.nothing-granted", consumer=consumer, dataset=dataset, purpose=purpose)
        raise SystemExit(FINDING)
    if form == "json":
        document = {
            "bundle": policy.bundle.digest,
            "at": moment.strftime(_MOMENT),
            "permissions": [_document(each) for each in found],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for each in found:
        _tell(each)


def check_words(
    policy: Policy, consumer: str, dataset: str, purpose: str, agreement: str | None, field: str | None = None
) -> None:
    """Refuse a question about what no file names, with what was probably meant."""
    unknown = unknown_word(
        policy.bundle,
        consumer=consumer,
        dataset=dataset,
        purpose=purpose,
        agreement=agreement,
        field=field,
    )
    if unknown is not None:
        name, sentence = unknown
        raise click.BadParameter(sentence.say(language()), param_hint=f"--{name}")


def _moment(at: datetime) -> datetime:
    """Read a day as its noon; the option is written in UTC."""
    return datetime.combine(at.date(), _NOON) if at.time() == time() else at.replace(tzinfo=UTC)


def _tell(found: Explanation) -> None:
    tell(
        "commands.permission",
        agreement=found.agreement.uid,
        version=found.agreement.version,
        permission=found.permission.id,
        place=found.permission.place,
    )
    if found.refusal is not None:
        tell("commands.if-in-force", title=say(f"problems.{found.refusal.code}", language()))
    show_table(verdict_heading(), [verdict_cells(verdict) for verdict in found.verdicts])


def _document(found: Explanation) -> Mapping[str, object]:
    place = found.permission.place
    return {
        "agreement": found.agreement.uid,
        "version": found.agreement.version,
        "permission": found.permission.id,
        "file": place.file,
        "line": place.line,
        "refusal": found.refusal.code if found.refusal else None,
        "problem": found.problem.say(language()) if found.problem else None,
        "fields": [
            {
                "field": verdict.field,
                "verdict": verdict.verdict,
                "transform": verdict.transform,
                "reason": verdict.reason,
                "classification": verdict.classification,
                "legal_basis": verdict.legal_basis,
                "file": verdict.place.file,
                "line": verdict.place.line,
                "column": verdict.place.column,
            }
            for verdict in found.verdicts
        ],
    }
