"""`gateway datasets`: contracts beside their live tables, and the rights that the source's account needs.

Neither reads a row, and neither changes anything: grants are printed, for the
owner of the database to read and run.
"""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import FilePath, config_option, group, option
from gateway.cli.opening import policy_of
from gateway.cli.speech import FINDING, language, tell
from gateway.policy import Contract, Policy, fields_read, texts_compared
from gateway.settings import Settings, SourceSettings, load_settings
from gateway.sources import Drift, drift_sentence, find_drift, make_grants, open_source


@group("datasets", help="datasets")
def datasets_group() -> None:
    """Hold the commands on datasets."""


policies_option = option("--policies", "folder", type=FilePath(file_okay=False), help="policies-instead")


@datasets_group.command("drift", help="datasets.drift")
@config_option
@policies_option
def drift_command(config: Path, folder: Path | None) -> None:
    """Compare each contract that this gateway serves with its live table."""
    settings, policy, now = _opened(config, folder)
    kinds: list[str] = []
    for _, source, contracts in _served(settings, policy):
        with closing(open_source(source.url, timeout_seconds=source.timeout_seconds)) as opened:
            for contract in contracts:
                columns = opened.columns(contract.table)
                if not columns:
                    kinds.append("missing")
                    tell("doctor.table-missing", dataset=contract.dataset, table=contract.table)
                    continue
                read = fields_read(policy, contract, now)
                compared = texts_compared(policy, contract, now)
                kinds += _tell(contract, find_drift(contract, columns, read=read, compared=compared))
    if set(kinds) - {"index"}:
        raise SystemExit(FINDING)


def _tell(contract: Contract, found: tuple[Drift, ...]) -> Iterator[str]:
    if all(drift.kind == "index" for drift in found):
        tell("doctor.drift-none", dataset=contract.dataset)
    for drift in found:
        word = say("commands.hint" if drift.kind == "index" else "commands.fault", language())
        click.echo(f"{word}: {drift_sentence(contract, drift).say(language())}")
        yield drift.kind


@datasets_group.command("grants", help="datasets.grants")
@config_option
@policies_option
@option("--role", metavar="NAME", help="grants-role")
def grants_command(config: Path, folder: Path | None, role: str | None) -> None:
    """Print the statements that keep the source's account off every column without a use."""
    settings, policy, now = _opened(config, folder)
    for name, source, contracts in _served(settings, policy):
        tables = {contract.table: _columns(policy, contract, now) for contract in contracts}
        grants = make_grants(source.url, tables, role)
        _remark(Sentence(f"commands.grants-{grants.dialect}", name=name, role=grants.role))
        for hint in grants.hints:
            click.echo(f"--   {hint}")
        for contract in contracts:
            off = sorted(
                {field.physical_name for field in contract.fields.values()} - {*tables[contract.table]}
            )
            _remark(Sentence("commands.grants-off", table=contract.table, columns=", ".join(off) or "-"))
        for statement in grants.statements:
            click.echo(statement)


def _remark(sentence: Sentence) -> None:
    click.echo(f"-- {sentence.say(language())}")


def _columns(policy: Policy, contract: Contract, now: datetime) -> tuple[str, ...]:
    read = fields_read(policy, contract, now)
    return tuple(field.physical_name for field in contract.fields.values() if field.name in read)


def _opened(config: Path, folder: Path | None) -> tuple[Settings, Policy, datetime]:
    """Read the settings, and the policy: the active one, or a folder as if it were activated now."""
    settings = load_settings(config, os.environ)
    return settings, policy_of(folder or Path(), None if folder else config), utc_now()


def _served(settings: Settings, policy: Policy) -> Iterator[tuple[str, SourceSettings, tuple[Contract, ...]]]:
    """Go through the sources, each with the contracts of the datasets that live in it."""
    for name, source in sorted(settings.sources.items()):
        contracts = tuple(
            contract
            for dataset in sorted(source.datasets)
            if (contract := policy.bundle.contracts.get(f"{settings.agency}/{dataset}")) is not None
        )
        for dataset in sorted(source.datasets - {contract.dataset for contract in contracts}):
            _remark(Sentence("doctor.dataset-without-contract", dataset=dataset))
        yield name, source, contracts
