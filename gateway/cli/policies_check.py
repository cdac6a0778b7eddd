"""`gateway policies check`: every mistake at once, for people, for programs and for code-review tools.

With `--config` the folder is also held against what that gateway has active, so that
`activate` refuses nothing that a check let pass; with `--sources` against its live tables.
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.catalogue import say
from gateway.cli.grammar import FilePath, NewFile, argument, command, option
from gateway.cli.opening import fault_text
from gateway.cli.policies_against import check_active, check_sources, read_active
from gateway.cli.policies_prove import check_proofs
from gateway.cli.rows import opened
from gateway.cli.speech import FINDING, language
from gateway.drafting import Findings, check, read_folder, sarif_log
from gateway.papers import judge_of
from gateway.policy import Fault
from gateway.settings import Settings, load_settings

# The folder, what was found in it, and whether that fails.
Write = Callable[[Path, Findings, bool], str]


@command("check", help="policies.check")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="check-format",
)
@option("-o", "output", type=NewFile(), help="report-out")
@option("--config", type=FilePath(), help="check-config")
@option("--sources", is_flag=True, help="check-sources")
@option("--strict", is_flag=True, help="strict")
def check_command(
    folder: Path, form: str, output: Path | None, config: Path | None, sources: bool, strict: bool
) -> None:
    """Check all files at once."""
    if sources and config is None:
        raise click.UsageError(say("commands.sources-need-config", language()))
    settings = load_settings(config, os.environ) if config else None
    findings = check_proofs(_check(folder, settings, sources=sources))
    is_failed = bool(findings.faults or (strict and findings.warnings))
    with opened(output) as file:
        file.write(_WRITERS[form](folder, findings, is_failed).encode())
    if is_failed:
        raise SystemExit(FINDING)


def _check(folder: Path, settings: Settings | None, *, sources: bool) -> Findings:
    files, now = read_folder(folder), utc_now()
    if settings is None:
        return check(files, now, judge=judge_of(()))
    with read_active(settings) as active:
        standing = active.policy.standing if active.policy else None
        findings = check(files, now, settings.roots, standing, judge_of(settings.paper_roots))
        if findings.bundle is None:
            return findings
        more = [check_active(active, findings.bundle, now)]
    if sources:
        more.append(check_sources(settings, findings.bundle, now))
    return findings.with_more(
        tuple(fault for each in more for fault in each.faults),
        tuple(fault for each in more for fault in each.warnings),
    )


def _text(folder: Path, findings: Findings, is_failed: bool) -> str:
    lines = [
        f"{folder / each.place.file}:{each.place.line}:{each.place.column} {say(kind, language())}: "
        f"{fault_text(each)} [{each.code}]"
        for kind, found in (("commands.fault", findings.faults), ("commands.warning", findings.warnings))
        for each in found
    ]
    counts = {"faults": len(findings.faults), "warnings": len(findings.warnings)}
    if findings.bundle is None:
        lines.append(say("commands.folder-faulty", language(), **counts))
    else:
        bundle = findings.bundle
        lines.append(
            say(
                "commands.folder-checked",
                language(),
                agreements=len(bundle.agreements),
                contracts=len(bundle.contracts),
                digest=bundle.digest,
                **counts,
            )
        )
    return "".join(f"{line}\n" for line in lines)


def _json(folder: Path, findings: Findings, is_failed: bool) -> str:
    document = {
        "bundle": findings.bundle.digest if findings.bundle else None,
        "faults": [_document(each) for each in findings.faults],
        "warnings": [_document(each) for each in findings.warnings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _document(fault: Fault) -> dict[str, object]:
    place = fault.place
    return {
        "code": fault.code,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "text": fault_text(fault),
    }


def _sarif(folder: Path, findings: Findings, is_failed: bool) -> str:
    log = sarif_log(
        findings, root=folder.resolve().as_uri(), language=language(), code=FINDING if is_failed else 0
    )
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


_WRITERS: Mapping[str, Write] = {"text": _text, "json": _json, "sarif": _sarif}
