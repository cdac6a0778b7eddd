"""`gateway policies test`: the cases beside the agreements, what they cover and what slips past them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Never

import click

from gateway.catalogue import Sentence
from gateway.cli.files import give
from gateway.cli.grammar import FilePath, NewFile, argument, command, option
from gateway.cli.opening import fault_text
from gateway.cli.speech import BAD_INPUT, FINDING, language, remark, tell
from gateway.drafting import (
    Covered,
    Mutant,
    Outcome,
    count_covered,
    find_cases,
    measure_coverage,
    read_folder,
    run_cases,
    unnoticed,
    write_junit,
)
from gateway.policy import Bundle, Case, Fault, Place, read_bundle


@command("test", help="policies.test")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--agreement", metavar="UID", help="one-agreement")
@option("--coverage", is_flag=True, help="coverage")
@option("--mutate", is_flag=True, help="mutate")
@option("--format", "form", type=click.Choice(["text", "json", "junit"]), default="text", help="cases-format")
@option("--out", type=NewFile(), help="cases-out")
def test_command(
    folder: Path, agreement: str | None, coverage: bool, mutate: bool, form: str, out: Path | None
) -> None:
    """Run the cases beside the agreements."""
    bundle, cases = _read(folder, agreement)
    outcomes = run_cases(bundle, cases)
    failed = any(outcome.differences for outcome in outcomes)
    covered = measure_coverage(bundle, outcomes) if coverage else ()
    # A change says nothing where the cases fail without it.
    survivors = unnoticed(bundle, cases) if mutate and not failed else None
    if form == "junit":
        give(write_junit(outcomes, language()), out)
    elif form == "json":
        document = _document(outcomes, covered, survivors)
        give((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode(), out)
    else:
        give(("\n".join(_lines(folder, outcomes, covered, survivors)) + "\n").encode(), out)
    if mutate and failed:
        remark("cases.not-mutated")
    if failed or survivors:
        raise SystemExit(FINDING)


def _read(folder: Path, agreement: str | None) -> tuple[Bundle, tuple[Case, ...]]:
    reading = read_bundle(read_folder(folder))
    if reading.bundle is None:
        _stop(folder, reading.faults)
    cases, faults = find_cases(folder, reading.bundle)
    if faults:
        _stop(folder, faults)
    chosen = tuple(case for case in cases if agreement in {None, case.agreement})
    if not chosen:
        tell("cases.none", folder=folder)
        raise SystemExit(BAD_INPUT)
    return reading.bundle, chosen


def _stop(folder: Path, faults: Iterable[Fault]) -> Never:
    for fault in faults:
        click.echo(f"{_at(folder, fault.place)} {fault_text(fault)} [{fault.code}]", err=True)
    raise SystemExit(BAD_INPUT)


def _at(folder: Path, place: Place) -> str:
    return f"{folder / place.file}:{place.line}:{place.column}"


def _lines(
    folder: Path, outcomes: Sequence[Outcome], covered: Sequence[Covered], survivors: Sequence[Mutant] | None
) -> Iterator[str]:
    failures = [outcome for outcome in outcomes if outcome.differences]
    for outcome in failures:
        yield Sentence("cases.failed", place=_at(folder, outcome.case.place), name=outcome.case.name).say(
            language()
        )
        for difference in outcome.differences:
            yield f"    {difference.say(language())}"
    for each in covered:
        if not each.is_shown:
            yield Sentence(
                f"cases.not-shown-{each.kind}",
                place=_at(folder, each.place),
                permission=each.permission,
                what=each.what,
            ).say(language())
    for kind, (shown, whole) in count_covered(covered).items():
        yield Sentence(f"cases.shown-{kind}", shown=shown, whole=whole).say(language())
    for survivor in survivors or ():
        yield Sentence("cases.survived", place=_at(folder, survivor.place), change=survivor.change).say(
            language()
        )
    if survivors is not None:
        yield Sentence("cases.survivors", count=len(survivors)).say(language())
    yield Sentence("cases.passed", passed=len(outcomes) - len(failures), failed=len(failures)).say(language())


def _document(
    outcomes: Sequence[Outcome], covered: Sequence[Covered], survivors: Sequence[Mutant] | None
) -> dict[str, object]:
    document: dict[str, object] = {
        "cases": [
            {
                "agreement": outcome.case.agreement,
                "name": outcome.case.name,
                "file": outcome.case.place.file,
                "line": outcome.case.place.line,
                "passed": not outcome.differences,
                "differences": [difference.say(language()) for difference in outcome.differences],
            }
            for outcome in outcomes
        ]
    }
    if covered:
        document["coverage"] = [
            {
                "kind": each.kind,
                "agreement": each.agreement,
                "permission": each.permission,
                "what": each.what,
                "line": each.place.line,
                "shown": each.is_shown,
            }
            for each in covered
        ]
    if survivors is not None:
        document["unnoticed"] = [
            {
                "agreement": each.agreement.uid,
                "line": each.place.line,
                "change": each.change.say(language()),
            }
            for each in survivors
        ]
    return document
