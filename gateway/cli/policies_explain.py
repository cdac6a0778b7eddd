"""`gateway policies explain`: what one consumer gets of one dataset for one purpose, and why."""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from gateway.app import utc_now
from gateway.catalogue import say
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.opening import policy_of
from gateway.cli.speech import FINDING, language, tell
from gateway.drafting import Explanation, explain
from gateway.policy import Verdict

# Enough for a whole row of `explain` where nobody looks at a screen.
_WIDTH = 200


@command("explain", help="policies.explain")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--consumer", required=True, metavar="AGENCY", help="consumer")
@option("--dataset", required=True, metavar="PROVIDER/DATASET", help="dataset")
@option("--purpose", required=True, help="purpose")
@option("--agreement", metavar="UID", help="one-agreement")
@option("--field", help="one-field")
@option("--config", type=FilePath(), help="active-policy")
def explain_command(
    folder: Path,
    consumer: str,
    dataset: str,
    purpose: str,
    agreement: str | None,
    field: str | None,
    config: Path | None,
) -> None:
    """Explain each field's verdict and why."""
    policy = policy_of(folder, config)
    found = explain(policy, consumer, dataset, purpose, utc_now(), agreement=agreement, field=field)
    if not found:
        tell("commands.nothing-granted", consumer=consumer, dataset=dataset, purpose=purpose)
        raise SystemExit(FINDING)
    for each in found:
        _write_explanation(each)


def _write_explanation(found: Explanation) -> None:
    tell(
        "commands.permission",
        agreement=found.agreement.uid,
        version=found.agreement.version,
        permission=found.permission.id,
        place=found.permission.place,
    )
    if found.refusal is not None:
        tell("commands.if-in-force", title=say(f"problems.{found.refusal.code}", language()))
    table = Table(*(say(f"commands.column-{name}", language()) for name in _COLUMNS))
    for verdict in found.verdicts:
        table.add_row(*_cells(verdict))
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table)


_COLUMNS = ("field", "verdict", "reason", "classification", "basis", "place")


def _cells(verdict: Verdict) -> tuple[str, ...]:
    word = say(f"commands.verdict-{verdict.verdict}", language())
    return (
        verdict.field,
        f"{word} ({verdict.transform})" if verdict.transform else word,
        say(f"commands.reason-{verdict.reason}", language()),
        verdict.classification,
        verdict.legal_basis,
        str(verdict.place),
    )
