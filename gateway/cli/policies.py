"""`gateway policies`: check, explain and sign a folder; activate and suspend at a gateway."""

import json
import os
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from gateway.app import utc_now
from gateway.catalogue import say
from gateway.cli.grammar import FilePath, argument, group, option
from gateway.cli.opening import fault_text, policy_of, read_signer
from gateway.cli.policies_active import activate_command, suspend_command
from gateway.cli.policies_exemptions import exemptions_command
from gateway.cli.policies_init import init_command
from gateway.cli.policies_render import render_command
from gateway.cli.policies_prove import prove_command
from gateway.cli.policies_sql import audit_sql_command
from gateway.cli.policies_test import test_command
from gateway.cli.speech import BAD_INPUT, FINDING, language, tell
from gateway.drafting import (
    Explanation,
    Findings,
    check,
    explain,
    read_folder,
    sign_file,
    split_path,
)
from gateway.policy import Fault, Verdict
from gateway.settings import load_settings

# Enough for a whole row of `explain` where nobody looks at a screen.
_WIDTH = 200
FOLDER = FilePath(file_okay=False)


@group("policies", help="policies")
def policies_group() -> None:
    """Hold the commands on policy files."""


policies_group.add_command(activate_command)
policies_group.add_command(suspend_command)
policies_group.add_command(exemptions_command)
policies_group.add_command(audit_sql_command)
policies_group.add_command(prove_command)
policies_group.add_command(render_command)
policies_group.add_command(test_command)
policies_group.add_command(init_command)


@policies_group.command("check", help="policies.check")
@argument("folder", type=FOLDER, default="policies", help="folder")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="format")
@option("--config", type=FilePath(), help="roots-of-config")
@option("--strict", is_flag=True, help="strict")
def check_command(folder: Path, form: str, config: Path | None, strict: bool) -> None:
    """Check all files at once."""
    pins = load_settings(config, os.environ).roots if config else None
    findings = check(read_folder(folder), utc_now(), pins)
    if form == "json":
        _write_json(findings)
    else:
        _write_text(folder, findings)
    if findings.faults or (strict and findings.warnings):
        raise SystemExit(FINDING)


def _write_text(folder: Path, findings: Findings) -> None:
    for kind, found in (("commands.fault", findings.faults), ("commands.warning", findings.warnings)):
        for each in found:
            word = say(kind, language())
            click.echo(f"{folder / each.place.file}:{_column(each)} {word}: {fault_text(each)} [{each.code}]")
    counts = {"faults": len(findings.faults), "warnings": len(findings.warnings)}
    if findings.bundle is None:
        tell("commands.folder-faulty", **counts)
    else:
        bundle = findings.bundle
        tell(
            "commands.folder-checked",
            agreements=len(bundle.agreements),
            contracts=len(bundle.contracts),
            digest=bundle.digest,
            **counts,
        )


def _write_json(findings: Findings) -> None:
    document = {
        "bundle": findings.bundle.digest if findings.bundle else None,
        "faults": [_document(each) for each in findings.faults],
        "warnings": [_document(each) for each in findings.warnings],
    }
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _document(fault: Fault) -> dict[str, object]:
    place = fault.place
    return {
        "code": fault.code,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "text": fault_text(fault),
    }


def _column(fault: Fault) -> str:
    return f"{fault.place.line}:{fault.place.column}"


@policies_group.command("explain", help="policies.explain")
@argument("folder", type=FOLDER, default="policies", help="folder")
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


@policies_group.command("sign", help="policies.sign")
@argument(
    "files", type=FilePath(dir_okay=False), nargs=-1, required=True, metavar="FILE...", help="policy-file"
)
@option("--key", type=FilePath(), required=True, help="signing-key")
@option("--name", help="jws-name")
def sign_command(files: tuple[Path, ...], key: Path, name: str | None) -> None:
    """Sign files, all or none; FILE.NAME.jws is written beside each."""
    signer = read_signer(key)
    places = {file: split_path(file) for file in files}
    checked = {folder: check(read_folder(folder), utc_now()) for folder, _ in places.values()}
    is_faulty = False
    for file, (folder, inside) in places.items():
        for fault in checked[folder].faults:
            if fault.place.file == inside:
                click.echo(f"{file}:{_column(fault)} {fault_text(fault)} [{fault.code}]", err=True)
                is_faulty = True
    if is_faulty:
        tell("commands.not-signed", file=", ".join(map(str, files)))
        raise SystemExit(BAD_INPUT)
    for file in files:
        beside = sign_file(file, signer, suffix=name or signer.key.thumbprint)
        tell("commands.signed", file=file, beside=beside.name, key=signer.key.thumbprint)
